// SPDX-License-Identifier: Apache-2.0
import Canon
import Ledger
import Relational

/// Finds the entry of a source event, and refuses a second one.
///
/// An event's home is the slot that 63 bits of its digest name. When another event sits there (two
/// in ten million meet once in two hundred thousand logs; or somebody searched for it) it takes the
/// next free slot. Slots are never freed, so a search that meets a free slot has seen all there is.
/// What is found is always compared with the entry itself: the index only points.
///
/// Used by one connection, inside its transactions; after one has failed, it is made anew.
package struct EventIndex {
    private var recent = RecentEvents()
    /// The bucket that the sweep comes to next.
    private var cursor = 0
    /// The log's size when the sweep was at bucket 0: all before it is in the table after this round.
    private var roundStart: Int64
    /// Tail rows before this position are needed no more.
    private var trimTarget: Int64 = 0
    /// Tail rows before this position have been removed.
    private var trimmed: Int64 = 0
    /// Whether the table holds anything; a log of fewer entries than may wait has nothing there.
    private var hasSwept: Bool
    /// How many slots wait before the sweep sets in.
    private let waitingMax: Int

    /// About 8 MB; enough to give a page some dozens of slots in a log of some million entries.
    package static let waitingMaxByDefault = 1 << 19
    private static let slotMask = Int64.max
    /// No honest log has three events in a row, and nobody can compute digests for this many; so
    /// more is a defect, and going on would make every append slower than the one before.
    private static let stepsMax: Int64 = 64
    private static let positionOfSlot: SQL = "SELECT position FROM event_slot WHERE slot = ?1"
    /// How much faster than the log grows old tail rows are removed, so that removal catches up.
    private static let trimFactor: Int64 = 4

    /// An index over what the file holds.
    init(from connection: SQLiteConnection, size: Int64, waitingMax: Int) throws {
        self.waitingMax = waitingMax
        roundStart = size
        let any = try connection.statement("SELECT 1 FROM event_slot LIMIT 1")
        hasSwept = try any.step()
        any.reset()
        let tail = try connection.statement(
            "SELECT position, slots FROM event_tail ORDER BY position")
        defer { tail.reset() }
        var isFirst = true
        while try tail.step() {
            let first = tail.integer(0)
            if isFirst {
                trimmed = first
                isFirst = false
            }
            tail.withBytes(1) { bytes in
                for index in 0..<(bytes.count / 8) {
                    let slot = bytes.loadUnaligned(fromByteOffset: 8 * index, as: Int64.self)
                    recent.insert(
                        Int64(littleEndian: slot) & EventIndex.slotMask,
                        position: first + Int64(index))
                }
            }
        }
    }

    /// Where an event goes when its home is free.
    static func home(of key: EventKey) -> Int64 {
        key.digest.withUnsafeBytes {
            Int64(bitPattern: UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) >> 1)
        }
    }

    /// The position of the entry that `isTheOne` says is the event's, or the first free slot.
    func find(
        from home: Int64, on connection: SQLiteConnection, isTheOne: (Int64) throws -> Bool
    ) throws -> Found {
        for step in 0..<EventIndex.stepsMax {
            let slot = (home &+ step) & EventIndex.slotMask
            guard let position = try position(at: slot, on: connection) else {
                return .nowhere(free: slot)
            }
            if try isTheOne(position) { return .at(position, slot: slot) }
        }
        throw JournalError.corrupt(
            position: nil, "the index of source events has over \(EventIndex.stepsMax) in a row")
    }

    enum Found {
        case at(Int64, slot: Int64)
        case nowhere(free: Int64)
    }

    private func position(at slot: Int64, on connection: SQLiteConnection) throws -> Int64? {
        if let position = recent.position(at: slot) { return position }
        guard hasSwept else { return nil }
        let query = try connection.statement(EventIndex.positionOfSlot)
        defer { query.rewind() }
        query.bind(1, slot)
        return try query.step() ? query.integer(0) : nil
    }

    /// Notes that the event of an entry sits in a slot that was free.
    mutating func take(_ slot: Int64, position: Int64) {
        recent.insert(slot, position: position)
    }

    /// Writes the slots of a batch behind its entries, and carries old ones into the table.
    mutating func keep(
        _ slots: [Int64], from first: Int64, on connection: SQLiteConnection
    ) throws {
        guard !slots.isEmpty else { return }
        let tail = try connection.statement(
            "INSERT INTO event_tail (position, slots) VALUES (?1, ?2)")
        tail.bind(1, first)
        // Every machine this runs on is little-endian, so the array is the row's bytes.
        try slots.map(\.littleEndian).withUnsafeBytes { bytes in
            tail.bind(2, blob: bytes)
            defer { tail.reset() }
            _ = try tail.step()
        }
        let size = first + Int64(slots.count)
        while recent.count > waitingMax { try sweep(size: size, on: connection) }
        try trim(by: Int64(slots.count), on: connection)
    }

    /// Carries one bucket into the table.
    private mutating func sweep(size: Int64, on connection: SQLiteConnection) throws {
        let slots = recent.take(bucket: cursor)
        if !slots.isEmpty { try insert(slots, on: connection) }
        cursor += 1
        guard cursor == RecentEvents.bucketCount else { return }
        cursor = 0
        // What came before this round began has been swept in it.
        trimTarget = roundStart
        roundStart = size
    }

    private mutating func insert(
        _ slots: [RecentEvents.Slot], on connection: SQLiteConnection
    ) throws {
        let insert = try connection.statement(
            "INSERT INTO event_slot (slot, position) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
        defer { insert.reset() }
        hasSwept = true
        for slot in slots {
            insert.bind(1, slot.number)
            insert.bind(2, slot.position)
            _ = try insert.step()
            insert.rewind()
        }
    }

    /// Removes tail rows whose slots are all in the table, a few with each batch.
    private mutating func trim(by grown: Int64, on connection: SQLiteConnection) throws {
        guard trimmed < trimTarget else { return }
        let next = min(trimTarget, trimmed + EventIndex.trimFactor * grown)
        let delete = try connection.statement("DELETE FROM event_tail WHERE position < ?1")
        defer { delete.reset() }
        delete.bind(1, next)
        _ = try delete.step()
        trimmed = next
    }

    /// Index rows in an order of the index's own: those in the table, then those that wait.
    ///
    /// `last` is the slot of the last row that was seen.
    func rows(
        after last: Int64?, limit: Int, on connection: SQLiteConnection
    ) throws -> [RecentEvents.Slot] {
        let isInTable = try last.map { try isSwept($0, on: connection) } ?? true
        var rows = isInTable ? try swept(after: last ?? -1, limit: limit, on: connection) : []
        guard rows.count < limit else { return rows }
        let waiting = recent.sorted.drop { slot in
            isInTable ? false : last.map { slot.number <= $0 } ?? false
        }
        for slot in waiting {
            guard rows.count < limit else { break }
            if try !isSwept(slot.number, on: connection) { rows.append(slot) }
        }
        return rows
    }

    private func swept(
        after last: Int64, limit: Int, on connection: SQLiteConnection
    ) throws -> [RecentEvents.Slot] {
        let query = try connection.statement(
            "SELECT slot, position FROM event_slot WHERE slot > ?1 ORDER BY slot LIMIT ?2")
        defer { query.reset() }
        query.bind(1, last)
        query.bind(2, Int64(limit))
        var rows: [RecentEvents.Slot] = []
        while try query.step() {
            rows.append(RecentEvents.Slot(number: query.integer(0), position: query.integer(1)))
        }
        return rows
    }

    /// Whether a slot is in the table; one that waits may be there too, after a start.
    private func isSwept(_ slot: Int64, on connection: SQLiteConnection) throws -> Bool {
        let query = try connection.statement(EventIndex.positionOfSlot)
        defer { query.rewind() }
        query.bind(1, slot)
        return try query.step()
    }
}
