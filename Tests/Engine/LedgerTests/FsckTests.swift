// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import JournalConformance
import Testing
import TransparencyLog

@testable import Ledger

/// Whatever somebody changes behind our back is named.
struct FsckTests {
    /// A log of 600 entries, sealed at 100, 256 and 600; every tenth names a person.
    private static func log() async throws -> Founded {
        let log = try Founded()
        var size = 0
        for next in [100, 256, 600] {
            let entries = try (size..<next).map {
                try Entries.real("e-\($0)", by: $0.isMultiple(of: 10) ? "K. Lind" : nil)
            }
            try await withSequencer(on: log.journal) { sequencer in
                _ = try await sequencer.append(entries)
            }
            try await log.seal()
            size = next
        }
        return log
    }

    private func findings(
        _ log: Founded, _ tampering: Tampering? = nil, originals: (any OriginalsCheck)? = nil
    ) throws -> [String] {
        var journal: any JournalInspection = log.memory
        if let tampering {
            let tampered = TamperedJournal(log.memory, tampering)
            tampered.begin()
            journal = tampered
        }
        let fsck = Fsck(
            of: journal, anchor: log.anchor, key: log.key.verifierKey, originals: originals)
        return try fsck.run().findings.map { "\($0)" }
    }

    @Test func `A store that nobody touched is clean, and all of it was read`() async throws {
        let log = try await FsckTests.log()
        let report = try Fsck(of: log.memory, anchor: log.anchor, key: log.key.verifierKey).run()
        #expect(report.findings == [])
        #expect(report.entries == 600)
        #expect(report.events == 600)
        #expect(report.checkpoints == 4)
        #expect(report.tiles == 3)
    }

    @Test func `An empty log is clean`() throws {
        let log = try Founded()
        #expect(try findings(log) == [])
    }

    @Test(arguments: [
        (Tampering.header(0), "entry 0: the header was changed: it no longer gives its leaf hash"),
        (.header(599), "entry 599: the header was changed: it no longer gives its leaf hash"),
        (.leaf(255), "entry 255: the leaf hash was changed"),
        (.leaf(599), "entry 599: the leaf hash was changed"),
        (
            .body(17, .content),
            "entry 17: the content was changed: body and salt do not give the header's commitment"
        ),
        (
            .body(20, .person),
            "entry 20: the person part was changed: body and salt do not give the header's commitment"
        ),
        (.tile(TileAddress(level: 1, index: 0)), "tile 0 of level 1 was changed"),
        (.missingTile(TileAddress(level: 0, index: 1)), "tile 1 of level 0 is missing"),
        (.missingTile(TileAddress(level: 1, index: 0)), "tile 0 of level 1 is missing"),
        (.missingEvent(30), "the index of event e-30 of urn:plant7:mes does not know entry 30"),
        (
            .fingerprint(30),
            "the index of event e-30 of urn:plant7:mes has another fingerprint than entry 30"
        ),
        (
            .eventPosition(30),
            "the index of event e-30 of urn:plant7:mes leads to position 31, the entry is at 30"
        ),
        (
            .extraEvent(EventKey(source: "urn:x", event: "e")),
            "the index of event e of urn:x leads to entry 0, which is of another event"
        ),
    ])
    func `What was changed is named, and nothing else`(
        tampering: Tampering, expected: String
    ) async throws {
        let log = try await FsckTests.log()
        let findings = try findings(log, tampering).filter { !$0.hasPrefix("the anchor") }
        #expect(findings == [expected])
    }

    @Test func `A changed hash in a tile is named with the entry that it was of`() async throws {
        let log = try await FsckTests.log()
        let findings = try findings(log, .tile(TileAddress(level: 0, index: 1)))
        #expect(
            findings == [
                "tile 1 of level 0 was changed: 1 of its hashes are not those of their entries, "
                    + "the first that of entry 384"
            ])
    }

    @Test func `A missing entry under a full tile leaves the rest comparable`() async throws {
        let log = try await FsckTests.log()
        #expect(try findings(log, .missingEntry(200)) == ["entry 200 is missing"])
    }

    @Test func `A missing entry at the right edge is named, and what it hides`() async throws {
        let log = try await FsckTests.log()
        let findings = try findings(log, .missingEntry(550))
        #expect(findings.first == "entry 550 is missing")
        #expect(findings.contains { $0.hasPrefix("entries 512 to 599 cannot be compared") })
    }

    @Test func `A cut tail is named by checkpoint and anchor`() async throws {
        let log = try await FsckTests.log()
        let findings = try findings(log, .truncated(300))
        #expect(
            findings.contains(
                "the checkpoint over 600 entries speaks of entries that are gone: the head has 300")
        )
        #expect(findings.contains { $0.hasPrefix("the anchor and the store do not agree") })
    }

    @Test func `A forged head is named`() async throws {
        let log = try await FsckTests.log()
        let findings = try findings(log, .headRoot)
        #expect(findings.contains { $0.hasPrefix("the head states root") })
    }

    @Test func `Another note in place of a checkpoint is named`() async throws {
        let log = try await FsckTests.log()
        let first = try #require(log.memory.checkpoints(after: nil, limit: 1).first?.note)
        #expect(
            try findings(log, .checkpointNote(size: 256, first))
                == ["the checkpoint over 256 entries is kept beside the note of another"])
        var broken = try #require(log.memory.checkpoints(after: 100, limit: 1).first?.note)
        broken[30] ^= 1
        #expect(
            try findings(log, .checkpointNote(size: 256, broken)).first?
                .hasPrefix("the checkpoint over 256 entries does not bear this log's seal") == true)
    }

    @Test func `Another root beside a sound note is named, and the entries are not blamed`()
        async throws
    {
        let log = try await FsckTests.log()
        for size in [UInt64(0), 100, 600] {
            let findings = try findings(log, .checkpointRoot(size: size))
            #expect(
                findings.first
                    == "the checkpoint over \(size) entries is kept beside the note of another")
            #expect(!findings.contains { $0.hasPrefix("entr") })
        }
    }

    @Test func `A checkpoint that only the anchor still has is named`() async throws {
        let log = try await FsckTests.log()
        #expect(
            try findings(log, .missingCheckpoint(size: 600))
                == ["the checkpoint over 600 entries is in the anchor and not in the store"])
    }

    @Test func `A log written anew from some entry on does not pass for the sealed one`()
        async throws
    {
        let log = try await FsckTests.log()
        // Whoever owns the database writes other entries from 256 on, with tiles, head and index
        // to match, and keeps the checkpoints.
        let forged = MemoryJournal()
        var previous: TreeHead?
        try await withSequencer(on: forged) { sequencer in
            let kept = try log.memory.entries(in: 0..<256).map(\.entry)
            _ = try await sequencer.append(kept)
            for number in 256..<600 {
                _ = try await sequencer.append(try Entries.real("e-\(number)", says: "forged"))
            }
        }
        for checkpoint in log.memory.checkpoints(after: nil, limit: 9) {
            try forged.seal(checkpoint, after: previous)
            previous = checkpoint.head
        }
        let report = try Fsck(of: forged, anchor: log.anchor, key: log.key.verifierKey).run()
        #expect(report.findings.first?.place == .entries(256..<600))
        #expect(report.findings.contains { $0.code == "anchor" })
    }

    @Test func `Checkpoints dated out of order are named`() async throws {
        let log = try Founded()
        try await log.append(0..<3)
        let early = Entries.t0.adding(microseconds: -1)
        let note = try Checkpoint(origin: Origin(log.key.name), head: log.memory.head())
            .sealed(by: log.key).bytes
        try log.memory.seal(
            SealedCheckpoint(head: log.memory.head(), note: note, sealedAt: early), after: .empty)
        #expect(
            try findings(log).contains(
                "the checkpoint over 3 entries is dated before the one before it"))
    }

    @Test func `An original is asked for once, and what is wrong with it is named`() async throws {
        struct Originals: OriginalsCheck {
            let kept = Digest(of: [1])
            let lost = Digest(of: [2])

            func files(namedBy entry: LoggedEntry) -> [KeptFile] {
                entry.position.isMultiple(of: 2)
                    ? [.original(kept)] : [.original(kept), .original(lost)]
            }

            func problem(with file: KeptFile) -> String? {
                file == .original(lost) ? "is missing" : nil
            }

            func hasOwnFingerprint(_ entry: LoggedEntry) -> Bool { entry.position != 7 }
        }
        let log = try await FsckTests.log()
        let originals = Originals()
        #expect(
            try findings(log, originals: originals)
                == [
                    "the original \(originals.lost) is missing; entry 1 names it",
                    "entry 7: the fingerprint was changed: it is not that of what the entry says",
                ])
    }

    @Test func `Findings beyond those listed are counted`() throws {
        var report = FsckReport()
        for position in UInt64(0)..<1_500 {
            report.add(FsckFinding(.entry(position: position, .row), "is missing"))
        }
        #expect(report.findings.count == FsckReport.findingsListedMax)
        #expect(report.findingCount == 1_500)
    }

    @Test func `Progress comes to the end of each stage`() async throws {
        let log = try await FsckTests.log()
        var last: [Fsck.Stage: Fsck.Progress] = [:]
        _ = try Fsck(of: log.memory, anchor: log.anchor, key: log.key.verifierKey)
            .run { last[$0.stage] = $0 }
        #expect(last[.entries]?.done == 600)
        #expect(last[.events]?.done == 600)
        #expect(last[.anchor]?.done == 1)
    }
}
