// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Spreadsheet

/// Approves a mapping.
struct MappingApprove: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve a revision of a mapping, in the log and for good.",
        discussion: """
            Example: witnessmark mapping approve movements.json --by "K. Lind" --reason "ERP export"

            The file is kept as an original. A revision is approved once: a file that was changed needs
            a new revision. The revision approved last is the one in force.

            Exit status: 0 approved, also when it was before; 6 the revision is another file.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The mapping file.") var mapping: String
    @Option(help: ArgumentHelp("Who approves it.", valueName: "person")) var by: String
    @Option(help: ArgumentHelp("Why it is right.", valueName: "text")) var reason: String

    mutating func validate() throws {
        for (name, text) in [("--by", by), ("--reason", reason)]
        where text.trimmed.isEmpty || text.utf8.count > 4_096 {
            throw ValidationError("\(name) should be a text of 1 to 4,096 bytes.")
        }
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let approval = try MappingApproval(of: mapping, by: by, because: reason)
        let plant = try Wiring.open(self.plant.folder)
        let recorded = try await plant.working(output) { try await approval.record(in: plant) }
        let (label, digest) = (approval.mapping.label, approval.mapping.digest.hex)
        output.result(
            "\(label) \(recorded.isNew ? "is approved" : "was approved before") "
                + "(entry \(recorded.position), sha256 \(digest)).",
            [
                "schema": "witnessmark.mapping-approved/1", "mapping": .string(label),
                "entry": .integer(Int64(clamping: recorded.position)), "sha256": .string(digest),
                "isNew": .bool(recorded.isNew),
            ])
        return plant.unsealedStatus ?? .ok
    }
}
