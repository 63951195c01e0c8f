// SPDX-License-Identifier: Apache-2.0

/// A date and time as somebody wrote it, which may or may not say how far from UTC it is.
///
/// RFC 3339 wants an offset; shop-floor exports often have none. The two are kept apart by type:
/// only ``instant`` is a moment, and it is `nil` where the writer named no offset.
public struct WrittenTime: Hashable, Sendable {
    /// The calendar and clock reading, as if it were UTC.
    public let reading: Instant
    /// Minutes east of UTC, when the writer gave them; 0 for `Z`.
    public let offsetMinutes: Int?

    /// The moment, when the writer named an offset.
    public var instant: Instant? { offsetMinutes.map(instant(offsetMinutes:)) }

    /// The moment that this reading is at a given offset from UTC.
    public func instant(offsetMinutes: Int) -> Instant {
        reading.adding(microseconds: -Int64(offsetMinutes) * 60_000_000)
    }

    /// Reads `YYYY-MM-DDThh:mm:ss[.fraction][Z|±hh:mm]` (RFC 3339 §5.6, offset optional here).
    ///
    /// `t`, `z` and a space for the `T` are taken as the RFC allows. Digits after the sixth
    /// decimal are dropped. Second 60 is read as the last microsecond of its minute, since the
    /// POSIX time line has no place for it. `nil` for anything else.
    public init?(_ text: some StringProtocol) { self.init(ascii: Array(text.utf8)) }

    /// As ``init(_:)``, from bytes.
    public init?(ascii: [UInt8]) {
        var reader = Reader(bytes: ascii)
        guard let year = reader.digits(4), reader.skip(0x2D), let month = reader.digits(2),
            reader.skip(0x2D), let day = reader.digits(2),
            let date = CivilDate(year: year, month: month, day: day),
            reader.skip(0x54) || reader.skip(0x74) || reader.skip(0x20),
            let hour = reader.digits(2), hour < 24, reader.skip(0x3A),
            let minute = reader.digits(2), minute < 60, reader.skip(0x3A),
            let second = reader.digits(2), second <= 60
        else { return nil }
        guard var micros = reader.fraction() else { return nil }
        var wholeSecond = second
        if second == 60 { (wholeSecond, micros) = (59, 999_999) }
        let seconds =
            date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + wholeSecond
        reading = Instant(microseconds: seconds * 1_000_000 + micros)
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        offsetMinutes = offset
    }

    /// Reads `Z` or `±hh:mm` as minutes east of UTC; `nil` for anything else.
    public static func offsetMinutes(_ text: some StringProtocol) -> Int? {
        var reader = Reader(bytes: Array(text.utf8))
        guard !reader.isAtEnd, let offset = reader.offset(), reader.isAtEnd else { return nil }
        return offset
    }
}

private struct Reader {
    let bytes: [UInt8]
    var at = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    mutating func digits(_ count: Int) -> Int64? {
        guard at + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for _ in 0..<count {
            guard (0x30...0x39).contains(bytes[at]) else { return nil }
            value = value * 10 + Int64(bytes[at] - 0x30)
            at += 1
        }
        return value
    }

    /// Microseconds after an optional point or comma; 0 where there is none.
    mutating func fraction() -> Int64? {
        guard skip(0x2E) || skip(0x2C) else { return 0 }
        var value: Int64 = 0
        var count = 0
        while at < bytes.count, (0x30...0x39).contains(bytes[at]) {
            if count < 6 { value = value * 10 + Int64(bytes[at] - 0x30) }
            count += 1
            at += 1
        }
        guard count > 0 else { return nil }
        while count < 6 {
            value *= 10
            count += 1
        }
        return value
    }

    /// The inner value is `nil` where nothing is written; the outer where it is no offset.
    mutating func offset() -> Int?? {
        if isAtEnd { return .some(nil) }
        if skip(0x5A) || skip(0x7A) { return .some(0) }
        let isWest = skip(0x2D)
        guard isWest || skip(0x2B), let hours = digits(2), hours <= 23, skip(0x3A),
            let minutes = digits(2), minutes < 60
        else { return .none }
        let total = Int(hours * 60 + minutes)
        return .some(isWest ? -total : total)
    }
}
