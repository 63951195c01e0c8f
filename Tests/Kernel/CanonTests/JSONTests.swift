// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Testing

struct JSONTests {
    static func error(_ text: String, limits: JSONLimits = .standard) -> JSONError? {
        do throws(JSONError) {
            _ = try JSON(parsing: Array(text.utf8), limits: limits)
            return nil
        } catch { return error }
    }

    @Test func `A problem is told with line, column and pointer`() throws {
        let error = try #require(JSONTests.error("{\"lots\": [\n  {\"a/b\": tru}]}"))
        #expect(error.line == 2)
        #expect(error.column == 11)
        #expect(error.pointer == "/lots/0/a~1b")
        #expect(
            error.description
                == "line 2, column 11 (/lots/0/a~1b): found 't' where a value was expected")
    }

    @Test(arguments: [
        "", " ", "{", "[", "[1,", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "tru",
        "nul",
        "01", "-", "1.", ".5", "1e", "+1", "0x10", "NaN", "Infinity", "'a'", "\"\\x\"", "\"\\u12\"",
        "\"\u{1}\"", "[1]]", "{\"a\":1}x", "\u{FEFF}{}", "\"abc", "\"\\", "{a:1}", "// no\n1",
    ])
    func `Text outside the grammar is refused`(text: String) {
        #expect(JSONTests.error(text) != nil)
    }

    @Test func `Duplicate members are refused, however many there are`() {
        #expect(JSONTests.error(#"{"a":1,"a":1}"#)?.problem == .duplicateMember("a"))
        #expect(JSONTests.error(#"{"a":1,"\u0061":2}"#)?.problem == .duplicateMember("a"))
        let many = (0..<100).map { "\"m\($0)\":0" }.joined(separator: ",")
        #expect(JSONTests.error("{\(many),\"m42\":1}")?.problem == .duplicateMember("m42"))
        #expect(JSONTests.error("{\(many)}") == nil)
    }

    @Test func `Canonically equivalent names stay two names`() throws {
        let value = try JSON(parsing: Array("{\"caf\u{e9}\":1,\"cafe\u{301}\":2}".utf8))
        #expect(value["caf\u{e9}"] == 1)
        #expect(value["cafe\u{301}"] == 2)
        #expect(JSON.string("caf\u{e9}") != JSON.string("cafe\u{301}"))
    }

    @Test(arguments: [
        #""\ud800""#, #""\ud800x""#, #""\ud800\n""#, #""\udc00""#, #""\ud800\ud800""#,
    ])
    func `Half a surrogate pair is refused`(text: String) {
        #expect(JSONTests.error(text)?.problem == .loneSurrogate)
    }

    @Test(arguments: [
        [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
    ])
    func `Bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSON(parsing: bytes) }
    }

    @Test func `Depth is bounded before the stack is`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(JSONTests.error(deep)?.problem == .tooDeep(limit: 64))
        let wide = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(JSONTests.error(wide) == nil)
    }

    @Test func `Huge numbers are refused and long ones keep their digits`() throws {
        #expect(JSONTests.error("1e400")?.problem == .numberOutOfRange)
        #expect(
            JSONTests.error(String(repeating: "9", count: 401))?.problem
                == .numberTooLong(limit: 400))
        let value = try JSON(
            parsing: Array("[12.060, 9007199254740992, -0, 9007199254740991]".utf8))
        #expect(
            value.elements?.map(\.numberText) == [
                "12.060", "9007199254740992", "-0", "9007199254740991",
            ])
        #expect(value.elements?[3].integer == 9_007_199_254_740_991)
        #expect(value.elements?[1].integer == nil)
    }

    @Test func `Every prefix of a document is an error with a place inside it, never a crash`()
        throws
    {
        let document = Array(
            #"{"a":[1,-2.5e3,true,null,"x\u00e9\ud83d\ude00"],"b":{"c":false}}"#.utf8)
        _ = try JSON(parsing: document)
        for length in 0..<document.count {
            let error = #expect(throws: JSONError.self) { try JSON(parsing: document[..<length]) }
            #expect((error?.offset ?? -1) <= length)
        }
    }

    @Test func `Members are sorted by UTF-16 code units`() throws {
        let value: JSON = [
            "\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "\u{f6}": 7,
        ]
        let names = try JSON(parsing: value.canonical).members?.map(\.name)
        #expect(names == ["\r", "1", "\u{80}", "\u{f6}", "\u{20ac}", "\u{1f600}", "\u{fb33}"])
    }
}

@Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
struct CanonicalVectorTests {
    @Test(arguments: ["arrays", "french", "structures", "unicode", "values", "weird"])
    func `The documents of RFC 8785 get their canonical bytes`(name: String) throws {
        let folder = "json-canonicalization"
        let input = try Fixtures.bytes(Fixtures.vector("\(folder)/input/\(name).json"))
        let output = try Fixtures.bytes(Fixtures.vector("\(folder)/output/\(name).json"))
        #expect(try JSON(parsing: input).canonical == output)
        #expect(try JSON(parsing: output).canonical == output)
    }

    @Test func `The doubles of the reference are printed as ECMAScript does`() throws {
        let cases = try JSON(parsing: Fixtures.bytes(Fixtures.vector("rfc8785/cases.json")))
        let numbers = try #require(cases["numbers"]?.elements)
        #expect(numbers.count >= 20)
        for number in numbers {
            let bits = try #require(number["ieee_hex"]?.text.flatMap { UInt64($0, radix: 16) })
            let printed = JSONDecimal(Double(bitPattern: bits))?.text
            #expect(printed == (number["refuse"] == true ? nil : number["text"]?.text))
        }
    }

    @Test func `The number stream has the published digest after a hundred thousand lines`() throws
    {
        let stream = try JSON(
            parsing: Fixtures.bytes(Fixtures.vector("json-canonicalization/number-stream.json")))
        let fixed = (stream["static_hex"]?.elements ?? []).compactMap { $0.text }
        let digests = try #require(stream["sha256_of_first_lines"]?.elements)
        let expected = digests.first { $0["lines"] == 100_000 }?["sha256"]?.text
        var digest = DigestStream()
        let lines = 100_000
        var count = 0
        func line(_ bits: UInt64) {
            guard count < lines, let number = JSONDecimal(Double(bitPattern: bits)) else {
                return
            }
            digest.update(Array("\(String(bits, radix: 16)),\(number.text)\n".utf8))
            count += 1
        }
        for hex in fixed {
            let bits = try #require(UInt64(hex, radix: 16))
            line(bits)
        }
        for bits in 0..<2000 { line(0x0010_0000_0000_0000 + UInt64(bits)) }
        var block = [UInt8](repeating: 0, count: 32)
        while count < lines {
            block = Digest(of: block).bytes
            for word in 0..<4 {
                let bits = (0..<8).reduce(UInt64(0)) { bits, byte in
                    bits | UInt64(block[word * 8 + byte]) << (8 * byte)
                }
                if bits << 1 != 0 { line(bits) }
            }
        }
        #expect(digest.digest.hex == expected)
    }
}
