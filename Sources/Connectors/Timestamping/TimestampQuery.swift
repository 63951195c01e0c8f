// SPDX-License-Identifier: Apache-2.0
import Canon

/// The question put to an authority: sign that you have seen this digest now (RFC 3161 §2.4.1).
struct TimestampQuery: Equatable {
    let imprint: Digest
    /// Ties the reply to this question, so that an old one cannot be played back.
    let nonce: UInt64
    /// The rules asked for; the authority's default when absent.
    let policy: OID?

    /// TimeStampReq in DER, always asking for the signer's certificate.
    var encoded: [UInt8] {
        let algorithm = der(0x30, der(0x06, OID.sha256.content) + der(0x05, []))
        let messageImprint = der(0x30, algorithm + der(0x04, imprint.bytes))
        let policy = policy.map { der(0x06, $0.content) } ?? []
        let fields =
            der(0x02, [1]) + messageImprint + policy + der(0x02, TimestampQuery.integer(nonce))
            + der(0x01, [0xFF])
        return der(0x30, fields)
    }

    /// The shortest content of an INTEGER that is not negative.
    static func integer(_ number: UInt64) -> [UInt8] {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
        let short = Array(bytes.drop { $0 == 0 })
        return (short.first ?? 0x80) < 0x80 ? short : [0] + short
    }

    private func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        // A whole question is under 256 bytes: the policy is bounded and all else is fixed.
        let length = UInt8(truncatingIfNeeded: content.count)
        return [tag] + (content.count < 0x80 ? [length] : [0x81, length]) + content
    }
}
