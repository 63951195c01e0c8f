// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Canon
import Projections
import Traceability

/// The packages on file.
struct PackageList: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the packages that were sealed, newest first, and who has them.",
        discussion: "Example: witnessmark package list")

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let packages = try await PackageList.onFile(plant.folder, output)
        var table = TextTable(
            ("package", .left), ("rev", .right), ("sealed", .left), ("entry", .right),
            ("about", .left), ("held by", .left))
        for (package, scope) in packages {
            let holders = package.issues.map(\.recipient)
            table.add(
                package.id, "\(package.revision)", package.sealedAt.rfc3339Seconds,
                "\(package.sealed.number)", scope.map(\.description) ?? "",
                holders.isEmpty ? "nobody" : holders.joined(separator: ", "))
        }
        output.result(
            packages.isEmpty ? "No package was sealed yet." : table.text,
            [
                "schema": "witnessmark.packages/1",
                "packages": .array(packages.map(PackageList.json)),
            ])
        return .ok
    }

    /// The packages on file with what they are about.
    static func onFile(
        _ folder: PlantFolder, _ output: Output
    ) async throws -> [(package: PackageOnFile, scope: Thing?)] {
        let plant = try Wiring.openForReading(folder)
        let trace = try await Wiring.trace(
            of: folder, following: plant.journal, originals: plant.originals)
        try await trace.catchUp(output)
        return try await trace.ask { store, _ in
            try store.packages(limit: 1000).map { package in
                (package, try package.scope.map { try store.thing($0) })
            }
        }
    }

    static func json(_ item: (package: PackageOnFile, scope: Thing?)) -> JSON {
        [
            "id": .string(item.package.id), "revision": .integer(Int64(item.package.revision)),
            "sealedAt": .string(item.package.sealedAt.rfc3339),
            "entry": .integer(Int64(clamping: item.package.sealed.number)),
            "scope": item.scope.map {
                ["kind": .string($0.kind.rawValue), "name": .string($0.name)]
            } ?? nil,
            "issues": .array(
                item.package.issues.map {
                    [
                        "recipient": .string($0.recipient), "at": .string($0.at.rfc3339),
                        "entry": .integer(Int64(clamping: $0.entry.number)),
                    ]
                }),
        ]
    }
}
