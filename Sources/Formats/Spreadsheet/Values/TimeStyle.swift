// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// Which offset from UTC times without one are read at.
package enum ZoneRule: Hashable, Sendable {
    /// None: such times keep their text and have no moment, unless the person who reads says more.
    case absent
    /// Always the same one, in minutes east of UTC.
    case fixed(minutes: Int)
    /// Two, changing over by a rule that a law gives.
    case seasonal(standardMinutes: Int, summerMinutes: Int, law: ChangeoverLaw)
    /// That of a place, whose rules the mapping's reader was handed.
    case place(ZoneRules)

    /// Laws by which clocks are put forward and back.
    package enum ChangeoverLaw: String, CaseIterable, Sendable {
        /// From the last Sunday of March to the last Sunday of October, at 01:00 UTC
        /// (Directive 2000/84/EC).
        case europeanUnion = "EU"
        /// From the second Sunday of March to the first Sunday of November, at 02:00 local time
        /// (Energy Policy Act of 2005, §110).
        case unitedStates = "US"
    }
}

/// How dates and times are written in a file.
package struct TimeStyle: Hashable, Sendable {
    package var patterns: [TimePattern] = []
    package var words = TimeWords()
    package var zone = ZoneRule.absent

    package init() {}

    /// What reading a time gives.
    package enum Outcome: Equatable, Sendable {
        case time(SourceTime)
        case refused(code: String, expected: String)
    }

    /// Reads a text, or a date and a time of day in two texts.
    ///
    /// `assumed` is the zone that the person who reads the file assumes for times without one;
    /// `zone` takes the place of the file's rule for this very time.
    func read(
        _ text: String, clock: String? = nil, assumed: AssumedZone?, zone: ZoneRule? = nil
    ) -> Outcome {
        let written = clock.map { "\(text) \($0)" } ?? text
        let date: TimeReading
        switch reading(text, wantsDate: true) {
        case .success(let reading): date = reading
        case .failure(let refusal): return .refused(code: refusal.code, expected: refusal.expected)
        }
        var whole = date
        if let clock {
            switch reading(clock, wantsDate: false) {
            case .success(let time):
                whole.timeOfDay = time.timeOfDay
                whole.offsetMinutes = time.offsetMinutes ?? date.offsetMinutes
            case .failure(let refusal):
                return .refused(code: refusal.code, expected: refusal.expected)
            }
        }
        return outcome(whole, written, assumed: assumed, zone: zone ?? self.zone)
    }

    private struct Refusal: Error {
        let code: String
        let expected: String
    }

    private func reading(_ text: String, wantsDate: Bool) -> Result<TimeReading, Refusal> {
        var found: Set<TimeReading> = []
        for pattern in patterns where pattern.hasDate == wantsDate {
            if let reading = pattern.read(text, words) { found.insert(reading) }
        }
        if let iso = TimeStyle.iso(text, wantsDate: wantsDate) { found.insert(iso) }
        if found.count == 1, let reading = found.first { return .success(reading) }
        if found.count > 1 {
            return .failure(
                Refusal(
                    code: "time.ambiguous",
                    expected: "a time that only one of the mapping's patterns reads; two read it "
                        + "as different times"))
        }
        let known = patterns.filter { $0.hasDate == wantsDate }.map { "“\($0.text)”" }
        guard known.isEmpty else {
            return .failure(
                Refusal(
                    code: "time.syntax",
                    expected: "a \(wantsDate ? "date" : "time of day") of the calendar, written "
                        + known.joined(separator: " or ")))
        }
        return .failure(
            Refusal(
                code: "time.pattern-not-declared",
                expected: "a mapping that says how dates and times are written "
                    + "(03/04/2026 is two days); without it only 2026-04-03T10:15:00 is read"))
    }

    /// What ISO 8601 allows and nobody can read in two ways.
    private static func iso(_ text: String, wantsDate: Bool) -> TimeReading? {
        if wantsDate, let written = WrittenTime(text) {
            let micros = written.reading.microseconds
            let days = micros >= 0 ? micros / day : (micros - day + 1) / day
            var reading = TimeReading()
            reading.date = CivilDate(daysSinceEpoch: days)
            reading.timeOfDay = micros - days * day
            reading.offsetMinutes = written.offsetMinutes
            return reading
        }
        let words = TimeWords()
        let patterns = wantsDate ? isoDates : isoTimes
        for pattern in patterns {
            if let reading = pattern.read(text, words) { return reading }
        }
        return nil
    }

    private static let isoDates = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"]
        .compactMap { TimePattern($0) }
    private static let isoTimes = ["HH:mm", "HH:mm:ss", "HH:mm:ss.S", "HH:mm:ssZ"]
        .compactMap { TimePattern($0) }
    private static let day: Int64 = 86_400_000_000

    private func outcome(
        _ reading: TimeReading, _ written: String, assumed: AssumedZone?, zone: ZoneRule
    ) -> Outcome {
        guard let date = reading.date, let time = reading.timeOfDay else {
            // A day is no moment; whoever wants one says in the mapping at which hour.
            return .time(SourceTime(text: written, instant: nil, zone: .absent))
        }
        let local = Instant(microseconds: date.daysSinceEpoch * TimeStyle.day + time)
        func at(_ minutes: Int) -> Instant {
            local.adding(microseconds: -Int64(minutes) * 60_000_000)
        }
        if let given = reading.offsetMinutes {
            return .time(
                SourceTime(
                    text: written, instant: at(given), zone: .given(offsetMinutes: given)))
        }
        switch zone {
        case .absent:
            guard let minutes = assumed?.offsetMinutes(at: local) else {
                return .time(SourceTime(text: written, instant: nil, zone: .absent))
            }
            return .time(
                SourceTime(
                    text: written, instant: at(minutes), zone: .assumed(offsetMinutes: minutes)))
        case .fixed(let minutes):
            return .time(
                SourceTime(
                    text: written, instant: at(minutes), zone: .assumed(offsetMinutes: minutes)))
        case .seasonal(let standard, let summer, let law):
            let fits = [standard, summer].filter { minutes in
                let isSummer = law.isSummer(at(minutes), year: date.year, standard: standard)
                return isSummer == (minutes == summer)
            }
            guard let minutes = fits.first, fits.count == 1 || standard == summer else {
                return fits.isEmpty ? TimeStyle.skippedHour : TimeStyle.repeatedHour
            }
            return .time(
                SourceTime(
                    text: written, instant: at(minutes), zone: .assumed(offsetMinutes: minutes)))
        case .place(let rules):
            switch rules.showing(of: local) {
            case .once(let minutes):
                return .time(
                    SourceTime(
                        text: written, instant: at(minutes), zone: .assumed(offsetMinutes: minutes))
                )
            case .never: return TimeStyle.skippedHour
            case .twice: return TimeStyle.repeatedHour
            case .unknown:
                return .refused(
                    code: "time.no-rule",
                    expected: "a time for which \(rules.name) has a rule, or an offset")
            }
        }
    }

    private static let skippedHour = Outcome.refused(
        code: "time.skipped-hour",
        expected: "a time that clocks showed; this hour was skipped when they went forward")
    private static let repeatedHour = Outcome.refused(
        code: "time.repeated-hour",
        expected: "an offset; clocks showed this time twice when they went back")
}

extension ZoneRule.ChangeoverLaw {
    /// Whether summer time is in force at a moment.
    func isSummer(_ moment: Instant, year: Int64, standard: Int) -> Bool {
        let hour: Int64 = 3_600_000_000
        switch self {
        case .europeanUnion:
            let start = sunday(last: true, month: 3, year: year).adding(microseconds: hour)
            let end = sunday(last: true, month: 10, year: year).adding(microseconds: hour)
            return moment >= start && moment < end
        case .unitedStates:
            let west = -Int64(standard) * 60_000_000
            let start = sunday(number: 2, month: 3, year: year)
                .adding(microseconds: west + 2 * hour)
            let end = sunday(number: 1, month: 11, year: year).adding(microseconds: west + hour)
            return moment >= start && moment < end
        }
    }

    /// Midnight of a Sunday of a month, read as UTC.
    private func sunday(last: Bool = false, number: Int64 = 1, month: Int64, year: Int64) -> Instant
    {
        let first = CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? 0
        // 1970-01-01 was a Thursday.
        let weekday = ((first + 4) % 7 + 7) % 7
        var sunday = first + (7 - weekday) % 7 + (number - 1) * 7
        if last { while sunday + 7 < first + 31 { sunday += 7 } }
        return Instant(microseconds: sunday * 86_400_000_000)
    }
}
