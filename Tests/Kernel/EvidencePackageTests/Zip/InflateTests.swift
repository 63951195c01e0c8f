// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

@testable import EvidencePackage

/// Streams made by zlib 1.2.13, whose contents the tests make again.
struct InflateTests {
    private func inflate(_ base64: String, expecting count: Int) throws -> [UInt8] {
        let stream = try #require(Base64.bytes(base64))
        return try inflate(stream, expecting: count)
    }

    /// Inflates from pieces of seven bytes, so that every code crosses a piece somewhere.
    private func inflate(_ stream: [UInt8], expecting count: Int) throws -> [UInt8] {
        var at = 0
        var output: [UInt8] = []
        try Inflate.run(
            expecting: UInt64(count),
            from: {
                guard at < stream.count else { return nil }
                defer { at = min(at + 7, stream.count) }
                return Array(stream[at..<min(at + 7, stream.count)])
            }, to: { output += $0 })
        return output
    }

    static let fixed =
        "C8lIVUgrLcpLTE5VKEpNzixIVShPLFZIzkjMS09NUUgsUTA0sDI0VUiqVEhMTs4vzStRKC5L1s3IzdQ10lMIGUDdAA=="

    @Test func `Stored, fixed and empty blocks are read`() throws {
        let text = String(
            repeating: "The furnace recipe was changed at 10:15 by account svc-hmi-2. ", count: 3)
        #expect(
            try inflate(InflateTests.fixed, expecting: text.utf8.count) == Array(text.utf8))
        #expect(try inflate("AQMA/P9hYmM=", expecting: 3) == Array("abc".utf8))
        #expect(try inflate("AwA=", expecting: 0) == [])
    }

    @Test func `A block with its own codes is read`() throws {
        let stream = """
            nZVBSgQxEEX3niIXaEhVpSqJB/AErtxpM+IsFBlR8Pa6aZlO8z9ByPbBo15S0ayxiCwq95Jv8+/Rh/T8eXl7\
            XE/pbsnpclrP76eU09N3+vhal5fX85JvdI/JgMmGyTUmI6YDphtWrjEdMRsw27BOJcuAlT/JoJY+cL5x6lQz\
            Bi42zoJ6VtSgdOrZUITg4+yoQhPmKXkqw6gpgjJYZpqiKIMb1TSUoTbqWVAGoeMURxkK9wyUoRbqWVGG/bU+\
            eDbUwXn2jjo0Ok/Nc89h9FRBHWplnqqog9L7qTbX4eBZUAeju1MddajcM1AH69Szog40uzaUwen21A4zKNO0\
            /L+tZIIyOP2LTFEGNeppc8/h4FlQhqDP3Rz+DnyeMdfh4Fmn/uiDZkMZKr2d1lGG8L3mDw==
            """
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let text = (0..<40).map {
            "2026-11-21T10:\(two($0)):02Z furnace F-\($0 % 7) recipe \($0 * $0 % 91) by svc-hmi-"
                + "\($0 % 3)\n"
        }.joined()
        #expect(try inflate(stream, expecting: text.utf8.count) == Array(text.utf8))
    }

    @Test func `Distances of nearly a whole window are resolved across flushes`() throws {
        let stream = """
            7d1JEYAwAACxchbwLxgPvJaZxEjGAAAA6hYAACBvBQAA8jYAACBvBwAA8g4AACDvBAAA8iYAAJB3AQAAeTcA\
            AJD3AAC/Z5IEAAD/OQAA4D8HAAD/OQAA4D8HAAD85wAA4D8HAAD85wAAgP8cAAD85wAAgP8cAPCfAwCA/xwA\
            APCfAwCA/xwAAPCfAwAA/nMAAPCfAwAA/nMAAMB/DgAA/nMAAMB/DgD4zwEAwH8OAAD4zwEAwH8OAAD4zwEA\
            AP85AAD4zwEAAP85AADgPwcAAP85AADgPwcA/OcAAOA/BwAA/OcAAOA/BwAA/OcAAID/HAAA/OcAAID/HAAA\
            8J8DAID/HAAA8J8DAP5zAADwnwMAAP5zAADAfw4AAP5zAADAfw4AAP5zAADAfw4AAPjPAQDAfw4AAPjPAQD/\
            OQAA+M8BAAD/OQAA4D8HAAD/OQAA4D8HAAD/OQAA4D8HAAD85wAA4D8HAAD85wCA/xwAAPznAACA/xwAAPCf\
            AwCA/xwAAPCfAwCA/xwAAPCfAwAA/nMAAPCfAwAA/nMA4KsX
            """
        let period = (0..<32_000).map { UInt8($0 / 3000) }
        let expected = Array(repeatElement(period, count: 8).joined())
        #expect(try inflate(stream, expecting: expected.count) == expected)
    }

    @Test func `A stream that is longer, shorter or not at its end is refused`() throws {
        #expect(throws: Inflate.Fault.tooLong) { try inflate("AQMA/P9hYmM=", expecting: 2) }
        #expect(throws: Inflate.Fault.tooShort) { try inflate("AQMA/P9hYmM=", expecting: 4) }
        let stream = try #require(Base64.bytes("AQMA/P9hYmM="))
        #expect(throws: Inflate.Fault.bytesAfterEnd) { try inflate(stream + [0], expecting: 3) }
        for length in 0..<stream.count {
            #expect(throws: Inflate.Fault.truncated) {
                try inflate(Array(stream[..<length]), expecting: 3)
            }
        }
    }

    @Test func `No mangled stream traps or produces too much`() throws {
        let stream = try #require(Base64.bytes(InflateTests.fixed))
        for index in stream.indices {
            for bit in 0..<8 {
                var mangled = stream
                mangled[index] ^= 1 << bit
                let output = (try? inflate(mangled, expecting: 186)) ?? []
                #expect(output.isEmpty || output.count == 186)
            }
        }
    }

    @Test func `A lone distance code has one bit, or two readers would disagree`() throws {
        // "aaaa": one literal and a match of three at distance 1. zlib refuses the second stream.
        #expect(
            try inflate("DcABCQAAAICgrf4/UVo=", expecting: 4) == Array("aaaa".utf8))
        #expect(throws: Inflate.Fault.badCode) {
            try inflate("DcABCQAAAICgrf4/UZkA", expecting: 4)
        }
    }

    @Test func `A distance beyond what was produced is refused`() {
        // Fixed block: length 3, distance 1, with nothing before it.
        #expect(throws: Inflate.Fault.badDistance) {
            try inflate([0x03, 0x02], expecting: 3)
        }
    }
}
