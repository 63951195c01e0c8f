// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// What reading a spreadsheet gives, in its order.
package enum SpreadsheetFound {
    /// Any row at all, before it is understood.
    case row(TableRow)
    case activity(ReadActivity)
    case problem(CellProblem)
}

/// Reads one file by one mapping.
///
/// Text files are read as they come. A workbook is held, compressed, until it has come whole; then
/// its sheets are unpacked a piece at a time, so that memory follows the bound and not the rows.
package struct SpreadsheetReader {
    /// How many rows of a workbook one step reads, about.
    private static let rowsPerStep = 2_000

    private let mapping: SpreadsheetMapping
    private let options: ReadingOptions
    private let limits: TableLimits
    private var text: DelimitedReader?
    private var walk: TableWalk
    /// The rows that are put together, where the mapping does that.
    private var groups: RowGroups?
    /// Whether only the keys of groups are looked at.
    private let learnsGroups: Bool
    private var held: [UInt8] = []
    private var isTooLong = false
    private var workbook: Workbook?
    private var sheetsLeft: [Workbook.Sheet] = []
    private var sheet: SheetReader?
    private var hasActivities = false
    private var hasProblems = false
    /// The keys of groups that do not stand in one place.
    var keysApart: Set<Digest> { groups?.apart ?? [] }
    /// Whether ``finish(_:)`` must be called again.
    package private(set) var hasMore = false

    package init(
        _ mapping: SpreadsheetMapping, _ options: ReadingOptions = ReadingOptions(),
        limits: TableLimits = TableLimits()
    ) {
        self.init(mapping, options, limits: limits, learnsGroups: false, apart: [])
    }

    /// A reader of a file whose groups another has looked at, or one that looks at nothing else.
    init(
        _ mapping: SpreadsheetMapping, _ options: ReadingOptions,
        limits: TableLimits = TableLimits(), learnsGroups: Bool, apart: Set<Digest>
    ) {
        self.mapping = mapping
        self.learnsGroups = learnsGroups
        self.options = options
        self.limits = limits
        walk = TableWalk(mapping, limits: limits)
        if !mapping.table.groupBy.isEmpty { groups = RowGroups(mapping, apart: apart) }
        if case .delimited(let dialect) = mapping.file.kind {
            text = DelimitedReader(dialect, limits: limits, digestsRows: options.digestsParts)
        }
    }

    /// Reads the next bytes.
    package mutating func read(
        _ chunk: UnsafeRawBufferPointer, _ take: (SpreadsheetFound) -> Void
    ) {
        guard var reader = text else {
            guard !isTooLong else { return }
            guard held.count + chunk.count <= Workbook.bytesMax else {
                isTooLong = true
                held = []
                return tell(
                    CellProblem(
                        "file.too-long", found: "a longer workbook",
                        expected: "at most \(Workbook.bytesMax) bytes; save it as CSV",
                        endsReading: true), take)
            }
            held.append(contentsOf: chunk)
            return
        }
        text = nil  // What is held has one owner, or adding to it would copy it.
        reader.read(chunk) { self.take($0, take) }
        text = reader
    }

    /// Says that the file has ended; call it again while ``hasMore``.
    package mutating func finish(_ take: (SpreadsheetFound) -> Void) {
        if var reader = text {
            reader.finish { self.take($0, take) }
            text = reader
            endTable(take)
            return end(take)
        }
        guard !isTooLong else { return }
        do throws(WorkbookFault) { try step(take) } catch {
            tell(error.problem, take)
            hasMore = false
        }
    }

    private mutating func take(
        _ found: DelimitedReader.Found, _ take: (SpreadsheetFound) -> Void
    ) {
        switch found {
        case .row(let row): self.take(row, take)
        case .problem(let problem): tell(problem, take)
        }
    }

    // MARK: Workbooks

    private mutating func step(_ take: (SpreadsheetFound) -> Void) throws(WorkbookFault) {
        if workbook == nil {
            let bytes = held
            held = []
            let workbook = try Workbook(bytes)
            self.workbook = workbook
            sheetsLeft = try chosenSheets(of: workbook)
        }
        guard let workbook else { return }
        var rows = 0
        while rows < SpreadsheetReader.rowsPerStep {
            guard var reader = sheet else {
                guard !sheetsLeft.isEmpty else {
                    hasMore = false
                    return end(take)
                }
                walk = TableWalk(mapping, limits: limits)
                sheet = try workbook.rows(of: sheetsLeft.removeFirst())
                continue
            }
            sheet = nil
            let isMore = try reader.next { row in
                rows += 1
                self.take(row, take)
            }
            if isMore, !walk.hasFailed {
                sheet = reader
            } else {
                endTable(take)
            }
        }
        hasMore = true
    }

    /// The sheets that the mapping names, or the only visible one.
    private func chosenSheets(of workbook: Workbook) throws(WorkbookFault) -> [Workbook.Sheet] {
        let names = workbook.sheets.map {
            Problem.quote($0.name) + ($0.isHidden ? " (hidden)" : "")
        }.prefix(20).joined(separator: ", ")
        let patterns = mapping.file.sheets
        let chosen: [Workbook.Sheet]
        if patterns.isEmpty {
            chosen = workbook.sheets.filter { !$0.isHidden }
            guard chosen.count <= 1 else {
                throw WorkbookFault(
                    "xlsx.several-sheets", found: "the sheets \(names)",
                    expected: "a mapping that says which of them to read")
            }
        } else {
            chosen = workbook.sheets.filter { sheet in
                patterns.contains { $0.matches(sheet.name) }
            }
        }
        guard !chosen.isEmpty else {
            throw WorkbookFault(
                "xlsx.no-such-sheet", found: "the sheets \(names)",
                expected: patterns.isEmpty
                    ? "a sheet that is visible"
                    : "a sheet called " + patterns.map { "“\($0.text)”" }.joined(separator: " or "))
        }
        return chosen
    }

    // MARK: Rows

    private mutating func take(_ row: TableRow, _ take: (SpreadsheetFound) -> Void) {
        take(.row(row))
        var found: [TableWalk.Found] = []
        walk.take(row) { found.append($0) }
        for found in found { self.take(found, take) }
    }

    private mutating func endTable(_ take: (SpreadsheetFound) -> Void) {
        var found: [TableWalk.Found] = []
        walk.finish { found.append($0) }
        for found in found { self.take(found, take) }
        // A group does not go on from sheet to sheet.
        if learnsGroups { groups?.learnEnd() }
        var whole: [SpreadsheetFound] = []
        groups?.finish { whole.append($0) }
        for found in whole { give(found, take) }
    }

    private mutating func take(_ found: TableWalk.Found, _ take: (SpreadsheetFound) -> Void) {
        switch found {
        case .problem(let problem): tell(problem, take)
        case .record(let record):
            guard let layout = walk.layout else { return }
            var reader = RecordReader(
                record, mapping, layout, singles: walk.cells,
                assumedZone: options.assumedZone)
            guard mapping.table.skip.isEmpty || !reader.isSkipped else { return }
            if learnsGroups {
                groups?.learn(&reader)
                return
            }
            if groups != nil {
                var found: [SpreadsheetFound] = []
                let digests = options.digestsParts
                groups?.take(&reader, digests: digests) { found.append($0) }
                for found in found { give(found, take) }
                return
            }
            for row in reader.rows(digests: options.digestsParts) {
                give(.activity(row.read), take)
            }
            for problem in reader.problems.sorted(by: { $0.isBefore($1) }) { tell(problem, take) }
        }
    }

    private mutating func give(_ found: SpreadsheetFound, _ take: (SpreadsheetFound) -> Void) {
        switch found {
        case .row: take(found)
        case .problem(let problem): tell(problem, take)
        case .activity(var activity):
            if let source = options.source { activity.source = source }
            hasActivities = true
            take(.activity(activity))
        }
    }

    private mutating func tell(_ problem: CellProblem, _ take: (SpreadsheetFound) -> Void) {
        hasProblems = true
        take(.problem(problem))
    }

    private mutating func end(_ take: (SpreadsheetFound) -> Void) {
        guard !hasActivities, !hasProblems else { return }
        tell(
            CellProblem(
                "file.no-events", found: "no row that says anything",
                expected: "at least one", endsReading: true), take)
    }
}

extension RecordReader {
    /// Whether the mapping leaves the row out.
    var isSkipped: Bool {
        mutating get { mapping.table.skip.contains { holds([$0]) } }
    }
}
