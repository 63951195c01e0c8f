// SPDX-License-Identifier: Apache-2.0
import Canon

/// Standard and summer time as a rule for every year: the last line of a zone's file.
///
/// The form is that of the POSIX variable TZ, with the extensions of RFC 8536 §3.3.1:
/// `CET-1CEST,M3.5.0,M10.5.0/3`. It counts offsets west of Greenwich; we count them east.
struct YearlyRule: Hashable, Sendable {
    private struct Summer: Hashable, Sendable {
        let offset: Int
        let begin: YearDay
        let end: YearDay
    }

    private let standard: Int
    private let summer: Summer?

    /// Every offset that it can give.
    var offsets: [Int] { summer.map { [standard, $0.offset] } ?? [standard] }

    /// `nil` when the text is no such rule.
    init?(_ text: ArraySlice<UInt8>) {
        var reader = TextReader(rest: text)
        guard reader.skipName(), let west = reader.duration(hoursMax: 24) else { return nil }
        standard = -west
        guard !reader.rest.isEmpty else {
            summer = nil
            return
        }
        guard reader.skipName() else { return nil }
        var offset = standard + 3600
        if reader.rest.first != 0x2C {
            guard let west = reader.duration(hoursMax: 24) else { return nil }
            offset = -west
        }
        guard reader.skip(0x2C), let begin = YearDay(&reader), reader.skip(0x2C),
            let end = YearDay(&reader), reader.rest.isEmpty
        else { return nil }
        summer = Summer(offset: offset, begin: begin, end: end)
    }

    /// The offset in force at a moment, in seconds since 1970 UTC.
    func offset(at second: Int64) -> Int {
        guard let summer else { return standard }
        let year = CivilDate(daysSinceEpoch: second.floored(by: 86_400)).year
        // A change may lie a week beside the year it belongs to. Where summer ends as it begins,
        // it goes on: of two changes at one moment the beginning counts.
        var latest: (at: Int64, isSummer: Bool) = (.min, false)
        for year in (year - 2)...(year + 1) {
            let begin = summer.begin.second(of: year) - Int64(standard)
            let end = summer.end.second(of: year) - Int64(summer.offset)
            if end <= second, end > latest.at { latest = (end, false) }
            if begin <= second, begin >= latest.at { latest = (begin, true) }
        }
        return latest.isSummer ? summer.offset : standard
    }
}

/// A day of the year and the time on it at which clocks are changed.
private struct YearDay: Hashable, Sendable {
    private enum Day: Hashable, Sendable {
        /// From 1 to 365; 29 February has no number.
        case withoutLeapDay(Int64)
        /// From 0 to 365.
        case fromZero(Int64)
        /// The nth such day of the week in a month; the fifth is the last. Sunday is 0.
        case weekday(month: Int64, week: Int64, day: Int64)
    }

    private let day: Day
    private let time: Int64

    init?(_ reader: inout TextReader) {
        if reader.skip(0x4D) {
            guard let month = reader.number(1...12), reader.skip(0x2E),
                let week = reader.number(1...5), reader.skip(0x2E), let day = reader.number(0...6)
            else { return nil }
            self.day = .weekday(month: month, week: week, day: day)
        } else if reader.skip(0x4A) {
            guard let number = reader.number(1...365) else { return nil }
            day = .withoutLeapDay(number)
        } else {
            guard let number = reader.number(0...365) else { return nil }
            day = .fromZero(number)
        }
        guard reader.skip(0x2F) else {
            time = 2 * 3600
            return
        }
        guard let seconds = reader.duration(hoursMax: 167) else { return nil }
        time = Int64(seconds)
    }

    /// The moment in that year, as if local time were UTC.
    func second(of year: Int64) -> Int64 { daysSinceEpoch(in: year) * 86_400 + time }

    private func daysSinceEpoch(in year: Int64) -> Int64 {
        let newYear = YearDay.first(of: 1, in: year)
        switch day {
        case .fromZero(let number): return newYear + number
        case .withoutLeapDay(let number):
            let isLeap = YearDay.first(of: 3, in: year) - newYear == 60
            return newYear + number - 1 + (isLeap && number > 59 ? 1 : 0)
        case .weekday(let month, let week, let day):
            let first = YearDay.first(of: month, in: year)
            let next =
                month == 12
                ? YearDay.first(of: 1, in: year + 1) : YearDay.first(of: month + 1, in: year)
            // 1970-01-01 was a Thursday.
            let weekday = (first + 4).remainder(by: 7)
            var found = first + (day - weekday).remainder(by: 7) + (week - 1) * 7
            if found >= next { found -= 7 }
            return found
        }
    }

    private static func first(of month: Int64, in year: Int64) -> Int64 {
        // Every month has a first day.
        CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? 0
    }
}

/// Reads the small pieces of a rule, one after another.
private struct TextReader {
    var rest: ArraySlice<UInt8>

    mutating func skip(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    /// Three letters or more, or anything of that length in angle brackets.
    mutating func skipName() -> Bool {
        let name: ArraySlice<UInt8>
        if skip(0x3C) {
            name = rest.prefix { $0 != 0x3E }
            rest = rest.dropFirst(name.count)
            return name.count >= 3 && skip(0x3E)
        }
        name = rest.prefix { (0x61...0x7A).contains($0 | 0x20) }
        rest = rest.dropFirst(name.count)
        return name.count >= 3
    }

    mutating func number(_ range: ClosedRange<Int64>) -> Int64? {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
        return range.contains(value) ? value : nil
    }

    /// Hours, and minutes and seconds if given, with a sign if given; in seconds.
    mutating func duration(hoursMax: Int64) -> Int? {
        let isNegative = skip(0x2D)
        if !isNegative { _ = skip(0x2B) }
        guard let hours = number(0...hoursMax) else { return nil }
        var seconds = hours * 3600
        for unit in [Int64(60), 1] {
            guard skip(0x3A) else { break }
            guard let value = number(0...59) else { return nil }
            seconds += value * unit
        }
        return Int(isNegative ? -seconds : seconds)
    }
}

extension Int64 {
    /// Divided and rounded towards the past.
    fileprivate func floored(by divisor: Int64) -> Int64 {
        (self - remainder(by: divisor)) / divisor
    }

    /// What is left over, from 0 up to the divisor.
    fileprivate func remainder(by divisor: Int64) -> Int64 {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
