// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Foundation
import Reading
import Testing

@testable import Spreadsheet

/// A draft never decides for a person: what the file does not settle stands in it as a doubt.
struct SuggestionTests {
    private func draft(_ text: String) throws -> MappingSuggestion {
        try MappingSuggestion(Array(text.utf8), named: "Movements April.csv")
    }

    private let german = """
        Materialbeleg;Bewegungsart;Chargennummer;Menge;ME;Buchungsdatum;Uhrzeit;Bediener
        490001;101;L-1;1.250,5;KG;03.04.2026;10:15;A. Ortiz
        490002;261;L-2;-;KG;04.04.2026;11:15;K. Lind

        """

    @Test(arguments: [
        ("Chargennummer", HeaderMeaning.lot), ("Lot No.", .lot), ("N\u{B0} de lot", .lot),
        ("Lote", .lot),
        ("Seriennummer", .serial), ("S/N", .serial), ("n\u{FA}mero de serie", .serial),
        ("Menge", .quantity), ("Quantit\u{E9}", .quantity), ("Cantidad", .quantity),
        ("OPERATOR", .person), ("Pr\u{FC}fer", .person), ("op\u{E9}rateur", .person),
        ("Fecha", .date), ("Zeitstempel", .date), ("USL", .upper), ("OGW", .upper),
    ])
    func `Headers are known in four languages`(header: String, meaning: HeaderMeaning) {
        #expect(HeaderMeaning.of(header) == meaning)
    }

    @Test func `No synonym means two things`() {
        var seen: [String: HeaderMeaning] = [:]
        for meaning in HeaderMeaning.allCases {
            for header in ["Lot", "Date", "Status", "Op", "Of", "Menge", "Plan", "Text", "Version"]
            {
                if HeaderMeaning.of(header) == meaning { seen[header] = meaning }
            }
        }
        #expect(seen["Op"] == .operation)
        #expect(HeaderMeaning.of("what is this") == nil)
    }

    @Test func `A draft with doubts is no mapping`() throws {
        let suggestion = try draft(german)
        #expect(suggestion.doubts > 0)
        let bytes = Array(suggestion.text.utf8)
        #expect(throws: MalformedMapping.self) { try SpreadsheetMapping(parsing: bytes) }
        do throws(MalformedMapping) { _ = try SpreadsheetMapping(parsing: bytes) } catch {
            let doubts = error.problems.listed.filter { $0.found.hasPrefix("a doubt") }
            #expect(doubts.count == suggestion.doubts)
        }
    }

    @Test func `What the file settles is in the draft, what it does not is asked`() throws {
        let json = try JSON(parsing: Array(try draft(german).text.utf8))
        #expect(json["name"]?.text == "movements-april")
        #expect(json["file"]?["delimiter"]?.text == ";")
        #expect(json["file"]?["encoding"]?.text == "utf-8")
        let values = json["values"]?.members?.map(\.name) ?? []
        #expect(values == ["DOUBT decimal", "DOUBT dates", "DOUBT zone", "DOUBT blank"])
        let activity = json["activities"]?.elements?.first
        #expect(activity?["id"]?.text == "{Materialbeleg}")
        #expect(activity?["DOUBT kind"]?.text?.contains("101") == true)
        let lot = activity?["participants"]?.elements?.first
        #expect(lot?["name"]?.text == "{Chargennummer}")
        #expect(lot?["quantity"]?.text == "{Menge}")
        #expect(activity?["occurred"]?["time"]?.text == "{Uhrzeit}")
    }

    @Test func `Decided, the draft reads the file`() throws {
        var text = try draft(german).text
        for (from, to) in [
            ("\"DOUBT source\"", "\"source\": \"urn:erp\", \"DOUBT source\""),
            (
                "\"DOUBT decimal\"",
                "\"decimal\": \",\", \"grouping\": \".\", \"blank\": [\"-\"], \"zone\": \"absent\", "
                    + "\"dates\": [\"dd.MM.yyyy\", \"HH:mm\"], \"DOUBT decimal\""
            ),
            (
                "\"DOUBT kind\"",
                "\"kind\": {\"of\": \"{Bewegungsart}\", \"words\": {\"101\": \"in\", \"261\": \"out\"}}, "
                    + "\"DOUBT kind\""
            ),
        ] { text = text.replacing(from, with: to) }
        // A person takes each doubt out when it is decided.
        let json = try JSON(parsing: Array(text.utf8)).withoutDoubts
        let mapping = try SpreadsheetMapping(parsing: json.canonical)
        let batch = SpreadsheetFormat(mapping).read(Array(german.utf8))
        #expect(batch.problems.listed.isEmpty)
        #expect(batch.activities.map(\.activity.kind) == ["in", "out"])
        #expect(batch.activities[0].activity.participants[0].quantity?.value == "1250.5")
    }

    @Test func `An encoding that is not told by the bytes is asked`() throws {
        let bytes = Array("Lot;Gr".utf8) + [0xF6] + Array("sse\nL1;2\n".utf8)
        let text = try MappingSuggestion(bytes, named: "x.csv").text
        #expect(text.contains("DOUBT encoding"))
    }

    @Test func `Any bytes at all give a draft or a fault`() throws {
        for text in ["", "a", "\n\n\n", "\"", "a;b,c\td|e\n", "{}", ",,,,\n"] {
            _ = try draft(text)
        }
        #expect(throws: WorkbookFault.self) {
            try MappingSuggestion([0x50, 0x4B, 0x03, 0x04, 1], named: "x.xlsx")
        }
    }
}

extension JSON {
    fileprivate var withoutDoubts: JSON {
        switch self {
        case .object(let members):
            .object(
                members.filter { !$0.name.hasPrefix("DOUBT") }
                    .map { JSON.Member($0.name, $0.value.withoutDoubts) })
        case .array(let elements): .array(elements.map(\.withoutDoubts))
        case .null, .bool, .integer, .decimal, .string: self
        }
    }
}
