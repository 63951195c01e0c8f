// SPDX-License-Identifier: Apache-2.0
import Canon
import Crypto
import Testing
import TransparencyLog

@testable import EvidencePackage

/// Tokens put together here, without a signature: what is read of them is read before any of that.
struct TimeStampTests {
    static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        guard content.count >= 128 else { return [tag, UInt8(content.count)] + content }
        return [tag, 0x81, UInt8(content.count)] + content
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap { $0 }) }

    static func token(
        over bytes: [UInt8], time: String = "20261121101600Z", isBare: Bool = false,
        status: UInt8 = 0
    ) -> [UInt8] {
        let sha256 = sequence(value(6, [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1]))
        let info = sequence(
            value(2, [1]), value(6, [0x2A, 3, 4]),
            sequence(sha256, value(4, Array(SHA256.hash(data: bytes)))), value(2, [42]),
            value(0x18, Array(time.utf8)))
        let encapsulated = sequence(
            value(6, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 0x10, 1, 4]),
            value(0xA0, value(4, info)))
        let signed = sequence(value(2, [3]), value(0x31, sha256), encapsulated)
        let contentInfo = sequence(
            value(6, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2]), value(0xA0, signed))
        return isBare ? contentInfo : sequence(sequence(value(2, [status])), contentInfo)
    }

    @Test(arguments: [true, false])
    func `A token says over what and when`(isBare: Bool) throws {
        let bytes = TimeStampTests.token(over: [1, 2, 3], isBare: isBare)
        let token = try #require(TimeStampToken(bytes))
        #expect(token.isOver([1, 2, 3]))
        #expect(!token.isOver([1, 2, 4]))
        #expect(token.time.rfc3339Seconds == "2026-11-21T10:16:00Z")
        #expect(token.isBareToken == isBare)
    }

    @Test func `A refused request, a cut token and a time without a zone are no token`() {
        #expect(TimeStampToken(TimeStampTests.token(over: [1], status: 2)) == nil)
        #expect(TimeStampToken(TimeStampTests.token(over: [1], time: "20261121101600")) == nil)
        let token = TimeStampTests.token(over: [1])
        for length in 0..<token.count { #expect(TimeStampToken(Array(token[..<length])) == nil) }
        #expect(TimeStampToken(token + [0]) == nil)
    }

    @Test func `No changed byte of a token traps the reader`() {
        let token = TimeStampTests.token(over: [1])
        for index in token.indices {
            for bit in 0..<8 {
                var changed = token
                changed[index] ^= 1 << UInt8(bit)
                if let read = TimeStampToken(changed) { _ = read.isOver([1]) }
            }
        }
    }

    private func verify(
        _ stamp: (([UInt8]) -> [UInt8])?, requiresTimeStamp: Bool = true
    ) throws -> VerificationReport {
        var fixture = try PackageFixture(requiresTimeStamp: requiresTimeStamp)
        fixture.timeStamp = stamp
        let archive = try fixture.archive()
        return PackageVerifier.verify(
            archive: BytesInMemory(archive), subject: "p", trust: fixture.trust)
    }

    @Test
    func `A token over the checkpoint is reported with the command that checks its signature`()
        throws
    {
        let report = try verify { TimeStampTests.token(over: $0) }
        #expect(report.verdict == .verified, "\(report.text)")
        #expect(report.text.contains("2026-11-21T10:16:00Z"))
        #expect(
            report.notChecked.contains { $0.contains("openssl ts -verify -data seal/checkpoint") })
    }

    @Test func `A token over something else has failed`() throws {
        let report = try verify { TimeStampTests.token(over: $0 + [0x0A]) }
        #expect(report.verdict == .failed)
        #expect(report.failures[0].item == "seal/checkpoint.tsr")
    }

    @Test func `A token that the statement requires cannot be left out`() throws {
        #expect(try verify(nil).verdict == .failed)
        #expect(try verify(nil, requiresTimeStamp: false).verdict == .verified)
    }
}
