// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import EvidencePackage
import Ledger
import Projections
import Records
import TransparencyLog

/// What packages of records ask beside where acts and links are.
extension PlantShelf: CaseShelf {
    func peoplePositions() async throws -> [UInt64] {
        try await trace.projection.read { try $0.accessPositions() }
    }

    func entry(at position: UInt64) async throws -> OpenedEntry {
        guard let index = LeafIndex(position),
            let logged = try trace.journal.entries(in: position..<position + 1).first
        else { throw JournalError.corrupt(position: position, "no entry is kept here") }
        return OpenedEntry(
            index: index, type: try EntryType(logged.entry.kind), leaf: logged.entry.leaf,
            content: try logged.entry.content.map { try JSON(parsing: $0.body) },
            person: try logged.entry.person.map { try JSON(parsing: $0.body) })
    }

    func holds(_ file: FileReference) async throws -> Bool {
        StoredParts(trace.originals).holds(file.whole)
    }
}
