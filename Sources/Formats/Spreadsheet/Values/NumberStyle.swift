// SPDX-License-Identifier: Apache-2.0

/// How numbers are written in a file: which mark is the decimal one, which one groups digits.
///
/// `1,234` is one thousand in Leeds and one and a bit in Lyon. Where the mapping does not say which,
/// a number with a mark is refused.
package struct NumberStyle: Hashable, Sendable {
    package var decimal: Character?
    package var grouping: Character?

    package init(decimal: Character? = nil, grouping: Character? = nil) {
        self.decimal = decimal
        self.grouping = grouping
    }

    /// The most characters a number may have.
    static let charactersMax = 60

    /// What reading a number gives.
    package enum Outcome: Equatable, Sendable {
        /// The number as JSON writes it.
        case number(String)
        case refused(code: String, expected: String)
    }

    /// Reads a number; spaces round it are not looked at.
    package func read(_ text: String) -> Outcome {
        let characters = text.unicodeScalars
        guard characters.count <= NumberStyle.charactersMax else {
            return .refused(code: "number.syntax", expected: "a number")
        }
        var rest = Array(characters)[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        var number = ""
        if let sign = rest.first, sign == "-" || sign == "+" || sign == "\u{2212}" {
            if sign != "+" { number = "-" }
            rest.removeFirst()
        }
        let exponentAt = rest.firstIndex { $0 == "e" || $0 == "E" }
        var exponent = ""
        if let exponentAt {
            guard let written = NumberStyle.exponent(rest[(exponentAt + 1)...]) else {
                return .refused(code: "number.syntax", expected: "a number")
            }
            exponent = written
            rest = rest[..<exponentAt]
        }
        switch mantissa(rest) {
        case .number(let digits): return .number(number + digits + exponent)
        case .refused(let code, let expected): return .refused(code: code, expected: expected)
        }
    }

    private func mantissa(_ scalars: ArraySlice<Unicode.Scalar>) -> Outcome {
        let marks = scalars.filter { !NumberStyle.isDigit($0) }
        if let odd = marks.first(where: { !NumberStyle.mayBeMark($0) }) {
            return .refused(
                code: "number.syntax", expected: "a number; “\(odd)” belongs to none")
        }
        let decimal = decimal?.unicodeScalars.first
        let grouping = grouping?.unicodeScalars.first
        if let unknown = marks.first(where: { $0 != decimal && $0 != grouping }) {
            return .refused(
                code: decimal == nil ? "number.mark-not-declared" : "number.mark",
                expected: decimal == nil
                    ? "a mapping that says whether “\(unknown)” is the decimal mark or groups digits"
                    : "a number with the marks the mapping declares, not “\(unknown)”")
        }
        let parts = scalars.split(
            separator: decimal ?? "\u{0}", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count <= 2 else {
            return .refused(code: "number.syntax", expected: "one decimal mark")
        }
        guard let whole = whole(parts[0], grouping) else {
            return .refused(
                code: "number.grouping", expected: "digits in groups of three, or none grouped")
        }
        let fraction = parts.count == 2 ? Array(parts[1]) : []
        guard fraction.allSatisfy(NumberStyle.isDigit), !(whole.isEmpty && fraction.isEmpty) else {
            return .refused(code: "number.syntax", expected: "a number")
        }
        let digits = String(String.UnicodeScalarView(fraction))
        return .number((whole.isEmpty ? "0" : whole) + (digits.isEmpty ? "" : "." + digits))
    }

    /// The whole part without its grouping and without zeros that JSON does not allow before it.
    private func whole(_ part: ArraySlice<Unicode.Scalar>, _ mark: Unicode.Scalar?) -> String? {
        var digits = String.UnicodeScalarView()
        if let mark, part.contains(mark) {
            let groups = part.split(separator: mark, omittingEmptySubsequences: false)
            guard (1...3).contains(groups[0].count),
                groups.dropFirst().allSatisfy({ $0.count == 3 })
            else { return nil }
            for group in groups { digits.append(contentsOf: group) }
        } else {
            digits.append(contentsOf: part)
        }
        guard digits.allSatisfy(NumberStyle.isDigit) else { return nil }
        let text = String(digits)
        let kept = text.drop { $0 == "0" }
        return text.isEmpty ? "" : kept.isEmpty ? "0" : String(kept)
    }

    private static func exponent(_ scalars: ArraySlice<Unicode.Scalar>) -> String? {
        var rest = scalars
        var text = "e"
        if let sign = rest.first, sign == "-" || sign == "+" {
            if sign == "-" { text += "-" }
            rest.removeFirst()
        }
        guard (1...3).contains(rest.count), rest.allSatisfy(isDigit) else { return nil }
        text.unicodeScalars.append(contentsOf: rest)
        return text
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        (0x30...0x39).contains(scalar.value)
    }

    /// What somewhere in the world stands between digits: point, comma, apostrophes, spaces, ٫ and ٬.
    static func mayBeMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ".", ",", "'", "\u{2019}", " ", "\u{A0}", "\u{202F}", "\u{2009}", "_", "\u{66B}",
            "\u{66C}", "\u{B7}":
            true
        default: false
        }
    }
}
