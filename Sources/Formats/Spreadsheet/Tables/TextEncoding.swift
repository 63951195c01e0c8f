// SPDX-License-Identifier: Apache-2.0

/// How a text file writes its letters, as its mapping declares it.
///
/// Nothing is guessed: bytes of one encoding often make sense in another, and a name of a lot would
/// come out wrong without anybody seeing it.
package enum TextEncoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    /// With a byte order mark that says which way round.
    case utf16 = "utf-16"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"
    case latin9 = "iso-8859-15"

    /// Bytes a unit: a delimiter is one unit.
    var unitBytes: Int {
        switch self {
        case .utf16, .utf16LittleEndian, .utf16BigEndian: 2
        case .utf8, .windows1252, .latin1, .latin9: 1
        }
    }

    /// The text of some bytes; `nil` when they are not in this encoding.
    func text(_ bytes: some Collection<UInt8>) -> String? {
        switch self {
        case .utf8: String(validating: bytes, as: UTF8.self)
        case .utf16LittleEndian, .utf16: TextEncoding.utf16(bytes, low: 0)
        case .utf16BigEndian: TextEncoding.utf16(bytes, low: 1)
        case .windows1252: TextEncoding.singleByte(bytes) { TextEncoding.windows1252($0) }
        case .latin1: TextEncoding.singleByte(bytes) { Unicode.Scalar($0) }
        case .latin9: TextEncoding.singleByte(bytes) { TextEncoding.latin9($0) }
        }
    }

    /// The text of bytes known not to be in this encoding, as a message shows it.
    func shown(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes.prefix(60), as: UTF8.self)
    }

    private static func utf16(_ bytes: some Collection<UInt8>, low: Int) -> String? {
        guard bytes.count.isMultiple(of: 2) else { return nil }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var first: UInt8?
        for byte in bytes {
            guard let before = first else {
                first = byte
                continue
            }
            first = nil
            let pair = low == 0 ? (byte, before) : (before, byte)
            units.append(UInt16(pair.0) << 8 | UInt16(pair.1))
        }
        return String(validating: units, as: UTF16.self)
    }

    private static func singleByte(
        _ bytes: some Collection<UInt8>, _ scalar: (UInt8) -> Unicode.Scalar?
    ) -> String? {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        var text = String.UnicodeScalarView()
        for byte in bytes {
            guard let scalar = scalar(byte) else { return nil }
            text.append(scalar)
        }
        return String(text)
    }

    /// Five bytes of Windows-1252 stand for nothing.
    private static func windows1252(_ byte: UInt8) -> Unicode.Scalar? {
        guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
        let scalar = windows1252Middle[Int(byte) - 0x80]
        return scalar == 0 ? nil : Unicode.Scalar(scalar)
    }

    private static let windows1252Middle: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
        0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
        0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]

    private static func latin9(_ byte: UInt8) -> Unicode.Scalar? {
        switch byte {
        case 0xA4: "\u{20AC}"
        case 0xA6: "\u{160}"
        case 0xA8: "\u{161}"
        case 0xB4: "\u{17D}"
        case 0xB8: "\u{17E}"
        case 0xBC: "\u{152}"
        case 0xBD: "\u{153}"
        case 0xBE: "\u{178}"
        default: Unicode.Scalar(byte)
        }
    }
}
