// SPDX-License-Identifier: Apache-2.0

/// Hexadecimal text, lower case on the way out and required on the way in.
///
/// Two spellings of one digest would let a comparison of texts disagree with a comparison of bytes.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    /// What each byte stands for as a digit; 255 for any other.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()

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

    /// As the one for any sequence, which other modules call without it being specialized.
    public static func ascii(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { ascii($0) } }

    /// The bytes that lower-case hexadecimal text stands for.
    ///
    /// `nil` for an odd length or other text.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? { bytes(Array(text.utf8)) }

    /// The bytes that lower-case hexadecimal ASCII stands for.
    ///
    /// `nil` for an odd length or other text.
    public static func bytes(_ ascii: [UInt8]) -> [UInt8]? { bytes(ascii[...]) }

    /// As for an array, for part of one.
    public static func bytes(_ ascii: ArraySlice<UInt8>) -> [UInt8]? {
        guard ascii.count.isMultiple(of: 2) else { return nil }
        let bytes = ascii.withUnsafeBufferPointer { ascii in
            [UInt8](unsafeUninitializedCapacity: ascii.count / 2) { bytes, filled in
                for index in 0..<ascii.count / 2 {
                    let high = values[Int(ascii[2 * index])]
                    let low = values[Int(ascii[2 * index + 1])]
                    guard high < 16, low < 16 else { return }
                    bytes[index] = high << 4 | low
                    filled = index + 1
                }
            }
        }
        return 2 * bytes.count == ascii.count ? bytes : nil
    }
}
