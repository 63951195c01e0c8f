// SPDX-License-Identifier: Apache-2.0

/// The one way to write a decimal number that CBV 2.0 hashes: `26.0` and `+26` are `26`.
///
/// Digits are moved, never rounded: a number of any length keeps its value. (The reference
/// generator goes through a binary floating-point number and loses digits after the seventeenth,
/// so that different serial numbers get one hash.)
enum CanonicalNumber {
    /// The longest number that is rewritten, in characters; longer text is no measured value.
    private static let lengthMax = 400

    /// The canonical text; `nil` when the text is no decimal number.
    static func text(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count <= lengthMax, let number = parse(bytes) else { return nil }
        return number
    }

    private static func parse(_ bytes: [UInt8]) -> String? {
        var at = 0
        let isNegative = bytes.first == 0x2D
        if isNegative || bytes.first == 0x2B { at += 1 }
        var digits: [UInt8] = []
        var pointAt: Int?
        while at < bytes.count {
            if (0x30...0x39).contains(bytes[at]) {
                digits.append(bytes[at])
            } else if bytes[at] == 0x2E, pointAt == nil {
                pointAt = digits.count
            } else {
                break
            }
            at += 1
        }
        guard !digits.isEmpty, let exponent = exponent(bytes[at...]) else { return nil }
        return write(digits, point: (pointAt ?? digits.count) + exponent, isNegative)
    }

    /// The exponent after `e` or `E`; 0 where there is none, `nil` where it is none or too large.
    private static func exponent(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let mark = bytes.first else { return 0 }
        guard mark | 0x20 == 0x65 else { return nil }
        var rest = bytes.dropFirst()
        let isNegative = rest.first == 0x2D
        if isNegative || rest.first == 0x2B { rest = rest.dropFirst() }
        guard !rest.isEmpty, rest.count <= 3, rest.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let value = rest.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard value <= lengthMax else { return nil }
        return isNegative ? -value : value
    }

    private static func write(_ digits: [UInt8], point: Int, _ isNegative: Bool) -> String {
        let zero: UInt8 = 0x30
        var whole: [UInt8] = []
        var fraction: [UInt8] = []
        if point <= 0 {
            fraction = [UInt8](repeating: zero, count: -point) + digits
        } else if point >= digits.count {
            whole = digits + [UInt8](repeating: zero, count: point - digits.count)
        } else {
            whole = Array(digits[..<point])
            fraction = Array(digits[point...])
        }
        whole = Array(whole.drop { $0 == zero })
        while fraction.last == zero { fraction.removeLast() }
        if whole.isEmpty { whole = [zero] }
        let isZero = whole == [zero] && fraction.isEmpty
        var text: [UInt8] = isNegative && !isZero ? [0x2D] : []
        text += whole
        if !fraction.isEmpty { text += [0x2E] + fraction }
        return String(decoding: text, as: UTF8.self)
    }
}
