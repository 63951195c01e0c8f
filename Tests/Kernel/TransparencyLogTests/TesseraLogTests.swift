// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Testing
import TransparencyLog

/// A whole log that Tessera wrote: read, rebuilt, proved.
@Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
struct TesseraLogTests {
    struct Log: Decodable {
        struct Head: Decodable {
            let size: Int
            let root_b64: String
            let file: String
        }
        let vkey: String
        let throw_away_private_key: String
        let entries: [String]
        let leaf_hashes_b64: [String]
        let checkpoints: [Head]
    }

    struct Consistency: Decodable {
        struct Proof: Decodable {
            let from: Int
            let to: Int
            let proof_b64: [String]
        }
        let proofs: [Proof]
    }

    struct Refused: Decodable {
        struct Case: Decodable {
            let name: String
            let text_b64: String
        }
        let entry: String
        let vkey: String
        let cases: [Case]
    }

    static func file(_ path: String) throws -> [UInt8] {
        try Fixtures.bytes(Fixtures.vector("tessera-testlog/\(path)"))
    }

    static func policy(_ vkey: String) throws -> TrustPolicy {
        TrustPolicy(log: try VerifierKey(vkey))
    }

    @Test func `All sixteen checkpoints open and have the roots of the entries`() throws {
        let log = try vector("tessera-testlog/log.json", as: Log.self)
        let policy = try TesseraLogTests.policy(log.vkey)
        let leaves = log.entries.map { TreeHash.leaf(Array($0.utf8)) }
        #expect(leaves.map(\.base64) == log.leaf_hashes_b64)
        #expect(log.checkpoints.count == 16)
        for head in log.checkpoints {
            let opened = try policy.open(TesseraLogTests.file(head.file))
            #expect(opened.head.size == (try size(head.size)))
            #expect(opened.head.root.base64 == head.root_b64)
            #expect(opened.head.root == TreeHash.root(over: leaves.prefix(head.size)))
        }
    }

    @Test func `The key that sealed the checkpoints makes them again, byte for byte`() throws {
        let log = try vector("tessera-testlog/log.json", as: Log.self)
        let key = try SealingKey(log.throw_away_private_key)
        #expect(key.verifierKey.text == log.vkey)
        let leaves = log.entries.map { TreeHash.leaf(Array($0.utf8)) }
        for count in 0...15 {
            let head = TreeHead(
                size: try size(count), root: TreeHash.root(over: leaves.prefix(count)))
            let note = try Checkpoint(origin: Origin(key.name), head: head).sealed(by: key)
            #expect(note.bytes == (try TesseraLogTests.file("log/checkpoint.\(count)")))
        }
    }

    @Test func `Appending one entry at a time gives the tiles and bundles that were written`()
        throws
    {
        let log = try vector("tessera-testlog/log.json", as: Log.self)
        var edge = TreeEdge()
        for (position, entry) in log.entries.enumerated() {
            let tile = try #require(try edge.append([TreeHash.leaf(Array(entry.utf8))]).first)
            #expect(tile.bytes == (try TesseraLogTests.file("log/\(tile.name)")))
            let name = try #require(BundleName.at(index: 0, in: edge.size))
            let written = try TesseraLogTests.file("log/\(name)")
            let entries = log.entries.prefix(position + 1).map { Array($0.utf8) }
            #expect(try EntryBundle(name, entries: entries).bytes == written)
            #expect(try EntryBundle(name, bytes: written).entries == entries)
        }
    }

    @Test func `A reader that trusts only the checkpoint gets every entry`() throws {
        let log = try vector("tessera-testlog/log.json", as: Log.self)
        let policy = try TesseraLogTests.policy(log.vkey)
        for head in log.checkpoints where head.size > 0 {
            let opened = try policy.open(TesseraLogTests.file(head.file))
            var reader = try TileReader(of: opened.head) { try TesseraLogTests.file("log/\($0)") }
            let name = try #require(BundleName.at(index: 0, in: opened.head.size))
            let entries = try reader.entries(
                of: name, bytes: TesseraLogTests.file("log/\(name)"))
            #expect(entries == log.entries.prefix(head.size).map { Array($0.utf8) })
        }
    }

    @Test func `All 32 proof files verify`() throws {
        let log = try vector("tessera-testlog/log.json", as: Log.self)
        let policy = try TesseraLogTests.policy(log.vkey)
        let files = Fixtures.files(under: Fixtures.vector("tessera-testlog/proofs"))
        #expect(files.count == 32)
        for file in files {
            let text = try Fixtures.bytes(file)
            let proof = try ProofFile(text)
            #expect(proof.text == text)
            let entry = Array(log.entries[Int(proof.index.value)].utf8)
            let verified = try proof.verify(entry, under: policy)
            #expect(verified.index == proof.index)
            #expect(throws: ProofRefusal.self) { try proof.verify(entry + [0], under: policy) }
        }
    }

    @Test func `All 13 altered proof files are refused`() throws {
        let refused = try vector("tessera-testlog/refused-proofs.json", as: Refused.self)
        let policy = try TesseraLogTests.policy(refused.vkey)
        #expect(refused.cases.count == 13)
        for one in refused.cases {
            #expect(throws: (any Error).self, "\(one.name)") {
                try ProofFile(decoded(one.text_b64)).verify(
                    Array(refused.entry.utf8), under: policy)
            }
        }
    }

    @Test func `All 120 consistency proofs lead from one sealed root to the other`() throws {
        let log = try vector("tessera-testlog/log.json", as: Log.self)
        let heads = try log.checkpoints.map {
            TreeHead(
                size: try size($0.size), root: try #require(Digest(bytes: decoded($0.root_b64))))
        }
        let proofs = try vector("tessera-testlog/consistency.json", as: Consistency.self).proofs
        #expect(proofs.count == 120)
        for one in proofs {
            let hashes = try #require(MerkleVectorTests.digests(one.proof_b64))
            try ConsistencyProof(hashes).verify(from: heads[one.from], to: heads[one.to])
            #expect(throws: ProofError.self) {
                try ConsistencyProof(hashes + [TreeHash.empty])
                    .verify(from: heads[one.from], to: heads[one.to])
            }
        }
    }
}
