// SPDX-License-Identifier: Apache-2.0
import Canon

/// What a pattern finds in a text: the parts of a date and of a time of day.
struct TimeReading: Hashable {
    var date: CivilDate?
    /// Microseconds since midnight.
    var timeOfDay: Int64?
    /// Minutes east of UTC, where the text says so itself.
    var offsetMinutes: Int?
    /// The zone's name as written, where there is one.
    var zoneWord: String?
}

/// A way of writing dates and times, in the letters of Unicode's UTS #35.
///
/// `yyyy` `yy` (this century) · `MM` `M` `MMM` (a name from the mapping) · `dd` `d` · `EEE` (a name of a
/// weekday, not looked at) · `HH` `H` · `hh` `h` with `a` · `mm` · `ss` · `S` (a fraction) · `Z` (an
/// offset, or Z) · `z` (a zone word from the mapping). Other letters stand in single quotes; anything
/// else stands for itself.
package struct TimePattern: Hashable, Sendable {
    enum Field: Hashable, Sendable {
        case year4, year2, month2, month, monthName, day2, day, weekday
        case hour24Two, hour24, hour12Two, hour12, halfDay, minute, second, fraction
        case offset, zone
        case literal(Unicode.Scalar)
    }

    /// As the mapping writes it.
    package let text: String
    let fields: [Field]

    /// Whether it has a date, or is for a time of day alone.
    package var hasDate: Bool {
        fields.contains { $0 == .day || $0 == .day2 }
    }
    package var hasTime: Bool {
        fields.contains {
            [.hour24Two, .hour24, .hour12Two, .hour12].contains($0)
        }
    }
    var hasMonthName: Bool { fields.contains(.monthName) }
    /// Whether texts of this pattern can only be dates in this order.
    var namesZone: Bool { fields.contains(.offset) || fields.contains(.zone) }

    /// Fails on letters that mean nothing, and on patterns that give no whole date or time.
    package init?(_ text: String) {
        self.text = text
        var fields: [Field] = []
        var rest = Array(text.unicodeScalars)[...]
        guard rest.count <= 80 else { return nil }
        while let first = rest.first {
            if first == "'" {
                rest.removeFirst()
                guard let close = rest.firstIndex(of: "'") else { return nil }
                if close == rest.startIndex { fields.append(.literal("'")) }
                for scalar in rest[..<close] { fields.append(.literal(scalar)) }
                rest = rest[(close + 1)...]
                continue
            }
            let run = rest.prefix { $0 == first }
            rest = rest.dropFirst(run.count)
            guard TimePattern.isLetter(first) else {
                for scalar in run { fields.append(.literal(scalar)) }
                continue
            }
            guard let field = TimePattern.field(first, run.count) else { return nil }
            fields.append(field)
        }
        self.fields = fields
        guard TimePattern.isWhole(fields) else { return nil }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.properties.isAlphabetic
    }

    private static func field(_ letter: Unicode.Scalar, _ count: Int) -> Field? {
        switch (letter, count) {
        case ("y", 4): .year4
        case ("y", 2): .year2
        case ("M", 2): .month2
        case ("M", 1): .month
        case ("M", 3), ("M", 4): .monthName
        case ("d", 2): .day2
        case ("d", 1): .day
        case ("E", 1...4): .weekday
        case ("H", 2): .hour24Two
        case ("H", 1): .hour24
        case ("h", 2): .hour12Two
        case ("h", 1): .hour12
        case ("a", 1): .halfDay
        case ("m", 2): .minute
        case ("s", 2): .second
        case ("S", 1...9): .fraction
        case ("Z", 1), ("X", 1...3): .offset
        case ("z", 1): .zone
        default: nil
        }
    }

    private static func isWhole(_ fields: [Field]) -> Bool {
        func count(_ kinds: Field...) -> Int { fields.count { kinds.contains($0) } }
        let year = count(.year4, .year2)
        let month = count(.month, .month2, .monthName)
        let day = count(.day, .day2)
        let hour24 = count(.hour24, .hour24Two)
        let hour12 = count(.hour12, .hour12Two)
        let minute = count(.minute)
        guard year == month, month == day, day <= 1, hour24 + hour12 <= 1,
            count(.halfDay) == hour12, minute == hour24 + hour12, count(.second) <= minute,
            count(.fraction) <= count(.second), count(.offset, .zone) <= 1
        else { return false }
        return day == 1 || minute == 1
    }

    /// Reads a whole text; `nil` when it is not written so, or is no day of the calendar.
    func read(_ text: String, _ words: TimeWords) -> TimeReading? {
        var scanner = TimeScanner(text, words)
        for field in fields { guard scanner.take(field) else { return nil } }
        return scanner.reading
    }
}

/// The names that stand for months and zones in a file.
package struct TimeWords: Hashable, Sendable {
    /// A month's name in lower case, and its number.
    package var months: [String: Int64] = [:]
    /// A zone's name, and its minutes east of UTC.
    package var zones: [String: Int] = [:]

    package init() {}
}

/// Walks over a text, field by field.
private struct TimeScanner {
    private let scalars: [Unicode.Scalar]
    private let words: TimeWords
    private var at = 0
    private var year: Int64?
    private var month: Int64?
    private var day: Int64?
    private var hour: Int64?
    private var isHalfDay = false
    private var isAfternoon = false
    private var minute: Int64 = 0
    private var second: Int64 = 0
    private var micros: Int64 = 0
    private var offset: Int?
    private var zone: String?

    init(_ text: String, _ words: TimeWords) {
        scalars = Array(text.unicodeScalars.prefix(200))
        self.words = words
    }

    mutating func take(_ field: TimePattern.Field) -> Bool {
        switch field {
        case .year4: year = digits(4...4)
        case .year2: year = digits(2...2).map { 2000 + $0 }
        case .month2: month = digits(2...2)
        case .month: month = digits(1...2)
        case .monthName: month = longest(words.months)
        case .day2: day = digits(2...2)
        case .day: day = digits(1...2)
        case .weekday: return letters()
        case .hour24Two, .hour12Two: hour = digits(2...2)
        case .hour24, .hour12: hour = digits(1...2)
        case .halfDay: return halfDay()
        case .minute:
            minute = digits(2...2) ?? 60
            return minute < 60
        case .second:
            second = digits(2...2) ?? 60
            return second < 60
        case .fraction: return fraction()
        case .offset: return readOffset()
        case .zone: return readZone()
        case .literal(let scalar):
            guard at < scalars.count, scalars[at] == scalar else { return false }
            at += 1
            return true
        }
        switch field {
        case .year4, .year2: return year != nil
        case .month, .month2, .monthName: return month != nil
        case .day, .day2: return day != nil
        case .hour12, .hour12Two:
            isHalfDay = true
            return hour.map { (1...12).contains($0) } ?? false
        case .hour24, .hour24Two: return hour.map { $0 < 24 } ?? false
        case .weekday, .halfDay, .minute, .second, .fraction, .offset, .zone, .literal: return true
        }
    }

    /// What was read, when the text is at its end and the calendar has that day.
    var reading: TimeReading? {
        guard at == scalars.count else { return nil }
        var reading = TimeReading(offsetMinutes: offset, zoneWord: zone)
        if let year, let month, let day {
            guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
            reading.date = date
        }
        if var hour {
            if isHalfDay { hour = hour % 12 + (isAfternoon ? 12 : 0) }
            reading.timeOfDay = ((hour * 60 + minute) * 60 + second) * 1_000_000 + micros
        }
        return reading
    }

    private mutating func digits(_ count: ClosedRange<Int>) -> Int64? {
        var value: Int64 = 0
        var found = 0
        while found < count.upperBound, at < scalars.count, isDigit(scalars[at]) {
            value = value * 10 + Int64(scalars[at].value - 0x30)
            at += 1
            found += 1
        }
        return found >= count.lowerBound ? value : nil
    }

    private mutating func fraction() -> Bool {
        var count = 0
        while at < scalars.count, isDigit(scalars[at]) {
            if count < 6 { micros = micros * 10 + Int64(scalars[at].value - 0x30) }
            count += 1
            at += 1
        }
        for _ in min(count, 6)..<6 { micros *= 10 }
        return count > 0
    }

    private mutating func letters() -> Bool {
        let start = at
        while at < scalars.count, scalars[at].properties.isAlphabetic { at += 1 }
        if at < scalars.count, at > start, scalars[at] == "." { at += 1 }
        return at > start
    }

    /// AM and PM, with points or without.
    private mutating func halfDay() -> Bool {
        let rest = String(String.UnicodeScalarView(scalars[at...])).lowercased()
        for (word, isAfternoon) in [("am", false), ("a.m.", false), ("pm", true), ("p.m.", true)]
        where rest.hasPrefix(word) {
            self.isAfternoon = isAfternoon
            at += word.unicodeScalars.count
            return true
        }
        return false
    }

    /// `Z`, `+01:00`, `+0100` or `+01`.
    private mutating func readOffset() -> Bool {
        guard at < scalars.count else { return false }
        let sign = scalars[at]
        at += 1
        if sign == "Z" || sign == "z" {
            offset = 0
            return true
        }
        guard sign == "+" || sign == "-", let hours = digits(2...2), hours < 24 else {
            return false
        }
        if at < scalars.count, scalars[at] == ":" { at += 1 }
        var minutes: Int64 = 0
        if at < scalars.count, isDigit(scalars[at]) {
            guard let read = digits(2...2), read < 60 else { return false }
            minutes = read
        }
        let total = Int(hours * 60 + minutes)
        offset = sign == "-" ? -total : total
        return true
    }

    private mutating func readZone() -> Bool {
        let start = at
        guard let minutes = longest(words.zones) else { return false }
        zone = String(String.UnicodeScalarView(scalars[start..<at]))
        offset = minutes
        return true
    }

    /// The value of the longest word that stands here; cases do not matter.
    private mutating func longest<Value>(_ words: [String: Value]) -> Value? {
        let rest = String(String.UnicodeScalarView(scalars[at...])).lowercased()
        var best: (word: String, value: Value)?
        for (word, value) in words where rest.hasPrefix(word.lowercased()) {
            if word.utf8.count > best?.word.utf8.count ?? -1 { best = (word, value) }
        }
        guard let best else { return nil }
        at = min(scalars.count, at + best.word.unicodeScalars.count)
        return best.value
    }

    private func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        (0x30...0x39).contains(scalar.value)
    }
}

extension TimeReading {
    fileprivate init(offsetMinutes: Int?, zoneWord: String?) {
        self.offsetMinutes = offsetMinutes
        self.zoneWord = zoneWord
    }
}
