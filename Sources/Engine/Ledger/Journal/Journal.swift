// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// Where entries are kept, in order, for good.
///
/// An engine is right if `JournalConformance` passes on it. The contract:
///
/// - `append` is all or nothing, and durable when it returns. When it throws `unavailable` nobody
///   knows whether it was written: ask ``head()``.
/// - `append` and `seal` compare before they set. Of two callers that saw the same head one gets
///   `conflict`, and nothing of its batch is kept.
/// - Positions are consecutive from 0 and are never given twice, whatever crashes.
/// - Nothing changes or removes an entry, a full tile or a checkpoint. There is no method for it.
/// - What one call returned, a later call returns too. A read sees whole batches only.
///
/// Calls block, and may come from any thread; an engine takes care of its own connections. An append
/// is one long fsync on a thread that has nothing else to do, so an asynchronous port would hide the
/// wait and pay two hops for it.
package protocol Journal: Sendable {
    /// The size and root after the last append; of a new journal those of the empty tree.
    func head() throws(JournalError) -> TreeHead

    /// Keeps entries, tiles and the new head in one transaction.
    ///
    /// Throws `conflict` when the journal's head is not `head`, and `eventKnown` when the batch holds
    /// an event that was logged before: looking each one up first would double the work of an
    /// append that brings only new ones.
    func append(_ batch: JournalBatch, after head: TreeHead) throws(JournalError)

    /// Entries from the start of the range on: all of it, or as many as one answer may hold.
    ///
    /// At least one unless the range is empty or starts at the head's size. An answer ends after
    /// ``JournalLimits/entriesMax`` entries, or at the first that brings it over
    /// ``JournalLimits/bytesMax``, or before a position where nothing readable is kept; when that is
    /// the first position, this throws `corrupt`.
    func entries(in positions: Range<UInt64>) throws(JournalError) -> [LoggedEntry]

    /// Lends the stored header bytes of each position in the range, in order, without copying.
    ///
    /// Throws `corrupt` where one is missing.
    func headers(
        in positions: Range<UInt64>, _ visit: (UnsafeRawBufferPointer) -> Void
    ) throws(JournalError)

    /// The leaf hashes of a range, all of it. Throws `corrupt` where one is missing.
    func leaves(in positions: Range<UInt64>) throws(JournalError) -> [Digest]

    /// What is known under each key, in the order asked.
    func events(_ keys: [EventKey]) throws(JournalError) -> [KnownEvent?]

    /// The hashes of each tile, 32 bytes a piece, in the order asked; `nil` where none is kept.
    func tiles(at addresses: [TileAddress]) throws(JournalError) -> [[UInt8]?]

    /// Keeps a checkpoint, if the last one kept is at `previous` (`nil`: there is none).
    ///
    /// Throws `conflict` with the head that the last one has, and that of the empty tree when there is none.
    func seal(_ checkpoint: SealedCheckpoint, after previous: TreeHead?) throws(JournalError)

    /// The checkpoint with the largest size.
    func lastCheckpoint() throws(JournalError) -> SealedCheckpoint?

    /// Checkpoints in order of size, from the first that is larger than `size`, at most `limit`.
    ///
    /// `nil` starts with the very first, which may be of size 0.
    func checkpoints(
        after size: UInt64?, limit: Int
    ) throws(JournalError) -> [SealedCheckpoint]
}

/// What bounds one answer of a journal.
package enum JournalLimits {
    /// The most entries in one answer of `entries(in:)`.
    package static let entriesMax = 1_024
    /// An answer of `entries(in:)` ends with the entry that brings it to this size.
    package static let bytesMax = 4 << 20
}

/// Why a journal did not do what it was asked.
package enum JournalError: Error, Equatable {
    /// Somebody else was first. Load again, decide again.
    case conflict(actual: TreeHead)
    /// The batch holds an event that was logged before. Look all of them up, decide again.
    case eventKnown
    /// The engine cannot be reached now. A write may or may not have happened.
    case unavailable(String)
    /// What is stored is not what was written. Nothing may be appended until a person has looked.
    case corrupt(position: UInt64?, String)
}

extension JournalError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .conflict(let actual):
            "Another process wrote to the store, which has \(actual.size) entries now."
        case .eventKnown: "The store's event index contradicts itself. Run `witnessmark fsck`."
        case .unavailable(let reason): reason
        case .corrupt(let position, let what):
            """
            The store\(position.map { " at position \($0)" } ?? "") is damaged: \(what). \
            Run `witnessmark fsck`.
            """
        }
    }
}
