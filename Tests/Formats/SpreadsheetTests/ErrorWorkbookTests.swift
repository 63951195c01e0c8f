// SPDX-License-Identifier: Apache-2.0
import Reading
import Testing

@testable import Spreadsheet

/// Whoever must mend a file gets their own rows back, with every bad cell marked.
struct ErrorWorkbookTests {
    @Test func `Rows stand where they stood, bad cells are marked, and all problems are listed`()
        throws
    {
        let text =
            Movements.header + "1;999;L;M;x;KG;03.04.2026;10:15;x\r\n"
            + "2;101;=L;M;1;KG;03.04.2026;10:15;x\r\n"
        let bytes = Array(text.utf8)
        let workbook = try ErrorWorkbook(try Movements.mapping(), ReadingOptions()) { take in
            try bytes.withUnsafeBytes { try take($0) }
        }
        #expect(workbook.count == 2)
        final class Collected { var bytes: [UInt8] = [] }
        let collected = Collected()
        try workbook.write { collected.bytes += $0 }

        let written = try Workbook(collected.bytes)
        #expect(written.sheets.map(\.name) == ["Problems", "Rows"])
        let rows = try WorkbookTests.rows(collected.bytes)
        let problems = rows.filter { $0.sheet == "Problems" }.dropFirst()
        #expect(
            problems.map { $0.cells.map(\.value.text) }.map { [$0[1], $0[2], $0[3], $0[4], $0[6]] }
                == [
                    ["2", "B", "Art", "“999”", "word.unknown"],
                    ["2", "E", "Menge", "“x”", "number.syntax"],
                ])
        let copied = rows.filter { $0.sheet == "Rows" }
        #expect(copied.map(\.number) == [1, 2, 3])
        #expect(copied[1].cells[1].value == .text("999"))
        #expect(copied[2].cells[2].value == .text("=L"))
        let xml = String(decoding: collected.bytes, as: UTF8.self)
        let wrong = SheetCell.Mark.wrong.rawValue * WorkbookParts.stylesPerMark
        #expect(xml.contains("<c r=\"B2\" s=\"\(wrong)\""))
        #expect(xml.contains("<c r=\"E2\" s=\"\(wrong)\""))
        #expect(!xml.contains("<c r=\"B3\" s=\"\(wrong)\""))
    }
}
