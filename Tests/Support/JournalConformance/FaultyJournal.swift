// SPDX-License-Identifier: Apache-2.0
import Canon
import Ledger
import Synchronization
import TransparencyLog

/// On which side of a write the answer is lost.
package enum Fault: CaseIterable, Sendable {
    case beforeWrite, afterWrite

    var text: String {
        switch self {
        case .beforeWrite: "failed before the write"
        case .afterWrite: "failed after the write"
        }
    }
}

/// A journal whose next write can be made to fail on either side.
package final class FaultyJournal: JournalInspection {
    private let inner: any JournalInspection
    private let state = Mutex(State())

    private struct State {
        var append: [Fault] = []
        var seal: [Fault] = []
        var headFails = false
        var delays = false
        var delayed: (batch: JournalBatch, head: TreeHead)?
    }

    package init(_ inner: any JournalInspection) { self.inner = inner }

    package func failNextAppend(_ fault: Fault) { state.withLock { $0.append.append(fault) } }
    package func failNextSeal(_ fault: Fault) { state.withLock { $0.seal.append(fault) } }
    package func failNextHead() { state.withLock { $0.headFails = true } }

    /// The next append breaks off, and is written when ``performDelayedAppend()`` is called.
    ///
    /// So does a database whose connection broke while it was at the commit.
    package func delayNextAppend() { state.withLock { $0.delays = true } }

    package func performDelayedAppend() throws(JournalError) {
        let delayed = state.withLock { state in
            defer { state.delayed = nil }
            return state.delayed
        }
        guard let delayed else { return }
        try inner.append(delayed.batch, after: delayed.head)
    }

    package func append(_ batch: JournalBatch, after head: TreeHead) throws(JournalError) {
        let (fault, isDelayed) = state.withLock { state in
            if state.delays {
                state.delays = false
                state.delayed = (batch, head)
                return (Fault?.none, true)
            }
            return (state.append.isEmpty ? nil : state.append.removeFirst(), false)
        }
        guard !isDelayed else { throw .unavailable("the connection broke") }
        try write(failing: fault) { () throws(JournalError) in
            try inner.append(batch, after: head)
        }
    }

    package func seal(
        _ checkpoint: SealedCheckpoint, after previous: TreeHead?
    ) throws(JournalError) {
        let fault = state.withLock { $0.seal.isEmpty ? nil : $0.seal.removeFirst() }
        try write(failing: fault) { () throws(JournalError) in
            try inner.seal(checkpoint, after: previous)
        }
    }

    private func write(
        failing fault: Fault?, _ body: () throws(JournalError) -> Void
    ) throws(JournalError) {
        if fault == .beforeWrite { throw .unavailable(Fault.beforeWrite.text) }
        try body()
        if fault == .afterWrite { throw .unavailable(Fault.afterWrite.text) }
    }

    package func head() throws(JournalError) -> TreeHead {
        let fails = state.withLock { state in
            defer { state.headFails = false }
            return state.headFails
        }
        guard !fails else { throw .unavailable("the head cannot be read now") }
        return try inner.head()
    }

    package func entries(in positions: Range<UInt64>) throws(JournalError) -> [LoggedEntry] {
        try inner.entries(in: positions)
    }

    package func headers(
        in positions: Range<UInt64>, _ visit: (UnsafeRawBufferPointer) -> Void
    ) throws(JournalError) {
        try inner.headers(in: positions, visit)
    }

    package func leaves(in positions: Range<UInt64>) throws(JournalError) -> [Digest] {
        try inner.leaves(in: positions)
    }

    package func events(_ keys: [EventKey]) throws(JournalError) -> [KnownEvent?] {
        try inner.events(keys)
    }

    package func tiles(at addresses: [TileAddress]) throws(JournalError) -> [[UInt8]?] {
        try inner.tiles(at: addresses)
    }

    package func lastCheckpoint() throws(JournalError) -> SealedCheckpoint? {
        try inner.lastCheckpoint()
    }

    package func checkpoints(
        after size: UInt64?, limit: Int
    ) throws(JournalError) -> [SealedCheckpoint] {
        try inner.checkpoints(after: size, limit: limit)
    }

    package func storedTiles(
        after address: TileAddress?, limit: Int
    ) throws(JournalError) -> [TileHashes] {
        try inner.storedTiles(after: address, limit: limit)
    }

    package func storedEvents(
        after key: EventKey?, limit: Int
    ) throws(JournalError) -> [StoredEvent] {
        try inner.storedEvents(after: key, limit: limit)
    }

    package func storedEntryCount() throws(JournalError) -> UInt64 {
        try inner.storedEntryCount()
    }

    package func engineFindings() throws(JournalError) -> [String] { try inner.engineFindings() }
}
