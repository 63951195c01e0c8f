// SPDX-License-Identifier: Apache-2.0
import Reading

/// The beginning of a file as a suggestion sees it: what kind it seems to be, and its first rows.
struct TableSample {
    /// How many rows are looked at.
    static let rowsMax = 200

    var kind: String
    var delimiter: UInt8?
    var encoding: TextEncoding?
    var sheet: String?
    var otherSheets: [String] = []
    var rows: [TableRow] = []
    /// What could not be told from the file alone.
    var doubts: [String: String] = [:]

    /// Looks at a text file, or at the first sheet that a workbook shows.
    init(_ bytes: [UInt8]) throws(WorkbookFault) {
        guard !bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]),
            !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
        else {
            kind = "xlsx"
            try readWorkbook(bytes)
            return
        }
        kind = "csv"
        readText(bytes)
    }

    private mutating func readWorkbook(_ bytes: [UInt8]) throws(WorkbookFault) {
        let workbook = try Workbook(bytes)
        let visible = workbook.sheets.filter { !$0.isHidden }
        guard let first = visible.first else {
            throw WorkbookFault(
                "xlsx.no-such-sheet", found: "no sheet that is visible", expected: "one")
        }
        sheet = first.name
        otherSheets = workbook.sheets.filter { $0 != first }.map(\.name)
        if !otherSheets.isEmpty {
            doubts["sheets"] =
                "the workbook also has "
                + otherSheets.prefix(10).map { Problem.quote($0) }.joined(separator: ", ")
        }
        var reader = try workbook.rows(of: first)
        var rows: [TableRow] = []
        while rows.count < TableSample.rowsMax, try reader.next({ rows.append($0) }) {}
        self.rows = Array(rows.prefix(TableSample.rowsMax))
    }

    private mutating func readText(_ bytes: [UInt8]) {
        let sample = Array(bytes.prefix(256 * 1_024))
        let encoding = guessedEncoding(sample)
        self.encoding = encoding
        var best: (delimiter: UInt8, columns: Int, rows: [TableRow])?
        var equals: [UInt8] = []
        for delimiter in [0x3B, 0x09, 0x2C, 0x7C] as [UInt8] {
            let rows = TableSample.rows(sample, delimiter, encoding)
            let columns = TableSample.commonWidth(rows)
            guard columns > 1 else { continue }
            if columns == best?.columns { equals.append(delimiter) }
            if columns > best?.columns ?? 1 {
                best = (delimiter, columns, rows)
                equals = []
            }
        }
        delimiter = best?.delimiter
        rows = best?.rows ?? TableSample.rows(sample, 0x2C, encoding)
        if best == nil {
            doubts["delimiter"] = "no character divides the rows into as many cells each"
        } else if !equals.isEmpty {
            doubts["delimiter"] = "more than one character divides the rows evenly"
        }
        if delimiter == 0x09 { kind = "tsv" }
    }

    private mutating func guessedEncoding(_ bytes: [UInt8]) -> TextEncoding {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .utf16 }
        var end = bytes.endIndex
        // The sample may end inside a character.
        while end > 0, end > bytes.count - 4, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
        let whole = bytes[..<max(0, end - 1)]
        if String(validating: whole, as: UTF8.self) != nil { return .utf8 }
        doubts["encoding"] =
            "the letters are not UTF-8; windows-1252, iso-8859-1 and iso-8859-15 all read them, "
            + "differently"
        return .windows1252
    }

    private static func rows(
        _ bytes: [UInt8], _ delimiter: UInt8, _ encoding: TextEncoding
    ) -> [TableRow] {
        var rows: [TableRow] = []
        var reader = DelimitedReader(Dialect(delimiter: delimiter, encoding: encoding))
        bytes.withUnsafeBytes { buffer in
            reader.read(buffer) { found in
                if case .row(let row) = found, rows.count < rowsMax { rows.append(row) }
            }
        }
        reader.finish { if case .row(let row) = $0, rows.isEmpty { rows.append(row) } }
        return rows
    }

    /// How many cells most rows have.
    private static func commonWidth(_ rows: [TableRow]) -> Int {
        var counts: [Int: Int] = [:]
        for row in rows where !row.isBlank { counts[row.cells.count, default: 0] += 1 }
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
    }

    /// The row that is most likely the header: the first with as many texts as the table is wide.
    var header: TableRow? {
        let width = TableSample.commonWidth(
            rows.map { row in
                var row = row
                while row.cells.last?.value.isEmptyToTheEye == true { row.cells.removeLast() }
                return row
            })
        return rows.first { row in
            let texts = row.cells.count {
                if case .text = $0.value { !$0.value.isEmptyToTheEye } else { false }
            }
            return texts > 0 && texts * 10 >= width * 8
        }
    }
}
