// SPDX-License-Identifier: Apache-2.0
import Canon
import JournalConformance
import Testing
import TransparencyLog

@testable import Ledger

/// A log of Plant 7, founded, with everything about it in reach.
struct Founded {
    static let seed = [UInt8](repeating: 7, count: SealingKey.seedLength)

    let memory = MemoryJournal()
    let journal: FaultyJournal
    let anchor = MemoryAnchor()
    let key: SealingKey

    init(seed: [UInt8] = Founded.seed) throws {
        journal = FaultyJournal(memory)
        key = try SealingKey(name: try #require(KeyName("plant7.example/log-1")), seed: seed)
        try Ledger.found(journal, anchor: anchor, key: key, at: Entries.t0)
    }

    func open(on other: (any Journal)? = nil) throws -> Ledger {
        try Ledger(
            opening: other ?? journal, anchor: anchor, key: key, recordConflict: Entries.conflict)
    }

    /// Appends numbered entries, without sealing.
    func append(_ numbers: Range<Int>) async throws {
        try await withSequencer(on: journal) { sequencer in
            _ = try await sequencer.append(Entries.entries(numbers))
        }
    }

    /// Seals what is there, a minute after t0 for each hundred entries.
    @discardableResult
    func seal() async throws -> SealedCheckpoint {
        try await open().seal(now: time(journal.head().size.value))
    }

    func time(_ size: UInt64) -> Instant {
        Entries.t0.adding(microseconds: Int64(size) * 600_000)
    }

    func opened(_ note: [UInt8]) throws -> VerifiedCheckpoint {
        try TrustPolicy(log: key.verifierKey).open(note)
    }
}
