// SPDX-License-Identifier: Apache-2.0

/// Sums of numbers as they are written, without a binary fraction in between.
///
/// A limit given as 4.5 − 0.508 is 3.992 and not 3.9919999999999995; a value of 3.992 is on it.
enum DecimalText {
    /// The sum of two numbers in JSON's form; `nil` when either is none or has too many digits.
    static func sum(_ left: String, _ right: String) -> String? {
        guard let a = parse(left), let b = parse(right) else { return nil }
        let scale = max(a.scale, b.scale)
        guard let x = scaled(a, to: scale), let y = scaled(b, to: scale) else { return nil }
        let (sum, overflow) = x.addingReportingOverflow(y)
        return overflow ? nil : text(sum, scale: scale)
    }

    /// A number without zeros that say nothing, in the shape that is compared by people.
    static func text(_ mantissa: Int64, scale: Int) -> String {
        var digits = Array(String(mantissa.magnitude).utf8)
        while digits.count <= scale { digits.insert(0x30, at: 0) }
        var fraction = digits[(digits.count - scale)...]
        while fraction.last == 0x30 { fraction.removeLast() }
        let whole = String(decoding: digits[..<(digits.count - scale)], as: UTF8.self)
        let sign = mantissa < 0 ? "-" : ""
        return fraction.isEmpty
            ? sign + whole : sign + whole + "." + String(decoding: fraction, as: UTF8.self)
    }

    private static func parse(_ text: String) -> (mantissa: Int64, scale: Int)? {
        let parts = text.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "e" || $0 == "E" })
        guard parts.count <= 2, let shift = parts.count == 2 ? Int(parts[1]) : 0,
            (-18...18).contains(shift)
        else { return nil }
        let digits = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard digits.count <= 2, let mantissa = Int64(digits.joined()) else { return nil }
        let scale = (digits.count == 2 ? digits[1].utf8.count : 0) - shift
        if scale >= 0 { return (mantissa, scale) }
        guard let whole = scaled((mantissa, 0), to: -scale) else { return nil }
        return (whole, 0)
    }

    private static func scaled(_ number: (mantissa: Int64, scale: Int), to scale: Int) -> Int64? {
        guard scale <= 36 else { return nil }
        var mantissa = number.mantissa
        for _ in number.scale..<max(number.scale, scale) {
            let (next, overflow) = mantissa.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            mantissa = next
        }
        return mantissa
    }
}
