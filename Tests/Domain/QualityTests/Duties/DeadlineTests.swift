// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Quality
import Testing

/// Deadlines worked out by hand, with a calendar on the table.
@Suite(.covers("OBL-R3")) struct DeadlineTests {
    /// Central Europe and the American east coast in 2026 and 2027, as their clocks moved.
    static let berlin = zone(
        "Europe/Berlin", winter: 60,
        summer: [
            ("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"),
            ("2027-03-28T01:00:00Z", "2027-10-31T01:00:00Z"),
        ])
    static let newYork = zone(
        "America/New_York", winter: -300,
        summer: [
            ("2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"),
            ("2027-03-14T07:00:00Z", "2027-11-07T06:00:00Z"),
        ])

    private static func zone(
        _ name: String, winter: Int, summer: [(String, String)]
    ) -> RecipientZone {
        let summers = summer.map { at($0.0)..<at($0.1) }
        return RecipientZone(name) { instant in
            summers.contains { $0.contains(instant) } ? winter + 60 : winter
        }
    }

    static func at(_ text: String) -> Instant {
        WrittenTime(text)?.instant ?? Instant(seconds: 0)
    }

    struct Vector: Sendable {
        let name: String
        let deadline: Deadline
        let event: String
        var zone = DeadlineTests.berlin
        var calendar = WorkCalendar.weekdays
        var rollover = Rollover.none
        let legal: String
        let conservative: String
    }

    static let vectors: [Vector] = [
        Vector(
            name: "hours are hours, also when the clocks go back",
            deadline: Deadline(72, .hours), event: "2026-10-24T10:15:00+02:00",
            legal: "2026-10-27T08:15:00Z", conservative: "2026-10-27T08:15:00Z"),
        Vector(
            name: "the hour of the event is not counted in Europe",
            deadline: Deadline(72, .hours), event: "2026-10-24T10:15:00+02:00",
            rollover: .regulation1182,
            legal: "2026-10-27T09:00:00Z", conservative: "2026-10-27T08:15:00Z"),
        Vector(
            name: "hours do not roll over a weekend",
            deadline: Deadline(24, .hours), event: "2026-11-20T18:00:00+01:00",
            rollover: .regulation1182,
            legal: "2026-11-21T17:00:00Z", conservative: "2026-11-21T17:00:00Z"),
        Vector(
            name: "a calendar day ends with the recipient's day",
            deadline: Deadline(30, .calendarDays), event: "2026-11-21T23:30:00-05:00",
            zone: newYork,
            legal: "2026-12-22T05:00:00Z", conservative: "2026-12-22T04:30:00Z"),
        Vector(
            name: "a day with 25 hours is one day",
            deadline: Deadline(1, .calendarDays), event: "2026-10-24T12:00:00+02:00",
            legal: "2026-10-25T23:00:00Z", conservative: "2026-10-25T11:00:00Z"),
        Vector(
            name: "a time of day that the clocks skip counts as the stricter one",
            deadline: Deadline(1, .calendarDays), event: "2027-03-13T02:30:00-05:00",
            zone: newYork,
            legal: "2027-03-15T04:00:00Z", conservative: "2027-03-14T06:30:00Z"),
        Vector(
            name: "a time of day that comes twice counts as the first",
            deadline: Deadline(1, .calendarDays), event: "2026-10-31T01:30:00-04:00",
            zone: newYork,
            legal: "2026-11-02T05:00:00Z", conservative: "2026-11-01T05:30:00Z"),
        Vector(
            name: "29 February is a day",
            deadline: Deadline(1, .calendarDays), event: "2028-02-28T12:00:00Z", zone: .utc,
            legal: "2028-03-01T00:00:00Z", conservative: "2028-02-29T12:00:00Z"),
        Vector(
            name: "business days leave out Thanksgiving",
            deadline: Deadline(4, .businessDays), event: "2026-11-25T10:00:00-05:00",
            zone: newYork, calendar: .usFederal,
            legal: "2026-12-03T05:00:00Z", conservative: "2026-12-02T15:00:00Z"),
        Vector(
            name: "working days leave out New Year's Day",
            deadline: Deadline(5, .workDays), event: "2026-12-30T10:00:00-05:00",
            zone: newYork, calendar: .usFederal,
            legal: "2027-01-08T05:00:00Z", conservative: "2027-01-07T15:00:00Z"),
        Vector(
            name: "from a Saturday the first working day is Monday",
            deadline: Deadline(1, .workDays), event: "2026-11-21T10:00:00Z", zone: .utc,
            legal: "2026-11-24T00:00:00Z", conservative: "2026-11-23T10:00:00Z"),
        Vector(
            name: "31 January and a month is the last of February",
            deadline: Deadline(1, .months), event: "2027-01-31T12:00:00Z", zone: .utc,
            legal: "2027-03-01T00:00:00Z", conservative: "2027-02-28T12:00:00Z"),
        Vector(
            name: "in Europe that Sunday rolls over to Monday",
            deadline: Deadline(1, .months), event: "2027-01-31T12:00:00Z", zone: .utc,
            rollover: .regulation1182,
            legal: "2027-03-02T00:00:00Z", conservative: "2027-02-28T12:00:00Z"),
        Vector(
            name: "31 January and a month in a leap year is the 29th",
            deadline: Deadline(1, .months), event: "2028-01-31T12:00:00Z", zone: .utc,
            legal: "2028-03-01T00:00:00Z", conservative: "2028-02-29T12:00:00Z"),
        Vector(
            name: "three months over the end of a year",
            deadline: Deadline(3, .months), event: "2026-11-30T12:00:00Z", zone: .utc,
            legal: "2027-03-01T00:00:00Z", conservative: "2027-02-28T12:00:00Z"),
        Vector(
            name: "two days hold two working days in Europe",
            deadline: Deadline(2, .calendarDays), event: "2026-11-20T12:00:00Z", zone: .utc,
            rollover: .regulation1182,
            legal: "2026-11-25T00:00:00Z", conservative: "2026-11-22T12:00:00Z"),
        Vector(
            name: "ten days that end on a Saturday roll over to Monday",
            deadline: Deadline(10, .calendarDays), event: "2026-11-11T12:00:00Z", zone: .utc,
            rollover: .regulation1182,
            legal: "2026-11-24T00:00:00Z", conservative: "2026-11-21T12:00:00Z"),
        Vector(
            name: "an end on a holiday rolls over",
            deadline: Deadline(30, .calendarDays), event: "2026-11-25T12:00:00-05:00",
            zone: newYork, calendar: .usFederal, rollover: .nextWorkingDay,
            legal: "2026-12-29T05:00:00Z", conservative: "2026-12-25T17:00:00Z"),
    ]

    @Test(arguments: vectors.indices)
    func `Each deadline ends when a person with a calendar says`(index: Int) {
        let vector = DeadlineTests.vectors[index]
        let dates = vector.deadline.ends(
            after: DeadlineTests.at(vector.event), in: vector.zone, vector.calendar,
            rollover: vector.rollover)
        #expect(dates.legal.rfc3339Seconds == vector.legal, "\(vector.name)")
        #expect(dates.conservative.rfc3339Seconds == vector.conservative, "\(vector.name)")
    }

    @Test(arguments: Deadline.Unit.allCases)
    func `What people work towards is never later than what the law allows`(unit: Deadline.Unit) {
        var wrong: [String] = []
        for day in Int64(0)..<400 {
            let event = DeadlineTests.at("2026-09-01T00:00:00Z")
                .adding(microseconds: day * 86_400_000_000 + day * 2_345_678_901)
            for rollover in Rollover.allCases {
                for zone in [RecipientZone.utc, DeadlineTests.berlin, DeadlineTests.newYork] {
                    let dates = Deadline(3, unit).ends(
                        after: event, in: zone, .weekdays, rollover: rollover)
                    if dates.legal < dates.conservative || dates.conservative <= event {
                        wrong.append("\(event.rfc3339) \(rollover) \(zone.name)")
                    }
                }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    }

    @Test func `The federal holidays are those that are observed`() {
        let observed = [
            "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03",
            "2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25",
            "2027-01-01", "2027-01-18", "2027-02-15", "2027-05-31", "2027-06-18", "2027-07-05",
            "2027-09-06", "2027-10-11", "2027-11-11", "2027-11-25", "2027-12-24", "2027-12-31",
        ].map { DeadlineTests.at($0 + "T00:00:00Z").seconds / 86_400 }
        let first = DeadlineTests.at("2026-01-01T00:00:00Z").seconds / 86_400
        let found = (first..<first + 730).filter { day in
            WorkCalendar.weekdays.isWorkingDay(day) && !WorkCalendar.usFederal.isWorkingDay(day)
        }
        #expect(found == observed)
    }

    @Test func `A plant's own holidays are days off`() throws {
        let closed = try #require(CivilDate(year: 2026, month: 11, day: 23))
        let calendar = WorkCalendar("plant7", version: "2", holidays: [closed])
        let dates = Deadline(1, .workDays).ends(
            after: DeadlineTests.at("2026-11-21T10:00:00Z"), in: .utc, calendar)
        #expect(dates.legal.rfc3339Seconds == "2026-11-25T00:00:00Z")
    }

    @Test func `An absurd amount is bounded`() {
        let dates = Deadline(.max, .months).ends(
            after: DeadlineTests.at("2026-11-21T10:00:00Z"), in: .utc, .weekdays)
        #expect(dates.conservative <= dates.legal)
    }
}
