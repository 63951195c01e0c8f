// SPDX-License-Identifier: Apache-2.0
import Canon
import Synchronization
import TransparencyLog

/// A journal that forgets everything when the process ends.
///
/// For tests, and the plainest statement of what the port asks for. A class because the log has one
/// state, which every holder of the journal shares.
package final class MemoryJournal: JournalInspection {
    private struct State {
        var head = TreeHead.empty
        var entries: [PreparedEntry] = []
        var events: [EventKey: KnownEvent] = [:]
        var tiles: [TileAddress: [UInt8]] = [:]
        var checkpoints: [SealedCheckpoint] = []
    }

    private let state = Mutex(State())

    package init() {}

    package func head() -> TreeHead { state.withLock { $0.head } }

    package func append(_ batch: JournalBatch, after head: TreeHead) throws(JournalError) {
        try state.withLock { state throws(JournalError) in
            guard state.head == head else { throw .conflict(actual: state.head) }
            guard batch.head.size == head.size.adding(batch.entries.count) else {
                throw .corrupt(position: nil, "a batch whose head does not count its entries")
            }
            let keys = Set(batch.entries.map(\.event))
            guard keys.count == batch.entries.count, keys.allSatisfy({ state.events[$0] == nil })
            else { throw .eventKnown }
            for (offset, entry) in batch.entries.enumerated() {
                state.events[entry.event] = KnownEvent(
                    position: head.size.value + UInt64(offset), fingerprint: entry.fingerprint)
            }
            state.entries += batch.entries
            for tile in batch.tiles { state.tiles[tile.address] = tile.bytes }
            state.head = batch.head
        }
    }

    package func entries(in positions: Range<UInt64>) throws(JournalError) -> [LoggedEntry] {
        try state.withLock { state throws(JournalError) in
            var answer: [LoggedEntry] = []
            var bytes = 0
            for position in positions.prefix(JournalLimits.entriesMax) {
                guard position < state.entries.count, bytes < JournalLimits.bytesMax else { break }
                let entry = state.entries[Int(position)]
                answer.append(LoggedEntry(position: position, entry: entry))
                bytes += entry.weight
            }
            return answer
        }
    }

    package func headers(
        in positions: Range<UInt64>, _ visit: (UnsafeRawBufferPointer) -> Void
    ) throws(JournalError) {
        for entry in try stored(positions) { entry.header.withUnsafeBytes { visit($0) } }
    }

    package func leaves(in positions: Range<UInt64>) throws(JournalError) -> [Digest] {
        try stored(positions).map(\.leaf)
    }

    private func stored(
        _ positions: Range<UInt64>
    ) throws(JournalError) -> ArraySlice<PreparedEntry> {
        try state.withLock { state throws(JournalError) in
            guard positions.upperBound <= state.entries.count else {
                throw .corrupt(position: UInt64(state.entries.count), "no entry is kept here")
            }
            return state.entries[Int(positions.lowerBound)..<Int(positions.upperBound)]
        }
    }

    package func events(_ keys: [EventKey]) -> [KnownEvent?] {
        state.withLock { state in keys.map { state.events[$0] } }
    }

    package func tiles(at addresses: [TileAddress]) -> [[UInt8]?] {
        state.withLock { state in addresses.map { state.tiles[$0] } }
    }

    package func seal(
        _ checkpoint: SealedCheckpoint, after previous: TreeHead?
    ) throws(JournalError) {
        try state.withLock { state throws(JournalError) in
            let last = state.checkpoints.last?.head
            guard last == previous else { throw .conflict(actual: last ?? .empty) }
            state.checkpoints.append(checkpoint)
        }
    }

    package func lastCheckpoint() -> SealedCheckpoint? {
        state.withLock { $0.checkpoints.last }
    }

    package func checkpoints(after size: UInt64?, limit: Int) -> [SealedCheckpoint] {
        state.withLock { state in
            let rest = state.checkpoints.drop { checkpoint in
                size.map { checkpoint.head.size.value <= $0 } ?? false
            }
            return Array(rest.prefix(limit))
        }
    }

    package func storedTiles(after address: TileAddress?, limit: Int) -> [TileHashes] {
        state.withLock { state in
            state.tiles.keys.sorted()
                .filter { tile in address.map { tile > $0 } ?? true }
                .prefix(limit)
                .map { TileHashes(address: $0, bytes: state.tiles[$0] ?? []) }
        }
    }

    package func storedEvents(after key: EventKey?, limit: Int) -> [StoredEvent] {
        func precedes(_ left: EventKey, _ right: EventKey) -> Bool {
            left.source.utf8.elementsEqual(right.source.utf8)
                ? left.event.utf8.lexicographicallyPrecedes(right.event.utf8)
                : left.source.utf8.lexicographicallyPrecedes(right.source.utf8)
        }
        return state.withLock { state in
            state.events
                .filter { stored in key.map { precedes($0, stored.key) } ?? true }
                .sorted { precedes($0.key, $1.key) }
                .prefix(limit)
                .map { StoredEvent(key: $0.key, known: $0.value) }
        }
    }

    package func storedEntryCount() -> UInt64 { state.withLock { UInt64($0.entries.count) } }

    package func engineFindings() -> [String] { [] }
}
