// SPDX-License-Identifier: Apache-2.0
import Canon
import Crypto

/// What an RFC 3161 token says: that bytes of this digest existed at this time.
///
/// Read, not verified: the authority's signature (CMS) and its certificates are for a tool that has
/// a trust store, such as `openssl ts -verify`. What is checked here is that the token is about
/// *this* checkpoint, so that a genuine token of another one cannot be put beside it.
public struct TimeStampToken: Sendable {
    /// The longest token that is read, in bytes.
    public static let byteCountMax: UInt64 = 1 << 20

    /// When, by the authority's clock, to the second.
    public let time: Instant
    /// Whether the file is a bare token; else it is a whole response with a status.
    public let isBareToken: Bool
    private let algorithm: Algorithm
    let imprint: [UInt8]

    private enum Algorithm: UInt8 {
        // The last byte of 2.16.840.1.101.3.4.2.x.
        case sha256 = 1
        case sha384 = 2
        case sha512 = 3
    }

    // The contents of the object identifiers.
    private static let signedData: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2]
    private static let tstInfo: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 0x10, 1, 4]
    private static let sha2: [UInt8] = [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2]

    /// Reads a response (RFC 3161 §2.4.2) or a bare token; `nil` when it is neither.
    public init?(_ bytes: [UInt8]) {
        var reader = DERReader(bytes[...])
        guard bytes.count <= Self.byteCountMax, let outer = reader.next(), reader.isAtEnd,
            outer.tag == DERValue.sequence, let parts = outer.children, let first = parts.first
        else { return nil }
        isBareToken = first.tag == DERValue.objectIdentifier
        var contentInfo = parts
        if !isBareToken {
            // PKIStatusInfo with status granted (0) or grantedWithMods (1), then the token.
            guard parts.count == 2, first.tag == DERValue.sequence,
                let status = first.children?.first, status.tag == DERValue.integer,
                status.content.count == 1, status.content.allSatisfy({ $0 <= 1 }),
                parts[1].tag == DERValue.sequence, let inner = parts[1].children
            else { return nil }
            contentInfo = inner
        }
        guard let info = TimeStampToken.info(in: contentInfo), info.count >= 5,
            info[2].tag == DERValue.sequence, let imprint = info[2].children, imprint.count == 2,
            imprint[0].tag == DERValue.sequence, let oid = imprint[0].children?.first?.content,
            oid.dropLast().elementsEqual(Self.sha2),
            let algorithm = oid.last.flatMap(Algorithm.init),
            imprint[1].tag == DERValue.octetString,
            info[4].tag == DERValue.generalizedTime,
            let time = TimeStampToken.time(info[4].content)
        else { return nil }
        self.algorithm = algorithm
        self.imprint = Array(imprint[1].content)
        self.time = time
    }

    /// Whether the token is about these bytes.
    public func isOver(_ bytes: [UInt8]) -> Bool {
        switch algorithm {
        case .sha256: imprint.elementsEqual(SHA256.hash(data: bytes))
        case .sha384: imprint.elementsEqual(SHA384.hash(data: bytes))
        case .sha512: imprint.elementsEqual(SHA512.hash(data: bytes))
        }
    }

    /// ContentInfo → SignedData → EncapsulatedContentInfo → TSTInfo, as its row of values.
    private static func info(in contentInfo: [DERValue]) -> [DERValue]? {
        guard contentInfo.count == 2, contentInfo[0].content.elementsEqual(signedData),
            contentInfo[1].tag == DERValue.explicit0,
            let signed = contentInfo[1].children?.first?.children, signed.count >= 3,
            let encapsulated = signed[2].children, encapsulated.count == 2,
            encapsulated[0].content.elementsEqual(tstInfo),
            encapsulated[1].tag == DERValue.explicit0,
            let octets = encapsulated[1].children?.first, octets.tag == DERValue.octetString
        else { return nil }
        var reader = DERReader(octets.content)
        guard let info = reader.next(), info.tag == DERValue.sequence, reader.isAtEnd else {
            return nil
        }
        return info.children
    }

    /// `YYYYMMDDhhmmss[.f…]Z`.
    private static func time(_ content: ArraySlice<UInt8>) -> Instant? {
        let text = Array(content)
        guard text.count >= 15, text.last == UInt8(ascii: "Z") else { return nil }
        func part(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }
        let date = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))"
        let clock = "\(part(8..<10)):\(part(10..<12)):\(part(12..<14))"
        return WrittenTime("\(date)T\(clock)\(part(14..<text.count))")?.instant
    }
}
