// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Ledger
import Records

/// Where commands on records arrive: loads what a decision looks at, decides, appends.
///
/// It decides nothing itself. What it promises the rules is what stands around a record when they
/// look: see ``Docket``.
package struct Registrar: Sendable {
    package let kinds: KindCatalogue
    package let shelf: any RecordShelf
    package let reader: RecordReader
    /// Kinds whose records rules look at though nothing links to them.
    let consulted: [KindName]
    /// The log's name, which stands in signatures and as the source of entries.
    package let origin: String
    let preparer: EntryPreparer
    let append: @Sendable ([PreparedEntry]) async throws -> [Receipt]

    package init(
        kinds: KindCatalogue, consulting consulted: [KindName] = [], shelf: any RecordShelf,
        journal: any Journal, origin: String,
        preparer: EntryPreparer,
        append: @escaping @Sendable ([PreparedEntry]) async throws -> [Receipt]
    ) {
        self.kinds = kinds
        self.consulted = consulted
        self.shelf = shelf
        reader = RecordReader(journal, kinds)
        self.origin = origin
        self.preparer = preparer
        self.append = append
    }

    /// All acts of a record, in order; empty when there is no such record.
    ///
    /// The shelf is a read model, and who may write its file could leave the latest acts out, a hold or
    /// a revocation among them. The log itself knows whether there is one more.
    ///
    /// - Throws: ``RecordFault/hidden(_:position:)`` when the shelf leaves an act out.
    package func history(of record: RecordID) async throws -> [LoggedAct] {
        let positions = try await shelf.positions(of: record)
        let next = EventKey(source: origin, event: "\(record)/\(positions.count + 1)")
        if let known = try reader.position(of: next) {
            throw RecordFault.hidden(record, position: known)
        }
        return try reader.acts(at: positions)
    }

    /// A record as it stands; `nil` when there is none of that number.
    package func record(_ id: RecordID) async throws -> RecordState? {
        let acts = try await history(of: id)
        guard !acts.isEmpty else { return nil }
        do throws(BrokenHistory) { return try RecordState(replaying: acts) } catch {
            throw RecordFault.broken(error)
        }
    }

    /// What a request did before; empty when it is new.
    package func answered(_ request: String) async throws -> [LoggedAct] {
        try reader.acts(at: try await shelf.positions(ofRequest: request))
    }

    /// Begins a request: everything in it is decided one after another and filed in one commit.
    package func docket(for actor: Actor, request: String, at now: Instant) -> Docket {
        Docket(registrar: self, actor: actor, request: request, now: now)
    }
}
