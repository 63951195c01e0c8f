// SPDX-License-Identifier: Apache-2.0
import Canon

/// How long something may take, as a rule says it.
package struct Deadline: Hashable, Sendable {
    package let amount: Int64
    package let unit: Unit

    package init(_ amount: Int64, _ unit: Unit) {
        self.amount = amount
        self.unit = unit
    }

    package enum Unit: String, CaseIterable, Hashable, Sendable {
        case hours = "h"
        case calendarDays = "cal_d"
        /// Days on which the recipient works.
        case workDays = "work_d"
        case businessDays = "bus_d"
        case months = "month"

        /// As it stands beside an amount.
        package var words: String {
            switch self {
            case .hours: "hours"
            case .calendarDays: "calendar days"
            case .workDays: "working days"
            case .businessDays: "business days"
            case .months: "months"
            }
        }
    }

    /// The most that is counted: a hundred years of days; a rule beyond it is a typing error.
    package static let amountMax: Int64 = 36_525

    package var text: String { "\(amount) \(unit.words)" }
}

/// What happens when a period ends on a day on which nobody works.
package enum Rollover: String, CaseIterable, Hashable, Sendable {
    case none
    /// It ends with the next working day.
    case nextWorkingDay = "next-working-day"
    /// Regulation (EEC, Euratom) 1182/71 as a whole: the hour or day of the event is not counted,
    /// what is not in hours rolls over, and two days or more hold at least two working days.
    case regulation1182 = "eu-1182-71"
}

/// When something must be done: what the law allows, and what to work towards.
package struct DueDates: Hashable, Sendable {
    /// The last moment by the rule's own way of counting.
    package let legal: Instant
    /// The last moment by the strictest reading: counted from the very event, nothing rolled over.
    ///
    /// People work towards this one. It is never later than ``legal``.
    package let conservative: Instant
}

/// Where the recipient is: how far their clocks are from UTC.
///
/// Zone rules come from the shell; a rule that says "end of the day" means the recipient's day.
package struct RecipientZone: Sendable {
    package let name: String
    private let offset: @Sendable (Instant) -> Int

    /// - Parameters:
    ///   - name: as it is shown: `America/New_York`.
    ///   - offset: minutes east of UTC at a moment.
    package init(_ name: String, offset: @escaping @Sendable (Instant) -> Int) {
        self.name = name
        self.offset = offset
    }

    package static let utc = RecipientZone("UTC") { _ in 0 }

    /// What a clock and a calendar there show, as if it were UTC.
    func reading(at instant: Instant) -> Instant {
        instant.adding(microseconds: Int64(offset(instant)) * 60_000_000)
    }

    /// The first moment at which clocks there show a reading.
    ///
    /// Where a reading is skipped in spring the stricter of its two neighbours counts, and of one
    /// that comes twice in autumn the first: nobody may rely on the later one.
    func moment(of reading: Instant) -> Instant {
        let candidates = [-14, -1, 0, 1, 14].map { hours in
            let near = reading.adding(microseconds: Int64(hours) * 3_600_000_000)
            return reading.adding(microseconds: -Int64(offset(near)) * 60_000_000)
        }
        if let exact = candidates.filter({ self.reading(at: $0) == reading }).min() { return exact }
        return candidates.min() ?? reading
    }
}

extension Deadline {
    /// When a period that begins with an event ends.
    ///
    /// - Parameters:
    ///   - event: the moment that starts the clock.
    ///   - zone: whose days are counted.
    ///   - calendar: on which of them somebody works.
    ///   - rollover: what happens at an end on which nobody does.
    /// - Returns: both dates, the stricter never later than the other.
    package func ends(
        after event: Instant, in zone: RecipientZone, _ calendar: WorkCalendar,
        rollover: Rollover = .none
    ) -> DueDates {
        let amount = min(max(amount, 0), Deadline.amountMax)
        let read = zone.reading(at: event)
        let day = read.day
        let clock = read.microseconds - day * Instant.dayLength
        /// The end of a day there: the first moment of the next.
        func end(of day: Int64) -> Instant {
            zone.moment(of: Instant(microseconds: (day + 1) * Instant.dayLength))
        }
        /// The event's own time of day, on another day.
        func sameTime(on day: Int64) -> Instant {
            zone.moment(of: Instant(microseconds: day * Instant.dayLength + clock))
        }
        switch unit {
        case .hours:
            let length = amount * Instant.hourLength
            let exact = event.adding(microseconds: length)
            guard rollover == .regulation1182 else {
                return DueDates(legal: exact, conservative: exact)
            }
            // The hour in which the event falls is not counted: the first is the next full one.
            let intoHour = read.microseconds.remainder(of: Instant.hourLength)
            let start = intoHour == 0 ? 0 : Instant.hourLength - intoHour
            return DueDates(
                legal: exact.adding(microseconds: start), conservative: exact)
        case .calendarDays:
            let last = rolled(day + amount, from: day, calendar, rollover)
            return DueDates(legal: end(of: last), conservative: sameTime(on: day + amount))
        case .workDays, .businessDays:
            let last = calendar.workingDay(amount, after: day)
            return DueDates(legal: end(of: last), conservative: sameTime(on: last))
        case .months:
            let date = CivilDate(daysSinceEpoch: day).adding(months: amount)
            let target = date.daysSinceEpoch
            let last = rolled(target, from: day, calendar, rollover)
            return DueDates(legal: end(of: last), conservative: sameTime(on: target))
        }
    }

    private func rolled(
        _ last: Int64, from day: Int64, _ calendar: WorkCalendar, _ rollover: Rollover
    ) -> Int64 {
        switch rollover {
        case .none: return last
        case .nextWorkingDay: return calendar.workingDay(onOrAfter: last)
        case .regulation1182:
            let end = calendar.workingDay(onOrAfter: last)
            // Article 3(5): a period of two days or more has at least two working days in it.
            return last - day >= 2 ? max(end, calendar.workingDay(2, after: day)) : end
        }
    }
}

extension Instant {
    static let hourLength: Int64 = 3_600_000_000
    static let dayLength: Int64 = 86_400_000_000

    /// Days since 1970-01-01, rounded towards the past.
    var day: Int64 {
        (microseconds - microseconds.remainder(of: Instant.dayLength)) / Instant.dayLength
    }
}

extension Int64 {
    /// The remainder, never negative.
    fileprivate func remainder(of length: Int64) -> Int64 {
        let rest = self % length
        return rest >= 0 ? rest : rest + length
    }
}

extension CivilDate {
    /// The same day of a later month, or that month's last day when it has no such day.
    package func adding(months: Int64) -> CivilDate {
        let count = year * 12 + (month - 1) + months
        let (newYear, newMonth) = (count / 12, count % 12 + 1)
        for candidate in stride(from: day, through: 28, by: -1) {
            if let date = CivilDate(year: newYear, month: newMonth, day: candidate) { return date }
        }
        return CivilDate(year: newYear, month: newMonth, day: min(day, 28)) ?? self
    }
}
