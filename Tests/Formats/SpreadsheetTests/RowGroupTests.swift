// SPDX-License-Identifier: Apache-2.0
import Activities
import Reading
import ReadingConformance
import Testing

@testable import Spreadsheet

/// Several rows that become one activity.
struct RowGroupTests {
    /// Batches with an output that each row repeats, inputs that add up, and a value a row.
    private static let text = """
        {
          "format": "witnessmark spreadsheet mapping 1", "name": "batches", "revision": "1",
          "file": {"kind": "csv", "delimiter": ",", "encoding": "utf-8"},
          "table": {"group": {"by": ["order", "step"]}},
          "values": {"decimal": ".", "zone": "Z"},
          "columns": [
            {"header": "order"}, {"header": "step"}, {"header": "lot"}, {"header": "made"},
            {"header": "input"}, {"header": "kg"}, {"header": "by"}, {"header": "at"},
            {"header": "test"}, {"header": "value"}, {"header": "note"}, {"header": "no"}
          ],
          "source": "urn:mes",
          "activities": [
            {
              "id": "{order}/{step}", "kind": "mixing",
              "occurred": {"date": "{at}", "row": "first"},
              "ended": {"date": "{at}", "row": "last"},
              "summary": "{note}", "sequence": {"stream": "counter", "first": "{no}"},
              "participants": [
                {"role": "output", "kind": "lot", "name": "{lot}", "quantity": "{made}",
                 "unit": "kg", "per": "group"},
                {"role": "input", "kind": "lot", "name": "{input}", "quantity": "{kg}",
                 "unit": "kg", "per": "row"},
                {"role": "performer", "kind": "person", "name": "{by}"}
              ],
              "results": [{"name": "{test}", "value": "{value}"}]
            }
          ]
        }
        """
    private static let header = "order,step,lot,made,input,kg,by,at,test,value,note,no\n"

    private func read(_ rows: [String], _ changes: (String, String)...) throws -> ReadBatch {
        var text = Self.text
        for (from, to) in changes { text = text.replacing(from, with: to) }
        let mapping = try SpreadsheetMapping(parsing: Array(text.utf8))
        let file = Self.header + rows.map { $0 + "\n" }.joined()
        return SpreadsheetFormat(mapping).read(Array(file.utf8))
    }

    private let first = "1,A,L9,100,M1,5,Lind,2026-11-03T08:00:00,pH,7.1,,1"
    private let second = "1,A,L9,100,M1,5,Lind,2026-11-03T09:00:00,pH,7.2,seen,2"
    private let third = "1,B,L9,100,M2,8,Ortiz,2026-11-03T10:00:00,pH,7.3,,3"

    @Test func `Rows that follow one another and agree in the key are one activity`() throws {
        let batch = try read([first, second, third])
        #expect(batch.problems.listed.isEmpty)
        #expect(batch.activities.map(\.eventID) == ["1/A", "1/B"])
        let activity = try #require(batch.activities.first?.activity)
        #expect(activity.results.map(\.value) == ["7.1", "7.2"])
        #expect(activity.occurred?.text == "2026-11-03T08:00:00")
        #expect(activity.ended?.text == "2026-11-03T09:00:00")
        #expect(activity.summary == "seen")
        #expect(activity.sequence == SequencePosition(stream: "counter", first: 1, last: 2))
        #expect(activity.attribution == .personNamed)
    }

    @Test func `What is made counts once, what went in counts in each row`() throws {
        let activity = try #require(try read([first, second]).activities.first?.activity)
        #expect(activity.participants.map(\.thing.name) == ["L9", "M1", "Lind", "M1"])
        #expect(activity.participants.compactMap(\.quantity?.value) == ["100", "5", "5"])
    }

    @Test func `Its part of the file goes from its first row to its last`() throws {
        let batch = try read([first, second, third])
        let start = UInt64(Self.header.utf8.count)
        let end = start + UInt64(first.utf8.count + second.utf8.count + 1)
        #expect(batch.activities.map(\.bytes)[0] == start..<end)
        #expect(batch.activities[0].place.line == 2)
        // No row holds the group, so none stands for what was understood.
        #expect(batch.activities[0].digest == nil)
    }

    @Test(arguments: [
        ("1,A,L9,101,M1,5,Lind,,,,,", "participants[0]"),
        ("1,A,L9,100,M1,5,Lind,,,,other,", "summary"),
        ("1,A,L9,100,M1,5,Lind,,,,,9", "sequence"),
    ])
    func `Rows of a group that contradict each other give nothing`(
        row: String, member: String
    ) throws {
        let batch = try read([second, row, third])
        #expect(batch.activities.map(\.eventID) == ["1/B"])
        #expect(batch.problems.listed.map(\.code) == ["group.differs", "group.incomplete"])
        #expect(batch.problems.listed.first?.expected.contains(member) == true)
        #expect(batch.problems.listed.map(\.place.line) == [3, 2])
    }

    @Test func `A group with a row that cannot be read gives nothing, and that is said`() throws {
        let bad = second.replacing("7.2", with: "high")
        let batch = try read([first, bad, third])
        #expect(batch.activities.map(\.eventID) == ["1/B"])
        #expect(batch.problems.listed.map(\.code) == ["number.syntax", "group.incomplete"])
    }

    @Test func `A row without a key takes those before it along`() throws {
        let batch = try read([first, ",,L9,100,M1,5,Lind,,,,,", third])
        #expect(batch.activities.map(\.eventID) == ["1/B"])
        #expect(batch.problems.listed.map(\.code) == ["group.incomplete", "group.key-blank"])
    }

    @Test func `A blank key is the one above where the mapping fills it`() throws {
        let rows = [first, ",,L9,100,M1,5,Lind,2026-11-03T09:00:00,pH,7.2,,"]
        let batch = try read(rows, ("{\"group\"", "{\"fill\": [\"order\", \"step\"], \"group\""))
        #expect(batch.problems.listed.isEmpty)
        #expect(batch.activities.map(\.activity.results.count) == [2])
    }

    @Test func `Of a key that comes again further down nothing is taken`() throws {
        let batch = try read([first, third, second])
        // Part of a group is not taken for the whole of it.
        #expect(batch.activities.map(\.eventID) == ["1/B"])
        #expect(batch.problems.listed.map(\.code) == ["group.incomplete", "group.apart"])
        #expect(batch.problems.listed.map(\.place.line) == [2, 4])
        #expect(batch.problems.listed.last?.expected.contains("row 2") == true)
    }

    @Test func `A group has a bound`() throws {
        let rows = Array(repeating: "1,A,,,,,,,n,1,,", count: RecordGroup.rowsMax)
        let whole = try read(rows)
        #expect(whole.activities.map(\.activity.results.count) == [RecordGroup.rowsMax])
        let batch = try read(rows + ["1,A,,,,,,,n,1,,", "1,A,,,,,,,n,1,,"])
        #expect(batch.activities.isEmpty)
        #expect(batch.problems.listed.map(\.code) == ["group.too-long", "group.incomplete"])
    }

    @Test(arguments: [1, 7, 64])
    func `Groups are the same in pieces of any size`(size: Int) throws {
        let mapping = try SpreadsheetMapping(parsing: Array(Self.text.utf8))
        let bytes = Array((Self.header + [first, second, third].joined(separator: "\n")).utf8)
        let whole = SpreadsheetFormat(mapping).read(bytes)
        var reader = SpreadsheetFormat(mapping).reader(ReadingOptions())
        var batch = ReadBatch()
        repeat {
            for start in stride(from: 0, to: bytes.count, by: size) {
                bytes[start..<min(start + size, bytes.count)].withUnsafeBytes {
                    reader.read($0, into: &batch)
                }
            }
            reader.finish(into: &batch)
        } while reader.wantsAnotherPass
        #expect(batch.activities.map(\.activity) == whole.activities.map(\.activity))
        #expect(whole.activities.count == 2)
    }

    @Test(arguments: DamagedFile.seeds)
    func `A damaged file is read or refused, in any pieces alike`(seed: UInt64) throws {
        let format = SpreadsheetFormat(try SpreadsheetMapping(parsing: Array(Self.text.utf8)))
        let good = Array((Self.header + [first, second, third].joined(separator: "\n")).utf8)
        try DamagedFile.expect(format, toBear: good, seed: seed)
    }

    @Test func `Sheets of a workbook are read twice too`() throws {
        let columns = Self.header.dropLast().split(separator: ",").map(String.init)
        func sheet(_ rows: [String]) -> String {
            let lines =
                [columns]
                + rows.map {
                    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                }
            let cells = lines.enumerated().map { row, line in
                let cells = line.enumerated().map { column, text in
                    text.isEmpty
                        ? ""
                        : "<c r='\(CellName.letters(column))\(row + 1)' t='inlineStr'>"
                            + "<is><t>\(text)</t></is></c>"
                }
                return "<row r='\(row + 1)'>\(cells.joined())</row>"
            }
            return "<sheetData>\(cells.joined())</sheetData>"
        }
        let text = Self.text.replacing(
            "\"kind\": \"csv\", \"delimiter\": \",\", \"encoding\": \"utf-8\"",
            with: "\"kind\": \"xlsx\"")
        let format = SpreadsheetFormat(try SpreadsheetMapping(parsing: Array(text.utf8)))
        let whole = format.read(try WorkbookTests.workbook(sheet: sheet([first, second, third])))
        #expect(whole.problems.listed.isEmpty)
        #expect(whole.activities.map(\.eventID) == ["1/A", "1/B"])
        let apart = format.read(try WorkbookTests.workbook(sheet: sheet([first, third, second])))
        #expect(apart.activities.map(\.eventID) == ["1/B"])
    }

    @Test(arguments: [
        ("[\"order\", \"step\"]", "[]", "$.table.group"),
        ("[\"order\", \"step\"]", "[\"order\", \"nothing\"]", "$.table.group.by[1]"),
        ("[\"order\", \"step\"]", "[\"order\", \"order\"]", "$.table.group.by[1]"),
        ("\"{order}/{step}\"", "\"{order}/{no}\"", "$.activities[0].id"),
        (", \"per\": \"row\"", "", "$.activities[0].participants[1]"),
        ("\"per\": \"row\"", "\"per\": \"day\"", "$.activities[0].participants[1].per"),
        ("\"row\": \"last\"", "\"row\": \"second\"", "$.activities[0].ended.row"),
        ("{\"group\": {\"by\": [\"order\", \"step\"]}}", "{}", "$.activities[0].ended.row"),
    ])
    func `A group that a mapping does not say in full is refused`(
        from: String, to: String, path: String
    ) {
        let text = Self.text.replacing(from, with: to)
        #expect(text != Self.text)
        do throws(MalformedMapping) {
            _ = try SpreadsheetMapping(parsing: Array(text.utf8))
            Issue.record("read")
        } catch { #expect(error.problems.listed.map(\.place.path).contains(path)) }
    }
}
