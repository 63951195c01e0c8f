// SPDX-License-Identifier: Apache-2.0
import Canon
import Ledger
import Relational
import TransparencyLog

/// The connection that appends, and what it remembers between appends.
struct JournalWriter {
    let connection: SQLiteConnection
    private var index: EventIndex?
    private var words = Words()

    /// How many index rows may wait for the sweep.
    private let waitingMax: Int

    init(_ connection: SQLiteConnection, waitingMax: Int) {
        self.connection = connection
        self.waitingMax = waitingMax
    }

    /// Drops everything that may speak of rows that were rolled back.
    mutating func forget() {
        index = nil
        words = Words()
    }

    // MARK: Appending

    mutating func append(
        _ batch: JournalBatch, after head: TreeHead, on connection: SQLiteConnection
    ) throws {
        guard batch.head.size == head.size.adding(batch.entries.count) else {
            throw JournalError.corrupt(
                position: nil, "a batch whose head does not count its entries")
        }
        try set(batch.head, after: head, on: connection)
        try insert(batch.entries, from: Int64(head.size.value), on: connection)
        for tile in batch.tiles { try keep(tile, on: connection) }
    }

    /// Compares and sets the head, before anything else is written.
    private func set(
        _ new: TreeHead, after old: TreeHead, on connection: SQLiteConnection
    ) throws {
        let update = try connection.statement(
            "UPDATE head SET size = ?1, root = ?2 WHERE id = 1 AND size = ?3 AND root = ?4")
        try new.root.withUnsafeBytes { newRoot in
            try old.root.withUnsafeBytes { oldRoot in
                update.bind(1, Int64(new.size.value))
                update.bind(2, blob: newRoot)
                update.bind(3, Int64(old.size.value))
                update.bind(4, blob: oldRoot)
                defer { update.reset() }
                _ = try update.step()
            }
        }
        guard connection.changes == 1 else {
            throw JournalError.conflict(actual: try SQLiteJournal.head(on: connection))
        }
    }

    private mutating func insert(
        _ entries: [PreparedEntry], from first: Int64, on connection: SQLiteConnection
    ) throws {
        guard !entries.isEmpty else { return }
        var index = try takeIndex(size: first, on: connection)
        var slots: [Int64] = []
        slots.reserveCapacity(entries.count)
        let insert = try EntryInsert(on: connection)
        var (kind, source) = (LastWord(), LastWord())
        for (offset, entry) in entries.enumerated() {
            let position = first + Int64(offset)
            let home = EventIndex.home(of: entry.event)
            let found = try index.find(from: home, on: connection) { other in
                other >= first
                    ? entries[Int(other - first)].event == entry.event
                    : try words.event(at: other, is: entry.event, on: connection)
            }
            guard case .nowhere(let free) = found else { throw JournalError.eventKnown }
            index.take(free, position: position)
            slots.append(free)
            try insert.run(
                entry, at: position,
                kind: kind.number(of: entry.kind) { try words.number(of: $0, on: connection) },
                source: source.number(of: entry.event.source) {
                    try words.number(of: $0, on: connection)
                })
        }
        try index.keep(slots, from: first, on: connection)
        self.index = index
    }

    private func keep(_ tile: TileHashes, on connection: SQLiteConnection) throws {
        let upsert = try connection.statement(
            """
            INSERT INTO tile (address, hashes) VALUES (?1, ?2)
            ON CONFLICT (address) DO UPDATE SET hashes = excluded.hashes
            """)
        try tile.bytes.withUnsafeBytes { bytes in
            upsert.bind(1, tile.address.key)
            upsert.bind(2, blob: bytes)
            defer { upsert.reset() }
            _ = try upsert.step()
        }
    }

    // MARK: Sealing

    func seal(
        _ checkpoint: SealedCheckpoint, after previous: TreeHead?, on connection: SQLiteConnection
    ) throws {
        let last = try SQLiteJournal.lastCheckpoint(on: connection)?.head
        guard last == previous else { throw JournalError.conflict(actual: last ?? .empty) }
        let insert = try connection.statement(
            "INSERT INTO checkpoint (size, root, note, sealed_at) VALUES (?1, ?2, ?3, ?4)")
        try checkpoint.head.root.withUnsafeBytes { root in
            try checkpoint.note.withUnsafeBytes { note in
                insert.bind(1, Int64(checkpoint.head.size.value))
                insert.bind(2, blob: root)
                insert.bind(3, blob: note)
                insert.bind(4, checkpoint.sealedAt.microseconds)
                defer { insert.reset() }
                _ = try insert.step()
            }
        }
    }

    // MARK: Source events

    mutating func events(
        _ keys: [EventKey], on connection: SQLiteConnection
    ) throws -> [KnownEvent?] {
        let index = try takeIndex(on: connection)
        defer { self.index = index }
        return try keys.map { key in
            switch try find(key, in: index, on: connection) {
            case .nowhere: return nil
            case .at(let position, slot: _):
                return try SQLiteJournal.knownEvent(at: position, on: connection)
            }
        }
    }

    /// Index rows after the one of a key, in the index's own order.
    mutating func storedEvents(
        after key: EventKey?, limit: Int, on connection: SQLiteConnection
    ) throws -> [StoredEvent] {
        let index = try takeIndex(on: connection)
        defer { self.index = index }
        var last: Int64?
        if let key {
            guard case .at(_, let slot) = try find(key, in: index, on: connection) else {
                throw JournalError.corrupt(
                    position: nil, "the index does not hold event \(key.event) of \(key.source)")
            }
            last = slot
        }
        return try index.rows(after: last, limit: max(0, limit), on: connection).map { row in
            let position = try UInt64(row: row.position, "a position in the index")
            guard let key = try words.event(at: row.position, on: connection),
                let known = try SQLiteJournal.knownEvent(at: row.position, on: connection)
            else {
                throw JournalError.corrupt(
                    position: position, "the index leads to an entry that is not there")
            }
            guard case .at(_, row.number) = try find(key, in: index, on: connection) else {
                throw JournalError.corrupt(
                    position: position, "the index leads to the entry of another event")
            }
            return StoredEvent(key: key, known: known)
        }
    }

    private mutating func find(
        _ key: EventKey, in index: EventIndex, on connection: SQLiteConnection
    ) throws -> EventIndex.Found {
        try index.find(from: EventIndex.home(of: key), on: connection) { position in
            try words.event(at: position, is: key, on: connection)
        }
    }

    private mutating func takeIndex(on connection: SQLiteConnection) throws -> EventIndex {
        let size = try SQLiteJournal.head(on: connection).size
        return try takeIndex(size: Int64(size.value), on: connection)
    }

    /// Lends the index out of the struct, so that changing it does not copy it.
    private mutating func takeIndex(size: Int64, on connection: SQLiteConnection) throws
        -> EventIndex
    {
        let known = index
        index = nil
        return try known
            ?? EventIndex(from: connection, size: size, waitingMax: waitingMax)
    }
}

extension Words {
    /// Which event the entry at a position is of, or `nil` when there is no readable entry.
    mutating func event(at position: Int64, on connection: SQLiteConnection) throws -> EventKey? {
        let query = try connection.statement("SELECT source, event FROM entry WHERE position = ?1")
        query.bind(1, position)
        defer { query.reset() }
        guard try query.step(), let source = try name(query.integer(0), on: connection) else {
            return nil
        }
        let event = query.withBytes(1) { String(decoding: $0, as: UTF8.self) }
        return EventKey(source: source, event: event)
    }

    /// Whether the entry at a position is of this event; a missing one is of none.
    mutating func event(
        at position: Int64, is key: EventKey, on connection: SQLiteConnection
    ) throws -> Bool {
        try event(at: position, on: connection) == key
    }
}

extension TileAddress {
    /// Level and index in one integer: eight bits and fifty-five, which no tree outgrows.
    var key: Int64 { Int64(level) << 55 | Int64(truncatingIfNeeded: index) & TileAddress.indexMask }

    init(key: Int64) {
        self.init(
            level: UInt8(truncatingIfNeeded: key >> 55), index: UInt64(key & TileAddress.indexMask))
    }

    private static let indexMask: Int64 = (1 << 55) - 1
}
