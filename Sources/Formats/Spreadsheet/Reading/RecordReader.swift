// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// Reads the cells of one record as its mapping says, and notes everything that is wrong with it.
struct RecordReader {
    let mapping: SpreadsheetMapping
    let layout: TableLayout
    let singles: [String: TableCell]
    let record: TableRecord
    let assumedZone: AssumedZone?
    private(set) var problems: [CellProblem] = []
    /// Cells whose values are the results of formulas, by name.
    private(set) var formulas: [String] = []

    init(
        _ record: TableRecord, _ mapping: SpreadsheetMapping, _ layout: TableLayout,
        singles: [String: TableCell], assumedZone: AssumedZone?
    ) {
        self.record = record
        self.mapping = mapping
        self.layout = layout
        self.singles = singles
        self.assumedZone = assumedZone
    }

    var row: TableRow { record.row }

    // MARK: Cells

    /// What a field names: a cell, its column in the table, and how its column is read.
    private struct Spot {
        var cell: TableCell
        var column: Int?
        var values: ValueRules
    }

    private func spot(_ field: Template.Field, _ each: Each?) -> Spot {
        switch field {
        case .column(let index):
            let column = layout.singles[index]
            return Spot(
                cell: column.map { row.cell($0) } ?? .blank, column: column,
                values: mapping.columns[index].values)
        case .row: return constant(String(row.number))
        case .sheet: return constant(row.sheet)
        case .heading:
            let heading = each.flatMap { layout.headings[$0.column] } ?? record.heading
            return constant(heading ?? "")
        case .title: return constant(each.map { layout.header($0.column) } ?? "")
        case .value:
            guard let each else { return constant("") }
            return Spot(
                cell: row.cell(each.column), column: each.column,
                values: mapping.columns[each.rule].values)
        case .fact(let name):
            guard let each, let fact = layout.facts[name] else { return constant("") }
            return Spot(
                cell: fact.cell(each.column), column: each.column,
                values: mapping.columns[each.rule].values)
        case .single(let name):
            return Spot(cell: singles[name] ?? .blank, column: nil, values: mapping.values)
        }
    }

    private func constant(_ text: String) -> Spot {
        Spot(
            cell: TableCell(text.isEmpty ? .blank : .text(text)), column: nil,
            values: mapping.values)
    }

    /// The column a rule is going over, and the place in the mapping of the rule for it.
    struct Each {
        let column: Int
        let rule: Int
    }

    /// The text of a cell; `nil` when it says nothing.
    mutating func text(_ field: Template.Field, _ each: Each?) -> String? {
        let spot = spot(field, each)
        noteFormula(spot)
        let text = RecordReader.text(spot.cell.value, spot.values)
        guard let text else { return nil }
        if case .fault = spot.cell.value {
            refuse(
                "cell.fault", field, each, text,
                "a value; list it under “blank” in the mapping if it means that there is none")
            return nil
        }
        return text
    }

    /// A value as text, without spaces round it where the mapping leaves them out.
    static func text(_ value: CellValue, _ values: ValueRules) -> String? {
        var text = value.text
        if values.trims, case .text = value { text = trimmed(text) }
        guard !text.isEmpty else { return nil }
        return values.blanks.contains { $0.hasSameBytes(as: text) } ? nil : text
    }

    private static func trimmed(_ text: String) -> String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool {
            scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
                || scalar == "\u{A0}"
        }
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            isSpace(first) || isSpace(last)
        else { return text }
        var rest = text.unicodeScalars[...]
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        while let first = rest.first, isSpace(first) { rest.removeFirst() }
        return String(rest)
    }

    private mutating func noteFormula(_ spot: Spot) {
        guard spot.cell.isFormula, let column = spot.column else { return }
        let name = CellProblem("", row: row.number, column: column, found: "", expected: "")
            .turned(if: mapping.table.isTurned)
        let text = CellName.letters(name.column ?? 0) + String(name.row)
        if formulas.count < 100, !formulas.contains(text) { formulas.append(text) }
    }

    // MARK: Rules

    /// The text of a template; `nil` when any cell of it says nothing.
    mutating func text(_ template: Template, _ each: Each? = nil) -> String? {
        var text = ""
        for piece in template.pieces {
            switch piece {
            case .literal(let literal): text += literal
            case .field(let field):
                guard let part = self.text(field, each) else { return nil }
                text += part
            }
        }
        return text
    }

    /// The text of a rule, with its words replaced.
    mutating func text(_ rule: TextRule?, _ each: Each? = nil) -> String? {
        guard let rule, let text = text(rule.template, each) else { return nil }
        guard let words = rule.words else { return text }
        if let word = words.first(where: { $0.from.hasSameBytes(as: text) }) {
            return word.to.isEmpty ? nil : word.to
        }
        switch rule.otherwise {
        case .asWritten: return text
        case .blank: return nil
        case .refuse:
            let known = words.prefix(20).map { "“\($0.from)”" }.joined(separator: ", ")
            refuse("word.unknown", rule.template, each, text, "one of " + known)
            return nil
        }
    }

    /// One of our own words.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ rule: TextRule?, as type: Word.Type, _ each: Each? = nil
    ) -> Word? where Word.RawValue == String {
        guard let rule, let text = text(rule, each) else { return nil }
        if let word = Word(rawValue: text) { return word }
        refuse(
            "word.unknown", rule.template, each, text,
            "one of " + Word.allCases.map(\.rawValue).joined(separator: ", "))
        return nil
    }

    /// A number in JSON's form.
    mutating func number(_ template: Template?, _ each: Each? = nil) -> String? {
        guard let template else { return nil }
        guard let field = template.onlyField else {
            guard let text = text(template, each) else { return nil }
            if JSONDecimal(text) != nil { return text }
            refuse("number.syntax", template, each, text, "a number")
            return nil
        }
        let spot = spot(field, each)
        switch spot.cell.value {
        case .blank: return nil
        case .number(let number):
            noteFormula(spot)
            return number
        case .moment, .truth:
            refuse("number.kind", template, each, spot.cell.value.text, "a number")
            return nil
        case .text, .fault:
            guard let text = text(field, each) else { return nil }
            switch spot.values.numbers.read(text) {
            case .number(let number): return number
            case .refused(let code, let expected):
                refuse(code, template, each, text, expected)
                return nil
            }
        }
    }

    mutating func time(_ rule: TimeRule?) -> SourceTime? {
        guard let rule, var date = text(rule.date) else { return nil }
        var style = values(rule.date).times
        if let patterns = rule.patterns { style.patterns = patterns }
        if let field = rule.date.onlyField, case .number = spot(field, nil).cell.value {
            refuse("time.number", rule.date, nil, date, "a date; the cell is formatted as a number")
            return nil
        }
        var clock: String?
        if let template = rule.clock {
            guard let text = text(template) else {
                refuse("time.clock-blank", template, nil, "nothing", "the time of day")
                return nil
            }
            clock = text
            // A date without a time of day is kept by workbooks as its midnight.
            if date.hasSuffix("T00:00:00") { date = String(date.dropLast(9)) }
        }
        let outcome = style.read(
            date, clock: clock, assumed: assumedZone, zone: rule.zone)
        switch outcome {
        case .time(let time): return time
        case .refused(let code, let expected):
            refuse(code, rule.date, nil, clock.map { "\(date) \($0)" } ?? date, expected)
            return nil
        }
    }

    private func values(_ template: Template) -> ValueRules {
        guard let field = template.onlyField else { return mapping.values }
        return spot(field, nil).values
    }

    /// Whether all conditions hold.
    mutating func holds(_ conditions: [Condition], _ each: Each? = nil) -> Bool {
        for condition in conditions {
            let text = text(condition.template, each)
            let holds: Bool =
                switch condition.test {
                case .isOneOf(let texts): texts.contains { $0.hasSameBytes(as: text ?? "") }
                case .isNoneOf(let texts): !texts.contains { $0.hasSameBytes(as: text ?? "") }
                case .isLike(let patterns): patterns.contains { $0.matches(text ?? "") }
                case .isBlank(let blank): (text == nil) == blank
                }
            guard holds else { return false }
        }
        return true
    }

    // MARK: Refusing

    mutating func refuse(
        _ code: String, _ template: Template, _ each: Each?, _ found: String, _ expected: String
    ) {
        for piece in template.pieces {
            guard case .field(let field) = piece else { continue }
            return refuse(code, field, each, found, expected)
        }
        refuse(code, column: nil, found, expected)
    }

    private mutating func refuse(
        _ code: String, _ field: Template.Field, _ each: Each?, _ found: String, _ expected: String
    ) {
        var problemRow = row
        if case .fact(let name) = field, let fact = layout.facts[name] { problemRow = fact }
        refuse(code, column: spot(field, each).column, found, expected, row: problemRow)
    }

    mutating func refuse(
        _ code: String, column: Int?, _ found: String, _ expected: String, row: TableRow? = nil
    ) {
        let row = row ?? self.row
        let problem = CellProblem(
            code, sheet: row.sheet, row: row.number, column: column,
            header: column.map { layout.header($0) } ?? "",
            found: found == "nothing" ? found : Problem.quote(found), expected: expected,
            place: row.place
        ).turned(if: mapping.table.isTurned)
        if !problems.contains(problem) { problems.append(problem) }
    }
}
