// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Traceability

/// Notes that somebody got a package.
struct PackageIssue: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Write a custody entry: which package went to whom.",
        discussion: """
            Example: witnessmark package issue history-P7-1042 --to "ORION Aerostructures"

            Exit status: 0 done, 5 there is no such package.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The package's identifier.") var id: String
    @Option(help: "Who got it.") var to: String
    @Option(help: "Which revision; the newest where not given.") var revision: Int64?

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let folder = plant.folder
        let revisions = try await PackageShow.revisions(of: id, in: folder, output)
        let wanted = revision ?? Int64(revisions.last?.package.revision ?? 1)
        guard revisions.contains(where: { $0.package.revision == wanted }) else {
            throw CommandFailure(
                "WM-PKG-003", "There is no revision \(wanted) of \(id).", status: .notFound)
        }
        let plant = try Wiring.open(folder)
        let maker = try await PackageMaker(plant: plant, output: output)
        let (id, to) = (self.id, self.to)
        let entry = try await plant.working(output) {
            try await maker.issue(id: id, revision: wanted, to: to)
        }
        output.result(
            "\(id) revision \(wanted) went to \(to): entry \(entry)",
            [
                "schema": "witnessmark.issued/1", "id": .string(id), "revision": .integer(wanted),
                "recipient": .string(to), "entry": .integer(Int64(clamping: entry)),
            ])
        return .ok
    }
}
