// SPDX-License-Identifier: Apache-2.0
import SwiftASN1

/// A reply with a token in it, read but not believed yet (TimeStampResp, RFC 3161 §2.4.2).
///
/// The status inside decides, never that of HTTP: authorities send refusals with HTTP 200.
struct TimestampReply {
    /// The longest reply read, in bytes; real ones have one to eight thousand.
    static let byteCountMax = 65_536
    private static let wordsMax = 4

    let bytes: [UInt8]
    let token: ASN1Node

    /// Reads a whole reply; a refusal by the authority is thrown as such.
    init(_ bytes: [UInt8]) throws(TimestampFailure) {
        guard bytes.count <= TimestampReply.byteCountMax else {
            throw .tooLong(byteCountMax: TimestampReply.byteCountMax)
        }
        let root = try FieldReader.parse(bytes, at: "TimeStampResp")
        var fields = try FieldReader(root, at: "TimeStampResp")
        let rejection = try TimestampReply.status(fields.next("status"))
        // 0 is granted; 1 is granted with changes, which the checks of the token itself bound.
        guard rejection.status <= 1 else { throw .rejected(rejection) }
        token = try fields.next("timeStampToken")
        try fields.end()
        self.bytes = bytes
    }

    private static func status(_ node: ASN1Node) throws(TimestampFailure) -> TimestampRejection {
        var fields = try FieldReader(node, at: "TimeStampResp.status")
        let status = try fields.number("status", in: 0...5)
        let words = try fields.next(ifTagged: .sequence).map(words) ?? []
        let reasons = try fields.next(ifTagged: .bitString).map(reasons) ?? []
        try fields.end()
        return TimestampRejection(status: status, words: words, reasons: reasons)
    }

    private static func words(_ node: ASN1Node) throws(TimestampFailure) -> [String] {
        var fields = try FieldReader(node, at: "TimeStampResp.status.statusString")
        return try fields.rest(countMax: wordsMax).map { word in
            guard case .primitive(let content) = word.content else { return "" }
            return PrintableText.of(String(decoding: content, as: UTF8.self))
        }
    }

    private static func reasons(
        _ node: ASN1Node
    ) throws(TimestampFailure) -> [TimestampRejection.Reason] {
        guard case .primitive(let content) = node.content, !content.isEmpty else {
            throw .malformed(place: "TimeStampResp.status.failInfo", expected: "a BIT STRING")
        }
        let bits = [UInt8](content.dropFirst())
        return TimestampRejection.Reason.allCases.filter { reason in
            let (byte, bit) = reason.rawValue.quotientAndRemainder(dividingBy: 8)
            return byte < bits.count && bits[byte] & (0x80 >> UInt8(bit)) != 0
        }
    }
}
