// SPDX-License-Identifier: Apache-2.0
import Ledger
import Relational
import Testing

@testable import SQLiteEngine

struct EventIndexTests {
    private let connection: SQLiteConnection

    init() throws {
        connection = try SQLiteConnection(SQLiteSettings(.memory, kind: .test), as: .writer)
        try SQLiteTransaction(connection, mayWrite: true)
            .migrate(to: JournalSchema.schema, in: .sqlite)
    }

    private func index(waitingMax: Int = 1_000, size: Int64 = 0) throws -> EventIndex {
        try EventIndex(from: connection, size: size, waitingMax: waitingMax)
    }

    /// Puts an event at its slot, as an append does with a batch of one.
    private func add(_ position: Int64, home: Int64, to index: inout EventIndex) throws -> Int64 {
        let found = try index.find(from: home, on: connection) { _ in false }
        guard case .nowhere(let free) = found else {
            Issue.record("a free slot was expected")
            return home
        }
        index.take(free, position: position)
        try index.keep([free], from: position, on: connection)
        return free
    }

    @Test func `The home of an event is the first 63 bits of its digest`() {
        // printf 'urn:a\xff1' | sha256sum
        let home = EventIndex.home(of: EventKey(source: "urn:a", event: "1"))
        #expect(home == Int64(bitPattern: 0x0024_a677_a697_607d >> 1))
    }

    @Test func `Events with one home sit side by side and are each found`() throws {
        var index = try index()
        #expect(try add(0, home: 5, to: &index) == 5)
        #expect(try add(1, home: 5, to: &index) == 6)
        #expect(try add(2, home: 6, to: &index) == 7)
        for position in Int64(0)..<3 {
            let found = try index.find(from: position == 2 ? 6 : 5, on: connection) {
                $0 == position
            }
            guard case .at(position, slot: 5 + position) = found else {
                Issue.record("event \(position) was not found")
                return
            }
        }
    }

    @Test func `The slot after the last is the first`() throws {
        var index = try index()
        #expect(try add(0, home: .max, to: &index) == .max)
        #expect(try add(1, home: .max, to: &index) == 0)
    }

    @Test func `A row of slots without end is refused`() throws {
        var index = try index()
        for position in Int64(0)..<64 { _ = try add(position, home: 5, to: &index) }
        #expect(throws: JournalError.self) {
            try index.find(from: 5, on: connection) { _ in false }
        }
    }

    @Test(arguments: [0, 1, 10, 1_000])
    func `Whatever has been swept, all is found, before and after a start`(waitingMax: Int) throws {
        var index = try index(waitingMax: waitingMax)
        let homes = (0..<200).map { Int64($0) &* 0x5851_F42D_4C95_7F2D & .max }
        for (position, home) in homes.enumerated() {
            #expect(try add(Int64(position), home: home, to: &index) == home)
        }
        for index in [index, try self.index(waitingMax: waitingMax, size: 200)] {
            for (position, home) in homes.enumerated() {
                let found = try index.find(from: home, on: connection) { $0 == Int64(position) }
                guard case .at = found else {
                    Issue.record("event \(position) was lost")
                    return
                }
            }
            let rows = try index.rows(after: nil, limit: 1_000, on: connection)
            #expect(Set(rows.map(\.number)) == Set(homes))
            #expect(rows.count == homes.count)
        }
    }

    @Test func `Tail rows go once their slots are in the table`() throws {
        var index = try index(waitingMax: 0)
        for position in Int64(0)..<100 {
            let home = position &* 0x5851_F42D_4C95_7F2D & .max
            _ = try add(position, home: home, to: &index)
        }
        let tail = try SQLiteTransaction(connection, mayWrite: false)
            .integer("SELECT COUNT(*) FROM event_tail")
        let table = try SQLiteTransaction(connection, mayWrite: false)
            .integer("SELECT COUNT(*) FROM event_slot")
        #expect(table == 100)
        #expect(try #require(tail) < 100)
    }
}
