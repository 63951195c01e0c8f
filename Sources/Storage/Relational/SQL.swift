// SPDX-License-Identifier: Apache-2.0

/// A statement whose text was written in the source and whose values are parameters.
///
/// ```swift
/// let sql: SQL = "SELECT id FROM lot WHERE number = \(lot) AND size > \(Int64(3))"
/// // SQLite:     … number = ?1 AND size > ?2
/// // PostgreSQL: … number = $1 AND size > $2
/// ```
///
/// Literals are `StaticString`s, so text that comes from outside cannot become SQL: a `String` put
/// between the quotes becomes a parameter, and passing one as the statement does not compile.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// What an engine renders.
    package let shape: Shape
    /// The values, in the order of their placeholders.
    package let parameters: [SQLValue]

    package init(stringLiteral text: StaticString) {
        shape = Shape(pieces: [.text(text)])
        parameters = []
    }

    package init(stringInterpolation: Interpolation) {
        shape = Shape(pieces: stringInterpolation.pieces)
        parameters = stringInterpolation.parameters
    }

    private init(pieces: [Piece], parameters: [SQLValue]) {
        self.shape = Shape(pieces: pieces)
        self.parameters = parameters
    }

    /// Statements one after another with a separator, as conditions are joined by `AND`.
    package static func joined(_ parts: [SQL], by separator: StaticString) -> SQL {
        var pieces: [Piece] = []
        for (index, part) in parts.enumerated() {
            if index > 0 { pieces.append(.text(separator)) }
            pieces += part.shape.pieces
        }
        return SQL(pieces: pieces, parameters: parts.flatMap(\.parameters))
    }

    /// The text with this dialect's placeholders and type names.
    package func text(in dialect: Dialect) -> String { shape.text(in: dialect) }
}

extension SQL {
    /// Text from the source, a place for a value, or a word that engines spell differently.
    package enum Piece: Sendable {
        case text(StaticString)
        case parameter
        case word(Dialect.Word)
    }

    /// The statement without its values: what an engine prepares once and keeps.
    ///
    /// Two shapes are equal when they were written at the same places in the program, which is
    /// found by comparing addresses, never text; so looking up a prepared statement costs the
    /// same for a long statement as for a short one.
    package struct Shape: Hashable, Sendable {
        fileprivate let pieces: [Piece]

        package func text(in dialect: Dialect) -> String {
            var text = ""
            var placeholder = 0
            for piece in pieces {
                switch piece {
                case .text(let literal):
                    text += literal.description
                case .parameter:
                    placeholder += 1
                    text += "\(dialect.placeholder)\(placeholder)"
                case .word(let word):
                    text += dialect.spelling(of: word)
                }
            }
            return text
        }

        package static func == (left: Shape, right: Shape) -> Bool {
            guard left.pieces.count == right.pieces.count else { return false }
            return zip(left.pieces, right.pieces).allSatisfy { $0.identity == $1.identity }
        }

        package func hash(into hasher: inout Hasher) {
            for piece in pieces { hasher.combine(piece.identity) }
        }
    }

    /// Collects the pieces of an interpolated literal.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []
        fileprivate var parameters: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
            parameters.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            if literal.utf8CodeUnitCount > 0 { pieces.append(.text(literal)) }
        }

        /// A value: it becomes a parameter.
        package mutating func appendInterpolation(_ value: some SQLConvertible) {
            pieces.append(.parameter)
            parameters.append(value.sqlValue)
        }

        /// A value or nothing; nothing is stored as null.
        package mutating func appendInterpolation(_ value: (some SQLConvertible)?) {
            pieces.append(.parameter)
            parameters.append(value?.sqlValue ?? .null)
        }

        /// Part of a statement: its text and its parameters go in here.
        package mutating func appendInterpolation(_ part: SQL) {
            pieces += part.shape.pieces
            parameters += part.parameters
        }

        /// A word of table definitions that each engine spells in its own way.
        package mutating func appendInterpolation(_ word: Dialect.Word) {
            pieces.append(.word(word))
        }

        /// A list of parameters in parentheses, as `IN` wants it.
        package mutating func appendInterpolation(list values: [some SQLConvertible]) {
            pieces.append(.text("("))
            for (index, value) in values.enumerated() {
                if index > 0 { pieces.append(.text(", ")) }
                appendInterpolation(value)
            }
            pieces.append(.text(")"))
        }
    }
}

extension SQL.Piece {
    /// Where the text lies in the program, which is unique to its bytes.
    fileprivate var identity: Identity {
        switch self {
        case .text(let literal):
            literal.hasPointerRepresentation
                ? Identity(
                    kind: 0, place: UInt(bitPattern: literal.utf8Start),
                    length: literal.utf8CodeUnitCount)
                : Identity(kind: 1, place: UInt(literal.unicodeScalar.value), length: 1)
        case .parameter: Identity(kind: 2, place: 0, length: 0)
        case .word(let word): Identity(kind: 3, place: UInt(word.rawValue), length: 0)
        }
    }

    fileprivate struct Identity: Hashable {
        let kind: UInt8
        let place: UInt
        let length: Int
    }
}
