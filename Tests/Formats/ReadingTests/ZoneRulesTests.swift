// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Foundation
import Testing

@testable import Reading

/// Times without a zone, read by the clocks of a place.
struct ZoneRulesTests {
    /// A file with a change or two and a rule for all later years (RFC 8536 §3).
    static func file(
        changes: [(Int64, UInt8)] = [], offsets: [Int32], footer: String, version: UInt8 = 0x32,
        leapSeconds: UInt32 = 0
    ) -> [UInt8] {
        func bytes<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
            withUnsafeBytes(of: value.bigEndian) { Array($0) }
        }
        func block(wide: Bool) -> [UInt8] {
            var block = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
            let counts = [0, 0, leapSeconds, UInt32(changes.count), UInt32(offsets.count), 4]
            for count in counts { block += bytes(count) }
            for (time, _) in changes { block += wide ? bytes(time) : bytes(Int32(clamping: time)) }
            block += changes.map(\.1)
            for offset in offsets { block += bytes(offset) + [0, 0] }
            return block + Array("ABC\0".utf8)
        }
        if version == 0 { return block(wide: false) }
        return block(wide: false) + block(wide: true) + Array("\n\(footer)\n".utf8)
    }

    static func rules(_ footer: String) throws -> ZoneRules {
        try ZoneRules(named: "Somewhere", tzif: file(offsets: [0], footer: footer))
    }

    static func showing(_ text: String, _ rules: ZoneRules) throws -> ZoneRules.Showing {
        rules.showing(of: try #require(WrittenTime(text)).reading)
    }

    static let berlin = "CET-1CEST,M3.5.0,M10.5.0/3"

    @Test(arguments: [
        ("2026-01-15T12:00:00", ZoneRules.Showing.once(offsetMinutes: 60)),
        ("2026-07-15T12:00:00", .once(offsetMinutes: 120)),
        // Clocks went forward on 29 March at two, and back on 25 October at three.
        ("2026-03-29T01:59:59", .once(offsetMinutes: 60)),
        ("2026-03-29T02:00:00", .never),
        ("2026-03-29T02:59:59", .never),
        ("2026-03-29T03:00:00", .once(offsetMinutes: 120)),
        ("2026-10-25T01:59:59", .once(offsetMinutes: 120)),
        ("2026-10-25T02:00:00", .twice),
        ("2026-10-25T02:59:59", .twice),
        ("2026-10-25T03:00:00", .once(offsetMinutes: 60)),
        ("2099-07-15T12:00:00", .once(offsetMinutes: 120)),
    ])
    func `Berlin's clocks show a time once, twice or never`(
        text: String, expected: ZoneRules.Showing
    ) throws {
        #expect(try Self.showing(text, try Self.rules(Self.berlin)) == expected)
    }

    @Test(arguments: [
        // Summer over the turn of the year.
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00", 660),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-01T00:00:00", 600),
        // Dublin's winter is what is saved.
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00", 60),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-12-01T00:00:00", 0),
        ("<-03>3", "2026-07-01T00:00:00", -180),
        ("<+0545>-5:45", "2026-07-01T00:00:00", 345),
        // Always summer, as RFC 8536 §3.3.1 writes it.
        ("XXX3EDT4,0/0,J365/23", "2026-01-01T00:00:00", -240),
        ("XXX3EDT4,0/0,J365/23", "2026-12-31T23:30:00", -240),
        // Changes on the day before or after, by hours beyond the day's.
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-07-01T00:00:00", -60),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-07-01T00:00:00", 180),
        // By number of the day, with and without 29 February.
        ("AAA-1BBB,J60/0,J300/0", "2028-03-01T12:00:00", 120),
        ("AAA-1BBB,59/0,299/0", "2028-02-29T12:00:00", 120),
    ])
    func `Rules of every form give the offset`(rule: String, text: String, minutes: Int) throws {
        #expect(try Self.showing(text, try Self.rules(rule)) == .once(offsetMinutes: minutes))
    }

    @Test(arguments: [
        "CE-1", "CET", "CET-25", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0,", "CET-1:60", "CET-1CEST,J0,J1", "<CET-1",
        "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,366,1",
    ])
    func `What is no rule is refused`(rule: String) {
        #expect(throws: MalformedZone.badRule) { try Self.rules(rule) }
    }

    @Test func `Before the first change and after the last the file's own word counts`() throws {
        let file = Self.file(
            changes: [(1_000_000, 1), (2_000_000, 0)], offsets: [3600, 7200], footer: "UTC0")
        let rules = try ZoneRules(named: "Somewhere", tzif: file)
        #expect(try Self.showing("1970-01-01T12:00:00", rules) == .once(offsetMinutes: 60))
        #expect(try Self.showing("1970-01-20T12:00:00", rules) == .once(offsetMinutes: 120))
        #expect(try Self.showing("1970-02-20T12:00:00", rules) == .once(offsetMinutes: 0))
    }

    @Test func `A file without a rule for later years says nothing of them`() throws {
        let file = Self.file(
            changes: [(1_000_000, 1)], offsets: [3600, 7200], footer: "", version: 0)
        let rules = try ZoneRules(named: "Somewhere", tzif: file)
        #expect(try Self.showing("1970-01-01T12:00:00", rules) == .once(offsetMinutes: 60))
        #expect(try Self.showing("1970-01-20T12:00:00", rules) == .unknown)
    }

    @Test func `An offset of odd seconds gives no moment`() throws {
        let rules = try ZoneRules(
            named: "Somewhere", tzif: Self.file(offsets: [3208], footer: "LMT-0:53:28"))
        #expect(try Self.showing("1880-01-01T12:00:00", rules) == .unknown)
    }

    @Test func `Every file cut short is refused, and none traps`() throws {
        let whole = Self.file(
            changes: [(1_000_000, 1), (2_000_000, 0)], offsets: [3600, 7200], footer: Self.berlin)
        for count in 0..<whole.count {
            #expect(throws: MalformedZone.self) {
                try ZoneRules(named: "Somewhere", tzif: Array(whole.prefix(count)))
            }
        }
        for index in whole.indices {
            for byte: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var changed = whole
                changed[index] = byte
                // Any answer will do, as long as there is one.
                let rules = try? ZoneRules(named: "Somewhere", tzif: changed)
                _ = rules?.showing(of: Instant(seconds: 1_795_000_000))
            }
        }
    }

    @Test func `Files that count leap seconds are refused`() {
        #expect(throws: MalformedZone.leapSeconds) {
            try ZoneRules(
                named: "Somewhere", tzif: Self.file(offsets: [0], footer: "UTC0", leapSeconds: 1))
        }
    }

    @Test func `A time that was skipped or shown twice stays without a moment, and says why`()
        throws
    {
        let zone = AssumedZone.rules(try Self.rules(Self.berlin))
        let summer = try #require(SourceTime("2026-07-01T08:00:00", assuming: zone))
        #expect(summer.zone == .assumed(offsetMinutes: 120))
        #expect(summer.instant?.rfc3339Seconds == "2026-07-01T06:00:00Z")
        for (text, why) in [("2026-03-29T02:30:00", "skipped"), ("2026-10-25T02:30:00", "twice")] {
            let time = try #require(SourceTime(text, assuming: zone))
            #expect(time.instant == nil)
            #expect(time.zone == .absent)
            #expect(Optional(zone).found(text).contains(why))
        }
        // What the source says itself needs no assumption.
        let given = try #require(SourceTime("2026-10-25T02:30:00+01:00", assuming: zone))
        #expect(given.zone == .given(offsetMinutes: 60))
    }

    static let systemFolder = "/usr/share/zoneinfo"

    /// An oracle of other hands: the system's own reader, over forty years.
    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: systemFolder + "/Europe/Berlin"),
            "this machine has no zone files"),
        arguments: [
            "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata",
            "Africa/Casablanca", "Europe/Dublin", "America/Santiago", "Pacific/Apia", "UTC",
        ])
    func `The system's files are read as the system reads them`(name: String) throws {
        let bytes = try Data(contentsOf: URL(filePath: "\(Self.systemFolder)/\(name)"))
        let rules = try ZoneRules(named: name, tzif: Array(bytes))
        let system = try #require(TimeZone(identifier: name))
        // A moment of every 37 hours from 1995 to 2035.
        for hours in stride(from: 0, to: 40 * 8_766, by: 37) {
            let second = Int64(788_918_400) + Int64(hours) * 3_600
            let offset = system.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
            switch rules.showing(of: Instant(seconds: second + Int64(offset))) {
            case .once(let minutes): #expect(minutes * 60 == offset, "\(name) at \(second)")
            case .twice: break
            case .never, .unknown: Issue.record("\(name) shows \(second) not at all")
            }
        }
    }
}
