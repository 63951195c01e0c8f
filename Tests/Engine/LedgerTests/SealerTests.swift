// SPDX-License-Identifier: Apache-2.0
import Canon
import JournalConformance
import Testing
import TransparencyLog

@testable import Ledger

struct SealerTests {
    @Test func `A checkpoint states the committed head, under the log's seal`() async throws {
        let log = try Founded()
        try await log.append(0..<300)
        let checkpoint = try await log.seal()
        #expect(try log.opened(checkpoint.note).head == log.memory.head())
        #expect(log.memory.lastCheckpoint() == checkpoint)
        #expect(log.anchor.read() == checkpoint.note)
    }

    @Test func `Each checkpoint continues the one before`() async throws {
        let log = try Founded()
        var heads: [TreeHead] = []
        for round in 0..<4 {
            try await log.append(round * 150..<(round + 1) * 150)
            heads.append(try await log.seal().head)
        }
        for (old, new) in zip(heads, heads.dropFirst()) {
            var reader = try TileReader(of: new) { (name) throws(JournalError) in
                try log.memory.bytes(of: name)
            }
            let proof = try ConsistencyProof(from: old.size, to: &reader)
            try proof.verify(from: old, to: new)
        }
    }

    @Test func `One sealer goes on sealing without starting anew`() async throws {
        let log = try Founded()
        let ledger = try log.open()
        for round in 1...3 {
            try await log.append(round * 20_000..<round * 20_000 + 4_000)
            let checkpoint = try await ledger.seal(now: log.time(UInt64(round)))
            #expect(checkpoint.head.size.value == UInt64(round) * 4_000)
        }
        #expect(
            log.memory.checkpoints(after: nil, limit: 9).map(\.head.size.value)
                == [0, 4_000, 8_000, 12_000])
    }

    @Test func `An idle log is not sealed again`() async throws {
        let log = try Founded()
        try await log.append(0..<3)
        let ledger = try log.open()
        let first = try await ledger.seal(now: log.time(3))
        let second = try await ledger.seal(now: log.time(9_000))
        #expect(first == second)
        #expect(log.memory.checkpoints(after: nil, limit: 9).count == 2)
    }

    @Test func `With a clock set back nothing is sealed, and entries are still taken`()
        async throws
    {
        let log = try Founded()
        try await log.append(0..<3)
        let ledger = try log.open()
        let early = Entries.t0.adding(microseconds: -1)
        await #expect(throws: SealFault.clockIsBehind(last: Entries.t0, now: early)) {
            try await ledger.seal(now: early)
        }
        #expect(ledger.sequencer.currentStatus.halt == nil)
        let checkpoint = try await ledger.seal(now: Entries.t0)
        #expect(checkpoint.head.size.value == 3)
    }

    @Test(arguments: Fault.allCases)
    func `A lost answer about a checkpoint never leads to a second one of its size`(
        fault: Fault
    ) async throws {
        let log = try Founded()
        try await log.append(0..<3)
        let ledger = try log.open()
        log.journal.failNextSeal(fault)
        var checkpoint: SealedCheckpoint?
        while checkpoint == nil {
            do { checkpoint = try await ledger.seal(now: log.time(3)) } catch .journal {}
        }
        #expect(checkpoint?.head.size.value == 3)
        #expect(log.memory.checkpoints(after: nil, limit: 9).count == 2)
        #expect(log.anchor.read() == checkpoint?.note)
    }

    @Test(arguments: Fault.allCases)
    func `Nothing is published before the anchor is written`(fault: Fault) async throws {
        let log = try Founded()
        try await log.append(0..<3)
        let ledger = try log.open()
        log.anchor.failNextWrite(fault)
        await #expect(throws: SealFault.self) { try await ledger.seal(now: log.time(3)) }
        #expect(ledger.sealer.published.head == .empty)
        let checkpoint = try await ledger.seal(now: log.time(4))
        #expect(checkpoint.head.size.value == 3)
        #expect(ledger.sealer.published == checkpoint)
        #expect(log.anchor.read() == checkpoint.note)
    }

    @Test(arguments: Fault.allCases)
    func `A stop between journal and anchor is made good at the next start`(
        fault: Fault
    ) async throws {
        let log = try Founded()
        try await log.append(0..<3)
        log.anchor.failNextWrite(fault)
        await #expect(throws: SealFault.self) {
            try await log.open().seal(now: log.time(3))
        }
        try await log.append(3..<5)
        let checkpoint = try await log.seal()
        #expect(checkpoint.head.size.value == 5)
        #expect(log.anchor.read() == checkpoint.note)
        #expect(log.memory.checkpoints(after: nil, limit: 9).map(\.head.size.value) == [0, 3, 5])
    }

    @Test func `Of two sealers on one log the second is stopped`() async throws {
        let log = try Founded()
        try await log.append(0..<3)
        let (first, second) = (try log.open(), try log.open())
        try await first.seal(now: log.time(3))
        let halt = LogHalt.superseded(expected: .empty, found: log.memory.head())
        await #expect(throws: SealFault.halt(halt)) { try await second.seal(now: log.time(3)) }
        #expect(second.sequencer.currentStatus.halt == halt)
        #expect(log.memory.checkpoints(after: nil, limit: 9).count == 2)
    }

    @Test(arguments: Tampering.committed)
    func `What does not lead to the head when read back is not sealed`(
        tampering: Tampering
    ) async throws {
        let log = try Founded()
        try await log.append(0..<600)
        let tampered = TamperedJournal(log.memory, tampering)
        let ledger = try Ledger(
            opening: tampered, anchor: log.anchor, key: log.key,
            recordConflict: Entries.conflict)
        tampered.begin()
        await #expect(throws: SealFault.self) { try await ledger.seal(now: log.time(600)) }
        #expect(ledger.sequencer.currentStatus.halt != nil)
        #expect(log.memory.lastCheckpoint()?.head == .empty)
        await #expect(throws: AppendError.self) { try await ledger.append(Entries.entry("x")) }
    }
}
