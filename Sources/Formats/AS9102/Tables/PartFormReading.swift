// SPDX-License-Identifier: Apache-2.0

/// Reads Form 1, which is a page of fields and no table.
///
/// A field is a cell with number and name, `7. Drawing Revision Level`, and its value in the next
/// cell; or number, name and value in three cells, as our own tables have it.
struct PartFormReading {
    private(set) var fields = FormRow(.part)
    /// Where each field's value stands, in lines.
    private(set) var lines: [Int: UInt64] = [:]
    /// The assembly index, fields 15 to 18.
    private(set) var index: [FormRow] = []

    /// How many fields make a form.
    private static let fieldsMin = 6

    /// Finds the fields; `nil` when there are too few, or part number and report are not among them.
    init?(_ rows: [FormLine]) {
        for row in rows { read(row) }
        guard lines.count >= PartFormReading.fieldsMin, lines[1] != nil, lines[4] != nil else {
            return nil
        }
    }

    private mutating func read(_ row: FormLine) {
        var column = 0
        while column + 1 < row.cells.count {
            let cell = row.cells[column]
            let next = row.cells[column + 1]
            if column + 2 < row.cells.count, readIndex(cell, next, row.cells[column + 2]) {
                column += 3
            } else if let field = FormReading.field(number: cell, name: next, in: .part) {
                take(field, column + 2 < row.cells.count ? row.cells[column + 2] : "", row.line)
                column += 3
            } else if cell.first?.isNumber == true, cell.contains(where: \.isLetter),
                let field = FormReading.field(cell, in: .part)
            {
                take(field, next, row.line)
                column += 2
            } else {
                column += 1
            }
        }
    }

    private mutating func take(_ field: FormField, _ value: String, _ line: UInt64) {
        guard lines[field.number] == nil else { return }
        lines[field.number] = line
        fields[field.number] = value
    }

    /// `15/2`: field 15 of the second part of the index.
    private mutating func readIndex(_ number: String, _ name: String, _ value: String) -> Bool {
        let parts = number.split(separator: "/")
        guard parts.count == 2, let position = Int(parts[1]), (1...1_000).contains(position),
            let field = FormReading.field(number: String(parts[0]), name: name, in: .part),
            FirstArticleReport.isIndex(field)
        else { return false }
        while index.count < position { index.append(FormRow(.part)) }
        index[position - 1][field.number] = value
        return true
    }
}
