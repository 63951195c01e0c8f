// SPDX-License-Identifier: Apache-2.0

/// A JSON value (RFC 8259) that remembers the order of members and how numbers were written.
///
/// Texts are compared by their UTF-8 bytes. Swift's `String` would call "é" in one code point and
/// "é" in two the same text, and two members, origins or identifiers would quietly become one.
public enum JSON: Sendable {
    case null
    case bool(Bool)
    /// A whole number no larger than 2⁵³ − 1 either way (I-JSON, RFC 7493 §2.2).
    case integer(Int64)
    /// Any other number, with the digits as they were written.
    case decimal(JSONDecimal)
    case string(String)
    case array([JSON])
    /// Members in the order given; ``JSON/init(parsing:limits:)`` refuses a name given twice.
    case object([Member])

    /// A name and its value.
    public struct Member: Sendable {
        public let name: String
        public let value: JSON

        public init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The largest whole number that every JSON reader agrees on: 2⁵³ − 1.
    public static let largestInteger: Int64 = 9_007_199_254_740_991
}

/// A number that is no safe integer: a fraction, an exponent, or too many digits.
public struct JSONDecimal: Sendable {
    /// The digits as they were written.
    public let text: String
    /// The nearest IEEE 754 double, always finite.
    public let double: Double

    /// Accepts what the grammar of RFC 8259 §6 accepts and a double can hold.
    public init?(_ text: String) {
        // Any fault means that the text is no number.
        guard let value = try? JSON(parsing: Array(text.utf8)) else {
            return nil
        }
        switch value {
        case .integer(let integer): self.init(text: text, double: Double(integer))
        case .decimal(let decimal): self = decimal
        case .null, .bool, .string, .array, .object: return nil
        }
    }

    /// The number of a double, written as RFC 8785 writes it.
    ///
    /// `nil` for infinities and NaN.
    public init?(_ double: Double) {
        guard double.isFinite else { return nil }
        var text: [UInt8] = []
        ECMANumber.append(double, to: &text)
        self.init(text: String(decoding: text, as: UTF8.self), double: double)
    }

    init(text: String, double: Double) {
        self.text = text
        self.double = double
    }
}

extension JSON: Equatable {
    /// Whether both have the same structure, members in the same order, and the same bytes of text.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.decimal(let a), .decimal(let b)): a.text == b.text
        case (.string(let a), .string(let b)): a.hasSameBytes(as: b)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)):
            a.count == b.count
                && zip(a, b).allSatisfy {
                    $0.name.hasSameBytes(as: $1.name) && $0.value == $1.value
                }
        case (.null, _), (.bool, _), (.integer, _), (.decimal, _), (.string, _), (.array, _),
            (.object, _):
            false
        }
    }
}

extension JSON {
    /// The member of that name, compared by bytes.
    ///
    /// `nil` when absent or when this is no object.
    public subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.hasSameBytes(as: name) }?.value
    }

    /// The text, when this is a string.
    public var text: String? { if case .string(let text) = self { text } else { nil } }
    /// The number, when this is a safe integer.
    public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    /// The truth, when this is one.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The elements, when this is an array.
    public var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
    /// The members, when this is an object.
    public var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    /// A number's digits as written, when this is a number of either kind.
    public var numberText: String? {
        switch self {
        case .integer(let value): String(value)
        case .decimal(let decimal): decimal.text
        case .null, .bool, .string, .array, .object: nil
        }
    }
    /// What a message calls this: "a string", "an object" and so on.
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer, .decimal: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(nilLiteral: ()) { self = .null }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}

extension String {
    /// Whether both are the same bytes of UTF-8, not merely canonically equivalent.
    public func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        // On contiguous bytes, because walking two UTF-8 views costs ten times as much.
        var (left, right) = (self, other)
        return left.withUTF8 { left in right.withUTF8 { right in left.elementsEqual(right) } }
    }
}
