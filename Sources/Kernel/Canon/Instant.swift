// SPDX-License-Identifier: Apache-2.0

/// A moment on the UTC time line, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// Leap seconds are not counted, as in POSIX. A moment carries no zone: what a source wrote, and
/// whether it named a zone at all, is kept beside it by whoever read it.
public struct Instant: Hashable, Sendable, Comparable {
    /// Microseconds since the epoch; negative before 1970.
    public let microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Whole seconds since the epoch, as POSIX counts them.
    public init(seconds: Int64) { microseconds = seconds * 1_000_000 }

    /// Whole seconds since the epoch, rounded towards the past.
    public var seconds: Int64 {
        microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
    }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The moment that many microseconds later, held at the ends of the range.
    public func adding(microseconds delta: Int64) -> Instant {
        let (sum, overflow) = microseconds.addingReportingOverflow(delta)
        return Instant(microseconds: overflow ? (delta > 0 ? .max : .min) : sum)
    }
}

extension Instant {
    /// The text of RFC 3339 in UTC with exactly six decimals: `2026-11-21T10:15:02.123456Z`.
    ///
    /// One moment has one text, so that canonical JSON that holds it is canonical too.
    public var rfc3339: String { String(decoding: ascii(decimals: 6), as: UTF8.self) }

    /// The text of RFC 3339 in UTC with whole seconds, for people: `2026-11-21T10:15:02Z`.
    public var rfc3339Seconds: String { String(decoding: ascii(decimals: 0), as: UTF8.self) }

    /// The text of RFC 3339 in UTC with milliseconds, as EPCIS hashes it (CBV 2.0 §8.9).
    public var rfc3339Milliseconds: String { String(decoding: ascii(decimals: 3), as: UTF8.self) }

    private func ascii(decimals: Int) -> [UInt8] {
        let seconds = self.seconds
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let date = CivilDate(daysSinceEpoch: day)
        let clock = seconds - day * 86_400
        var text: [UInt8] = []
        text.reserveCapacity(27)
        text.append(digits: date.year, 4)
        text.append(0x2D)
        text.append(digits: date.month, 2)
        text.append(0x2D)
        text.append(digits: date.day, 2)
        text.append(0x54)
        text.append(digits: clock / 3600, 2)
        text.append(0x3A)
        text.append(digits: clock / 60 % 60, 2)
        text.append(0x3A)
        text.append(digits: clock % 60, 2)
        let fraction = microseconds - seconds * 1_000_000
        if decimals == 6 {
            text.append(0x2E)
            text.append(digits: fraction, 6)
        } else if decimals == 3 {
            text.append(0x2E)
            text.append(digits: fraction / 1000, 3)
        }
        text.append(0x5A)
        return text
    }
}

extension [UInt8] {
    fileprivate mutating func append(digits value: Int64, _ width: Int) {
        var divisor: Int64 = 1
        for _ in 1..<width { divisor *= 10 }
        for _ in 0..<width {
            append(0x30 + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}

/// A date of the proleptic Gregorian calendar.
///
/// The arithmetic counts in eras of 400 years, which all have 146,097 days.
public struct CivilDate: Hashable, Sendable {
    public let year: Int64
    public let month: Int64
    public let day: Int64

    /// Days since 1970-01-01; negative before.
    public init(daysSinceEpoch days: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// `nil` unless the calendar has that day.
    public init?(year: Int64, month: Int64, day: Int64) {
        guard (1...12).contains(month), day >= 1, day <= CivilDate.days(in: month, of: year) else {
            return nil
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days since 1970-01-01; negative before.
    public var daysSinceEpoch: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2:
            year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
                ? 29 : 28
        default: 31
        }
    }
}
