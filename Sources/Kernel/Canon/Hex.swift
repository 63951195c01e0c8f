// SPDX-License-Identifier: Apache-2.0

/// Hexadecimal text, lower case on the way out and required on the way in.
///
/// Two spellings of one digest would let a comparison of texts disagree with a comparison of bytes.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Two lower-case digits a byte.
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: ascii(bytes), as: UTF8.self)
    }

    /// Two lower-case digits a byte, as ASCII.
    public static func ascii(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(2 * bytes.underestimatedCount)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }

    /// The bytes that lower-case hexadecimal text stands for.
    ///
    /// `nil` for an odd length or other text.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? { bytes(Array(text.utf8)) }

    /// The bytes that lower-case hexadecimal ASCII stands for.
    ///
    /// `nil` for an odd length or other text.
    public static func bytes(_ ascii: [UInt8]) -> [UInt8]? {
        guard ascii.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ascii.count / 2)
        for index in stride(from: 0, to: ascii.count, by: 2) {
            guard let high = value(ascii[index]), let low = value(ascii[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x61 + 10
        default: nil
        }
    }
}
