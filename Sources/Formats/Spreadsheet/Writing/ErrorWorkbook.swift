// SPDX-License-Identifier: Apache-2.0
import Reading

/// A workbook for whoever must mend a file: their rows with the bad cells marked, and all problems.
///
/// The file is read several times, so that neither its rows nor the workbook are ever in memory.
package struct ErrorWorkbook {
    /// The most problems that are listed, and marked in the rows; all are counted.
    package static let problemsMax = 100_000

    /// Hands the whole file over, in pieces; called several times.
    package typealias Pieces = (_ take: (UnsafeRawBufferPointer) throws -> Void) throws -> Void

    private let mapping: SpreadsheetMapping
    private let options: ReadingOptions
    private let pieces: Pieces
    /// All problems in the order found, as many as are listed.
    package private(set) var problems: [CellProblem] = []
    /// How many there are in all.
    package private(set) var count: UInt64 = 0
    private var sheets: [String] = []

    /// Reads the file once and notes what is wrong with it.
    package init(
        _ mapping: SpreadsheetMapping, _ options: ReadingOptions, reading pieces: @escaping Pieces
    ) throws {
        self.mapping = mapping
        self.options = options
        self.pieces = pieces
        var problems: [CellProblem] = []
        var count: UInt64 = 0
        var sheets: [String] = []
        try ErrorWorkbook.read(mapping, options, pieces) { found in
            switch found {
            case .row(let row): if sheets.last != row.sheet { sheets.append(row.sheet) }
            case .activity: return
            case .problem(let problem):
                count += 1
                if problems.count < ErrorWorkbook.problemsMax { problems.append(problem) }
            }
        }
        self.problems = problems
        self.count = count
        self.sheets = sheets
    }

    /// Writes the workbook.
    package func write(to sink: @escaping ([UInt8]) throws -> Void) throws {
        var written = [problemSheet]
        for (index, sheet) in sheets.enumerated() {
            written.append(rowSheet(sheet, named: sheets.count == 1 ? "Rows" : "Rows \(index + 1)"))
        }
        try WorkbookWriter(written).write(to: sink)
    }

    private static func read(
        _ mapping: SpreadsheetMapping, _ options: ReadingOptions, _ pieces: @escaping Pieces,
        _ take: (SpreadsheetFound) -> Void
    ) throws {
        var reading = options
        reading.digestsParts = false
        var reader = SpreadsheetReader(mapping, reading)
        try pieces { reader.read($0, take) }
        repeat { reader.finish(take) } while reader.hasMore
    }

    // MARK: Sheets

    private var problemSheet: SheetToWrite {
        SheetToWrite(
            "Problems",
            titles: [
                ("Sheet", 12), ("Row", 8), ("Column", 8), ("Header", 20), ("Value", 30),
                ("Expected", 60), ("Code", 24),
            ]
        ) { [problems, count] write in
            for problem in problems {
                try write([
                    SheetCell(problem.sheet.isEmpty ? .blank : .text(cut(problem.sheet))),
                    SheetCell(problem.row == 0 ? .blank : .number(String(problem.row))),
                    SheetCell(problem.column.map { .text(CellName.letters($0)) } ?? .blank),
                    SheetCell(.text(cut(problem.header))), SheetCell(.text(cut(problem.found))),
                    SheetCell(.text(cut(problem.expected))), SheetCell(.text(problem.code)),
                ])
            }
            if count > UInt64(problems.count) {
                try write([SheetCell(.text("and \(count - UInt64(problems.count)) more"))])
            }
        }
    }

    /// The rows of a sheet where they stood, so that row numbers and letters are those of the file.
    private func rowSheet(_ sheet: String, named name: String) -> SheetToWrite {
        var marks: [UInt64: [Int]] = [:]
        var whole: Set<UInt64> = []
        for problem in problems where problem.sheet == sheet && problem.row > 0 {
            if let column = problem.column {
                marks[problem.row, default: []].append(column)
            } else {
                whole.insert(problem.row)
            }
        }
        return SheetToWrite(name, titles: []) { [mapping, options, pieces] write in
            var next: UInt64 = 1
            var fault: (any Error)?
            try ErrorWorkbook.read(mapping, options, pieces) { found in
                guard case .row(let row) = found, row.sheet == sheet, fault == nil,
                    row.number >= next, row.number <= CellName.rowsMax
                else { return }
                do {
                    while next < row.number {
                        try write([])
                        next += 1
                    }
                    try write(cells(of: row, wrong: marks[row.number] ?? [], whole: whole))
                    next += 1
                } catch let error { fault = error }
            }
            if let fault { throw fault }
        }
    }
}

/// The cells of a row as they were, with the bad ones marked.
private func cells(of row: TableRow, wrong: [Int], whole: Set<UInt64>) -> [SheetCell] {
    let isWhole = whole.contains(row.number)
    var cells = row.cells.enumerated().map { column, cell in
        let mark: SheetCell.Mark = isWhole || wrong.contains(column) ? .wrong : .none
        return SheetCell(content(of: cell.value), mark)
    }
    // A cell that is missing is marked where it should be.
    for column in wrong where column >= cells.count && column < CellName.columnsMax {
        while cells.count <= column { cells.append(SheetCell(.blank)) }
        cells[column].mark = .wrong
    }
    return cells
}

private func content(of value: CellValue) -> SheetCell.Content {
    switch value {
    case .blank: .blank
    case .text(let text), .fault(let text): .text(cut(text))
    case .number(let number): .number(number)
    case .moment(let moment): .date(moment)
    case .truth(let truth): .truth(truth)
    }
}

/// What fits a cell; this workbook is for reading, and the file itself has the rest.
private func cut(_ text: String) -> String {
    guard text.utf16.count > WorkbookWriter.cellCharactersMax else { return text }
    return String(decoding: text.utf16.prefix(WorkbookWriter.cellCharactersMax - 1), as: UTF16.self)
}
