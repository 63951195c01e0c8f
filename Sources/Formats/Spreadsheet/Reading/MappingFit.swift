// SPDX-License-Identifier: Apache-2.0
import Reading

/// Whether the header of a file is the one that a mapping knows.
package struct MappingFit {
    /// How many rows are looked at before a header is given up.
    private static let rowsMax = 200

    /// Whether all columns that the mapping needs are there, each once.
    package private(set) var isHeaderRecognised = false

    /// Looks at the beginning of a text file, or at a whole workbook.
    package init(of mapping: SpreadsheetMapping, to bytes: [UInt8]) {
        // A mapping without a header would recognise every file.
        guard mapping.table.header != .none else { return }
        switch mapping.file.kind {
        case .delimited(let dialect):
            var rows: [TableRow] = []
            var reader = DelimitedReader(dialect)
            var isText = true
            bytes.withUnsafeBytes { buffer in
                reader.read(buffer) { found in
                    switch found {
                    case .row(let row): if rows.count < MappingFit.rowsMax { rows.append(row) }
                    case .problem: isText = isText && !rows.isEmpty
                    }
                }
                // The sample may end inside a row; a file of one line has no line end.
                if rows.isEmpty, isText {
                    reader.finish { if case .row(let row) = $0 { rows.append(row) } }
                }
            }
            guard isText else { return }
            isHeaderRecognised = MappingFit.fits(mapping, rows)
        case .workbook:
            guard bytes.starts(with: [0x50, 0x4B]) else { return }
            do throws(WorkbookFault) {
                let workbook = try Workbook(bytes)
                for sheet in workbook.sheets where MappingFit.reads(sheet, mapping) {
                    var rows: [TableRow] = []
                    var reader = try workbook.rows(of: sheet)
                    let wanted = mapping.table.isTurned ? Int.max : MappingFit.rowsMax
                    while rows.count < wanted, try reader.next({ rows.append($0) }) {}
                    if MappingFit.fits(mapping, rows) { isHeaderRecognised = true }
                }
            } catch {
                isHeaderRecognised = false  // Whatever it is, this mapping does not know it.
            }
        }
    }

    private static func reads(_ sheet: Workbook.Sheet, _ mapping: SpreadsheetMapping) -> Bool {
        mapping.file.sheets.isEmpty
            ? !sheet.isHidden : mapping.file.sheets.contains { $0.matches(sheet.name) }
    }

    private static func fits(_ mapping: SpreadsheetMapping, _ rows: [TableRow]) -> Bool {
        var walk = TableWalk(mapping, limits: TableLimits())
        var hasMissing = false
        func note(_ found: TableWalk.Found) {
            if case .problem(let problem) = found { hasMissing = hasMissing || problem.endsReading }
        }
        for row in rows {
            walk.take(row, note)
            if hasMissing || walk.layout != nil { break }
        }
        if mapping.table.isTurned { walk.finish(note) }
        return walk.layout != nil && !hasMissing
    }
}
