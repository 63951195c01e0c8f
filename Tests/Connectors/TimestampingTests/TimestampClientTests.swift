// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

@testable import Timestamping

@Suite(.enabled(if: TestAuthority.isPossible, TestAuthority.missing))
struct TimestampClientTests {
    @Test(arguments: ["", "p384", "rsa", "pss", "chain", "set", "older"])
    func `A good service gives a token`(path: String) async throws {
        let authority = try TestAuthority.shared
        let client = try authority.client(path, policy: "1.3.6.1.4.1.99999.1")
        let token = try await client.token(over: imprint)
        #expect(token.imprint == imprint)
        #expect(token.policy.text == "1.3.6.1.4.1.99999.1")
        #expect(token.accuracyMicroseconds == 1_500_000)
        #expect(token.authority.hasPrefix("CN=Time-stamp signer "))
        #expect(token.authority.hasSuffix(",O=Witnessmark tests"))
        let again = try await client.authority.verifier.token(in: token.reply, over: imprint)
        #expect(again == token)
    }

    // openssl 3.0 reads tokens as PKCS#7, which knows no PSS; all others it judges as well.
    @Test(arguments: ["", "p384", "rsa", "chain", "set", "older"])
    func `openssl believes what we believe and reads the same time`(path: String) async throws {
        let authority = try TestAuthority.shared
        let token = try await authority.client(path).token(over: imprint)
        let file = try authority.file(token.reply)
        let verdict = try authority.openssl(
            "ts", "-verify", "-in", file, "-digest", imprint.hex, "-CAfile", "root.pem",
            "-untrusted", "issuing.pem")
        #expect(verdict.status == 0, "\(verdict.text)")
        let text = try authority.openssl("ts", "-reply", "-in", file, "-text").text
        let time = token.time.rfc3339Seconds
        #expect(text.contains(" \(time.dropFirst(11).dropLast()) \(time.prefix(4)) GMT"))
        #expect(text.contains("Serial number: 0x\(token.serial.uppercased())\n"))
    }

    @Test func `The token alone is what openssl takes out of the reply`() async throws {
        let authority = try TestAuthority.shared
        let token = try await authority.client("").token(over: imprint)
        let file = try authority.file(token.reply)
        let extracted = try authority.openssl(
            "ts", "-reply", "-in", file, "-token_out", "-out", file + ".token")
        #expect(extracted.status == 0)
        #expect(try authority.bytes(file + ".token") == token.token)
    }

    @Test func `A reply that was given before is refused`() async throws {
        let client = try TestAuthority.shared.client("replay")
        _ = try await client.token(over: imprint, nonce: 1)
        await #expect(throws: TimestampFailure.otherNonce) {
            try await client.token(over: imprint, nonce: 2)
        }
        await #expect(throws: TimestampFailure.otherImprint) {
            try await client.token(over: Digest(of: [1]), nonce: 1)
        }
    }

    @Test func `A refusal is told in the service's words although HTTP says 200`() async throws {
        let client = try TestAuthority.shared.client("refuse")
        let rejection = TimestampRejection(
            status: 2, words: ["Bad request format or system error."], reasons: [.badFormat])
        await #expect(throws: TimestampFailure.rejected(rejection)) {
            try await client.token(over: imprint)
        }
    }

    @Test func `A policy that the service does not follow is not given another`() async throws {
        let client = try TestAuthority.shared.client("", policy: "1.2.3.4")
        await #expect {
            try await client.token(over: imprint)
        } throws: { error in
            guard case .rejected(let rejection) = error as? TimestampFailure else { return false }
            return rejection.reasons == [.policyNotAccepted]
        }
    }

    @Test(
        arguments: [
            ("large", .tooLong(byteCountMax: 65_536), false),
            ("redirect", .answeredHTTP(status: 302), false),
            ("broken", .answeredHTTP(status: 500), true), ("slow", .timedOut(seconds: 1), true),
        ] as [(String, TimestampFailure, Bool)])
    func `A service that misbehaves on the wire gives a named failure`(
        path: String, failure: TimestampFailure, again: Bool
    ) async throws {
        let client = try TestAuthority.shared.client(path, secondsMax: path == "slow" ? 1 : 15)
        await #expect(throws: failure) { try await client.token(over: imprint) }
        #expect(failure.isTransient == again)
    }

    @Test func `A web page instead of a reply is malformed`() async throws {
        let client = try TestAuthority.shared.client("garbage")
        let failure = TimestampFailure.malformed(
            place: "TimeStampResp", expected: "one whole ASN.1 structure")
        await #expect(throws: failure) { try await client.token(over: imprint) }
    }

    @Test func `A service that is not there is said to be unreachable at once`() async throws {
        // Port 1 of loopback: nobody listens there.
        let authority = try TimestampAuthority(
            url: "http://127.0.0.1:1/", rootsPEM: TestAuthority.shared.rootsPEM)
        let failure = TimestampFailure.unreachable("nobody listens at http://127.0.0.1:1/")
        await #expect(throws: failure) {
            try await TimestampClient(authority).token(over: imprint)
        }
        #expect(failure.isTransient)
    }
}
