// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import Spreadsheet

/// Numbers and times as plants write them, and what is refused instead of guessed.
struct ValueTests {
    private let german = NumberStyle(decimal: ",", grouping: ".")
    private let english = NumberStyle(decimal: ".", grouping: ",")

    @Test(arguments: [
        ("1.234,5", "1234.5"), ("-0,050", "-0.050"), ("+7", "7"), ("007", "7"), (",5", "0.5"),
        ("1.000.000", "1000000"), ("2,5E-3", "2.5e-3"), ("\u{2212}3,2", "-3.2"), ("0", "0"),
    ])
    func `A number with declared marks becomes the number it is`(text: String, number: String) {
        #expect(german.read(text) == .number(number))
    }

    @Test(arguments: [
        ("1,234", "number.mark-not-declared"), ("1.5", "number.mark-not-declared"),
        ("1 000", "number.mark-not-declared"), ("abc", "number.syntax"), ("", "number.syntax"),
        ("-", "number.syntax"), ("12 mm", "number.syntax"), ("\u{663}", "number.syntax"),
    ])
    func `Without declared marks nothing is guessed`(text: String, code: String) {
        guard case .refused(let found, _) = NumberStyle().read(text) else {
            Issue.record("\(text) was read")
            return
        }
        #expect(found == code)
    }

    @Test func `Groups have three digits`() {
        for text in ["1,23", "1,2345", "12345,678", ",123"] {
            guard case .refused(let code, _) = english.read(text) else {
                Issue.record("\(text) was read")
                continue
            }
            #expect(code == "number.grouping")
        }
        #expect(english.read("12,345.5") == .number("12345.5"))
        #expect(NumberStyle(decimal: ",", grouping: " ").read("1 234,5") == .number("1234.5"))
    }

    @Test func `A point is refused where the mapping says comma`() {
        guard case .refused(let code, _) = NumberStyle(decimal: ",").read("1.5") else {
            Issue.record("it was read")
            return
        }
        #expect(code == "number.mark")
    }

    @Test(arguments: [
        ("4.5", "-0.508", "3.992"), ("0", "0.05", "0.05"), ("93.601", "0.5", "94.101"),
        ("-1", "-0.1", "-1.1"), ("1e2", "5e-1", "100.5"), ("0.10", "0.20", "0.3"),
        ("-0.3", "0.3", "0"),
    ])
    func `Limits are summed without binary fractions`(a: String, b: String, sum: String) {
        #expect(DecimalText.sum(a, b) == sum)
    }

    @Test func `A sum that does not fit is none`() {
        #expect(DecimalText.sum("9223372036854775807", "1") == nil)
        #expect(DecimalText.sum("1e18", "0.000000000000000001") == nil)
        #expect(DecimalText.sum("x", "1") == nil)
    }

    // MARK: Times

    private func style(_ patterns: String..., zone: ZoneRule = .absent) -> TimeStyle {
        var style = TimeStyle()
        style.patterns = patterns.compactMap { TimePattern($0) }
        style.words.months = ["mär": 3, "märz": 3, "mai": 5]
        style.words.zones = ["cet": 60, "cest": 120]
        style.zone = zone
        return style
    }

    private func instant(_ style: TimeStyle, _ text: String, clock: String? = nil) -> String? {
        guard case .time(let time) = style.read(text, clock: clock, assumed: nil) else {
            return nil
        }
        return time.instant?.rfc3339Seconds
    }

    @Test(arguments: [
        ("dd.MM.yyyy HH:mm", "03.04.2026 10:15", "2026-04-03T09:15:00Z"),
        ("MM/dd/yyyy HH:mm:ss", "03/04/2026 10:15:30", "2026-03-04T09:15:30Z"),
        ("d. MMM yyyy HH:mm", "3. März 2026 10:15", "2026-03-03T09:15:00Z"),
        ("d-MMM-yy h:mm a", "3-Mai-26 1:05 PM", "2026-05-03T12:05:00Z"),
        ("yyyy-MM-dd'T'HH:mm:ssZ", "2026-04-03T10:15:00-05:00", "2026-04-03T15:15:00Z"),
        ("yyyyMMdd HHmm", "20260403 1015", "2026-04-03T09:15:00Z"),
        ("dd/MM/yyyy HH:mm z", "03/04/2026 10:15 CEST", "2026-04-03T08:15:00Z"),
        ("EEE dd.MM.yyyy HH:mm", "Fr. 03.04.2026 10:15", "2026-04-03T09:15:00Z"),
    ])
    func `A pattern of the mapping reads its own texts`(
        pattern: String, text: String, expected: String
    ) {
        #expect(instant(style(pattern, zone: .fixed(minutes: 60)), text) == expected)
    }

    @Test func `An ambiguous date is refused, not guessed`() {
        func code(_ outcome: TimeStyle.Outcome) -> String? {
            if case .refused(let code, _) = outcome { code } else { nil }
        }
        #expect(code(style().read("03/04/2026", assumed: nil)) == "time.pattern-not-declared")
        let both = style("dd/MM/yyyy", "MM/dd/yyyy")
        #expect(code(both.read("03/04/2026", assumed: nil)) == "time.ambiguous")
        #expect(code(both.read("13/04/2026", assumed: nil)) == nil)
        #expect(code(style("dd/MM/yyyy").read("31/02/2026", assumed: nil)) == "time.syntax")
        #expect(code(style("dd/MM/yyyy").read("3/4/2026", assumed: nil)) == "time.syntax")
    }

    @Test func `A day without a time of day has no moment, and keeps its text`() {
        let time = style("dd.MM.yyyy", zone: .fixed(minutes: 60)).read("03.04.2026", assumed: nil)
        #expect(time == .time(SourceTime(text: "03.04.2026", instant: nil, zone: .absent)))
    }

    @Test func `Date and time of day may stand in two cells`() {
        let both = style("dd.MM.yyyy", "HH:mm", zone: .fixed(minutes: 60))
        #expect(instant(both, "03.04.2026", clock: "10:15") == "2026-04-03T09:15:00Z")
    }

    @Test func `A zone of the text is given, one of the mapping is assumed`() {
        let style = style("dd.MM.yyyy HH:mm z", "dd.MM.yyyy HH:mm", zone: .fixed(minutes: 120))
        guard case .time(let given) = style.read("03.04.2026 10:15 CET", assumed: nil),
            case .time(let assumed) = style.read("03.04.2026 10:15", assumed: nil),
            case .time(let absent) = self.style("dd.MM.yyyy HH:mm")
                .read("03.04.2026 10:15", assumed: nil)
        else {
            Issue.record("not read")
            return
        }
        #expect(given.zone == .given(offsetMinutes: 60))
        #expect(assumed.zone == .assumed(offsetMinutes: 120))
        #expect(absent.zone == .absent)
        #expect(absent.instant == nil)
    }

    @Test(arguments: [
        ("2026-03-29T01:59:00", "2026-03-29T00:59:00Z"),
        ("2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
        ("2026-10-25T01:59:00", "2026-10-24T23:59:00Z"),
        ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
        ("2026-07-01T12:00:00", "2026-07-01T10:00:00Z"),
        ("2026-01-01T12:00:00", "2026-01-01T11:00:00Z"),
    ])
    func `Summer time in Europe follows its law`(text: String, expected: String) {
        let rule = ZoneRule.seasonal(
            standardMinutes: 60, summerMinutes: 120, law: .europeanUnion)
        #expect(instant(style(zone: rule), text) == expected)
    }

    @Test(arguments: [
        ("2026-03-08T01:59:00", "2026-03-08T06:59:00Z"),
        ("2026-03-08T03:00:00", "2026-03-08T07:00:00Z"),
        ("2026-11-01T00:59:00", "2026-11-01T04:59:00Z"),
        ("2026-11-01T02:00:00", "2026-11-01T07:00:00Z"),
    ])
    func `Summer time in the United States follows its law`(text: String, expected: String) {
        let rule = ZoneRule.seasonal(
            standardMinutes: -300, summerMinutes: -240, law: .unitedStates)
        #expect(instant(style(zone: rule), text) == expected)
    }

    @Test func `An hour that clocks showed twice, or never, is refused`() {
        let rule = ZoneRule.seasonal(
            standardMinutes: 60, summerMinutes: 120, law: .europeanUnion)
        guard
            case .refused(let twice, _) = style(zone: rule)
                .read("2026-10-25T02:30:00", assumed: nil),
            case .refused(let never, _) = style(zone: rule)
                .read("2026-03-29T02:30:00", assumed: nil)
        else {
            Issue.record("read")
            return
        }
        #expect(twice == "time.repeated-hour")
        #expect(never == "time.skipped-hour")
    }

    @Test(arguments: ["", "dd.MM", "yyyy-MM-dd hh:mm", "HH", "yyyy MM dd dd", "q", "dd.MM.yyyy 'x"])
    func `A pattern that gives no whole time is none`(text: String) {
        #expect(TimePattern(text) == nil)
    }

    // MARK: Names

    @Test(arguments: [
        ("*", "anything", true), ("a*c", "abc", true), ("a*c", "ac", true), ("a*c", "acd", false),
        ("*b*", "abc", true), ("ab", "abc", false), ("a*b*c", "aXbYbc", true),
        ("aa*aa", "aaa", false),
    ])
    func `A star stands for any run of characters`(pattern: String, name: String, fits: Bool) {
        #expect(NamePattern(pattern).matches(name) == fits)
    }

    @Test(arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")])
    func `Columns have the letters of spreadsheet programs`(column: Int, letters: String) {
        #expect(CellName.letters(column) == letters)
        #expect(CellName.column(letters) == column)
    }

    @Test func `What is no cell is none`() {
        for name in ["", "1", "A", "A0", "XFE1", "A1048577", "a1", "A1B", "AAAA1"] {
            #expect(CellName.parse(name) == nil, "\(name)")
        }
        #expect(CellName.parse("C12")?.row == 12)
        #expect(CellName.parse("C12")?.column == 2)
    }
}
