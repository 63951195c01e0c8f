// SPDX-License-Identifier: Apache-2.0
import Canon
import JournalConformance
import Testing
import TransparencyLog

@testable import Ledger

/// What the machinery does when a database or an anchor is not the one that was left there.
struct StartUpTests {
    private func refusal(_ log: Founded, on journal: (any Journal)? = nil) -> StartUpRefusal? {
        do { _ = try log.open(on: journal) } catch {
            guard case LedgerRefusal.startUp(let refusal) = error else { return nil }
            return refusal
        }
        return nil
    }

    @Test func `A log that was left in order starts`() async throws {
        let log = try Founded()
        #expect(refusal(log) == nil)
        try await log.append(0..<300)
        #expect(refusal(log) == nil)
        try await log.seal()
        try await log.append(300..<310)
        #expect(refusal(log) == nil)
    }

    @Test func `A restored older copy of the store is seen`() async throws {
        let log = try Founded()
        let old = MemoryJournal()
        try old.seal(try #require(log.memory.lastCheckpoint()), after: nil)
        try await log.append(0..<300)
        let anchored = try await log.seal().head
        #expect(refusal(log, on: old) == .behindAnchor(anchor: anchored, stored: .empty))
    }

    @Test func `An older copy that went on by itself is seen, however far it went`() async throws {
        let log = try Founded()
        try await log.append(0..<10)
        try await log.seal()
        let fork = try Founded()
        try await fork.append(100..<105)
        try await fork.seal()
        try await fork.append(105..<120)
        try await fork.seal()
        let root = TreeHash.root(over: try fork.memory.leaves(in: 0..<10))
        #expect(
            refusal(log, on: fork.memory) == .forked(log.memory.head(), stored: root))
    }

    @Test func `A tail cut off behind a stored checkpoint is seen without the anchor's help`()
        async throws
    {
        let log = try Founded()
        let early = try #require(log.anchor.read())
        try await log.append(0..<300)
        let sealed = try await log.seal().head
        log.anchor.replace(with: early)
        let cut = TamperedJournal(log.memory, .truncated(299))
        cut.begin()
        #expect(
            refusal(log, on: cut)
                == .behindCheckpoint(checkpoint: sealed, stored: try cut.head()))
    }

    @Test func `A missing anchor is not taken for a new log`() async throws {
        let log = try Founded()
        try await log.append(0..<3)
        let sealed = try await log.seal().head
        log.anchor.replace(with: nil)
        #expect(refusal(log) == .anchorMissing(newest: sealed))
    }

    @Test func `A person can vouch for a store whose anchor is lost, and for no other`()
        async throws
    {
        let log = try Founded()
        try await log.append(0..<3)
        let sealed = try await log.seal()
        #expect(throws: LedgerRefusal.anchorExists) {
            try Ledger.acceptAsNewest(log.journal, anchor: log.anchor, key: log.key.verifierKey)
        }
        log.anchor.replace(with: nil)
        let cut = TamperedJournal(log.memory, .truncated(2))
        cut.begin()
        #expect(throws: LedgerRefusal.self) {
            try Ledger.acceptAsNewest(cut, anchor: log.anchor, key: log.key.verifierKey)
        }
        #expect(log.anchor.read() == nil)
        try Ledger.acceptAsNewest(log.journal, anchor: log.anchor, key: log.key.verifierKey)
        #expect(log.anchor.read() == sealed.note)
        #expect(refusal(log) == nil)
    }

    @Test func `An anchor beside a store that was never sealed is not its anchor`() throws {
        let log = try Founded()
        #expect(refusal(log, on: MemoryJournal()) == .neverSealed)
    }

    @Test func `An anchor under another key is refused`() async throws {
        let log = try Founded()
        let other = try Founded(seed: [UInt8](repeating: 8, count: SealingKey.seedLength))
        log.anchor.replace(with: other.anchor.read())
        guard case .anchorRefused = refusal(log) else {
            Issue.record("the anchor of another key was taken")
            return
        }
    }

    @Test(arguments: [0, 20, 60, -2])
    func `An anchor with a changed byte is refused`(at offset: Int) async throws {
        let log = try Founded()
        var bytes = try #require(log.anchor.read())
        bytes[offset < 0 ? bytes.count + offset : offset] ^= 1
        log.anchor.replace(with: bytes)
        guard case .anchorRefused = refusal(log) else {
            Issue.record("a changed anchor was taken")
            return
        }
    }

    @Test func `A stored checkpoint that was exchanged is refused`() async throws {
        let log = try Founded()
        let first = try #require(log.anchor.read())
        try await log.append(0..<3)
        try await log.seal()
        let tampered = TamperedJournal(log.memory, .checkpointNote(size: 3, first))
        tampered.begin()
        #expect(
            refusal(log, on: tampered) == .checkpointMixedUp(log.memory.head().size))
    }

    @Test func `An anchor newer than the store's checkpoints is kept there too`() async throws {
        let log = try Founded()
        try await log.append(0..<3)
        let sealed = try await log.seal()
        let backup = MemoryJournal()
        try backup.seal(
            try #require(log.memory.checkpoints(after: nil, limit: 1).first), after: nil)
        try await withSequencer(on: backup) { sequencer in
            _ = try await sequencer.append(Entries.entries(0..<3))
        }
        _ = try log.open(on: backup)
        #expect(backup.lastCheckpoint()?.note == sealed.note)
    }

    @Test func `A log is founded once`() throws {
        let log = try Founded()
        #expect(throws: LedgerRefusal.anchorExists) {
            try Ledger.found(MemoryJournal(), anchor: log.anchor, key: log.key, at: Entries.t0)
        }
        #expect(throws: LedgerRefusal.journalNotEmpty) {
            try Ledger.found(log.journal, anchor: MemoryAnchor(), key: log.key, at: Entries.t0)
        }
    }

    @Test(arguments: [
        StartUpRefusal.behindAnchor(anchor: Samples.head(9), stored: Samples.head(4)),
        .forked(Samples.head(4), stored: Samples.head(5).root),
        .anchorMissing(newest: Samples.head(4)),
    ])
    func `A refusal says what to do`(refusal: StartUpRefusal) {
        let text = "\(refusal)"
        #expect(text.contains("ut ") || text.contains("fsck"))
        #expect(text.contains("4"))
    }
}
