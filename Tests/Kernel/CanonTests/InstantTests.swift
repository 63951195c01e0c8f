// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:59:59Z", 951_868_799),
        ("1969-12-31T23:59:59Z", -1), ("2026-11-21T11:15:02+01:00", 1_795_256_102),
        ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59-00:30", 253_402_302_599),
    ])
    func `Moments agree with the POSIX count`(text: String, seconds: Int64) throws {
        #expect(try #require(WrittenTime(text)?.instant).seconds == seconds)
    }

    @Test(arguments: ["2026-11-21T10:15:02.123456Z", "1900-03-01T00:00:00.000001Z"])
    func `A canonical text reads back as itself`(text: String) throws {
        #expect(try #require(WrittenTime(text)?.instant).rfc3339 == text)
    }

    @Test func `Every day of four centuries goes there and back`() {
        for day in Int64(-80_000)...80_000 {
            let date = CivilDate(daysSinceEpoch: day)
            #expect(date.daysSinceEpoch == day)
            #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
        }
    }

    @Test func `A reading without an offset is no moment until one is given`() throws {
        let written = try #require(WrittenTime("2026-03-29T02:30:00"))
        #expect(written.instant == nil)
        #expect(written.instant(offsetMinutes: 60).rfc3339Seconds == "2026-03-29T01:30:00Z")
    }

    @Test(arguments: [
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-21", "2026-11-21T24:00:00Z",
        "2026-11-21T10:15Z", "2026-11-21T10:15:02.Z", "2026-11-21T10:15:02+1:00", "",
        "2026-11-21T10:15:02Zx", "21.11.2026 10:15:02", "2026-11-21T10:15:02+24:00",
        "٢٠٢٦-11-21T10:15:02Z",
    ])
    func `Text that RFC 3339 does not know is no time`(text: String) {
        #expect(WrittenTime(text) == nil)
    }

    @Test func `A leap second is the last microsecond of its minute`() throws {
        let written = try #require(WrittenTime("2016-12-31T23:59:60Z")?.instant)
        #expect(written.rfc3339 == "2016-12-31T23:59:59.999999Z")
    }
}
