// SPDX-License-Identifier: Apache-2.0
import Canon

/// A period of whole years, months, weeks and days: `P1Y6M` (ISO 8601, XML Schema `duration`).
struct CalendarPeriod: Equatable {
    private(set) var months = 0
    private(set) var days = 0

    /// Fails for anything with hours, fractions or a sign, and for more than 9999 of a unit.
    init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        guard bytes.popFirst() == 0x50, !bytes.isEmpty else { return nil }
        while !bytes.isEmpty {
            let digits = bytes.prefix { (0x30...0x39).contains($0) }
            guard (1...4).contains(digits.count),
                let count = Int(String(decoding: digits, as: UTF8.self))
            else { return nil }
            bytes = bytes.dropFirst(digits.count)
            switch bytes.popFirst() {
            case 0x59: months += 12 * count
            case 0x4D: months += count
            case 0x57: days += 7 * count
            case 0x44: days += count
            default: return nil
            }
        }
    }

    /// The date that much after another, both as `YYYY-MM-DD`.
    ///
    /// The day is held back to the last of a shorter month, as calendars do.
    func end(from date: String) -> String? {
        let parts = date.prefix(10).split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, WrittenTime("\(date.prefix(10))T00:00:00") != nil else {
            return nil
        }
        let month = parts[0] * 12 + parts[1] - 1 + months
        let day = min(parts[2], CalendarPeriod.days(inMonth: month % 12 + 1, of: month / 12))
        guard
            let begin = WrittenTime(
                CalendarPeriod.text(month / 12, month % 12 + 1, day) + "T00:00:00")
        else { return nil }
        let end = begin.reading.adding(microseconds: Int64(days) * 86_400_000_000)
        return String(end.rfc3339.prefix(10))
    }

    private static func text(_ year: Int, _ month: Int, _ day: Int) -> String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2:
            year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
                ? 29 : 28
        default: 31
        }
    }
}
