// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Testing
import TransparencyLog

struct TrustPolicyTests {
    let log: TestLog
    let witnesses: [SealingKey]

    init() throws {
        log = try TestLog(size: 5)
        witnesses = try (1...3).map {
            try SealingKey(
                name: #require(KeyName("witness.example/w\($0)")),
                seed: Array(repeating: UInt8($0), count: 32))
        }
    }

    /// Two of three witnesses.
    func policy() throws -> TrustPolicy {
        let lines =
            ["log \(log.key.verifierKey)"]
            + witnesses.enumerated().map { "witness W\($0 + 1) \($1.cosignerKey)" }
            + ["group two 2 W1 W2 W3", "quorum two"]
        return try TrustPolicy(Array(lines.map { $0 + "\n" }.joined().utf8))
    }

    func note(cosignedBy cosigners: [SealingKey]) throws -> SignedNote {
        var note = try log.checkpoint()
        for key in cosigners { note = try note.adding(key.cosign(note.text, at: 1_700_000_000)) }
        return note
    }

    @Test func `Enough witnesses open a checkpoint, and it says who and when`() throws {
        let opened = try policy().open(note(cosignedBy: [witnesses[0], witnesses[2]]).bytes)
        #expect(opened.witnessed.map(\.witness.name.description) == ["W1", "W3"])
        #expect(opened.witnessed.map(\.posixSeconds) == [1_700_000_000, 1_700_000_000])
    }

    @Test func `Too few witnesses do not, and the refusal says which there were`() throws {
        let refusal = try #require(throws: CheckpointRefusal.self) {
            try policy().open(note(cosignedBy: [witnesses[1]]))
        }
        #expect(refusal.description == "the quorum “two” is not met by W2")
    }

    @Test func `The same witness twice is one witness`() throws {
        let text = try log.checkpoint().text
        let seals = try [
            log.key.seal(text), witnesses[0].cosign(text, at: 1), witnesses[0].cosign(text, at: 2),
        ]
        #expect(throws: CheckpointRefusal.self) {
            try policy().open(SignedNote(text: text, seals: seals))
        }
    }

    @Test func `Witnesses without the log's own seal are not enough`() throws {
        let whole = try note(cosignedBy: witnesses)
        let note = try SignedNote(text: whole.text, seals: Array(whole.seals.dropFirst()))
        let origin = Origin(log.key.name)
        #expect(throws: CheckpointRefusal.notSealedByLog(origin)) { try policy().open(note) }
    }

    @Test func `A log of another name is unknown even under a good seal`() throws {
        let other = try TestLog(size: 5, origin: "other.example/log")
        #expect(throws: CheckpointRefusal.unknownOrigin(Origin(other.key.name))) {
            try policy().open(other.checkpoint())
        }
    }

    /// The log's key must have the name that the checkpoint gives as its origin.
    @Test func `A trusted key cannot seal for an origin that is not its name`() throws {
        let text = Checkpoint(
            origin: try #require(Origin("other.example/log")), head: log.edge.head
        ).text
        let note = try SignedNote(text: text, seals: [log.key.seal(text)])
        #expect(throws: CheckpointRefusal.self) {
            try TrustPolicy(log: log.key.verifierKey).open(note)
        }
    }

    @Test func `A broken cosignature of a known witness spoils the checkpoint`() throws {
        let text = try log.checkpoint().text
        let broken = try witnesses[2].cosign(Array("another text\n".utf8), at: 1)
        let note = try note(cosignedBy: [witnesses[0], witnesses[1]]).adding(broken)
        #expect(note.text == text)
        #expect(
            throws: CheckpointRefusal.note(.brokenSeal(broken.name, broken.keyID))
        ) { try policy().open(note) }
    }

    @Test func `A policy is written as it is read`() throws {
        let policy = try policy()
        #expect(try TrustPolicy(policy.text) == policy)
        let alone = TrustPolicy(log: log.key.verifierKey)
        #expect(try TrustPolicy(alone.text) == alone)
    }

    @Test func `A log's key is no witness's key`() throws {
        let text = "witness W \(log.key.verifierKey)\nquorum W\n"
        #expect(throws: MalformedText.self) { try TrustPolicy(Array(text.utf8)) }
    }

    @Test func `What is wrong with a policy is told with its line`() throws {
        let text = "# trust\n\nlog \(log.key.verifierKey)\nquorum two\n"
        let fault = try #require(throws: MalformedText.self) { try TrustPolicy(Array(text.utf8)) }
        #expect(
            fault.description
                == "trust policy, line 4: expected a quorum defined on a line before")
    }

    @Test func `Thirty-two logs, witnesses and groups are few enough, 257 are too many`() throws {
        func text(_ count: Int) throws -> [UInt8] {
            var lines: [String] = []
            for number in 0..<count {
                let seed = Digest(of: Array("\(number)".utf8)).bytes
                let key = try SealingKey(name: #require(KeyName("k\(number)")), seed: seed)
                lines.append("log \(key.verifierKey)")
                lines.append("witness w\(number) \(key.cosignerKey)")
                lines.append("group g\(number) any w\(number)")
            }
            return Array((lines + ["quorum g0", ""]).joined(separator: "\n").utf8)
        }
        let policy = try TrustPolicy(text(32))
        #expect(policy.logs.count == 32 && policy.witnesses.count == 32)
        #expect(throws: MalformedText.self) { try TrustPolicy(text(257)) }
    }

    @Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
    struct Vectors {
        struct Cases: Decodable {
            struct Case: Decodable {
                let name: String
                let policy: String
            }
            struct Quorum: Decodable {
                struct Case: Decodable {
                    let witnesses_with_a_valid_cosignature: [String]
                    let satisfied: Bool
                }
                let policy: String
                let cases: [Case]
            }
            let accept: [Case]
            let refuse: [Case]
            let quorum: Quorum
        }

        @Test func `Policies are accepted and refused as tlog-policy says`() throws {
            let cases = try vector("c2sp-spec/policy-cases.json", as: Cases.self)
            #expect(cases.accept.count == 10)
            #expect(cases.refuse.count == 22)
            for one in cases.accept {
                let policy = try TrustPolicy(Array(one.policy.utf8))
                #expect(try TrustPolicy(policy.text) == policy, "\(one.name)")
            }
            for one in cases.refuse {
                #expect(throws: MalformedText.self, "\(one.name)") {
                    try TrustPolicy(Array(one.policy.utf8))
                }
            }
        }

        @Test func `The quorum of the specification's example is met by whom it says`() throws {
            let quorum = try vector("c2sp-spec/policy-cases.json", as: Cases.self).quorum
            let policy = try TrustPolicy(Array(quorum.policy.utf8))
            for one in quorum.cases {
                let names = Set(one.witnesses_with_a_valid_cosignature)
                let cosigners = policy.witnesses.map(\.name)
                    .filter { names.contains($0.description) }
                #expect(cosigners.count == names.count)
                #expect(policy.isSatisfied(by: Set(cosigners)) == one.satisfied)
            }
        }
    }
}
