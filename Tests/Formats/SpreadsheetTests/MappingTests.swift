// SPDX-License-Identifier: Apache-2.0
import Canon
import Foundation
import Reading
import Testing

@testable import Spreadsheet

/// Mapping files are read strictly; everything that is wrong is told with its place.
struct MappingTests {
    /// A mapping with one member changed or added.
    private func paths(_ json: String) -> [String] {
        do throws(MalformedMapping) {
            _ = try SpreadsheetMapping(parsing: Array(json.utf8))
            return []
        } catch { return error.problems.listed.map(\.place.path) }
    }

    private func movements(_ change: (from: String, to: String)) -> String {
        let text = Movements.text
        guard let range = text.range(of: change.from) else {
            Issue.record("the example has no \(change.from)")
            return text
        }
        return text.replacingCharacters(in: range, with: change.to)
    }

    @Test func `The example is read whole`() throws {
        let mapping = try SpreadsheetMapping(parsing: Array(Movements.text.utf8))
        #expect(mapping.label == "erp-movements@3")
        #expect(mapping.digest == Digest(of: Array(Movements.text.utf8)))
        #expect(mapping.columns.map(\.name).first == "Beleg")
        #expect(mapping.file.kind == .delimited(Dialect(delimiter: 0x3B, encoding: .windows1252)))
    }

    @Test(arguments: [
        ("\"revision\": \"3\",", "", "$"),
        ("\"revision\": \"3\"", "\"revision\": \"a b\"", "$.revision"),
        ("\"delimiter\": \";\"", "\"delimiter\": \";;\"", "$.file.delimiter"),
        ("\"encoding\": \"windows-1252\"", "\"encoding\": \"ansi\"", "$.file.encoding"),
        ("\"decimal\": \",\"", "\"decimal\": \"x\"", "$.values.decimal"),
        ("\"grouping\": \".\"", "\"grouping\": \",\"", "$.values"),
        ("\"dd.MM.yyyy\"", "\"dd.MM\"", "$.values.dates[0]"),
        ("\"role\": \"subject\"", "\"role\": \"object\"", "$.activities[0].participants[0].role"),
        ("{Charge}", "{Los}", "$.activities[0].participants[0].name"),
        ("\"id\": \"{Beleg}\"", "\"id\": \"constant\"", "$.activities[0].id"),
        ("\"ignored\": \"not needed\"", "\"optional\": true", "$.columns[8]"),
        ("\"name\": \"erp-movements\"", "\"name\": \"erp-movements\", \"nmae\": 1", "$.nmae"),
    ])
    func `What is wrong is told at its place`(from: String, to: String, path: String) {
        #expect(paths(movements((from, to))).contains(path))
    }

    @Test func `A second column of one name is refused`() {
        let twice = movements(
            ("{\"header\": \"Menge\"}", "{\"header\": \"Menge\"}, {\"header\": \"Menge\"}"))
        #expect(paths(twice).contains { $0.hasPrefix("$.columns[") })
    }

    @Test func `All problems come at once`() {
        let text = movements(("\"decimal\": \",\"", "\"decimal\": \"x\""))
            .replacing("\"role\": \"subject\"", with: "\"role\": \"object\"")
        #expect(paths(text).count >= 2)
    }

    @Test func `Any bytes at all are a mapping or are refused`() {
        for text in [
            "", "{", "[]", "null", "{\"format\":1}", "{\"columns\":[1],\"activities\":{}}",
        ] {
            #expect(!paths(text).isEmpty, "\(text)")
        }
    }
}
