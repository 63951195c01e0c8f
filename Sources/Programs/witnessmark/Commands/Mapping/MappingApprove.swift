// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import EvidencePackage
import Intake
import Ledger
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
        let (mapping, bytes) = try MappingLibrary.read(self.mapping)
        let plant = try Wiring.open(self.plant.folder)
        let library = MappingLibrary(folder: plant.folder, journal: plant.journal)
        let key = MappingLibrary.key(of: mapping.label)
        if let known = try plant.journal.events([key])[0], known.fingerprint != mapping.digest {
            throw CommandFailure(
                "WM-MAP-006",
                "\(mapping.label) was approved as another file (entry \(known.position)).",
                remedy: "Give this one a new “revision”. Nothing was changed.", status: .conflict)
        }
        let incoming = try plant.originals.receive(try InputFile(self.mapping)) { _ in }
        guard incoming.digest == mapping.digest else {
            incoming.discard()
            throw CommandFailure(
                "WM-MAP-007", "\(self.mapping) changed while it was read.", remedy: "Try again.",
                status: .tryAgainLater)
        }
        // File and copy before the entry: an approval must never name a file that is not there.
        try plant.originals.keep(incoming)
        try FolderAccess.make(plant.folder.mappings)
        try DurableFile.write(bytes, to: library.path(of: mapping.label), mode: 0o644)
        let entry = try entry(for: mapping, size: bytes.count, plant)
        let receipts = try await plant.working(output) {
            try await plant.ledger.sequencer.append([entry])
        }
        let position = receipts[0].position
        let isNew = receipts[0].outcome == .recorded
        output.result(
            "\(mapping.label) \(isNew ? "is approved" : "was approved before") (entry \(position), "
                + "sha256 \(mapping.digest.hex)).",
            [
                "schema": "witnessmark.mapping-approved/1", "mapping": .string(mapping.label),
                "entry": .integer(Int64(clamping: position)), "sha256": .string(mapping.digest.hex),
                "isNew": .bool(isNew),
            ])
        return plant.unsealedStatus ?? .ok
    }

    private func entry(
        for mapping: SpreadsheetMapping, size: Int, _ plant: Plant
    ) throws -> PreparedEntry {
        let content: JSON = [
            "digest": .string(mapping.digest.hex), "name": .string(mapping.name),
            "reason": .string(reason), "revision": .string(mapping.revision),
            "size": .integer(Int64(size)), "title": .string(mapping.title),
        ]
        let person: JSON = ["by": .string(by)]
        let key = MappingLibrary.key(of: mapping.label)
        return try plant.preparer.prepare(
            EntryDraft(
                type: .mappingApproved, source: key.source, event: key.event,
                received: .now, actor: plant.actor, content: content.canonical,
                person: person.canonical, fingerprint: mapping.digest))
    }
}
