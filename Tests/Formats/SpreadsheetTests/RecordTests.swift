// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading
import Testing

@testable import Spreadsheet

/// Rows become activities, or are refused with row, column, value, expectation and code.
struct RecordTests {
    private let good = "490001;101;L-0420;4711;1.250,5;KG;03.04.2026;10:15;x\r\n"

    @Test func `A row becomes what the mapping says`() throws {
        let batch = try Movements.read(good)
        #expect(batch.problems.listed.isEmpty)
        let read = try #require(batch.activities.first)
        #expect(read.source == "urn:plant7:erp")
        #expect(read.eventID == "490001")
        #expect(read.activity.kind == "goods.received")
        #expect(read.activity.occurred?.text == "03.04.2026 10:15")
        #expect(read.activity.occurred?.instant?.rfc3339Seconds == "2026-04-03T09:15:00Z")
        #expect(read.activity.occurred?.zone == .assumed(offsetMinutes: 60))
        let lot = try #require(read.activity.participants.first)
        #expect(lot.thing.name == "L-0420")
        #expect(lot.quantity == Quantity("1250.5", unit: "KG"))
        #expect(read.activity.participants.count == 2)
    }

    @Test func `An activity names the bytes of its row and their digest`() throws {
        let read = try #require(try Movements.read(good).activities.first)
        let bytes = Array((Movements.header + good).utf8)
        let part = bytes[Int(read.bytes.lowerBound)..<Int(read.bytes.upperBound)]
        #expect(read.digest == Digest(of: Array(part)))
        #expect(String(decoding: part, as: UTF8.self) + "\r\n" == good)
    }

    @Test(arguments: [
        (";101;L;M;1;KG;03.04.2026;10:15;x", "cell.blank", "cell A2 “Beleg”"),
        ("1;999;L;M;1;KG;03.04.2026;10:15;x", "word.unknown", "cell B2 “Art”"),
        ("1;101;L;M;1,234.5;KG;03.04.2026;10:15;x", "number.syntax", "cell E2 “Menge”"),
        ("1;101;L;M;viel;KG;03.04.2026;10:15;x", "number.syntax", "cell E2 “Menge”"),
        ("1;101;L;M;1;KG;04/03/2026;10:15;x", "time.syntax", "cell G2 “Datum”"),
        ("1;101;L;M;1;KG;31.02.2026;10:15;x", "time.syntax", "cell G2 “Datum”"),
        ("1;101;L;M;1;KG;03.04.2026;;x", "time.clock-blank", "cell H2 “Zeit”"),
        ("1;101;L\u{1};M;1;KG;03.04.2026;10:15;x", "cell.name", "cell C2 “Charge”"),
        ("1;101;L;M;1;KG;03.04.2026;10:15;x;more", "cell.no-header", "cell J2"),
    ])
    func `A bad cell is told with row, column, value and code`(
        row: String, code: String, spot: String
    ) throws {
        let batch = try Movements.read(row + "\r\n")
        #expect(batch.activities.isEmpty)
        #expect(batch.problems.listed.map(\.code) == [code])
        #expect(batch.problems.listed.first?.place.path == spot)
    }

    @Test func `All bad cells of all bad rows are told, and the good rows are read`() throws {
        let batch = try Movements.read(
            "1;999;L;M;x;KG;03.04.2026;10:15;x\r\n" + good + "2;101;L;M;1;KG;heute;10:15;x\r\n")
        #expect(batch.activities.count == 1)
        #expect(
            batch.problems.listed.map(\.place.path)
                == ["cell B2 “Art”", "cell E2 “Menge”", "cell G4 “Datum”"])
    }

    @Test func `Comments, repeated headers, totals and blank rows are no records`() throws {
        let batch = try Movements.read(
            "# printed\r\n" + good + ";;;;;;;;\r\n" + Movements.header
                + "490002;261;L;M;-;KG;03.04.2026;10:15;x\r\nSumme;;;;1.250,5\r\n")
        #expect(batch.problems.listed.isEmpty)
        #expect(batch.activities.map(\.eventID) == ["490001", "490002"])
        #expect(batch.activities[1].activity.participants[0].quantity == nil)
    }

    @Test func `A header must be there once, and nothing else may be`() throws {
        let mapping = try Movements.mapping()
        func codes(_ header: String) -> [String] {
            SpreadsheetFormat(mapping).read(Array((header + "\n1;2\n").utf8))
                .problems.listed.map(\.code)
        }
        #expect(codes("Beleg;Art;Charge;Material;Menge;ME;Datum;Zeit") == ["header.missing"])
        #expect(
            codes("Beleg;Art;Charge;Material;Menge;ME;Datum;Zeit;Text;Menge")
                == ["header.duplicate"])
        #expect(
            codes("Beleg;Art;Charge;Material;Menge;ME;Datum;Zeit;Text;Neu")
                == ["header.not-in-mapping"])
    }

    @Test func `Columns that nobody mentions are kept when the mapping says so`() throws {
        let mapping = try Movements.mapping(
            ("\"source\"", "\"others\": \"keep as attributes\", \"source\""))
        let text =
            "Beleg;Art;Charge;Material;Menge;ME;Datum;Zeit;Text;Wer;Werk\r\n"
            + "1;101;L;M;1;KG;03.04.2026;10:15;x;A. Ortiz;1000\r\n"
        let batch = SpreadsheetFormat(mapping).read(Array(text.utf8))
        #expect(batch.problems.listed.isEmpty)
        #expect(batch.activities.first?.activity.attributes == [Attribute("Werk", "1000")])
        #expect(batch.activities.first?.activity.attribution == .personNamed)
    }

    @Test func `One row may become several activities`() throws {
        let text = """
            {
              "format": "witnessmark spreadsheet mapping 1", "name": "steps", "revision": "1",
              "file": {"kind": "csv", "delimiter": ",", "encoding": "utf-8"},
              "values": {"dates": ["yyyy-MM-dd HH:mm"], "zone": "absent"},
              "columns": [{"header": "sn"}, {"header": "sawn"}, {"header": "milled"}],
              "source": "urn:shop",
              "activities": [
                {"id": "{sn}/saw", "kind": "sawing", "occurred": "{sawn}",
                 "when": [{"of": "{sawn}", "blank": false}],
                 "participants": [{"role": "subject", "kind": "serial", "name": "P7-{sn}"}]},
                {"id": "{sn}/mill", "kind": "milling", "occurred": "{milled}",
                 "when": [{"of": "{milled}", "blank": false}],
                 "participants": [{"role": "subject", "kind": "serial", "name": "P7-{sn}"}]}
              ]
            }
            """
        let mapping = try SpreadsheetMapping(parsing: Array(text.utf8))
        let file = "sn,sawn,milled\n1,2026-04-03 10:00,2026-04-03 11:00\n2,2026-04-03 10:05,\n3,,\n"
        let batch = SpreadsheetFormat(mapping).read(Array(file.utf8))
        #expect(batch.activities.map(\.eventID) == ["1/saw", "1/mill", "2/saw"])
        #expect(batch.activities[0].activity.participants[0].thing.name == "P7-1")
        #expect(batch.problems.listed.map(\.code) == ["row.no-activity"])
    }

    /// A table with a characteristic in each column, and nominal and limits above them.
    private let wide = """
        {
          "format": "witnessmark spreadsheet mapping 1", "name": "wide", "revision": "1",
          "file": {"kind": "csv", "delimiter": ",", "encoding": "utf-8"},
          "table": {
            "header": ["Serial"], "facts": {"nominal": "Nominal", "low": "LSL", "high": "USL"},
            "cells": {"order": "B1"}
          },
          "values": {"decimal": "."},
          "columns": [
            {"header": "Serial", "required": true}, {"header": "OK"},
            {"matching": "C*", "name": "measured"}
          ],
          "source": "urn:cmm",
          "activities": [
            {
              "id": "{@order}/{Serial}", "kind": "inspection",
              "participants": [{"role": "subject", "kind": "serial", "name": "{Serial}"}],
              "results": [
                {"each": "measured", "name": "{@title}", "value": "{@value}", "unit": "mm",
                 "nominal": "{@nominal}", "lower": "{@low}", "upper": "{@high}",
                 "claimed": {"of": "{OK}", "words": {"yes": "pass", "no": "fail"}}}
              ]
            }
          ]
        }
        """

    @Test func `Columns of a wide table are results with the limits above them`() throws {
        let mapping = try SpreadsheetMapping(parsing: Array(wide.utf8))
        let file = """
            Order,4711
            Serial,OK,C1,C2
            Nominal,,10.0,5.5
            LSL,,9.9,
            USL,,10.1,5.6
            S1,yes,10.05,5.7
            S2,no,,5.5

            """
        let batch = SpreadsheetFormat(mapping).read(Array(file.utf8))
        #expect(batch.problems.listed.isEmpty)
        #expect(batch.activities.map(\.eventID) == ["4711/S1", "4711/S2"])
        let results = batch.activities[0].activity.results
        #expect(results.map(\.name) == ["C1", "C2"])
        #expect(results.map(\.computed) == [.pass, .fail])
        #expect(results.map(\.claimed) == [.pass, .pass])
        #expect(results[1].lowerLimit == nil)
        #expect(batch.activities[1].activity.results.map(\.name) == ["C2"])
        // The row does not hold the limits, so it cannot stand for what was understood.
        #expect(batch.activities[0].digest == nil)
    }

    @Test func `A row of facts that is missing is told`() throws {
        let mapping = try SpreadsheetMapping(parsing: Array(wide.utf8))
        let batch = SpreadsheetFormat(mapping).read(
            Array("Order,1\nSerial,OK,C1\nNominal,,1\nS1,yes,1\n".utf8))
        #expect(batch.problems.listed.map(\.code) == ["table.fact-missing", "table.fact-missing"])
    }

    @Test func `The file is read alike in pieces of any size`() throws {
        let format = SpreadsheetFormat(try Movements.mapping())
        let bytes = Array((Movements.header + good + "x;y\r\n" + good).utf8)
        let whole = format.read(bytes)
        for size in [1, 3, 16] {
            var reader = format.reader(ReadingOptions())
            var batch = ReadBatch()
            var start = 0
            while start < bytes.count {
                let end = min(start + size, bytes.count)
                bytes[start..<end].withUnsafeBytes { reader.read($0, into: &batch) }
                start = end
            }
            reader.finish(into: &batch)
            #expect(batch.activities.map(\.bytes) == whole.activities.map(\.bytes))
            #expect(batch.activities.map(\.digest) == whole.activities.map(\.digest))
            #expect(batch.problems == whole.problems)
        }
    }

    @Test func `A mapping recognises its own header and no other`() throws {
        let format = SpreadsheetFormat(try Movements.mapping())
        func confidence(_ text: String) -> Confidence {
            format.recognise(FileSample(prefix: Array(text.utf8), name: "x.csv"))
        }
        #expect(confidence(Movements.header + good) == .certain)
        #expect(confidence("Beleg,Art\n1,2\n") == .no)
        #expect(confidence("{\"specversion\":\"1.0\"}\n") == .no)
        #expect(confidence("") == .no)
    }

    @Test func `The reader names mapping, revision and digest`() throws {
        let mapping = try Movements.mapping()
        let format = SpreadsheetFormat(mapping)
        #expect(
            format.version == "1, mapping erp-movements@3 (sha256:\(mapping.digest.hex))")
    }

    /// Each column a part, each row a characteristic.
    private func turned(_ sheet: String) throws -> ReadBatch {
        let text = """
            {
              "format": "witnessmark spreadsheet mapping 1", "name": "turned", "revision": "1",
              "file": {"kind": "xlsx"},
              "table": {
                "orientation": "columns", "header": "A", "headings": true,
                "facts": {"limit": "Max"}
              },
              "columns": [{"header": "Part", "required": true}, {"matching": "*", "name": "c"}],
              "source": "urn:cmm",
              "activities": [
                {"id": "{Part}", "kind": "inspection",
                 "results": [{"each": "c", "name": "{@heading}/{@title}", "value": "{@value}",
                              "upper": "{@limit}"}]}
              ]
            }
            """
        let mapping = try SpreadsheetMapping(parsing: Array(text.utf8))
        return SpreadsheetFormat(mapping).read(
            try WorkbookTests.workbook(sheet: "<sheetData>\(sheet)</sheetData>"))
    }

    private func row(_ number: Int, _ cells: String...) -> String {
        let cells = cells.enumerated().map { column, text in
            text.isEmpty
                ? ""
                : "<c r='\(CellName.letters(column))\(number)' t='inlineStr'><is><t>\(text)</t></is></c>"
        }
        return "<row r='\(number)'>\(cells.joined())</row>"
    }

    @Test func `A table of columns is turned, and its problems are told where they stand`() throws {
        let head =
            row(1, "Part", "P1", "P2", "Max") + row(2, "Hole") + row(3, "Width", "5", "7", "6")
        let good = try turned(head + row(4, "Depth", "1", "2", "3"))
        #expect(good.problems.listed.isEmpty)
        #expect(good.activities.map(\.eventID) == ["P1", "P2"])
        #expect(good.activities[1].activity.results.map(\.name) == ["Hole/Width", "Hole/Depth"])
        #expect(good.activities[1].activity.results.map(\.computed) == [.fail, .pass])
        #expect(good.activities[1].place.path == "sheet “S”, column C")

        let bad = try turned(head + row(4, "Depth", "1", "deep", "3"))
        #expect(bad.activities.map(\.eventID) == ["P1"])
        #expect(bad.problems.listed.map(\.place.path) == ["sheet “S”, cell C4 “Depth”"])
    }

    @Test func `A table of columns that would not fit the memory is refused`() throws {
        let batch = try turned(
            row(1, "Part", "P1") + "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>")
        #expect(batch.problems.listed.map(\.code) == ["table.too-large"])
    }

    @Test func `A file without rows is a problem`() throws {
        #expect(try Movements.read("").problems.listed.map(\.code) == ["file.no-events"])
        let format = SpreadsheetFormat(try Movements.mapping())
        #expect(!format.read([]).problems.isEmpty)
    }
}
