// SPDX-License-Identifier: Apache-2.0
import Reading

/// What is wrong with one cell, one row or a whole table, in a spreadsheet's own terms.
///
/// Somebody has the file open in a spreadsheet program: they look for row and column, and they want
/// to know what should stand there.
package struct CellProblem: Error, Hashable, Sendable {
    /// What kind of problem, for programs.
    package var code: String
    /// The sheet; empty for text files.
    package var sheet: String
    /// The row from 1; 0 when the table as a whole is meant.
    package var row: UInt64
    /// The column from 0; `nil` when the row as a whole is meant.
    package var column: Int?
    /// What stands above the column.
    package var header: String
    /// What was found, as a message repeats it.
    package var found: String
    package var expected: String
    /// Where the row begins in a text file.
    package var place: Place
    package var endsReading: Bool

    package init(
        _ code: String, sheet: String = "", row: UInt64 = 0, column: Int? = nil,
        header: String = "", found: String, expected: String, place: Place = Place(),
        endsReading: Bool = false
    ) {
        self.code = code
        self.sheet = sheet
        self.row = row
        self.column = column
        self.header = header
        self.found = found
        self.expected = expected
        self.place = place
        self.endsReading = endsReading
    }

    /// Whether it is told first: from the top, and in a row from the left.
    func isBefore(_ other: CellProblem) -> Bool {
        (row, column ?? -1) < (other.row, other.column ?? -1)
    }

    /// As every format tells its problems; the path is row, column and header.
    package var problem: Problem {
        var place = self.place
        if !sheet.isEmpty, row > 0 {
            place.line = row
            place.column = UInt64((column ?? 0) + 1)
        }
        return Problem(
            code, at: place.at(spot), found: found, expected: expected, endsReading: endsReading)
    }

    /// `sheet “Lots”, C12 “Quantity”`, `row 12, column C “Quantity”`, as far as they are known.
    package var spot: String {
        var parts: [String] = []
        if !sheet.isEmpty { parts.append("sheet \(Problem.quote(sheet))") }
        switch (row, column) {
        case (0, nil): break
        case (0, let column?): parts.append("column \(CellName.letters(column))")
        case (let row, nil): parts.append("row \(row)")
        case (let row, let column?): parts.append("cell \(CellName.letters(column))\(row)")
        }
        let spot = parts.joined(separator: ", ")
        return header.isEmpty ? spot : "\(spot) \(Problem.quote(header))"
    }
}
