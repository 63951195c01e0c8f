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
        var bytes: [UInt8] = []
        bytes.reserveCapacity(ascii.count / 4 * 3)
        var group: [UInt8] = []
        var remaining = ascii.count
        for letter in ascii {
            group.append(letter)
            remaining -= 1
            guard group.count == 4 else { continue }
            guard decode(group, isLast: remaining == 0, into: &bytes) else { return nil }
            group.removeAll(keepingCapacity: true)
        }
        return bytes
    }

    private static func decode(
        _ group: [UInt8], isLast: Bool, into bytes: inout [UInt8]
    ) -> Bool {
        let padding = group[3] != 0x3D ? 0 : group[2] != 0x3D ? 1 : 2
        guard padding == 0 || isLast else { return false }
        var sextets: [UInt8] = []
        for letter in group.prefix(4 - padding) {
            let value = values[Int(letter)]
            guard value < 64 else { return false }
            sextets.append(value)
        }
        bytes.append(sextets[0] << 2 | sextets[1] >> 4)
        if padding == 2 { return sextets[1] & 15 == 0 }
        bytes.append(sextets[1] << 4 | sextets[2] >> 2)
        if padding == 1 { return sextets[2] & 3 == 0 }
        bytes.append(sextets[2] << 6 | sextets[3])
        return true
    }
}
