// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading
import Testing

@testable import Spreadsheet

/// Numbering, validity, exceptions and zones of places in a table.
struct ConditionTests {
    private static let text = """
        {
          "format": "witnessmark spreadsheet mapping 1", "name": "permits", "revision": "1",
          "file": {"kind": "csv", "delimiter": ",", "encoding": "utf-8"},
          "values": {"decimal": ".", "zone": "+01:00"},
          "columns": [
            {"header": "id"}, {"header": "no"}, {"header": "to"}, {"header": "from"},
            {"header": "until"}, {"header": "open"}, {"header": "at"}
          ],
          "source": "urn:qms",
          "activities": [
            {
              "id": "{id}", "kind": "permit", "occurred": "{at}",
              "sequence": {"stream": "permits", "first": "{no}", "last": "{to}"},
              "valid": {"from": "{from}", "until": "{until}"},
              "exception": {"of": "{open}", "words": {"yes": "open", "no": "closed"}}
            }
          ]
        }
        """

    private func read(
        _ row: String, _ changes: (String, String)..., zones: SpreadsheetMapping.ZoneLookup? = nil
    ) throws -> ReadBatch {
        var text = Self.text
        for (from, to) in changes { text = text.replacing(from, with: to) }
        let bytes = Array(text.utf8)
        let mapping =
            if let zones {
                try SpreadsheetMapping(parsing: bytes, zones: zones)
            } else {
                try SpreadsheetMapping(parsing: bytes)
            }
        return SpreadsheetFormat(mapping)
            .read(Array("id,no,to,from,until,open,at\n\(row)\n".utf8))
    }

    @Test func `Numbers, validity and exception are read from their columns`() throws {
        let batch = try read("P1,7,9,2026-11-01T00:00:00,2026-12-01T00:00:00,yes,")
        #expect(batch.problems.listed.isEmpty)
        let activity = try #require(batch.activities.first?.activity)
        #expect(activity.sequence == SequencePosition(stream: "permits", first: 7, last: 9))
        #expect(activity.valid?.from?.instant?.rfc3339Seconds == "2026-10-31T23:00:00Z")
        #expect(activity.valid?.until?.text == "2026-12-01T00:00:00")
        #expect(activity.exception == .open)
    }

    @Test func `What is blank is left out, and an end of validity may be open`() throws {
        let batch = try read("P1,,,,2026-12-01T00:00:00,,")
        let activity = try #require(batch.activities.first?.activity)
        #expect(activity.sequence == nil && activity.exception == nil)
        #expect(activity.valid?.from == nil && activity.valid?.until != nil)
        #expect(try read("P1,4,,,,,").activities.first?.activity.sequence?.last == 4)
        #expect(try read("P1,4,,,,,").activities.first?.activity.valid == nil)
    }

    @Test(arguments: [
        ("P1,7.5,,,,,", "sequence.number"), ("P1,9,7,,,,", "sequence.order"),
        ("P1,99999999999999999999,,,,,", "sequence.number"), ("P1,,,,,maybe,", "word.unknown"),
        ("P1,,,01.11.2026,,,", "time.pattern-not-declared"),
    ])
    func `What is neither is told at its cell`(row: String, code: String) throws {
        let batch = try read(row)
        #expect(batch.activities.isEmpty)
        #expect(batch.problems.listed.map(\.code) == [code])
    }

    @Test func `A number without what it numbers is refused`() throws {
        let batch = try read("P1,7,,,,,", ("\"permits\", \"first\"", "\"{open}\", \"first\""))
        #expect(batch.problems.listed.map(\.code) == ["sequence.no-stream"])
    }

    @Test(arguments: [
        ("\"stream\": \"permits\", ", "", "$.activities[0].sequence"),
        ("\"from\": \"{from}\", \"until\": \"{until}\"", "", "$.activities[0].valid"),
        ("\"no\": \"closed\"", "\"no\": \"settled\"", "$.activities[0].exception"),
        ("\"first\": \"{no}\"", "\"first\": \"{number}\"", "$.activities[0].sequence.first"),
        ("\"until\": \"{until}\"", "\"untill\": \"{until}\"", "$.activities[0].valid.untill"),
        ("\"+01:00\"", "\"Europe/Berlin\"", "$.values.zone"),
    ])
    func `What a mapping says wrongly is told at its place`(
        from: String, to: String, path: String
    ) {
        let text = Self.text.replacing(from, with: to)
        #expect(text != Self.text)
        do throws(MalformedMapping) {
            _ = try SpreadsheetMapping(parsing: Array(text.utf8))
            Issue.record("read")
        } catch { #expect(error.problems.listed.map(\.place.path).contains(path)) }
    }

    // MARK: Places

    /// A file whose only rule is the yearly one (RFC 8536 §3).
    private static func berlin(_ name: String) throws(NoZoneRules) -> ZoneRules {
        let block =
            Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
            + [0, 0, 0, 0].flatMap { [0, 0, 0, $0] } + [0, 0, 0, 1, 0, 0, 0, 4]
            + [0, 0, 0, 0, 0, 0] + Array("UTC\0".utf8)
        let file = block + block + Array("\nCET-1CEST,M3.5.0,M10.5.0/3\n".utf8)
        // No rules, and the test fails by that.
        guard name == "Europe/Berlin", let rules = try? ZoneRules(named: name, tzif: file) else {
            throw NoZoneRules(expected: "Europe/Berlin")
        }
        return rules
    }

    @Test(arguments: [
        ("2026-01-15T12:00:00", "2026-01-15T11:00:00Z"),
        ("2026-07-15T12:00:00", "2026-07-15T10:00:00Z"),
        ("2026-07-15T12:00:00+05:00", "2026-07-15T07:00:00Z"),
    ])
    func `Times without a zone are read by the clocks of a place`(
        text: String, moment: String
    ) throws {
        let batch = try read(
            "P1,,,,,,\(text)", ("\"+01:00\"", "\"Europe/Berlin\""), zones: Self.berlin)
        let time = try #require(batch.activities.first?.activity.occurred)
        #expect(time.instant?.rfc3339Seconds == moment)
        #expect(time.text == text)
    }

    @Test(arguments: [
        ("2026-03-29T02:30:00", "time.skipped-hour"), ("2026-10-25T02:30:00", "time.repeated-hour"),
    ])
    func `An hour that a place had twice, or never, is refused`(text: String, code: String) throws {
        let batch = try read(
            "P1,,,,,,\(text)", ("\"+01:00\"", "\"Europe/Berlin\""), zones: Self.berlin)
        #expect(batch.problems.listed.map(\.code) == [code])
    }
}
