// SPDX-License-Identifier: Apache-2.0

/// Numbers as ECMAScript prints them (ECMA-262 §6.1.6.1.20), which RFC 8785 §3.2.2.3 prescribes.
///
/// Swift finds the same shortest digits but writes them another way: `1e-07` for `1e-7`, `1.0` for
/// `1`, `-0.0` for `0`.
enum ECMANumber {
    /// Adds the text of a finite number.
    static func append(_ value: Double, to bytes: inout [UInt8]) {
        guard value != 0 else { return bytes.append(0x30) }
        if value < 0 { bytes.append(0x2D) }
        let (digits, point) = shortestDigits(value.magnitude)
        switch point {
        case digits.count...21:
            bytes.append(contentsOf: digits)
            bytes.append(contentsOf: repeatElement(0x30, count: point - digits.count))
        case 1...21:
            bytes.append(contentsOf: digits[..<point])
            bytes.append(0x2E)
            bytes.append(contentsOf: digits[point...])
        case -5...0:
            bytes.append(ascii: "0.")
            bytes.append(contentsOf: repeatElement(0x30, count: -point))
            bytes.append(contentsOf: digits)
        default:
            bytes.append(digits[0])
            if digits.count > 1 {
                bytes.append(0x2E)
                bytes.append(contentsOf: digits[1...])
            }
            bytes.append(0x65)
            bytes.append(point > 0 ? 0x2B : 0x2D)
            bytes.append(decimal: (point - 1).magnitude)
        }
    }

    /// The shortest digits that read back as the value, and where the decimal point stands:
    /// 0.d₁d₂… × 10^point.
    private static func shortestDigits(_ value: Double) -> (digits: [UInt8], point: Int) {
        var digits: [UInt8] = []
        var point = 0
        var exponent = 0
        var isBeforePoint = true
        let parts = value.description.split(separator: "e")
        for byte in parts[0].utf8 {
            if byte == 0x2E {
                isBeforePoint = false
            } else {
                digits.append(byte)
                if isBeforePoint { point += 1 }
            }
        }
        if parts.count > 1, let written = Int(parts[1]) { exponent = written }
        while digits.first == 0x30, digits.count > 1 {
            digits.removeFirst()
            point -= 1
        }
        while digits.last == 0x30, digits.count > 1 { digits.removeLast() }
        return (digits, point + exponent)
    }
}
