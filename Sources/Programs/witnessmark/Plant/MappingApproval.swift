// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Intake
import Ledger
import Spreadsheet

/// Somebody's approval of a mapping file: what becomes an entry of the log, once and for good.
struct MappingApproval {
    let path: String
    let mapping: SpreadsheetMapping
    let by: String
    let reason: String
    private let bytes: [UInt8]

    /// What the log made of it.
    struct Recorded: Sendable {
        let position: UInt64
        /// Whether it had not been approved before.
        let isNew: Bool
    }

    /// Reads the mapping file, or says everything that is wrong with it.
    init(of path: String, by: String, because reason: String) throws {
        self.path = path
        self.by = by
        self.reason = reason
        (mapping, bytes) = try MappingLibrary.read(path)
    }

    /// Records it; a revision that was approved as another file is refused.
    func record(in plant: Plant) async throws -> Recorded {
        let library = MappingLibrary(folder: plant.folder, journal: plant.journal)
        let key = MappingLibrary.key(of: mapping.label)
        if let known = try plant.journal.events([key])[0], known.fingerprint != mapping.digest {
            throw CommandFailure(
                "WM-MAP-006",
                "\(mapping.label) was approved as another file (entry \(known.position)).",
                remedy: "Give this one a new “revision”. Nothing was changed.", status: .conflict)
        }
        let incoming = try plant.originals.receive(try InputFile(path)) { _ in }
        guard incoming.digest == mapping.digest else {
            incoming.discard()
            throw CommandFailure(
                "WM-MAP-007", "\(path) changed while it was read.", remedy: "Try again.",
                status: .tryAgainLater)
        }
        // File and copy before the entry: an approval must never name a file that is not there.
        try plant.originals.keep(incoming)
        try FolderAccess.make(plant.folder.mappings)
        try DurableFile.write(bytes, to: library.path(of: mapping.label), mode: 0o644)
        let receipts = try await plant.ledger.sequencer.append([try entry(plant)])
        return Recorded(
            position: receipts[0].position, isNew: receipts[0].outcome == .recorded)
    }

    private func entry(_ plant: Plant) throws -> PreparedEntry {
        let content: JSON = [
            "digest": .string(mapping.digest.hex), "name": .string(mapping.name),
            "reason": .string(reason), "revision": .string(mapping.revision),
            "size": .integer(Int64(bytes.count)), "title": .string(mapping.title),
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
