// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Assembly
import Canon
import Traceability

/// One package: its revisions and who got which.
struct PackageShow: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a package: its revisions, where each is, and who got it.",
        discussion: """
            Example: witnessmark package show history-P7-1042

            Exit status: 0 done, 5 there is no such package.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The package's identifier.") var id: String

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let folder = plant.folder
        let revisions = try await PackageShow.revisions(of: id, in: folder, output)
        let lines = revisions.flatMap { item in
            let package = item.package
            return [
                "\(package.id) revision \(package.revision)",
                "  about   \(item.scope.map(\.description) ?? "not said")",
                "  sealed  \(package.sealedAt.rfc3339Seconds), entry \(package.sealed.number)",
                "  file    \(folder.packages)/"
                    + PackageFileName.name(id: package.id, revision: Int64(package.revision)),
            ]
                + package.issues.map {
                    "  issued  \($0.at.rfc3339Seconds) to \($0.recipient), entry \($0.entry.number)"
                }
        }
        output.result(
            lines.joined(separator: "\n"),
            [
                "schema": "witnessmark.package-history/1",
                "revisions": .array(revisions.map(PackageList.json)),
            ])
        return .ok
    }

    /// The revisions of a package, oldest first.
    static func revisions(
        of id: String, in folder: PlantFolder, _ output: Output
    ) async throws -> [(package: PackageOnFile, scope: Thing?)] {
        let revisions = try await PackageList.onFile(folder, output)
            .filter { $0.package.id.hasSameBytes(as: id) }
            .sorted { $0.package.revision < $1.package.revision }
        guard !revisions.isEmpty else {
            throw CommandFailure(
                "WM-PKG-002", "There is no package \(id).",
                remedy: "`witnessmark package list` names them.", status: .notFound)
        }
        return revisions
    }
}
