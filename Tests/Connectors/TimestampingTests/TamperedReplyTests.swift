// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

@testable import Timestamping

/// Every byte of real replies, changed and cut off.
@Suite(.enabled(if: TestAuthority.isPossible, TestAuthority.missing))
struct TamperedReplyTests {
    @Test(arguments: ["", "chain"])
    func `No change to what is signed, or to who signed it, is ever accepted`(
        path: String
    ) async throws {
        let authority = try TestAuthority.shared
        let verifier = try TimestampVerifier(rootsPEM: authority.rootsPEM)
        let good = try await authority.client(path).token(over: imprint)
        let signedParts = try Self.signedParts(of: good.reply)
        var accepted: Set<Int> = []
        for index in good.reply.indices {
            for mask: UInt8 in [0x01, 0x80] {
                var reply = good.reply
                reply[index] ^= mask
                // A refusal is what is wanted; the test is about what is not refused.
                guard let token = try? await verifier.token(in: reply, over: imprint) else {
                    continue
                }
                accepted.insert(index)
                #expect(!signedParts.contains { $0.contains(index) }, "byte \(index)")
                #expect(token.time == good.time && token.serial == good.serial, "byte \(index)")
                #expect(token.policy == good.policy && token.authority == good.authority)
            }
        }
        // What may change: granted to granted with changes, two version numbers, and one byte that
        // pads the signature on the intermediate certificate.
        #expect(accepted.count <= 4, "\(accepted.sorted())")
    }

    @Test func `What was changed is named`() async throws {
        let authority = try TestAuthority.shared
        let verifier = try TimestampVerifier(rootsPEM: authority.rootsPEM)
        let good = try await authority.client("").token(over: imprint).reply
        let parts = try Self.signedParts(of: good)
        let typeAttribute =
            der(0x06, OID.contentType.content)
            + der(0x31, der(0x06, OID.timestampInfo.content))
        let typeStart = try #require(good.indices.first { good[$0...].starts(with: typeAttribute) })
        let changes: [(Int, TimestampFailure)] = [
            // The last byte of the name that the time-stamp ends with.
            (parts[0].upperBound - 1, .digestMismatch),
            (typeStart + typeAttribute.count - 1, .contentTypeMismatch),
            // The last byte of the digest of the certificate, which ends the attributes.
            (parts[1].upperBound - 1, .signerNotBound),
            (parts[2].upperBound - 1, .signatureInvalid),
            (parts[3].upperBound - 1, .signerNotBound),
        ]
        for (index, failure) in changes {
            var reply = good
            reply[index] ^= 1
            await #expect(throws: failure, "byte \(index)") {
                try await verifier.token(in: reply, over: imprint)
            }
        }
    }

    @Test func `No part of a reply is a reply`() async throws {
        let authority = try TestAuthority.shared
        let verifier = try TimestampVerifier(rootsPEM: authority.rootsPEM)
        let reply = try await authority.client("chain").token(over: imprint).reply
        for count in 0..<reply.count {
            await #expect(throws: TimestampFailure.self) {
                try await verifier.token(in: Array(reply.prefix(count)), over: imprint)
            }
        }
        await #expect(throws: TimestampFailure.self) {
            try await verifier.token(in: reply + [0], over: imprint)
        }
    }

    @Test func `Bytes written over others at random are never a crash`() async throws {
        let authority = try TestAuthority.shared
        let verifier = try TimestampVerifier(rootsPEM: authority.rootsPEM)
        let reply = try await authority.client("").token(over: imprint).reply
        var state: UInt64 = 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<3000 {
            var changed = reply
            let (from, to) = (next(reply.count), next(reply.count))
            for offset in 0..<(1 + next(40)) where from + offset < reply.count {
                changed[from + offset] = reply[(to + offset) % reply.count]
            }
            // Whatever comes out, it must come out.
            _ = try? await verifier.token(in: changed, over: imprint)
        }
    }

    /// Where in a reply the time-stamp, the signed attributes, the signature and the signer's
    /// certificate are.
    private static func signedParts(of reply: [UInt8]) throws -> [Range<Int>] {
        let token = try SignedToken(TimestampReply(reply).token)
        let signer = try #require(
            token.readableCertificates.first { $0.isNamed(by: token.signer.name) })
        let attributes = Array(token.signer.signedBytes.dropFirst())
        return try [token.content, attributes, token.signer.signature, Array(signer.encoded)]
            .map { part in
                let start = try #require(
                    reply.indices.first { reply[$0...].starts(with: part) })
                return start..<(start + part.count)
            }
    }
}
