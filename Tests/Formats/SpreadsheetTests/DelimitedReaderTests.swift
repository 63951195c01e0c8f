// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading
import Testing

@testable import Spreadsheet

/// Delimited text as RFC 4180 has it, and as the wild has it.
struct DelimitedReaderTests {
    /// Reads bytes in pieces of some size.
    private func read(
        _ bytes: [UInt8], _ dialect: Dialect = Dialect(), pieces: Int = 7,
        limits: TableLimits = TableLimits()
    ) -> (rows: [TableRow], problems: [CellProblem]) {
        var reader = DelimitedReader(dialect, limits: limits, digestsRows: true)
        var rows: [TableRow] = []
        var problems: [CellProblem] = []
        func take(_ found: DelimitedReader.Found) {
            switch found {
            case .row(let row): rows.append(row)
            case .problem(let problem): problems.append(problem)
            }
        }
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + pieces)
            bytes[start..<end].withUnsafeBytes { reader.read($0, take) }
            start = end
        }
        reader.finish(take)
        return (rows, problems)
    }

    private func texts(_ text: String, _ dialect: Dialect = Dialect()) -> [[String]] {
        read(Array(text.utf8), dialect).rows.map { $0.cells.map(\.value.text) }
    }

    @Test(arguments: [
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
        ("\"a,b\",c", [["a,b", "c"]]),
        ("\"a\"\"b\",c", [["a\"b", "c"]]),
        ("\"two\r\nlines\",c\n", [["two\r\nlines", "c"]]),
        ("5\" pipe,c\n", [["5\" pipe", "c"]]),
        ("\"a\" ,c\n", [["a", "c"]]),
        ("a,,\n", [["a", "", ""]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ("\"\"\n", [[""]]),
        (",", [["", ""]]),
        ("a,\"\"\"\"", [["a", "\""]]),
    ])
    func `Cells are told apart as spreadsheet programs do`(text: String, rows: [[String]]) {
        #expect(texts(text) == rows)
    }

    @Test func `Every way of cutting the file gives the same rows and problems`() {
        let text = "\u{FEFF}a;b\r\n\"x\r\ny\";\"1\"\"2\"\r\n\"q\"z;1\n\rlast;\u{E9}\n"
        let dialect = Dialect(delimiter: 0x3B)
        let whole = read(Array(text.utf8), dialect, pieces: 1_000)
        for pieces in 1...12 {
            let cut = read(Array(text.utf8), dialect, pieces: pieces)
            #expect(cut.rows == whole.rows, "pieces of \(pieces)")
            #expect(cut.problems == whole.problems, "pieces of \(pieces)")
        }
        #expect(whole.rows.count == 4)
        #expect(whole.problems.map(\.code) == ["csv.text-after-quote"])
    }

    @Test func `A row names its bytes, its line and its digest`() {
        let text = "h1,h2\r\n\"a\r\nb\",2\r\nlast,3"
        let rows = read(Array(text.utf8)).rows
        #expect(rows.map(\.number) == [1, 2, 3])
        #expect(rows.map(\.place.line) == [1, 2, 4])
        let bytes = Array(text.utf8)
        for row in rows {
            let part = bytes[Int(row.bytes.lowerBound)..<Int(row.bytes.upperBound)]
            #expect(row.digest == Digest(of: Array(part)))
        }
        #expect(rows[1].bytes == 7..<15)
    }

    @Test func `A quote that is never closed ends the reading where it opened`() {
        let found = read(Array("a,b\n1,\"open\n2,3\n4,5\n".utf8))
        #expect(found.rows.count == 1)
        let problem = found.problems.first
        #expect(problem?.code == "csv.unterminated-quote")
        #expect(problem?.row == 2)
        #expect(problem?.column == 1)
        #expect(problem?.place.line == 2)
        #expect(problem?.place.column == 3)
        #expect(problem?.endsReading == true)
    }

    @Test func `A quoted cell beyond the bound is refused as a quote that was not closed`() {
        var limits = TableLimits()
        limits.cellBytesMax = 20
        let found = read(
            Array("a\n\"\(String(repeating: "x\n", count: 50))".utf8), limits: limits)
        #expect(found.problems.map(\.code) == ["csv.cell-too-long"])
        #expect(found.problems.first?.endsReading == true)
    }

    @Test func `A long cell without quotes costs its own row only`() {
        var limits = TableLimits()
        limits.cellBytesMax = 20
        let text = "a,b\n\(String(repeating: "x", count: 50)),1\nc,d\n"
        let found = read(Array(text.utf8), limits: limits)
        #expect(found.rows.map { $0.cells[0].value.text } == ["a", "c"])
        #expect(found.rows.map(\.number) == [1, 3])
        #expect(found.problems.map(\.code) == ["csv.cell-too-long"])
    }

    @Test func `Rows with too many cells are refused`() {
        var limits = TableLimits()
        limits.columnsMax = 3
        let found = read(Array("a,b,c\n1,2,3,4\n".utf8), limits: limits)
        #expect(found.rows.count == 1)
        #expect(found.problems.map(\.code) == ["csv.columns"])
    }

    @Test func `Delimiters and quotes are what the mapping says`() {
        let tabs = Dialect(delimiter: 0x09, quote: nil)
        #expect(texts("a\t\"b\n", tabs) == [["a", "\"b"]])
        let pipes = Dialect(delimiter: 0x7C, quote: 0x27)
        #expect(texts("'a|b'|c\n", pipes) == [["a|b", "c"]])
    }

    // MARK: Encodings

    @Test(arguments: [
        (TextEncoding.windows1252, [0x80, 0x2C, 0xE4] as [UInt8], "\u{20AC}", "\u{E4}"),
        (.latin1, [0xA4, 0x2C, 0xE4], "\u{A4}", "\u{E4}"),
        (.latin9, [0xA4, 0x2C, 0xE4], "\u{20AC}", "\u{E4}"),
        (.utf8, [0xE2, 0x82, 0xAC, 0x2C, 0xC3, 0xA4], "\u{20AC}", "\u{E4}"),
        (.utf16LittleEndian, [0xAC, 0x20, 0x2C, 0, 0xE4, 0], "\u{20AC}", "\u{E4}"),
        (.utf16BigEndian, [0x20, 0xAC, 0, 0x2C, 0, 0xE4], "\u{20AC}", "\u{E4}"),
        (.utf16, [0xFF, 0xFE, 0xAC, 0x20, 0x2C, 0, 0xE4, 0], "\u{20AC}", "\u{E4}"),
        (.utf16, [0xFE, 0xFF, 0x20, 0xAC, 0, 0x2C, 0, 0xE4], "\u{20AC}", "\u{E4}"),
    ])
    func `The same text comes out of every encoding`(
        encoding: TextEncoding, bytes: [UInt8], first: String, second: String
    ) {
        for pieces in 1...4 {
            let found = read(bytes, Dialect(encoding: encoding), pieces: pieces)
            #expect(found.problems.isEmpty)
            #expect(found.rows.map { $0.cells.map(\.value.text) } == [[first, second]])
        }
    }

    @Test func `Bytes of another encoding are refused with row and column`() {
        let found = read([0x61, 0x2C, 0xE4, 0x0A, 0x62, 0x2C, 0x63, 0x0A])
        #expect(found.problems.map(\.code) == ["text.encoding"])
        #expect(found.problems.first?.column == 1)
        #expect(found.rows.count == 1)
        let undefined = read([0x81, 0x0A], Dialect(encoding: .windows1252))
        #expect(undefined.problems.map(\.code) == ["text.encoding"])
    }

    @Test func `A byte order mark that contradicts the mapping stops the reading`() {
        let found = read([0xFF, 0xFE, 0x61, 0, 0x0A, 0], Dialect(encoding: .utf8))
        #expect(found.problems.map(\.code) == ["text.byte-order-mark"])
        #expect(found.rows.isEmpty)
        let without = read([0x61, 0, 0x0A, 0], Dialect(encoding: .utf16))
        #expect(without.problems.map(\.code) == ["text.byte-order-mark"])
    }
}
