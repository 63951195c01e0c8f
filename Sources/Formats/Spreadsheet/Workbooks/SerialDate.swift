// SPDX-License-Identifier: Apache-2.0
import Canon

/// Dates as spreadsheet programs keep them: days since some beginning, with the time as a fraction.
enum SerialDate {
    /// What a cell's number format shows of a date.
    enum Shape: Sendable {
        case date, time, both
    }

    /// The text of ISO 8601 for a serial number; `nil` where the calendar has none.
    ///
    /// The 1900 system believes that 1900 was a leap year, as Lotus 1-2-3 did: serial 60 is a day
    /// that never was, and is given as `1900-02-29` so that whoever reads it as a date refuses it.
    static func text(_ serial: Double, _ shape: Shape, is1904: Bool) -> String? {
        guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
        var days = Int64(serial.rounded(.down))
        // To the millisecond, which is finer than a double keeps today's dates.
        var millis = Int64(((serial - Double(days)) * 86_400_000).rounded())
        if millis == 86_400_000 { (days, millis) = (days + 1, 0) }
        if case .time = shape, days == 0 { return clock(millis) }
        let date: String
        if is1904 {
            date = day(days - 24_107)
        } else if days == 60 {
            date = "1900-02-29"
        } else {
            date = day(days < 60 ? days - 25_568 : days - 25_569)
        }
        if case .date = shape, millis == 0 { return date }
        return date + "T" + clock(millis)
    }

    private static func day(_ daysSinceEpoch: Int64) -> String {
        let date = CivilDate(daysSinceEpoch: daysSinceEpoch)
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }

    private static func clock(_ millis: Int64) -> String {
        let seconds = millis / 1000
        let text =
            "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):"
            + padded(seconds % 60, 2)
        return millis % 1000 == 0 ? text : text + "." + padded(millis % 1000, 3)
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
