// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// A row that is a record, with everything that is needed to understand it.
struct TableRecord {
    let row: TableRow
    /// The heading it stands under.
    let heading: String?
}

/// Goes over the rows of one table and tells records from headers, comments, headings and facts.
struct TableWalk {
    private let mapping: SpreadsheetMapping
    private let limits: TableLimits
    private(set) var layout: TableLayout?
    /// The single cells that the mapping names, as far as they have come.
    private(set) var cells: [String: TableCell] = [:]
    /// Whether nothing more can be understood.
    private(set) var hasFailed = false
    private var header: TableRow?
    private var facts: [String: TableRow] = [:]
    private var heading: String?
    private var above: [Int: TableCell] = [:]
    private var held: [TableRow] = []
    private var heldCells = 0
    private var lastRow: TableRow?

    init(_ mapping: SpreadsheetMapping, limits: TableLimits) {
        self.mapping = mapping
        self.limits = limits
    }

    enum Found {
        case record(TableRecord)
        case problem(CellProblem)
    }

    /// Takes the next row of the sheet.
    mutating func take(_ row: TableRow, _ found: (Found) -> Void) {
        guard !hasFailed else { return }
        lastRow = row
        for (name, single) in mapping.table.cells where single.row == row.number {
            cells[name] = row.cell(single.column)
        }
        guard row.number >= mapping.table.firstRow else { return }
        guard mapping.table.isHeld else { return walk(row, found) }
        heldCells += row.cells.count
        guard heldCells <= limits.heldCellsMax else {
            return fail(
                "table.too-large", row, found: "a larger table",
                "at most \(limits.heldCellsMax) cells in a table of columns", found)
        }
        held.append(row)
    }

    /// Says that the table has ended.
    mutating func finish(_ found: (Found) -> Void) {
        guard !hasFailed else { return }
        if mapping.table.isHeld { walkTurned(found) }
        guard !hasFailed else { return }
        if layout == nil, lastRow != nil || mapping.table.header != .first {
            fail(
                "header.not-found", TableRow(number: 0, cells: [], sheet: lastRow?.sheet ?? ""),
                found: "no header", headerWanted, found)
        }
        for name in mapping.table.facts.keys.sorted() where facts[name] == nil && !hasFailed {
            found(
                .problem(
                    CellProblem(
                        "table.fact-missing", sheet: lastRow?.sheet ?? "",
                        found: "no row of facts “\(name)”", expected: "the row the mapping names")))
        }
    }

    // MARK: Rows

    private mutating func walk(_ row: TableRow, _ found: (Found) -> Void) {
        if noteFact(row, found) { return }
        guard let layout else { return lookForHeader(row, found) }
        record(row, layout, found)
    }

    private mutating func record(
        _ row: TableRow, _ layout: TableLayout, _ found: (Found) -> Void
    ) {
        guard !row.isBlank, !isComment(row) else { return }
        if mapping.table.repeatsHeader, isHeaderAgain(row) { return }
        if mapping.table.hasHeadings, !mapping.table.isTurned, let alone = onlyText(row) {
            heading = alone
            return
        }
        found(.record(TableRecord(row: filled(row, layout), heading: heading)))
    }

    /// Keeps a row that says something about columns; answers whether it is one.
    private mutating func noteFact(_ row: TableRow, _ found: (Found) -> Void) -> Bool {
        guard !mapping.table.facts.isEmpty else { return false }
        let first = row.cells.first { !$0.value.isEmptyToTheEye }
        let title = first.map { TableLayout.plain($0.value.text) }
        for (name, fact) in mapping.table.facts {
            switch fact {
            case .at(let number): guard number == row.number else { continue }
            case .titled(let text):
                guard let title, title.hasSameBytes(as: TableLayout.plain(text)) else { continue }
            }
            guard facts[name] == nil else {
                fail(
                    "table.fact-twice", row, found: "a second row “\(name)”", "one", found)
                return true
            }
            facts[name] = row
            layout?.facts[name] = row
            return true
        }
        return false
    }

    private mutating func lookForHeader(_ row: TableRow, _ found: (Found) -> Void) {
        switch mapping.table.header {
        case .none:
            var layout = TableLayout(mapping)
            layout.facts = facts
            self.layout = layout
            return record(row, layout, found)
        case .first: guard !row.isBlank, !isComment(row) else { return }
        case .at(let number):
            guard row.number >= number else { return }
            guard row.number == number else {
                return fail(
                    "header.not-found", row, found: "row \(row.number) and no row \(number)",
                    headerWanted, found)
            }
        case .containing(let texts):
            let headers = row.cells.map { TableLayout.plain($0.value.text) }
            let isHeader = texts.allSatisfy { text in
                headers.contains { $0.hasSameBytes(as: TableLayout.plain(text)) }
            }
            guard isHeader else { return }
        }
        lay(out: row, found)
    }

    private mutating func lay(out row: TableRow, _ found: (Found) -> Void) {
        var problems: [CellProblem] = []
        var layout = TableLayout(row, mapping, &problems)
        for problem in problems { found(.problem(turned(problem))) }
        hasFailed = !problems.isEmpty
        layout.facts = facts
        self.layout = layout
        header = row
    }

    private func isComment(_ row: TableRow) -> Bool {
        guard !mapping.table.comments.isEmpty,
            let first = row.cells.first(where: { !$0.value.isEmptyToTheEye })
        else { return false }
        let text = first.value.text
        return mapping.table.comments.contains { text.utf8.starts(with: $0.utf8) }
    }

    private func isHeaderAgain(_ row: TableRow) -> Bool {
        guard let layout, row.cells.count <= layout.headers.count else { return false }
        return layout.headers.indices.allSatisfy {
            TableLayout.plain(row.cell($0).value.text).hasSameBytes(as: layout.headers[$0])
        }
    }

    /// The text of a row that has nothing else in it.
    private func onlyText(_ row: TableRow) -> String? {
        let said = row.cells.filter { !$0.value.isEmptyToTheEye }
        guard said.count == 1, case .text(let text) = said[0].value else { return nil }
        return TableLayout.plain(text)
    }

    private mutating func filled(_ row: TableRow, _ layout: TableLayout) -> TableRow {
        guard !mapping.table.fill.isEmpty else { return row }
        var row = row
        for rule in mapping.table.fill {
            guard let column = layout.singles[rule] else { continue }
            if row.cell(column).value.isEmptyToTheEye {
                guard let cell = above[column] else { continue }
                while row.cells.count <= column { row.cells.append(.blank) }
                row.cells[column] = cell
            } else {
                above[column] = row.cell(column)
            }
        }
        return row
    }

    // MARK: Tables of columns

    /// Turns the held table, finds header and facts wherever they are, and then goes over the rest.
    private mutating func walkTurned(_ found: (Found) -> Void) {
        // A sheet may fill one cell in its last row and one in its last column.
        let width = held.map(\.cells.count).max() ?? 0
        if let last = held.last, last.number > UInt64(limits.heldCellsMax / max(width, 1)) {
            return fail(
                "table.too-large", last,
                found: "a table of \(last.number) rows and \(width) columns",
                "at most \(limits.heldCellsMax) cells in a table of columns", found)
        }
        let rows = turnedRows(width)
        held = []
        var rest: [TableRow] = []
        for row in rows where !hasFailed {
            if noteFact(row, found) { continue }
            if layout == nil {
                lookForHeader(row, found)
                if layout == nil { rest.append(row) }
            } else {
                rest.append(row)
            }
        }
        guard !hasFailed, layout != nil else { return }
        if mapping.table.hasHeadings { findHeadings(rest) }
        guard let layout else { return }
        for row in rest { record(row, layout, found) }
    }

    private func turnedRows(_ width: Int) -> [TableRow] {
        guard let last = held.last else { return [] }
        return (0..<width).map { column in
            var cells: [TableCell] = []
            for row in held {
                let cell = row.cell(column)
                if case .blank = cell.value { continue }
                while cells.count < Int(row.number) - 1 { cells.append(.blank) }
                cells.append(cell)
            }
            return TableRow(
                number: UInt64(column + 1), cells: cells, sheet: last.sheet, place: Place())
        }
    }

    /// A column with a header and nothing below it is the heading of those that follow.
    private mutating func findHeadings(_ rows: [TableRow]) {
        guard let header, var layout else { return }
        var headings: Set<Int> = []
        var current: String?
        for column in header.cells.indices {
            let text = TableLayout.plain(header.cells[column].value.text)
            guard !text.isEmpty else { continue }
            let isEmpty =
                rows.allSatisfy { $0.cell(column).value.isEmptyToTheEye }
                && facts.values.allSatisfy { $0.cell(column).value.isEmptyToTheEye }
            if isEmpty {
                headings.insert(column)
                current = text
            } else {
                layout.headings[column] = current
            }
        }
        layout.remove(headings)
        self.layout = layout
    }

    // MARK: Problems

    private var headerWanted: String {
        switch mapping.table.header {
        case .first: "a header in the first row that is not blank"
        case .at(let number): "a header in row \(number), as the mapping says"
        case .containing(let texts):
            "a row with " + texts.map { "“\($0)”" }.joined(separator: ", ")
        case .none: "rows"
        }
    }

    private mutating func fail(
        _ code: String, _ row: TableRow, found what: String, _ expected: String,
        _ found: (Found) -> Void
    ) {
        hasFailed = true
        found(
            .problem(
                CellProblem(
                    code, sheet: row.sheet, row: row.number, found: what, expected: expected,
                    place: row.place, endsReading: true)))
    }

    /// A problem of a turned table, told as the sheet has it.
    private func turned(_ problem: CellProblem) -> CellProblem {
        problem.turned(if: mapping.table.isTurned)
    }
}

extension CellProblem {
    /// Row and column changed round, for tables that are read by columns.
    func turned(if isTurned: Bool) -> CellProblem {
        guard isTurned, row > 0 else { return self }
        var problem = self
        problem.row = column.map { UInt64($0 + 1) } ?? 0
        problem.column = Int(clamping: row) - 1
        return problem
    }
}
