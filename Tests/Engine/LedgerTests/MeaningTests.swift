// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import JournalConformance
import Testing
import TransparencyLog

@testable import Ledger

/// When other bytes under a known id are a repetition after all: both accounts state one meaning.
struct MeaningTests {
    private func account(
        _ event: String, bytes: String, meaning: String?, kind: String = "activity.recorded"
    ) throws -> PreparedEntry {
        let plain = Entries.entry(event, says: bytes, kind: kind)
        let body = meaning.map { #"{"meaning":"\#($0)","said":"\#(bytes)"}"# } ?? "{}"
        let salt = try #require(Salt(bytes: [UInt8](repeating: 7, count: Salt.byteCount)))
        return PreparedEntry(
            header: plain.header, leaf: plain.leaf, kind: kind, event: plain.event,
            fingerprint: plain.fingerprint, content: Opening(salt: salt, body: Array(body.utf8)),
            person: nil)
    }

    private func outcomes(_ accounts: [PreparedEntry], inOneCommit: Bool) async throws -> [Receipt]
    {
        try await withSequencer(on: MemoryJournal()) { sequencer in
            if inOneCommit { return try await sequencer.append(accounts) }
            var receipts: [Receipt] = []
            for account in accounts { receipts.append(try await sequencer.append(account)) }
            return receipts
        }
    }

    @Test(arguments: [false, true])
    func `Other bytes with the same meaning are answered with the first receipt`(
        inOneCommit: Bool
    ) async throws {
        let accounts = [
            try account("a", bytes: "in JSON", meaning: "ni:1"),
            try account("b", bytes: "another", meaning: "ni:2"),
            try account("a", bytes: "in XML", meaning: "ni:1"),
            try account("a", bytes: "in XML", meaning: "ni:1"),
        ]
        let receipts = try await outcomes(accounts, inOneCommit: inOneCommit)
        #expect(receipts.map(\.outcome) == [.recorded, .recorded, .duplicate, .duplicate])
        #expect(receipts.map(\.position) == [0, 1, 0, 0])
        #expect(receipts[2].leaf == receipts[0].leaf)
    }

    @Test(arguments: [("ni:1", "ni:2"), ("ni:1", nil), (nil, "ni:1"), (nil, nil)], [false, true])
    func `Other bytes with another meaning, or with none, stay a recorded conflict`(
        meanings: (String?, String?), inOneCommit: Bool
    ) async throws {
        let receipts = try await outcomes(
            [
                try account("a", bytes: "first", meaning: meanings.0),
                try account("a", bytes: "second", meaning: meanings.1),
            ], inOneCommit: inOneCommit)
        #expect(receipts.map(\.outcome) == [.recorded, .conflict(with: 0)])
        #expect(receipts.map(\.position) == [0, 1])
    }

    @Test func `The same bytes are a repetition whatever meaning is stated`() async throws {
        let receipts = try await outcomes(
            [
                try account("a", bytes: "same", meaning: "ni:1"),
                try account("a", bytes: "same", meaning: "ni:2"),
            ], inOneCommit: false)
        #expect(receipts.map(\.outcome) == [.recorded, .duplicate])
    }

    @Test func `An erased account has no meaning left to compare`() async throws {
        let erased = Entries.entry("a", says: "first")
        let receipts = try await outcomes(
            [erased, try account("a", bytes: "second", meaning: "ni:1")], inOneCommit: false)
        #expect(receipts.map(\.outcome) == [.recorded, .conflict(with: 0)])
    }

    @Test func `Entries of two kinds do not say the same`() async throws {
        let receipts = try await outcomes(
            [
                try account("a", bytes: "first", meaning: "ni:1"),
                try account("a", bytes: "second", meaning: "ni:1", kind: "package.sealed"),
            ], inOneCommit: false)
        #expect(receipts.map(\.outcome) == [.recorded, .conflict(with: 0)])
    }
}
