// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

@testable import Timestamping

struct TimestampStatementTests {
    private static let sha256 = der(0x06, OID.sha256.content)

    /// A TSTInfo of which only what is under test is unusual.
    private static func info(
        version: UInt8 = 1, algorithm: [UInt8] = sha256 + der(0x05),
        digest: [UInt8] = imprint.bytes, serial: [UInt8] = [7], time: String = "20261121101502Z",
        more: [UInt8] = []
    ) -> [UInt8] {
        der(
            0x30, der(0x02, [version]), der(0x06, [0x2A, 0x03]),
            der(0x30, der(0x30, algorithm), der(0x04, digest)), der(0x02, serial),
            der(0x18, Array(time.utf8)), more)
    }

    @Test(arguments: [
        ("20261121101502Z", "2026-11-21T10:15:02.000000Z"),
        ("20261121101502.5Z", "2026-11-21T10:15:02.500000Z"),
        ("20261121101502.123456789Z", "2026-11-21T10:15:02.123456Z"),
        ("20240229235959Z", "2024-02-29T23:59:59.000000Z"),
        ("20161231235960Z", "2016-12-31T23:59:59.999999Z"),
        ("19700101000000Z", "1970-01-01T00:00:00.000000Z"),
    ])
    func `The time is read to the microsecond`(text: String, expected: String) throws {
        #expect(try TimestampStatement(Self.info(time: text)).time.rfc3339 == expected)
    }

    @Test(arguments: [
        "", "Z", "20261121101502", "202611211015Z", "20261121101502+0100", "20261121101502.Z",
        "20261121101502,5Z", "20261131101502Z", "20261301101502Z", "20230229101502Z",
        "20261121241502Z", "20261121106002Z", "20261121101561Z", "2026112110150 Z",
        "20261121101502.12345678901Z", "20261121101502ZZ", "-0261121101502Z",
    ])
    func `A time in any other form is refused`(text: String) {
        let expected = TimestampFailure.malformed(
            place: "TSTInfo.genTime", expected: "a time such as 20261121101502.5Z")
        #expect(throws: expected) { try TimestampStatement(Self.info(time: text)) }
    }

    @Test(
        arguments: [
            ([], nil), (der(0x30), 0), (der(0x30, der(0x02, [1])), 1_000_000),
            (der(0x30, der(0x80, [0x01, 0xF4])), 500_000), (der(0x30, der(0x81, [9])), 9),
            (der(0x30, der(0x02, [2]), der(0x80, [3]), der(0x81, [4])), 2_003_004),
        ] as [([UInt8], Int64?)])
    func `Accuracy is the sum of its three parts`(field: [UInt8], micros: Int64?) throws {
        #expect(try TimestampStatement(Self.info(more: field)).accuracyMicroseconds == micros)
    }

    @Test func `Order, nonce, name and harmless extensions may follow`() throws {
        let harmless = der(0x30, der(0x06, [0x2A, 0x04]), der(0x04, [1]))
        let more =
            der(0x01, [0xFF]) + der(0x02, [0, 0x80]) + der(0xA0, der(0x82)) + der(0xA1, harmless)
        let statement = try TimestampStatement(Self.info(serial: [0x0A, 0xBC], more: more))
        #expect(statement.nonce == TimestampQuery.integer(0x80))
        #expect(statement.serial == "0abc")
        #expect(statement.policy.text == "1.2.3")
    }

    @Test func `A critical extension is refused`() {
        let critical = der(0x30, der(0x06, [0x2A, 0x04]), der(0x01, [0xFF]), der(0x04, [1]))
        #expect(throws: TimestampFailure.unknownCriticalExtension(OID(arcs: 1, 2, 4))) {
            try TimestampStatement(Self.info(more: der(0xA1, critical)))
        }
    }

    @Test(arguments: [
        (info(version: 2), "TSTInfo.version"), (info(serial: []), "TSTInfo.serialNumber"),
        (info(serial: [UInt8](repeating: 1, count: 65)), "TSTInfo.serialNumber"),
        (info(digest: [1, 2]), "TSTInfo.messageImprint.hashedMessage"),
        (info(more: der(0x30, der(0x02, [0xFF]))), "TSTInfo.accuracy.seconds"),
        (info(more: der(0x30, der(0x80, [0x03, 0xE8]))), "TSTInfo.accuracy.millis"),
        (info(more: der(0x30, der(0x81))), "TSTInfo.accuracy.micros"),
        (info(more: der(0x30, der(0x05))), "TSTInfo.accuracy"), (info(more: der(0x05)), "TSTInfo"),
        (info(more: der(0xA1, der(0x05))), "TSTInfo.extensions"),
    ])
    func `A malformed field is named`(content: [UInt8], place: String) {
        #expect { try TimestampStatement(content) } throws: { error in
            guard case .malformed(place, _) = error as? TimestampFailure else { return false }
            return true
        }
    }

    @Test(arguments: [
        der(0x06, OID(arcs: 1, 3, 14, 3, 2, 26).content) + der(0x05), sha256 + der(0x04, [1]),
    ])
    func `An imprint by another digest is refused`(algorithm: [UInt8]) {
        #expect { try TimestampStatement(Self.info(algorithm: algorithm)) } throws: { error in
            guard case .unsupported = error as? TimestampFailure else { return false }
            return true
        }
    }
}
