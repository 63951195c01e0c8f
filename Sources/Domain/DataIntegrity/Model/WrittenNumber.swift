// SPDX-License-Identifier: Apache-2.0

/// A number as sources write it: an optional sign, digits with a point, an optional exponent.
///
/// More than JSON allows (`+0.05`, `.5`, `007.2`), and nothing that some reader would take
/// otherwise: no comma, no `inf`, no `NaN`, no hexadecimal.
struct WrittenNumber: Sendable {
    /// The nearest double, always finite.
    let value: Double
    /// How many decimals were written, less the exponent.
    let decimals: Int

    /// Longer texts are no numbers; a double has 17 digits.
    static let bytesMax = 64
    private static let exponentMax = 400

    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (1...WrittenNumber.bytesMax).contains(bytes.count) else { return nil }
        var at = 0
        if bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+") { at += 1 }
        let whole = WrittenNumber.digits(bytes, &at)
        var fraction = 0
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            fraction = WrittenNumber.digits(bytes, &at)
            guard fraction > 0 else { return nil }
        }
        guard whole + fraction > 0, let exponent = WrittenNumber.exponent(bytes, &at),
            at == bytes.count, let value = Double(text), value.isFinite
        else { return nil }
        self.value = value
        decimals = max(0, fraction - exponent)
    }

    private static func digits(_ bytes: [UInt8], _ at: inout Int) -> Int {
        let start = at
        while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
        return at - start
    }

    /// The exponent; 0 where none is written, `nil` where it is none.
    private static func exponent(_ bytes: [UInt8], _ at: inout Int) -> Int? {
        guard at < bytes.count else { return 0 }
        guard bytes[at] | 0x20 == UInt8(ascii: "e") else { return nil }
        at += 1
        let isNegative = at < bytes.count && bytes[at] == UInt8(ascii: "-")
        if isNegative || (at < bytes.count && bytes[at] == UInt8(ascii: "+")) { at += 1 }
        let start = at
        var value = 0
        while at < bytes.count, (0x30...0x39).contains(bytes[at]) {
            value = min(exponentMax, value * 10 + Int(bytes[at] - 0x30))
            at += 1
        }
        return at == start ? nil : (isNegative ? -value : value)
    }

    /// Half of one in the last decimal written: what rounding may have taken or added.
    var roundingHalf: Double { WrittenNumber.roundingHalf(decimals) }

    /// Half of one in the last of so many decimals.
    static func roundingHalf(_ decimals: Int) -> Double {
        var half = 0.5
        for _ in 0..<min(decimals, WrittenNumber.exponentMax) { half /= 10 }
        return half
    }
}
