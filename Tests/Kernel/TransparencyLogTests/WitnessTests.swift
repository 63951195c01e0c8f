// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Testing
import TransparencyLog

struct WitnessTests {
    let log: TestLog
    let policy: TrustPolicy

    init() throws {
        log = try TestLog(size: 20)
        policy = TrustPolicy(log: log.key.verifierKey)
    }

    func head(_ count: Int) throws -> TreeHead {
        TreeHead(size: try size(count), root: TreeHash.root(over: log.leaves.prefix(count)))
    }

    func request(from old: Int, to new: TreeHead, proof: [Digest]? = nil) throws -> [UInt8] {
        let hashes: [Digest]
        if let proof {
            hashes = proof
        } else if old == 0 || old > Int(new.size.value) {
            hashes = []
        } else {
            hashes = try ProofPlan.consistency(from: size(old), to: new.size)
                .hashes { try log.hash(of: $0) }
        }
        let note = try Checkpoint(origin: Origin(log.key.name), head: new).sealed(by: log.key)
        return AddCheckpointRequest(
            old: try size(old), proof: ConsistencyProof(hashes), note: note
        ).body
    }

    func status(_ body: [UInt8], stored: TreeHead?) -> Int {
        do {
            _ = try Witness.decide(body, trusting: policy) { _ in stored }
            return 200
        } catch { return error.status }
    }

    @Test func `A tree that follows is cosigned, and again at the same size`() throws {
        #expect(status(try request(from: 0, to: head(5)), stored: nil) == 200)
        #expect(status(try request(from: 5, to: head(20)), stored: try head(5)) == 200)
        #expect(status(try request(from: 20, to: head(20)), stored: try head(20)) == 200)
        #expect(status(try request(from: 0, to: .empty), stored: nil) == 200)
        let body = try request(from: 5, to: head(20))
        let step = try Witness.decide(body, trusting: policy) { _ in try? head(5) }
        #expect(step.previous == (try head(5)))
        #expect(step.next == (try head(20)))
        #expect(step.text == (try AddCheckpointRequest(body).note.text))
    }

    @Test func `Another size than the stored one is answered with the stored one`() throws {
        let body = try request(from: 4, to: head(20))
        let refusal = try #require(throws: WitnessRefusal.self) {
            try Witness.decide(body, trusting: policy) { _ in try? head(5) }
        }
        #expect(refusal == .otherSize(stored: try size(5)))
        #expect(refusal.content == ("text/x.tlog.size", "5\n"))
    }

    @Test func `What does not follow is not cosigned`() throws {
        let other = TreeHead(size: try size(5), root: TreeHash.leaf([]))
        #expect(status(try request(from: 5, to: head(20)), stored: other) == 422)
        #expect(status(try request(from: 5, to: head(5)), stored: other) == 422)
        #expect(status(try request(from: 5, to: head(20), proof: []), stored: try head(5)) == 422)
        let surplus = [TreeHash.empty]
        #expect(status(try request(from: 0, to: head(5), proof: surplus), stored: nil) == 422)
        #expect(
            status(try request(from: 5, to: head(5), proof: surplus), stored: try head(5)) == 422)
        let wrongEmpty = TreeHead(size: .empty, root: TreeHash.leaf([]))
        #expect(status(try request(from: 0, to: wrongEmpty), stored: nil) == 422)
    }

    @Test func `A tree smaller than the old size is malformed`() throws {
        #expect(status(try request(from: 20, to: head(5)), stored: try head(20)) == 400)
    }

    @Test(arguments: [
        "", "old 0", "old 0\n", "old 00\n\n", "old +1\n\n", "old\n\n", "new 0\n\n",
        "old 1\nAA==\n\n",
        "\nold 0\n", "old 0\r\n\r\n",
    ])
    func `What is no request is malformed`(text: String) {
        #expect(status(Array(text.utf8), stored: nil) == 400)
    }

    @Test func `A request has at most 63 hashes`() throws {
        let hashes = Array(repeating: TreeHash.empty, count: 63)
        #expect(
            status(try request(from: 1, to: head(5), proof: hashes), stored: try head(1)) == 422)
        let more = hashes + [TreeHash.empty]
        #expect(status(try request(from: 1, to: head(5), proof: more), stored: try head(1)) == 400)
    }

    @Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
    struct Vectors {
        struct Cases: Decodable {
            struct Key: Decodable {
                let name: String
                let throw_away_seed_hex: String
                let vkey: String
            }
            struct Case: Decodable {
                let name: String
                let body: String
                let status: Int
                let response_body: String?
                let response_content_type: String?
            }
            struct Afterwards: Decodable {
                let origin: String
                let size: Int
                let root_b64: String
            }
            struct Race: Decodable { let race_body: String }
            let log_vkey: String
            let witness: Key
            let cases: [Case]
            let afterwards: Afterwards
            let race: Race
        }

        let cases: Cases
        let policy: TrustPolicy
        let key: SealingKey

        init() throws {
            cases = try vector("torchwood/add-checkpoint-cases.json")
            policy = TrustPolicy(log: try VerifierKey(cases.log_vkey))
            key = try SealingKey(
                name: #require(KeyName(cases.witness.name)),
                seed: #require(Hex.bytes(cases.witness.throw_away_seed_hex)))
        }

        /// Answered 400 where the table has 403.
        ///
        /// The damaged seal of this case is base64 with stray bits after its last byte: one of four
        /// spellings of one seal. Here a seal has one spelling, so the body is no note at all.
        static let deviation = "log's signature does not verify"

        @Test func `Nine requests in order get the answers of tlog-witness`() throws {
            #expect(key.cosignerKey.text == cases.witness.vkey)
            var stored: [Origin: TreeHead] = [:]
            #expect(cases.cases.count == 9)
            for one in cases.cases {
                let body = Array(one.body.utf8)
                do {
                    let step = try Witness.decide(body, trusting: policy) { stored[$0] }
                    stored[step.origin] = step.next
                    #expect(one.status == 200, "\(one.name)")
                    #expect(try AddCheckpointRequest(body).body == body)
                    let seal = try key.cosign(step.text, at: 1_700_000_000)
                    let note = try SignedNote(text: step.text, seals: [seal])
                    _ = try note.verified(by: [key.cosignerKey])
                } catch let refusal as WitnessRefusal {
                    let wanted = one.name == Vectors.deviation ? 400 : one.status
                    #expect(refusal.status == wanted, "\(one.name): \(refusal)")
                    if let size = one.response_body {
                        #expect(refusal.content == (try #require(one.response_content_type), size))
                    }
                }
            }
            let origin = try #require(Origin(cases.afterwards.origin))
            #expect(stored[origin]?.size == (try size(cases.afterwards.size)))
            #expect(stored[origin]?.root.base64 == cases.afterwards.root_b64)
        }

        @Test func `A seal that is well spelled and does not hold is answered with 403`() throws {
            var body = Array(cases.cases[0].body.utf8)
            let seal = body.count - 10
            body[seal] = body[seal] == 0x41 ? 0x42 : 0x41
            let refusal = try #require(throws: WitnessRefusal.self) {
                try Witness.decide(body, trusting: policy) { _ in nil }
            }
            #expect(refusal.status == 403)
        }

        /// Two requests decided on the same stored head: the store compares, so the slower one loses.
        @Test func `A request overtaken by another cannot roll the log back`() throws {
            var stored: [Origin: TreeHead] = [:]
            let first = try Witness.decide(Array(cases.cases[0].body.utf8), trusting: policy) { _ in
                nil
            }
            stored[first.origin] = first.next
            let slow = try Witness.decide(Array(cases.cases[5].body.utf8), trusting: policy) {
                stored[$0]
            }
            let fast = try Witness.decide(Array(cases.race.race_body.utf8), trusting: policy) {
                stored[$0]
            }
            #expect(stored[fast.origin] == fast.previous)
            stored[fast.origin] = fast.next
            #expect(stored[slow.origin] != slow.previous)
            #expect(stored[slow.origin]?.size == (try size(5)))
        }

        @Test func `The request and the answer in the specification are read`() throws {
            struct Examples: Decodable {
                struct Request: Decodable {
                    let body: String
                    let old: Int
                    let new: Int
                    let proof_hashes: Int
                    let checkpoint_signatures: Int
                }
                struct Response: Decodable {
                    let body: String
                    let lines: Int
                }
                let witness_request: Request
                let witness_response: Response
            }
            let examples = try vector(
                "c2sp-spec/checkpoint-and-cosignature-examples.json", as: Examples.self)
            let wanted = examples.witness_request
            let request = try AddCheckpointRequest(Array(wanted.body.utf8))
            #expect(request.body == Array(wanted.body.utf8))
            #expect(request.old == (try size(wanted.old)))
            #expect(request.proof.hashes.count == wanted.proof_hashes)
            #expect(request.note.seals.count == wanted.checkpoint_signatures)
            #expect(
                try Checkpoint(text: request.note.text).head.size == size(wanted.new))
            let answer = try SignedNote(Array("text\n\n\(examples.witness_response.body)".utf8))
            #expect(answer.seals.count == examples.witness_response.lines)
            // The example's times are beyond 2^63-1, so these lines are no cosignatures of anyone.
            #expect(answer.seals.map(\.bytes.count) == [72, 72, 72])
        }
    }
}
