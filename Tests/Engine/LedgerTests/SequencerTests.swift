// SPDX-License-Identifier: Apache-2.0
import Canon
import JournalConformance
import Testing
import TransparencyLog

@testable import Ledger

struct SequencerTests {
    @Test func `A receipt names the position and leaf that the journal then has`() async throws {
        let journal = MemoryJournal()
        let receipts = try await withSequencer(on: journal) { sequencer in
            [
                try await sequencer.append(Entries.entry("a")),
                try await sequencer.append(Entries.entry("b")),
            ]
        }
        #expect(receipts.map(\.position) == [0, 1])
        #expect(receipts.map(\.leaf) == (try journal.leaves(in: 0..<2)))
        #expect(receipts.map(\.outcome) == [.recorded, .recorded])
    }

    @Test func `A thousand callers at once each get their own position`() async throws {
        let journal = MemoryJournal()
        let positions = try await withSequencer(on: journal) { sequencer in
            try await withThrowingTaskGroup(of: (String, UInt64).self) { group in
                for number in 0..<1_000 {
                    group.addTask {
                        let receipt = try await sequencer.append(Entries.entry("e-\(number)"))
                        return ("e-\(number)", receipt.position)
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
        }
        let events = try journal.eventsInOrder()
        #expect(events.count == 1_000)
        for (event, position) in positions { #expect(events[Int(position)] == event) }
        let leaves = try journal.leaves(in: 0..<1_000)
        #expect(journal.head().root == TreeHash.root(over: leaves))
    }

    @Test func `Callers who keep coming are all served, each in its own order`() async throws {
        let journal = MemoryJournal()
        let callers = 1_024
        try await withSequencer(on: journal) { sequencer in
            try await withThrowingTaskGroup(of: [UInt64].self) { group in
                for caller in 0..<callers {
                    group.addTask {
                        var positions: [UInt64] = []
                        for turn in 0..<10 {
                            let entry = Entries.entry("e-\(caller)-\(turn)")
                            positions.append(try await sequencer.append(entry).position)
                        }
                        return positions
                    }
                }
                for try await positions in group { #expect(positions == positions.sorted()) }
            }
        }
        #expect(journal.head().size.value == UInt64(callers) * 10)
    }

    @Test(arguments: [1, 255, 256, 257, 700])
    func `The journal's tiles and root are those of its leaves`(size: Int) async throws {
        let journal = MemoryJournal()
        try await withSequencer(on: journal) { sequencer in
            var from = 0
            for step in [1, 3, 250, 4, 200, 500] where from < size {
                let to = min(size, from + step)
                _ = try await sequencer.append(Entries.entries(from..<to))
                from = to
            }
        }
        var expected = TreeEdge()
        let tiles = try expected.append(try journal.leaves(in: 0..<UInt64(size)))
        #expect(journal.head() == expected.head)
        for tile in tiles { #expect(try journal.bytes(of: tile.name) == tile.bytes) }
        #expect(try journal.edge(of: journal.head()) == expected)
    }

    @Test func `A sequencer goes on where the last one stopped`() async throws {
        let journal = MemoryJournal()
        for run in 0..<3 {
            try await withSequencer(on: journal) { sequencer in
                _ = try await sequencer.append(Entries.entries(run * 300..<(run + 1) * 300))
            }
        }
        #expect(journal.head().root == TreeHash.root(over: try journal.leaves(in: 0..<900)))
    }

    @Test func `A duplicate gets the original receipt, whatever came between`() async throws {
        let journal = MemoryJournal()
        try await withSequencer(on: journal) { sequencer in
            let original = try await sequencer.append(Entries.entry("a", says: "ok"))
            _ = try await sequencer.append(Entries.entries(0..<50))
            let again = try await sequencer.append(Entries.entry("a", says: "ok"))
            #expect(again.position == original.position)
            #expect(again.leaf == original.leaf)
            #expect(again.outcome == .duplicate)
        }
        #expect(journal.head().size.value == 51)
    }

    @Test func `A duplicate among many new events does not hold them up`() async throws {
        let journal = MemoryJournal()
        try await withSequencer(on: journal) { sequencer in
            // Far enough that events are not looked up first any more.
            for number in 0..<40 {
                _ = try await sequencer.append(Entries.entry("e-\(number)"))
            }
            let receipts = try await sequencer.append(Entries.entries(38..<43))
            #expect(receipts.map(\.position) == [38, 39, 40, 41, 42])
            #expect(
                receipts.map(\.outcome)
                    == [.duplicate, .duplicate, .recorded, .recorded, .recorded])
        }
    }

    @Test func `Another account of an event is recorded and the first one stands`() async throws {
        let journal = MemoryJournal()
        try await withSequencer(on: journal) { sequencer in
            _ = try await sequencer.append(Entries.entry("a", says: "ok"))
            let second = try await sequencer.append(Entries.entry("a", says: "not ok"))
            #expect(second.position == 1)
            #expect(second.outcome == .conflict(with: 0))
            let third = try await sequencer.append(Entries.entry("a", says: "not ok"))
            #expect(third.position == 1)
            #expect(third.outcome == .duplicateConflict(with: 0))
        }
        #expect(
            try journal.entries(in: 0..<9).map(\.entry.kind)
                == ["activity.recorded", "intake.conflicted"])
    }

    @Test func `Nothing is served after a stop`() async throws {
        let sequencer = try Sequencer(
            journal: MemoryJournal(), recordConflict: Entries.conflict)
        sequencer.stop()
        await sequencer.run()
        await #expect(throws: AppendError.stopped) {
            try await sequencer.append(Entries.entry("a"))
        }
    }

    @Test func `More than one append may hold is refused whole`() async throws {
        let journal = MemoryJournal()
        try await withSequencer(on: journal) { sequencer in
            let many = Entries.entries(0..<SequencerLimits.appendEntriesMax + 1)
            await #expect(throws: AppendError.tooLarge) { try await sequencer.append(many) }
        }
        #expect(journal.head() == .empty)
    }

    @Test func `A root that the stored tiles do not give is not taken over`() async throws {
        let journal = MemoryJournal()
        try journal.append(Samples.batch(0..<3), after: .empty)
        #expect(throws: JournalError.self) {
            try Sequencer(journal: journal, recordConflict: Entries.conflict)
        }
    }
}
