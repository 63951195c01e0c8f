// SPDX-License-Identifier: Apache-2.0

/// A text with cells put into it: `P7-{Serial}`.
///
/// What a template may name: a column by its header or the name the mapping gives it; `{@row}` and
/// `{@sheet}`; `{@heading}`, the heading the row stands under; `{@title}` and `{@value}`, header and
/// cell of the column at hand where a rule goes over several; and any fact or single cell that the
/// mapping declares, as `{@nominal}`. `{{` is a brace.
package struct Template: Hashable, Sendable {
    enum Field: Hashable, Sendable {
        /// A column of the mapping, by its place in it.
        case column(Int)
        case row, sheet, heading, title, value
        /// What stands in a row of facts over the column at hand.
        case fact(String)
        /// One cell of the sheet.
        case single(String)
    }

    enum Piece: Hashable, Sendable {
        case literal(String)
        case field(Field)
    }

    /// As the mapping writes it.
    package let text: String
    let pieces: [Piece]

    /// The template of an empty text.
    static let nothing = Template(text: "", pieces: [])

    private init(text: String, pieces: [Piece]) {
        self.text = text
        self.pieces = pieces
    }

    /// The only field, when there is nothing else in it.
    var onlyField: Field? {
        guard pieces.count == 1, case .field(let field) = pieces[0] else { return nil }
        return field
    }

    /// The text, when no cell goes into it.
    var constant: String? {
        var text = ""
        for piece in pieces {
            guard case .literal(let literal) = piece else { return nil }
            text += literal
        }
        return text
    }

    /// Whether rows that agree in some columns agree in it.
    func isSame(inAllRowsAlikeIn columns: [Int]) -> Bool {
        pieces.allSatisfy { piece in
            switch piece {
            case .literal, .field(.sheet), .field(.single): true
            case .field(.column(let column)): columns.contains(column)
            case .field(.row), .field(.heading), .field(.title), .field(.value), .field(.fact):
                false
            }
        }
    }

    /// Whether it needs a column at hand.
    var needsColumn: Bool {
        pieces.contains { piece in
            switch piece {
            case .field(.title), .field(.value), .field(.fact): true
            case .field(.column), .field(.row), .field(.sheet), .field(.heading), .field(.single),
                .literal:
                false
            }
        }
    }

    /// Why a template is none.
    struct Malformed: Error {
        let found: String
        let expected: String
    }

    /// Takes a template apart; `resolve` says what a name in braces is.
    init(_ text: String, _ resolve: (String) -> Field?) throws(Malformed) {
        self.text = text
        var pieces: [Piece] = []
        var literal = ""
        var rest = text.unicodeScalars[...]
        while let first = rest.popFirst() {
            if first == "{" || first == "}", rest.first == first {
                rest.removeFirst()
                literal.unicodeScalars.append(first)
                continue
            }
            guard first != "}" else {
                throw Malformed(found: "a closing brace alone", expected: "two of them for one")
            }
            guard first == "{" else {
                literal.unicodeScalars.append(first)
                continue
            }
            guard let close = rest.firstIndex(of: "}") else {
                throw Malformed(
                    found: "a brace that is never closed", expected: "{name of a column}")
            }
            let name = String(rest[..<close])
            rest = rest[rest.index(after: close)...]
            guard let field = resolve(name) else {
                throw Malformed(
                    found: "{\(name)}", expected: "a column, fact or cell this mapping declares")
            }
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = ""
            pieces.append(.field(field))
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        self.pieces = pieces
    }
}
