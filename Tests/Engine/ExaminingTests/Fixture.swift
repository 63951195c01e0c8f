// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger
import TransparencyLog

/// A log in memory, given entries as intake gives them.
func log(_ entries: [PreparedEntry]) async throws -> MemoryJournal {
    let journal = MemoryJournal()
    let preparer = EntryPreparer(salts: SystemSalts())
    let sequencer = try Sequencer(journal: journal) { conflict throws(PreparationError) in
        try preparer.conflict(conflict)
    }
    async let running: Void = sequencer.run()
    let result: Result<[Receipt], any Error>
    do { result = .success(try await sequencer.append(entries)) } catch {
        result = .failure(error)
    }
    sequencer.stop()
    await running
    _ = try result.get()
    return journal
}

/// An entry as intake and the registrar prepare it.
func entry(
    _ type: String, _ event: String, content: [UInt8], person: [UInt8]? = nil
) throws -> PreparedEntry {
    try EntryPreparer(salts: SystemSalts()).prepare(
        EntryDraft(
            type: try EntryType(type), source: "urn:plant7:cmm", event: event,
            received: Instant(seconds: 1_795_262_400), actor: "test", content: content,
            person: person))
}
