// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// The stored checkpoints in order of size, a few at a time.
struct CheckpointWalk {
    private let journal: any Journal
    private var ahead: ArraySlice<SealedCheckpoint> = []
    private var last: UInt64?
    private var isFinished = false
    private var dates: (before: Instant?, last: Instant?)

    init(of journal: any Journal) { self.journal = journal }

    /// Whether the checkpoint that was given last is dated before the one given before it.
    var isDatedBeforeLast: Bool {
        guard let before = dates.before, let last = dates.last else { return false }
        return last < before
    }

    /// The next checkpoint; `nil` after the last.
    mutating func next() throws(JournalError) -> SealedCheckpoint? {
        try fill()
        guard let next = ahead.popFirst() else { return nil }
        dates = (dates.last, next.sealedAt)
        return next
    }

    /// The size of the next checkpoint; `nil` after the last.
    mutating func nextSize() throws(JournalError) -> TreeSize? {
        try fill()
        return ahead.first?.head.size
    }

    /// The next checkpoint if it is of that size, or of a smaller one that was passed over.
    mutating func next(at size: TreeSize) throws(JournalError) -> SealedCheckpoint? {
        try fill()
        guard let next = ahead.first, next.head.size <= size else { return nil }
        return try self.next()
    }

    private mutating func fill() throws(JournalError) {
        guard ahead.isEmpty, !isFinished else { return }
        ahead = try journal.checkpoints(after: last, limit: 256)[...]
        last = ahead.last?.head.size.value
        isFinished = ahead.isEmpty
    }
}
