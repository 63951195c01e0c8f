// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import Fixtures
import Foundation
import Reading
import Testing

@testable import Spreadsheet

/// Workbooks: what other programs wrote, and what we write.
struct WorkbookTests {
    /// A workbook of one sheet, made of XML that a test writes by hand.
    static func workbook(
        sheet: String, styles: String = "", shared: String = "", is1904: Bool = false,
        state: String = "visible"
    ) throws -> [UInt8] {
        final class Collected { var bytes: [UInt8] = [] }
        let collected = Collected()
        var zip = ZipWriter { collected.bytes += $0 }
        let main = WorkbookParts.main
        let types = WorkbookParts.relationships
        let parts = [
            ("[Content_Types].xml", "<Types/>"), ("_rels/.rels", WorkbookParts.roots),
            (
                "xl/workbook.xml",
                "<workbook xmlns='\(main)' xmlns:r='\(types)'><workbookPr date1904='\(is1904 ? 1 : 0)'/>"
                    + "<sheets><sheet name='S' sheetId='1' r:id='a' state='\(state)'/></sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns='\(WorkbookParts.package)'>"
                    + "<Relationship Id='a' Type='\(types)/worksheet' Target='worksheets/s.xml'/>"
                    + "<Relationship Id='b' Type='\(types)/styles' Target='/xl/styles.xml'/>"
                    + "<Relationship Id='c' Type='\(types)/sharedStrings' Target='shared.xml'/>"
                    + "<Relationship Id='d' Type='\(types)/externalLink' Target='file:///etc/passwd' "
                    + "TargetMode='External'/></Relationships>"
            ),
            ("xl/styles.xml", "<styleSheet xmlns='\(main)'>\(styles)</styleSheet>"),
            ("xl/shared.xml", "<sst xmlns='\(main)'>\(shared)</sst>"),
            ("xl/worksheets/s.xml", "<worksheet xmlns='\(main)'>\(sheet)</worksheet>"),
        ]
        for (path, text) in parts { try zip.add(try FilePath(Array(path.utf8)), Array(text.utf8)) }
        try zip.finish()
        return collected.bytes
    }

    static func rows(_ bytes: [UInt8]) throws -> [TableRow] {
        let workbook = try Workbook(bytes)
        var rows: [TableRow] = []
        for sheet in workbook.sheets {
            var reader = try workbook.rows(of: sheet)
            while try reader.next({ rows.append($0) }) {}
        }
        return rows
    }

    private let dates = """
        <numFmts><numFmt numFmtId='164' formatCode='dd.mm.yyyy\\ hh:mm'/>
        <numFmt numFmtId='165' formatCode='[h]:mm'/>
        <numFmt numFmtId='166' formatCode='0.00 "days"'/></numFmts>
        <cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='21'/>
        <xf numFmtId='165'/><xf numFmtId='166'/></cellXfs>
        """

    @Test func `Each kind of cell is what it is`() throws {
        let bytes = try WorkbookTests.workbook(
            sheet: """
                <sheetData><row r='2' hidden='1'>
                <c r='A2' t='s'><v>0</v></c><c r='B2' t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r>
                <rPh><t>x</t></rPh></is></c><c r='C2'><v>93.605000000000004</v></c>
                <c r='E2' t='b'><v>1</v></c><c r='F2' t='e'><v>#N/A</v></c>
                <c r='G2' t='str'><f>A1&amp;"x"</f><v>cached</v></c><c r='H2' s='1'><v>42801</v></c>
                <c r='I2' s='2'><v>42801.5</v></c><c r='J2' s='3'><v>0.25</v></c>
                <c r='K2' s='4'><v>1.5</v></c><c r='L2' s='5'><v>1.5</v></c>
                <c r='M2' t='d'><v>2026-04-03T10:15:00</v></c><c r='N2' t='s'><v>1</v></c>
                </row></sheetData><mergeCells><mergeCell ref='A1:B1'/></mergeCells>
                """, styles: dates, shared: "<si><t>sha</t></si><si><t>a_x000A_b</t></si>")
        let row = try #require(try WorkbookTests.rows(bytes).first)
        #expect(row.number == 2)
        #expect(row.isHidden)
        let expected: [CellValue] = [
            .text("sha"), .text("inline"), .number("93.605"), .blank, .truth(true), .fault("#N/A"),
            .text("cached"), .moment("2017-03-07"), .moment("2017-03-07T12:00:00"),
            .moment("06:00:00"), .number("1.5"), .number("1.5"), .moment("2026-04-03T10:15:00"),
            .text("a\nb"),
        ]
        #expect(row.cells.map(\.value) == expected)
        #expect(row.cells.map(\.isFormula).firstIndex(of: true) == 6)
    }

    @Test(arguments: [
        (1.0, "1900-01-01", false), (59, "1900-02-28", false), (60, "1900-02-29", false),
        (61, "1900-03-01", false), (42_801, "2017-03-07", false), (0, "1904-01-01", true),
        (41_339, "2017-03-07", true), (2_958_465, "9999-12-31", false),
    ])
    func `Dates count from 1900 with its false leap day, or from 1904`(
        serial: Double, date: String, is1904: Bool
    ) {
        #expect(SerialDate.text(serial, .date, is1904: is1904) == date)
    }

    @Test func `A time of day is told to the millisecond`() {
        #expect(SerialDate.text(42_801.999_999_999, .both, is1904: false) == "2017-03-08T00:00:00")
        #expect(SerialDate.text(0.5, .time, is1904: false) == "12:00:00")
        #expect(SerialDate.text(0.000_011_585_648_148, .time, is1904: false) == "00:00:01.001")
        #expect(SerialDate.text(-1, .date, is1904: false) == nil)
        #expect(SerialDate.text(.nan, .date, is1904: false) == nil)
        #expect(SerialDate.text(1e300, .date, is1904: false) == nil)
    }

    @Test(
        arguments: [
            ("General", nil), ("0.00E+00", nil), ("yyyy-mm-dd", SerialDate.Shape.date),
            ("d/m/yy h:mm", .both), ("h:mm AM/PM", .time), ("[$-407]d. mmmm yyyy", .date),
            ("\"day\" 0", nil), ("mm:ss", .time), ("[Red]0.00", nil), ("[h]:mm:ss", nil),
            ("#,##0.00 \\d", nil), ("mmm", .date), ("0.00;[Red]yyyy", nil), ("\"", nil), ("[", nil),
        ] as [(String, SerialDate.Shape?)])
    func `A number format says whether a number is a date`(
        code: String, shape: SerialDate.Shape?
    ) {
        #expect(CellStyles.shape(ofCode: code) == shape)
    }

    @Test(arguments: [
        ("93.605000000000004", "93.605"), ("0.1", "0.1"), ("5", "5"), ("-3.2", "-3.2"),
        ("1E-3", "0.001"), ("1.0000000000000001E+21", "1.0000000000000001e+21"), ("007", "7"),
        ("5.", "5"),
        ("0.30000000000000004", "0.30000000000000004"),
    ])
    func `Numbers have the digits that a program shows`(raw: String, number: String) {
        #expect(SheetReader.number(raw) == number)
    }

    @Test func `What is no number stays a text`() {
        for raw in ["", "abc", "nan", "inf", "0x10"] {
            #expect(SheetReader.number(raw) == nil || raw == "0x10", "\(raw)")
        }
    }

    @Test(arguments: [
        "<row r='2'/><row r='1'/>", "<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>",
        "<row r='1048577'/>", "<row r='1'><c r='ZZZZ1'><v>1</v></c></row>",
        "<row r='1'><c r='A1' t='s'><v>7</v></c></row>",
    ])
    func `Rows and cells out of order, or beyond a sheet, are refused`(rows: String) throws {
        let bytes = try WorkbookTests.workbook(sheet: "<sheetData>\(rows)</sheetData>")
        #expect(throws: WorkbookFault.self) { try WorkbookTests.rows(bytes) }
    }

    @Test func `What is no workbook is refused in words that help`() throws {
        func code(_ bytes: [UInt8]) -> String? {
            do throws(WorkbookFault) {
                _ = try Workbook(bytes)
                return nil
            } catch { return error.code }
        }
        #expect(code([]) == "xlsx.archive")
        #expect(code(Array("a,b\n".utf8)) == "xlsx.archive")
        #expect(
            code([0xD0, 0xCF, 0x11, 0xE0] + [UInt8](repeating: 0, count: 600))
                == "xlsx.old-or-encrypted")
        var zip: [UInt8] = []
        var writer = ZipWriter { zip += $0 }
        try writer.add(try FilePath(Array("a.txt".utf8)), [1])
        try writer.finish()
        #expect(code(zip) == "xlsx.no-workbook")
        let good = try WorkbookTests.workbook(sheet: "<sheetData/>")
        for cut in stride(from: 1, to: good.count, by: 97) {
            #expect(code(Array(good[..<cut])) == "xlsx.archive")
        }
    }

    // MARK: Writing

    @Test func `What is written comes back with its types`() throws {
        let cells: [SheetCell] = [
            SheetCell(.text("=1+1")), SheetCell(.number("-3.25")), SheetCell(.truth(false)),
            SheetCell(.date("2026-04-03")), SheetCell(.blank),
            SheetCell(.text("a<b>&\"_x0041_\u{1}\u{E9}")),
            SheetCell(.number("no")), SheetCell(.text(" two\nlines "), .wrong),
        ]
        let bytes = try WorkbookWriter([
            SheetToWrite("Results & more", titles: [("Title", 12), ("B", 8)]) { try $0(cells) }
        ]).bytes()
        let workbook = try Workbook(bytes)
        #expect(workbook.sheets.map(\.name) == ["Results & more"])
        let rows = try WorkbookTests.rows(bytes)
        #expect(rows.count == 2)
        #expect(rows[0].cells.map(\.value.text) == ["Title", "B"])
        let expected: [CellValue] = [
            .text("=1+1"), .number("-3.25"), .truth(false), .moment("2026-04-03"), .blank,
            .text("a<b>&\"_x0041_\u{1}\u{E9}"), .text("no"), .text(" two\nlines "),
        ]
        #expect(rows[1].cells.map(\.value) == expected)
    }

    @Test func `A text that begins like a formula is a quoted text cell`() throws {
        for text in ["=cmd()", "+1", "-1", "@x", "\tx"] {
            let bytes = try WorkbookWriter([
                SheetToWrite("S", titles: []) { try $0([SheetCell(.text(text))]) }
            ]).bytes()
            let xml = String(decoding: bytes, as: UTF8.self)
            #expect(!xml.contains("<f>"))
            #expect(xml.contains("<c r=\"A1\" s=\"1\" t=\"inlineStr\">"), "\(text)")
        }
    }

    @Test func `The same content is the same file`() throws {
        func make() throws -> [UInt8] {
            try WorkbookWriter([
                SheetToWrite("S", titles: [("a", 3)]) { try $0([SheetCell(.number("1"))]) }
            ]).bytes()
        }
        #expect(try make() == make())
    }

    @Test func `Names of sheets and lengths of texts are held to what programs take`() {
        func fault(_ sheets: SheetToWrite...) -> WorkbookWritingFault? {
            do {
                _ = try WorkbookWriter(sheets).bytes()
                return nil
            } catch { return error as? WorkbookWritingFault }
        }
        let none: (_ write: ([SheetCell]) throws -> Void) throws -> Void = { _ in }
        #expect(fault(SheetToWrite("a/b", titles: [], rows: none)) == .badSheetName("a/b"))
        #expect(
            fault(
                SheetToWrite("S", titles: [], rows: none), SheetToWrite("s", titles: [], rows: none)
            )
                == .badSheetName("s"))
        let long = String(repeating: "x", count: 32_768)
        #expect(
            fault(SheetToWrite("S", titles: []) { try $0([SheetCell(.text(long))]) })
                == .textTooLong(sheet: "S", row: 1))
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("a=b", "a=b"),
        ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("two\nlines", "\"two\nlines\""),
    ])
    func `CSV texts are safe to open`(text: String, written: String) {
        var bytes: [UInt8] = []
        DelimitedWriter().append([SheetCell(.text(text)), SheetCell(.number("-1"))], to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == written + ",-1\r\n")
    }
}

/// NIST's three capability reports, against an independent reading of them.
@Suite(.enabled(if: Fixtures.hasCorpora, Fixtures.corporaMissing))
struct NISTWorkbookTests {
    private static let folder = "nist-smstestbed/incoming-inspection"

    private static func mapping() throws -> SpreadsheetMapping {
        let path = "Examples/real-data/mappings/nist-checkmate-capability.json"
        return try SpreadsheetMapping(
            parsing: try Fixtures.bytes(Fixtures.root.appending(path: path)))
    }

    /// What `Examples/real-data/check_spreadsheets.py` prints of the files.
    private static func expected() throws -> [String: (results: Int, failed: [String])] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3",
            Fixtures.root.appending(path: "Examples/real-data/check_spreadsheets.py").path,
            Fixtures.corpus(folder).path,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        var parts: [String: (Int, [String])] = [:]
        for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: "\t").map(String.init)
            parts[fields[0]] = (Int(fields[1]) ?? -1, Array(fields.dropFirst(2)))
        }
        return parts
    }

    @Test func `Every part has the results and the failures that the sheet says`() throws {
        let format = SpreadsheetFormat(try NISTWorkbookTests.mapping())
        let expected = try NISTWorkbookTests.expected()
        #expect(expected.count == 59)
        var seen = 0
        for file in Fixtures.files(under: Fixtures.corpus(NISTWorkbookTests.folder))
        where file.pathExtension == "xlsx" {
            let bytes = try Fixtures.bytes(file)
            #expect(format.recognise(FileSample(prefix: bytes, name: "x.xlsx")) == .likely)
            #expect(MappingFit(of: format.mapping, to: bytes).isHeaderRecognised)
            let batch = format.read(bytes)
            #expect(batch.problems.listed.isEmpty)
            for read in batch.activities {
                seen += 1
                let part = try #require(expected[read.eventID])
                let results = read.activity.results
                #expect(results.count == part.results, "\(read.eventID)")
                let failed = results.filter { $0.computed == .fail }.map(\.name)
                #expect(failed == part.failed, "\(read.eventID)")
                #expect(results.allSatisfy { $0.requirement != nil })
            }
        }
        #expect(seen == 59)
    }

    @Test func `A characteristic has its nominal, its limits and its requirement as written`()
        throws
    {
        let format = SpreadsheetFormat(try NISTWorkbookTests.mapping())
        let file = "nist_mtc_crada_box_Origin_Nikon_Touch_MultiSPC-0.xlsx"
        let batch = format.read(
            try Fixtures.bytes(Fixtures.corpus("\(NISTWorkbookTests.folder)/\(file)")))
        let part = try #require(batch.activities.first)
        #expect(part.activity.participants.first?.thing.name == part.eventID)
        let flatness = try #require(part.activity.results.first)
        #expect(flatness.name == "PLANE2 FLATNESS1")
        #expect(flatness.value == "0.008")
        #expect(flatness.upperLimit == "0.05")
        #expect(flatness.lowerLimit == nil)
        let diameter = part.activity.results.first { $0.name == "CYLINDER-208 DIAMETER7" }
        #expect(diameter?.nominal == "6.6")
        #expect(diameter?.lowerLimit == "6.346")
        #expect(diameter?.upperLimit == "6.854")
        #expect(diameter?.requirement == ";6>600 =0>254")
    }
}
