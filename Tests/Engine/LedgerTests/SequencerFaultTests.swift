// SPDX-License-Identifier: Apache-2.0
import JournalConformance
import Testing
import TransparencyLog

@testable import Ledger

struct SequencerFaultTests {
    @Test(arguments: Fault.allCases)
    func `A caller who sends again after a lost answer is recorded once`(
        fault: Fault
    ) async throws {
        let memory = MemoryJournal()
        let journal = FaultyJournal(memory)
        try await withSequencer(on: journal) { sequencer in
            for number in 0..<5 {
                journal.failNextAppend(fault)
                let entry = Entries.entry("e-\(number)")
                var receipt: Receipt?
                while receipt == nil {
                    do { receipt = try await sequencer.append(entry) } catch AppendError.notWritten
                    {}
                }
                #expect(receipt?.position == UInt64(number))
            }
        }
        #expect(try memory.eventsInOrder() == ["e-0", "e-1", "e-2", "e-3", "e-4"])
    }

    @Test func `A commit that happened although its answer was lost is answered as such`()
        async throws
    {
        let journal = FaultyJournal(MemoryJournal())
        try await withSequencer(on: journal) { sequencer in
            journal.failNextAppend(.afterWrite)
            let receipt = try await sequencer.append(Entries.entry("a"))
            #expect(receipt.outcome == .recorded)
        }
    }

    @Test func `A commit that did not happen is not answered as if it had`() async throws {
        let journal = FaultyJournal(MemoryJournal())
        try await withSequencer(on: journal) { sequencer in
            journal.failNextAppend(.beforeWrite)
            await #expect(throws: AppendError.notWritten("failed before the write")) {
                try await sequencer.append(Entries.entry("a"))
            }
            let head = try journal.head()
            #expect(head == .empty)
        }
    }

    @Test(arguments: Fault.allCases)
    func `When the journal cannot be asked either, the caller is told that nobody knows`(
        fault: Fault
    ) async throws {
        let journal = FaultyJournal(MemoryJournal())
        try await withSequencer(on: journal) { sequencer in
            journal.failNextAppend(fault)
            journal.failNextHead()
            await #expect(throws: AppendError.self) {
                try await sequencer.append(Entries.entry("a"))
            }
            let receipt = try await sequencer.append(Entries.entry("a"))
            #expect(receipt.position == 0)
            let next = try await sequencer.append(Entries.entry("b"))
            #expect(next.position == 1)
        }
        #expect(try journal.eventsInOrder() == ["a", "b"])
    }

    @Test func `A commit that lands after the journal denied it is taken up`() async throws {
        let memory = MemoryJournal()
        let journal = FaultyJournal(memory)
        try await withSequencer(on: journal) { sequencer in
            journal.delayNextAppend()
            await #expect(throws: AppendError.self) {
                try await sequencer.append(Entries.entry("a"))
            }
            try journal.performDelayedAppend()
            let receipts = try await sequencer.append(
                [Entries.entry("b"), Entries.entry("a")])
            #expect(receipts.map(\.position) == [1, 0])
            #expect(receipts.map(\.outcome) == [.recorded, .duplicate])
        }
        #expect(try memory.eventsInOrder() == ["a", "b"])
    }

    @Test func `Of two sequencers on one journal the second to write halts`() async throws {
        let journal = MemoryJournal()
        try await withSequencer(on: journal) { first in
            try await withSequencer(on: journal) { second in
                _ = try await first.append(Entries.entry("a"))
                let halt = LogHalt.superseded(expected: .empty, found: journal.head())
                await #expect(throws: AppendError.halted(halt)) {
                    try await second.append(Entries.entry("b"))
                }
                await #expect(throws: AppendError.halted(halt)) {
                    try await second.append(Entries.entry("c"))
                }
                #expect(second.currentStatus.halt == halt)
            }
            _ = try await first.append(Entries.entry("d"))
        }
        #expect(try journal.eventsInOrder() == ["a", "d"])
    }

    @Test func `A halted log still answers what it holds`() async throws {
        let journal = MemoryJournal()
        try await withSequencer(on: journal) { sequencer in
            _ = try await sequencer.append(Entries.entry("a"))
            await sequencer.halt(.corrupt(position: 0, "a bit flipped"))
            await #expect(throws: AppendError.self) {
                try await sequencer.append(Entries.entry("b"))
            }
        }
        #expect(try journal.eventsInOrder() == ["a"])
    }

    @Test func `Too much waiting is refused, not piled up`() async throws {
        let queue = SubmissionQueue()
        let full = Submission(Entries.entries(0..<SequencerLimits.queuedEntriesMax)) { _ in }
        #expect(queue.leave(full) == nil)
        #expect(queue.leave(Submission([Entries.entry("a")]) { _ in }) == .busy)
        _ = await queue.next()
        #expect(queue.leave(Submission([Entries.entry("a")]) { _ in }) == nil)
    }

    @Test func `One commit takes whole submissions, as many as it may hold`() async throws {
        let queue = SubmissionQueue()
        for size in [600, 400, 24, 1, 2_000, 5] {
            #expect(queue.leave(Submission(Entries.entries(0..<size)) { _ in }) == nil)
        }
        queue.close()
        var commits: [[Int]] = []
        while let commit = await queue.next() { commits.append(commit.map(\.entries.count)) }
        #expect(commits == [[600, 400, 24], [1], [2_000], [5]])
    }
}
