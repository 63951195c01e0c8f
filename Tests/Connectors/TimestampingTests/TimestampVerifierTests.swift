// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

@testable import Timestamping

@Suite(.enabled(if: TestAuthority.isPossible, TestAuthority.missing))
struct TimestampVerifierTests {
    private static func signer(_ name: String) -> String {
        "CN=Time-stamp signer \(name),O=Witnessmark tests"
    }

    @Test(
        arguments: [
            ("mixed", .notForTimestamping(signer: signer("mixed"))),
            ("loose", .notForTimestamping(signer: signer("loose"))),
            ("stranger", .untrusted(signer: signer("stranger"), "no chain was found")),
            ("unbound", .signerNotBound),
            ("misnamed", .otherAuthority(signer: signer("chained"))),
            ("data", .notATimestamp(contentType: OID(arcs: 1, 2, 840, 113_549, 1, 7, 1))),
        ] as [(String, TimestampFailure)])
    func `A token that must not be believed is refused by name`(
        path: String, failure: TimestampFailure
    ) async throws {
        let client = try TestAuthority.shared.client(path)
        await #expect(throws: failure) { try await client.token(over: imprint) }
    }

    @Test func `A certificate that was over at the time of the token is refused`() async throws {
        let client = try TestAuthority.shared.client("lapsed")
        await #expect {
            try await client.token(over: imprint)
        } throws: { error in
            guard case .outsideValidity(Self.signer("lapsed"), _) = error as? TimestampFailure
            else {
                return false
            }
            return true
        }
    }

    @Test func `Certificates are accepted in order and out of order`() async throws {
        for (path, isSorted) in [("chain", false), ("set", true)] {
            let token = try await TestAuthority.shared.client(path).token(over: imprint)
            let certificates = try SignedToken(TimestampReply(token.reply).token)
                .readableCertificates.map(\.encoded)
            #expect(certificates.count == 2)
            let inOrder = certificates[0]
                .lexicographicallyPrecedes(certificates[1])
            #expect(inOrder == isSorted, "the fixture \(path) lost its point")
        }
    }

    @Test func `Only the chosen roots count`() async throws {
        let authority = try TestAuthority.shared
        let token = try await authority.client("").token(over: imprint)
        let elsewhere = try TimestampVerifier(rootsPEM: authority.pem("elsewhere"))
        await #expect(
            throws: TimestampFailure.untrusted(signer: Self.signer("ec"), "no chain was found")
        ) {
            try await elsewhere.token(in: token.reply, over: imprint)
        }
        let both = try TimestampVerifier(
            rootsPEM: authority.pem("elsewhere") + authority.rootsPEM)
        #expect(try await both.token(in: token.reply, over: imprint) == token)
    }

    @Test func `A kept token is refused for other bytes, nonces and policies`() async throws {
        let authority = try TestAuthority.shared
        let reply = try await authority.client("").token(over: imprint, nonce: 9).reply
        let verifier = try TimestampVerifier(rootsPEM: authority.rootsPEM)
        _ = try await verifier.token(in: reply, over: imprint, nonce: 9)
        await #expect(throws: TimestampFailure.otherImprint) {
            try await verifier.token(in: reply, over: Digest(of: [1]))
        }
        await #expect(throws: TimestampFailure.otherNonce) {
            try await verifier.token(in: reply, over: imprint, nonce: 10)
        }
        let strict = try TimestampVerifier(rootsPEM: authority.rootsPEM, policy: OID("1.2.3.4"))
        let given = TimestampFailure.otherPolicy(OID(arcs: 1, 3, 6, 1, 4, 1, 99999, 1))
        await #expect(throws: given) { try await strict.token(in: reply, over: imprint) }
    }

    @Test func `A token without its signer's certificate is refused`() async throws {
        let authority = try TestAuthority.shared
        let query = TimestampQuery(imprint: imprint, nonce: 1, policy: nil).encoded
        // The last field asks for the certificate; without it an authority leaves it out.
        let silent = try authority.file(der(0x30, Array(query[2..<(query.count - 3)])))
        let file = try authority.file([])
        let made = try authority.openssl(
            "ts", "-reply", "-config", "ec.cnf", "-section", "t", "-queryfile", silent, "-out", file
        )
        #expect(made.status == 0, "\(made.text)")
        let verifier = try TimestampVerifier(rootsPEM: authority.rootsPEM)
        await #expect(throws: TimestampFailure.signerMissing) {
            try await verifier.token(in: authority.bytes(file), over: imprint)
        }
    }
}
