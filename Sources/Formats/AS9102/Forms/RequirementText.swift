// SPDX-License-Identifier: Apache-2.0
import Canon

/// The limits that a requirement's words hold, in the few forms that say them beyond doubt.
///
/// `11.95 to 12.05`, `12 (11.95 to 12.05)`, `12 ±0.05`, `12 -0.05 / 0.05`. Everything else is for
/// people: a requirement that is not understood has no limits here, and is not judged.
struct RequirementText: Sendable, Equatable {
    private(set) var nominal: String?
    private(set) var lower: String?
    private(set) var upper: String?

    init?(_ text: String) {
        let plain = text.utf8.count <= 256 ? text : ""
        if let inside = plain.between("(", ")"), let range = RequirementText.range(inside) {
            nominal = RequirementText.number(String(plain.prefix { $0 != "(" }))
            (lower, upper) = range
            return
        }
        if let range = RequirementText.range(plain) {
            (lower, upper) = range
            return
        }
        if let sign = plain.firstIndex(of: "±"),
            let target = RequirementText.number(String(plain[..<sign])),
            let width = RequirementText.number(String(plain[plain.index(after: sign)...])),
            !width.hasPrefix("-")
        {
            set(target, "-" + width, width)
            return
        }
        guard let slash = plain.firstIndex(of: "/") else { return nil }
        let left = plain[..<slash].split(separator: " ")
        guard left.count == 2, let target = RequirementText.number(String(left[0])),
            let min = RequirementText.number(String(left[1])),
            let max = RequirementText.number(String(plain[plain.index(after: slash)...]))
        else { return nil }
        set(target, min, max)
    }

    private mutating func set(_ target: String, _ min: String, _ max: String) {
        nominal = target
        lower = DecimalSum.text(target, min)
        upper = DecimalSum.text(target, max)
    }

    /// `a to b`.
    private static func range(_ text: String) -> (String, String)? {
        let parts = text.split(separator: " ")
        guard parts.count == 3, parts[1] == "to", let low = number(String(parts[0])),
            let high = number(String(parts[2]))
        else { return nil }
        return (low, high)
    }

    /// A decimal number with nothing around it but a diameter sign and spaces.
    private static func number(_ text: String) -> String? {
        var digits = text.filter { $0 != " " && $0 != "Ø" && $0 != "⌀" }
        if digits.hasPrefix("+") { digits.removeFirst() }
        return JSONDecimal(digits) == nil ? nil : digits
    }
}

/// Sums of short decimal texts, exact to eighteen digits.
enum DecimalSum {
    /// `nil` where a number has an exponent or too many digits.
    static func text(_ left: String, _ right: String) -> String? {
        guard let a = parts(left), let b = parts(right) else { return nil }
        let scale = max(a.scale, b.scale)
        guard let x = scaled(a, to: scale), let y = scaled(b, to: scale) else { return nil }
        let (sum, overflow) = x.addingReportingOverflow(y)
        return overflow ? nil : text(sum, scale)
    }

    private static func parts(_ text: String) -> (digits: Int64, scale: Int)? {
        let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
        guard pieces.count <= 2, text.utf8.count <= 18, let digits = Int64(pieces.joined()) else {
            return nil
        }
        return (digits, pieces.count == 2 ? pieces[1].utf8.count : 0)
    }

    private static func scaled(_ value: (digits: Int64, scale: Int), to scale: Int) -> Int64? {
        var digits = value.digits
        for _ in value.scale..<scale {
            let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            digits = product
        }
        return digits
    }

    private static func text(_ digits: Int64, _ scale: Int) -> String {
        guard scale > 0 else { return String(digits) }
        var figures = String(digits.magnitude)
        while figures.utf8.count <= scale { figures = "0" + figures }
        let point = figures.index(figures.endIndex, offsetBy: -scale)
        var fraction = figures[point...]
        while fraction.last == "0" { fraction.removeLast() }
        let whole = figures[..<point] + (fraction.isEmpty ? "" : "." + fraction)
        return digits < 0 ? "-" + whole : String(whole)
    }
}

extension String {
    /// What stands between the first of two marks and the next of the other.
    fileprivate func between(_ open: Character, _ close: Character) -> String? {
        guard let from = firstIndex(of: open),
            let to = self[from...].firstIndex(of: close)
        else { return nil }
        return String(self[index(after: from)..<to])
    }
}
