// SPDX-License-Identifier: Apache-2.0
import Canon
import Spreadsheet

extension FirstArticleReport {
    /// The three forms as a workbook, a sheet a form, with numbers as numbers.
    package func workbook() throws -> [UInt8] {
        try WorkbookWriter(tables.map(\.sheet)).bytes()
    }
}

extension FormTable {
    /// As a sheet to be written.
    fileprivate var sheet: SheetToWrite {
        let rows = self.rows
        let widths = headings.indices.map { column in
            let longest = ([headings] + rows).map { $0[column].count }.max() ?? 0
            return min(max(longest + 2, 8), FormTable.widthMax)
        }
        return SheetToWrite("Form \(form.rawValue)", titles: Array(zip(headings, widths))) {
            write in
            for row in rows { try write(row.map(FormTable.cell)) }
        }
    }

    /// The widest column, in characters.
    private static let widthMax = 60

    private static func cell(_ text: String) -> SheetCell {
        if text.isEmpty { return SheetCell(.blank) }
        // A number whose digits a program would change stays a text: a serial 007, a long number.
        let isPlain = text.utf8.count <= 15 && !text.hasPrefix("0") || text.hasPrefix("0.")
        guard isPlain, let number = JSONDecimal(text),
            text.utf8.allSatisfy({ $0 != 0x45 && $0 != 0x65 })
        else { return SheetCell(.text(text)) }
        return SheetCell(.number(number.text))
    }
}
