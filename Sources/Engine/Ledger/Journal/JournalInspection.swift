// SPDX-License-Identifier: Apache-2.0
import Canon

/// What `fsck` reads beside the journal's own verbs: rows that nothing should have put there.
///
/// Rebuilding from the entries finds what is wrong or missing; only a walk over everything stored
/// finds what is too much.
package protocol JournalInspection: Journal {
    /// Every stored tile, by level and index, from the first after `address`, at most `limit`.
    func storedTiles(
        after address: TileAddress?, limit: Int
    ) throws(JournalError) -> [TileHashes]

    /// Every row of the source-event index, in an order of the engine's own, at most `limit`.
    func storedEvents(
        after key: EventKey?, limit: Int
    ) throws(JournalError) -> [StoredEvent]

    /// How many entry rows are stored, whatever their positions.
    func storedEntryCount() throws(JournalError) -> UInt64

    /// What the engine itself finds wrong with its files, each as the rest of a sentence that begins
    /// with the file; nothing when well.
    func engineFindings() throws(JournalError) -> [String]
}

/// A row of the source-event index.
package struct StoredEvent: Hashable, Sendable {
    package let key: EventKey
    package let known: KnownEvent

    package init(key: EventKey, known: KnownEvent) {
        self.key = key
        self.known = known
    }
}

/// A journal that can be copied while it is written to.
package protocol JournalBackup: Journal {
    /// Writes a copy, as of one moment between two appends, to a file that does not exist yet.
    ///
    /// The copy is durable when this returns, and can be opened as a journal of the same engine.
    func copy(to path: String) throws(JournalError)
}
