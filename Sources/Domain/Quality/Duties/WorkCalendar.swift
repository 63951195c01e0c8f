// SPDX-License-Identifier: Apache-2.0
import Canon

/// On which days a recipient works, with the version that was used.
///
/// Holidays are data that somebody answers for: a deadline says which calendar, in which version, it
/// was worked out with, and a later version does not change it behind anybody's back.
package struct WorkCalendar: Hashable, Sendable {
    package let name: String
    package let version: String
    /// Days since 1970-01-01.
    private let holidays: Set<Int64>
    /// Federal holidays of the United States by their own rules, in any year.
    private let hasFederalHolidays: Bool

    package init(_ name: String, version: String, holidays: [CivilDate]) {
        self.name = name
        self.version = version
        self.holidays = Set(holidays.map(\.daysSinceEpoch))
        hasFederalHolidays = false
    }

    private init(federal name: String, version: String) {
        self.name = name
        self.version = version
        holidays = []
        hasFederalHolidays = true
    }

    /// Monday to Friday, and no holidays: the strictest, where nobody entered any.
    package static let weekdays = WorkCalendar("weekdays", version: "1", holidays: [])

    /// Monday to Friday without federal holidays of the United States, as observed.
    ///
    /// They are those of 5 U.S.C. 6103.
    package static let usFederal = WorkCalendar(federal: "us_federal", version: "2021")

    /// The longest run of days without a working day that is searched for the next one.
    private static let restMax: Int64 = 3_660

    package func isWorkingDay(_ day: Int64) -> Bool {
        !isWeekend(day) && !holidays.contains(day)
            && !(hasFederalHolidays && FederalHolidays.isObserved(day))
    }

    /// The `count`th working day after a day, which is itself not counted.
    func workingDay(_ count: Int64, after day: Int64) -> Int64 {
        var current = day
        for _ in 0..<max(0, count) { current = workingDay(onOrAfter: current + 1) }
        return current
    }

    /// The day itself, or the next on which somebody works.
    func workingDay(onOrAfter day: Int64) -> Int64 {
        (day...day + WorkCalendar.restMax).first { isWorkingDay($0) } ?? day
    }

    private func isWeekend(_ day: Int64) -> Bool { Weekday.of(day) >= 5 }
}

/// Days of the week as numbers, from Monday, 0.
enum Weekday {
    /// 1 January 1970 was a Thursday.
    static func of(_ day: Int64) -> Int64 { ((day % 7) + 7 + 3) % 7 }
}

/// The eleven federal holidays of the United States, observed on the nearest weekday.
///
/// By 5 U.S.C. 6103(a) and (b).
enum FederalHolidays {
    static func isObserved(_ day: Int64) -> Bool {
        let date = CivilDate(daysSinceEpoch: day)
        // New Year's Day of the next year can be observed in this one.
        let last = date.month == 12 ? date.year + 1 : date.year
        return (date.year...last).contains { observed(in: $0).contains(day) }
    }

    private static func observed(in year: Int64) -> Set<Int64> {
        let fixed = [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)].compactMap {
            CivilDate(year: year, month: $0.0, day: $0.1)?.daysSinceEpoch
        }.map { day in
            switch Weekday.of(day) {
            case 5: day - 1
            case 6: day + 1
            default: day
            }
        }
        // Martin Luther King, Washington, Labor Day, Columbus; then Thanksgiving and Memorial Day.
        let floating = [(1, 0, 3), (2, 0, 3), (9, 0, 1), (10, 0, 2), (11, 3, 4)].compactMap {
            nth($0.2, weekday: $0.1, month: $0.0, of: year)
        }
        let memorial =
            nth(5, weekday: 0, month: 5, of: year) ?? nth(4, weekday: 0, month: 5, of: year)
        return Set(fixed + floating + (memorial.map { [$0] } ?? []))
    }

    /// The nth such weekday of a month; `nil` when it has fewer.
    private static func nth(_ count: Int64, weekday: Int64, month: Int64, of year: Int64) -> Int64?
    {
        guard let first = CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch else {
            return nil
        }
        let day = first + (weekday - Weekday.of(first) + 7) % 7 + (count - 1) * 7
        return CivilDate(daysSinceEpoch: day).month == month ? day : nil
    }
}
