// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Testing
import TransparencyLog

struct ProofFileTests {
    let log: TestLog
    let policy: TrustPolicy

    init() throws {
        log = try TestLog(size: 21)
        policy = TrustPolicy(log: log.key.verifierKey)
    }

    func proof(of at: Int, extra: [UInt8]? = nil) throws -> ProofFile {
        let plan = try ProofPlan.inclusion(of: index(at), in: log.edge.size)
        return ProofFile(
            index: try index(at),
            path: InclusionProof(try plan.hashes { try log.hash(of: $0) }),
            checkpoint: try log.checkpoint().bytes, extra: extra)
    }

    @Test func `The proof of every entry verifies from its file, and for no other entry`() throws {
        for at in 0..<21 {
            let read = try ProofFile(proof(of: at).text)
            let verified = try read.verify(TestLog.entry(at), under: policy)
            #expect(verified.leafHash == log.leaves[at])
            #expect(verified.checkpoint.head == log.edge.head)
            #expect(throws: ProofRefusal.self) {
                try read.verify(TestLog.entry((at + 1) % 21), under: policy)
            }
        }
    }

    @Test func `Any one byte changed, and the proof is malformed or refused`() throws {
        let text = try proof(of: 13).text
        for position in text.indices {
            for change: UInt8 in [1, 0x20, 0x80] {
                var altered = text
                altered[position] ^= change
                #expect(throws: (any Error).self) {
                    try ProofFile(altered).verify(TestLog.entry(13), under: policy)
                }
            }
        }
    }

    @Test func `Extra data is carried, and changes nothing`() throws {
        let read = try ProofFile(proof(of: 3, extra: [1, 2, 3]).text)
        #expect(read.extra == [1, 2, 3])
        _ = try read.verify(TestLog.entry(3), under: policy)
        #expect(try ProofFile(proof(of: 3, extra: []).text).extra == [])
    }

    @Test func `One opened checkpoint serves all proofs that carry it, and no others`() throws {
        let opened = try policy.open(log.checkpoint())
        for at in 0..<21 {
            _ = try proof(of: at).verify(TestLog.entry(at), under: opened)
        }
        let other = try TestLog(size: 22)
        let later = try policy.open(other.checkpoint())
        #expect(throws: ProofRefusal.otherCheckpoint) {
            try proof(of: 3).verify(TestLog.entry(3), under: later)
        }
    }

    @Test func `A proof file has at most 63 hashes`() throws {
        let line = TreeHash.empty.base64 + "\n"
        func text(_ count: Int) -> [UInt8] {
            Array(
                "c2sp.org/tlog-proof@v1\nindex 0\n\(String(repeating: line, count: count))\nx\n"
                    .utf8)
        }
        #expect(try ProofFile(text(63)).path.hashes.count == 63)
        let fault = try #require(throws: MalformedText.self) { try ProofFile(text(64)) }
        #expect(fault.line == 66)
    }

    @Test(arguments: [
        "", "c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v1\n",
        "c2sp.org/tlog-proof@v2\nindex 0\n\nx\n",
        "c2sp.org/tlog-proof@v1 \nindex 0\n\nx\n", "c2sp.org/tlog-proof@v1\nindex 0\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n\n", "c2sp.org/tlog-proof@v1\nindex 0\nx\n",
        "c2sp.org/tlog-proof@v1\nindex 00\n\nx\n",
        "c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\nx\n",
        "c2sp.org/tlog-proof@v1\nextra AA\nindex 0\n\nx\n",
        "c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 0\n\nx\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\nx\n",
    ])
    func `A second spelling of a proof file is refused`(text: String) {
        #expect(throws: MalformedText.self) { try ProofFile(Array(text.utf8)) }
    }

    @Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
    struct Vectors {
        struct Cases: Decodable {
            struct Good: Decodable {
                let name: String
                let index: UInt64
                let hashes_b64: [String]
                let checkpoint: String
                let extra_b64: String?
                let text: String
            }
            struct Bad: Decodable {
                struct Repeat: Decodable {
                    let byte: String
                    let count: Int
                }
                let name: String
                let text: String?
                let prefix: String?
                let `repeat`: Repeat?
                let suffix: String?
            }
            let parse_and_print: [Good]
            let refuse: [Bad]
        }

        @Test func `Proof files are read, written and refused as tlog-proof says`() throws {
            let cases = try vector(
                "transparency-dev-formats/tlog-proof-cases.json", as: Cases.self)
            for one in cases.parse_and_print {
                let read = try ProofFile(Array(one.text.utf8))
                #expect(read.index.value == one.index)
                #expect(read.path.hashes.map(\.base64) == one.hashes_b64)
                #expect(read.checkpoint == Array(one.checkpoint.utf8))
                #expect(read.extra.map { Base64.text($0) } == one.extra_b64)
                #expect(read.text == Array(one.text.utf8), "\(one.name)")
            }
            #expect(cases.refuse.count == 8)
            for one in cases.refuse {
                let middle = one.repeat.map { String(repeating: $0.byte, count: $0.count) } ?? ""
                let text = one.text ?? (one.prefix ?? "") + middle + (one.suffix ?? "")
                #expect(throws: MalformedText.self, "\(one.name)") {
                    try ProofFile(Array(text.utf8))
                }
            }
        }
    }
}
