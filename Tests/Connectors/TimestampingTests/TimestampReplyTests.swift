// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Timestamping

struct TimestampReplyTests {
    private static func status(_ status: UInt8, _ more: [UInt8] = []) -> [UInt8] {
        der(0x30, der(0x30, der(0x02, [status]), more))
    }

    @Test(
        arguments: [
            (2, [], [], false), (3, [], [], true),
            (2, [0x07, 0x80], [.unknownAlgorithm], false),
            (2, [0x00, 0x24], [.badRequest, .badFormat], false),
            (2, [0x01, 0x00, 0x02], [.timeNotAvailable], true),
            (2, [0x06, 0x00, 0x00, 0x00, 0x40], [.systemFailure], true),
        ] as [(UInt8, [UInt8], [TimestampRejection.Reason], Bool)])
    func `A refusal is told with its reasons`(
        status: UInt8, bits: [UInt8], reasons: [TimestampRejection.Reason], again: Bool
    ) {
        let info = bits.isEmpty ? [] : der(0x03, bits)
        let expected = TimestampFailure.rejected(
            TimestampRejection(status: Int(status), words: [], reasons: reasons))
        #expect(throws: expected) { try TimestampReply(Self.status(status, info)) }
        #expect(expected.isTransient == again)
    }

    @Test func `An authority's words cannot drive a terminal`() {
        let words = der(0x30, der(0x0C, Array("no\u{1B}[2J\u{202E} time\u{FE}".utf8), [0xFF]))
        let expected = TimestampFailure.rejected(
            TimestampRejection(status: 2, words: ["no [2J  timeþ\u{FFFD}"], reasons: []))
        #expect(throws: expected) { try TimestampReply(Self.status(2, words)) }
    }

    @Test(
        arguments: [
            ([], "TimeStampResp"), ([0x30], "TimeStampResp"), ([0x30, 0x80], "TimeStampResp"),
            ([0x30, 0x00], "TimeStampResp.status"),
            ([0x02, 0x01, 0x00], "TimeStampResp"),
            (der(0x30, der(0x30)), "TimeStampResp.status.status"),
            (status(6), "TimeStampResp.status.status"),
            (status(0x80), "TimeStampResp.status.status"),
            (status(0), "TimeStampResp.timeStampToken"),
            (status(2) + [0], "TimeStampResp"),
            (der(0x30, der(0x30, der(0x02, [0])), der(0x30), der(0x30)), "TimeStampResp"),
            (status(2, der(0x03)), "TimeStampResp.status.failInfo"),
            (status(2, der(0x05)), "TimeStampResp.status"),
        ] as [([UInt8], String)])
    func `Other bytes are refused with the place`(bytes: [UInt8], place: String) {
        #expect { try TimestampReply(bytes) } throws: { error in
            guard case .malformed(place, _) = error as? TimestampFailure else { return false }
            return true
        }
    }

    @Test(
        arguments: [
            [UInt8](repeating: 0x30, count: 60_000),
            Array([[UInt8]](repeating: [0x30, 0x80], count: 30_000).joined()),
            [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
            [0x30, 0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [0x30, 0x89, 0x01, 0, 0, 0, 0, 0, 0, 0, 0], [0x3F, 0xFF, 0xFF, 0xFF], [0x30, 0xFF],
        ] as [[UInt8]])
    func `Bytes that nest or count without end are refused`(bytes: [UInt8]) {
        #expect(throws: TimestampFailure.self) { try TimestampReply(bytes) }
    }

    @Test func `A reply over the bound is not even looked at`() {
        let bytes = [UInt8](repeating: 0x30, count: TimestampReply.byteCountMax + 1)
        #expect(throws: TimestampFailure.tooLong(byteCountMax: 65_536)) {
            try TimestampReply(bytes)
        }
    }
}

struct PrintableTextTests {
    @Test func `A text is cut where it gets too long`() {
        let text = String(repeating: "e\u{301}", count: 200)
        #expect(PrintableText.of(text).unicodeScalars.count == 300)
    }
}
