// SPDX-License-Identifier: Apache-2.0

/// Standard base64 with padding (RFC 4648 §4), strict on the way in.
///
/// A lenient reader accepts several texts for one value: stray bits after the last byte, missing
/// padding, line breaks. Signed formats compare texts, so each value has exactly one here.
public enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    /// The text for some bytes.
    public static func text(_ bytes: [UInt8]) -> String {
        String(decoding: ascii(bytes), as: UTF8.self)
    }

    /// The text for some bytes, as ASCII.
    public static func ascii(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let a = bytes[index]
            let b = left > 1 ? bytes[index + 1] : 0
            let c = left > 2 ? bytes[index + 2] : 0
            text.append(alphabet[Int(a >> 2)])
            text.append(alphabet[Int((a & 3) << 4 | b >> 4)])
            text.append(left > 1 ? alphabet[Int((b & 15) << 2 | c >> 6)] : 0x3D)
            text.append(left > 2 ? alphabet[Int(c & 63)] : 0x3D)
            index += 3
        }
        return text
    }

    /// The bytes of a text.
    ///
    /// `nil` unless the text is exactly what ``text(_:)`` would write.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? { bytes(Array(text.utf8)) }

    /// The bytes of ASCII text.
    ///
    /// `nil` unless it is exactly what ``ascii(_:)`` would write.
    public static func bytes(_ ascii: some RandomAccessCollection<UInt8>) -> [UInt8]? {
        guard ascii.count.isMultiple(of: 4) else { return nil }
        // Arrays and slices lend their storage; other collections are copied once.
        return ascii.withContiguousStorageIfAvailable { decode($0) }
            ?? Array(ascii).withUnsafeBufferPointer { decode($0) }
    }

    /// Decodes letters whose number is a multiple of four.
    private static func decode(_ letters: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard let last = letters.last else { return [] }
        let padding = last != 0x3D ? 0 : letters[letters.count - 2] != 0x3D ? 1 : 2
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count / 4 * 3)
        // The bits read and not yet written, and how many they are: below 8 between letters.
        var (bits, count) = (UInt32(0), 0)
        for letter in letters[..<(letters.count - padding)] {
            let value = values[Int(letter)]
            guard value < 64 else { return nil }
            bits = (bits << 6 | UInt32(value)) & 0x3FFF
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        // Two letters leave four bits over, three leave two: stray ones would be a second spelling.
        guard bits & ((1 << UInt32(count)) - 1) == 0 else { return nil }
        return bytes
    }
}
