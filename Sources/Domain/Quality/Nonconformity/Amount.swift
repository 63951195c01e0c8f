// SPDX-License-Identifier: Apache-2.0
import Activities

/// How much of something, added up exactly and never across units.
///
/// A thousand lines of 0.1 kg are 100 kg; no binary number is, and a line in grams beside a total in
/// kilograms is a mistake that somebody must look at, not one that we convert away.
package struct Amount: Hashable, Sendable, CustomStringConvertible {
    /// Its shortest text, so that equal amounts are equal values.
    package let text: String
    /// The unit as written; pieces where none is.
    package let unit: String

    private let number: ExactDecimal

    /// What a quantity is without a unit.
    package static let pieces = "pieces"

    /// `nil` when the quantity is no number.
    package init?(_ quantity: Quantity) {
        guard let number = ExactDecimal(quantity.value) else { return nil }
        self.init(number, quantity.unit ?? Amount.pieces)
    }

    private init(_ number: ExactDecimal, _ unit: String) {
        self.number = number
        self.unit = unit
        text = number.text
    }

    package static func none(in unit: String) -> Amount? { Amount(Quantity("0", unit: unit)) }

    /// The sum; `nil` where units differ, or the figures do not fit.
    package func adding(_ other: Amount) -> Amount? {
        guard hasUnit(of: other), let sum = number.adding(other.number) else { return nil }
        return Amount(sum, unit)
    }

    /// The difference; `nil` where units differ, or the figures do not fit.
    package func subtracting(_ other: Amount) -> Amount? {
        guard hasUnit(of: other), let rest = number.subtracting(other.number) else { return nil }
        return Amount(rest, unit)
    }

    package func hasUnit(of other: Amount) -> Bool { unit.utf8.elementsEqual(other.unit.utf8) }

    package var isZero: Bool { text == "0" }
    package var isNegative: Bool { number.isNegative }
    /// Whether there is some of it.
    package var isPositive: Bool { !isZero && !isNegative }

    package var description: String { "\(text) \(unit)" }

    package static func == (left: Amount, right: Amount) -> Bool {
        left.text == right.text && left.hasUnit(of: right)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
        hasher.combine(unit)
    }
}
