// SPDX-License-Identifier: Apache-2.0

/// A name in the tree of object identifiers, such as `1.2.840.113549.1.7.2` (X.660).
///
/// Kept as the bytes of its encoding: two identifiers are the same when those are. The library's own
/// type is not used because it writes `2.999` as `26.39` and traps on the largest arcs.
package struct OID: Hashable, Sendable {
    /// The longest encoding read, in bytes; real ones have fewer than twenty.
    static let byteCountMax = 64

    /// The content bytes of the DER encoding, without tag and length.
    let content: [UInt8]

    /// Takes the content bytes of an encoding.
    ///
    /// `nil` when an arc is unfinished, padded or over 63 bits, or when there are too many bytes.
    init?(content: some Collection<UInt8>) {
        let bytes = Array(content)
        guard bytes.count <= OID.byteCountMax, OID.arcs(bytes) != nil else { return nil }
        self.content = bytes
    }

    /// Reads dotted decimal text.
    ///
    /// `nil` unless it is exactly what ``text`` would write.
    package init?(_ text: String) {
        var arcs: [UInt64] = []
        for part in text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false) {
            guard let arc = UInt64(String(decoding: part, as: UTF8.self)), arc < 1 << 62 else {
                return nil
            }
            arcs.append(arc)
        }
        guard arcs.count >= 2, arcs[0] <= 2, arcs[0] == 2 || arcs[1] < 40 else { return nil }
        self.init(content: OID.encoded(arcs))
        guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// For the constants of this module, whose arcs are known to be right.
    init(arcs: UInt64...) { content = OID.encoded(arcs) }

    /// Dotted decimal, as people write it.
    package var text: String {
        (OID.arcs(content) ?? []).map { String($0) }.joined(separator: ".")
    }

    private static func encoded(_ arcs: [UInt64]) -> [UInt8] {
        // The first two arcs share one number; the first is 0, 1 or 2.
        let first = arcs.prefix(2).reduce(0) { $0 &* 40 &+ $1 }
        return ([first] + arcs.dropFirst(2)).flatMap { arc in
            var groups = [UInt8(arc & 0x7F)]
            var rest = arc >> 7
            while rest > 0 {
                groups.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
                rest >>= 7
            }
            return groups
        }
    }

    private static func arcs(_ bytes: [UInt8]) -> [UInt64]? {
        var numbers: [UInt64] = []
        var number: UInt64 = 0
        var isFirstOfNumber = true
        for byte in bytes {
            guard !(isFirstOfNumber && byte == 0x80), number < 1 << 56 else { return nil }
            number = number << 7 | UInt64(byte & 0x7F)
            isFirstOfNumber = byte & 0x80 == 0
            guard isFirstOfNumber else { continue }
            numbers.append(number)
            number = 0
        }
        guard isFirstOfNumber, let shared = numbers.first else { return nil }
        let root = min(shared / 40, 2)
        return [root, shared - 40 * root] + numbers.dropFirst()
    }
}

extension OID: CustomStringConvertible {
    package var description: String { text }
}

extension OID {
    /// CMS `id-signedData` (RFC 5652 §5.1).
    static let signedData = OID(arcs: 1, 2, 840, 113_549, 1, 7, 2)
    /// `id-ct-TSTInfo`: what is signed is a time-stamp (RFC 3161 §2.4.2).
    static let timestampInfo = OID(arcs: 1, 2, 840, 113_549, 1, 9, 16, 1, 4)

    /// The signed attribute that repeats the content's type (RFC 5652 §11.1).
    static let contentType = OID(arcs: 1, 2, 840, 113_549, 1, 9, 3)
    /// The signed attribute that holds the content's digest (RFC 5652 §11.2).
    static let messageDigest = OID(arcs: 1, 2, 840, 113_549, 1, 9, 4)
    /// ESSCertID: names the signer's certificate by SHA-1 (RFC 2634 §5.4).
    static let signingCertificate = OID(arcs: 1, 2, 840, 113_549, 1, 9, 16, 2, 12)
    /// ESSCertIDv2: names the signer's certificate by any digest (RFC 5035 §3).
    static let signingCertificateV2 = OID(arcs: 1, 2, 840, 113_549, 1, 9, 16, 2, 47)

    static let sha256 = OID(arcs: 2, 16, 840, 1, 101, 3, 4, 2, 1)
    static let sha384 = OID(arcs: 2, 16, 840, 1, 101, 3, 4, 2, 2)
    static let sha512 = OID(arcs: 2, 16, 840, 1, 101, 3, 4, 2, 3)

    static let rsaEncryption = OID(arcs: 1, 2, 840, 113_549, 1, 1, 1)
    static let maskGeneration1 = OID(arcs: 1, 2, 840, 113_549, 1, 1, 8)
    static let rsaPSS = OID(arcs: 1, 2, 840, 113_549, 1, 1, 10)
    static let sha256WithRSA = OID(arcs: 1, 2, 840, 113_549, 1, 1, 11)
    static let sha384WithRSA = OID(arcs: 1, 2, 840, 113_549, 1, 1, 12)
    static let sha512WithRSA = OID(arcs: 1, 2, 840, 113_549, 1, 1, 13)
    static let ecdsaWithSHA256 = OID(arcs: 1, 2, 840, 10_045, 4, 3, 2)
    static let ecdsaWithSHA384 = OID(arcs: 1, 2, 840, 10_045, 4, 3, 3)
    static let ecdsaWithSHA512 = OID(arcs: 1, 2, 840, 10_045, 4, 3, 4)
}
