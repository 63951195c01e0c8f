// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Calibration

/// Until when a certificate says it holds, from its date and period.
struct CalendarPeriodTests {
    @Test(arguments: [
        ("P1Y", "2026-05-04", "2027-05-04"), ("P6M", "2026-08-31", "2027-02-28"),
        ("P1Y6M", "2026-11-30", "2028-05-30"), ("P2W", "2026-12-25", "2027-01-08"),
        ("P1Y", "2024-02-29", "2025-02-28"), ("P4Y", "2024-02-29", "2028-02-29"),
        ("P30D", "2026-05-04", "2026-06-03"),
    ])
    func `A period ends on the day a calendar says`(period: String, from: String, until: String) {
        #expect(CalendarPeriod(period)?.end(from: from) == until)
    }

    @Test(arguments: ["", "P", "1Y", "P1", "PT12H", "P1.5Y", "-P1Y", "P99999Y", "PY", "P1X"])
    func `Other periods are not guessed at`(text: String) { #expect(CalendarPeriod(text) == nil) }

    @Test(arguments: ["2026-02-30", "04.05.2026", "", "2026-05", "9999-12-31"])
    func `A date that is none has no end`(date: String) {
        #expect(CalendarPeriod("P9999Y")?.end(from: date) == nil)
    }
}
