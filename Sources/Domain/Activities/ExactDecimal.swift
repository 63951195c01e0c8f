// SPDX-License-Identifier: Apache-2.0

/// A decimal number whose sums are exact.
///
/// A limit is often written as a deviation from a target: 6.6 and −0.254 make 6.346, and no binary
/// number is that. A limit that is off in the sixteenth place would be a limit nobody agreed to.
package struct ExactDecimal: Sendable {
    private var digits: Int128
    /// How many of the digits stand after the point.
    private var scale: Int

    /// The most digits a number may have here; a 64-bit double never needs more than 17.
    private static let digitsMax = 32
    /// The largest power of ten either way.
    private static let exponentMax = 32

    private init(digits: Int128, scale: Int) {
        self.digits = digits
        self.scale = scale
    }

    /// Reads what XML Schema writes as a decimal or a double: `6.6`, `-.5`, `+1.0E-05`.
    ///
    /// `nil` for infinities, for anything that is no number, and where more than 32 digits or a
    /// power over 32 is used, which no measurement has.
    package init?(_ text: String) {
        var bytes = text.utf8[...]
        var isNegative = false
        if let sign = bytes.first, sign == 0x2D || sign == 0x2B {
            isNegative = sign == 0x2D
            bytes = bytes.dropFirst()
        }
        var value: Int128 = 0
        var scale = 0
        var count = 0
        var isAfterPoint = false
        while let byte = bytes.first, byte != 0x45, byte != 0x65 {
            bytes = bytes.dropFirst()
            if byte == 0x2E, !isAfterPoint {
                isAfterPoint = true
                continue
            }
            guard (0x30...0x39).contains(byte), count < ExactDecimal.digitsMax else { return nil }
            value = value * 10 + Int128(byte - 0x30)
            count += 1
            if isAfterPoint { scale += 1 }
        }
        guard count > 0 else { return nil }
        if !bytes.isEmpty {
            let power = bytes.dropFirst()
            guard let exponent = Int(Substring(power)), abs(exponent) <= ExactDecimal.exponentMax
            else { return nil }
            scale -= exponent
        }
        digits = isNegative ? -value : value
        self.scale = scale
    }

    /// The sum; `nil` when it has more digits than fit.
    package func adding(_ other: ExactDecimal) -> ExactDecimal? {
        guard let (left, right, scale) = aligned(with: other) else { return nil }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : ExactDecimal(digits: sum, scale: scale)
    }

    /// The difference; `nil` when it has more digits than fit.
    package func subtracting(_ other: ExactDecimal) -> ExactDecimal? {
        adding(ExactDecimal(digits: -other.digits, scale: other.scale))
    }

    /// Half of it.
    package var half: ExactDecimal? {
        let (five, overflow) = digits.multipliedReportingOverflow(by: 5)
        return overflow ? nil : ExactDecimal(digits: five, scale: scale + 1)
    }

    package var isNegative: Bool { digits < 0 }

    /// Whether it is less; `nil` when they are too far apart to be told exactly.
    package func isLess(than other: ExactDecimal) -> Bool? {
        guard let (left, right, _) = aligned(with: other) else { return nil }
        return left < right
    }

    /// Both with the same number of decimals.
    private func aligned(with other: ExactDecimal) -> (Int128, Int128, Int)? {
        let scale = max(self.scale, other.scale)
        guard let left = scaled(to: scale), let right = other.scaled(to: scale) else { return nil }
        return (left, right, scale)
    }

    private func scaled(to wanted: Int) -> Int128? {
        var value = digits
        for _ in 0..<max(0, wanted - scale) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = product
        }
        return value
    }

    /// Its shortest text without an exponent: `6.346`, `-0.5`, `1200`.
    package var text: String {
        guard digits != 0 else { return "0" }
        var figures = String(digits.magnitude)
        if scale > 0 {
            let missing = scale + 1 - figures.utf8.count
            if missing > 0 { figures = String(repeating: "0", count: missing) + figures }
            let point = figures.index(figures.endIndex, offsetBy: -scale)
            var fraction = figures[point...]
            while fraction.last == "0" { fraction.removeLast() }
            figures = figures[..<point] + (fraction.isEmpty ? "" : "." + fraction)
        } else {
            figures += String(repeating: "0", count: -scale)
        }
        return (digits < 0 ? "-" : "") + figures
    }
}
