// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// What stands in one cell of a table.
///
/// A text file has texts only; a workbook says itself what is a number, a date or a fault.
package enum CellValue: Hashable, Sendable {
    /// Nothing, not even a space.
    case blank
    case text(String)
    /// A number with a point, as JSON writes it.
    case number(String)
    /// A date, a time of day or both, in the form of ISO 8601 without a zone.
    case moment(String)
    case truth(Bool)
    /// `#N/A`, `#DIV/0!` and their like, as the program wrote it.
    case fault(String)

    /// As a person reads it.
    package var text: String {
        switch self {
        case .blank: ""
        case .text(let text), .number(let text), .moment(let text), .fault(let text): text
        case .truth(let truth): truth ? "TRUE" : "FALSE"
        }
    }
}

/// A cell: its value, and whether somebody computed it.
package struct TableCell: Hashable, Sendable {
    package var value: CellValue
    /// Whether the value is the result that the program kept beside a formula.
    package var isFormula = false

    package init(_ value: CellValue, isFormula: Bool = false) {
        self.value = value
        self.isFormula = isFormula
    }

    static let blank = TableCell(.blank)
}

/// A row of a table with where it stands in its file.
package struct TableRow: Hashable, Sendable {
    /// Its number as spreadsheet programs count, from 1.
    package var number: UInt64
    /// Its cells from column A on; what is missing at the end is blank.
    package var cells: [TableCell]
    /// The sheet it is on; empty for text files, which have one table.
    package var sheet: String
    /// Whether the program does not show it.
    package var isHidden: Bool
    /// Where it begins.
    package var place: Place
    /// Its part of the file; empty where rows have no bytes of their own.
    package var bytes: Range<UInt64>
    /// The SHA-256 of that part, when it was asked for.
    package var digest: Digest?

    package init(
        number: UInt64, cells: [TableCell], sheet: String = "", isHidden: Bool = false,
        place: Place = Place(), bytes: Range<UInt64> = 0..<0, digest: Digest? = nil
    ) {
        self.number = number
        self.cells = cells
        self.sheet = sheet
        self.isHidden = isHidden
        self.place = place
        self.bytes = bytes
        self.digest = digest
    }

    /// The cell of a column, from 0; blank beyond the end.
    package func cell(_ column: Int) -> TableCell {
        cells.indices.contains(column) ? cells[column] : .blank
    }

    /// Whether no cell says anything; a cell of spaces says nothing.
    package var isBlank: Bool { cells.allSatisfy { $0.value.isEmptyToTheEye } }
}

extension CellValue {
    /// Whether a person sees nothing there.
    var isEmptyToTheEye: Bool {
        switch self {
        case .blank: true
        case .text(let text): text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }
        case .number, .moment, .truth, .fault: false
        }
    }
}
