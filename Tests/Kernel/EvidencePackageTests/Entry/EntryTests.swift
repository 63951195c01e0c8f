// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Testing

struct EntryTests {
    static let t0 = Instant(microseconds: 1_795_256_102_123_456)
    static let hex1 = String(repeating: "11", count: 32)
    static let hex2 = String(repeating: "22", count: 32)

    static func entry(
        source: String = "urn:plant7:mes", event: String = "mes-000412",
        actor: String = "connector-1", person: Bool = true
    ) throws -> Entry {
        let content = try #require(Digest(hex: hex1))
        return try Entry(
            type: EntryType("activity.recorded"), source: source, event: event, received: t0,
            actor: actor, content: content, person: person ? Digest(hex: hex2) : nil)
    }

    static let canonical =
        "{\"actor\":\"connector-1\",\"commitments\":{\"content\":\"\(hex1)\",\"person\":\"\(hex2)\"},"
        + "\"event\":\"mes-000412\",\"received\":\"2026-11-21T10:15:02.123456Z\","
        + "\"source\":\"urn:plant7:mes\",\"type\":\"activity.recorded\",\"version\":1}"

    @Test func `An entry is written as the format says, byte for byte`() throws {
        #expect(
            String(decoding: try EntryTests.entry().bytes, as: UTF8.self) == EntryTests.canonical)
    }

    @Test(arguments: [
        "plain", "quote \" and \\", "tab\tnull\u{0}bell\u{7}", "grün 🔩 \u{2028}", "ﬀ",
    ])
    func `What is written is the canonical JSON of its value, and is read back`(
        text: String
    ) throws {
        for person in [true, false] {
            let entry = try EntryTests.entry(source: text, event: text, actor: text, person: person)
            #expect(try JSON(parsing: entry.bytes).canonical == entry.bytes)
            let read = try Entry(parsing: entry.bytes)
            #expect(read == entry)
            #expect(read.source.hasSameBytes(as: text))
        }
    }

    @Test(arguments: [
        canonical + " ", " " + canonical,
        canonical.replacing("\"event\"", with: " \"event\""),
        canonical.replacing("connector-1", with: "\\u0063onnector-1"),
        canonical.replacing(".123456Z", with: ".1234560Z"),
        canonical.replacing("T10:15:02.123456Z", with: "T11:15:02.123456+01:00"),
        canonical.replacing("2026-11-21T", with: "2026-11-21t"),
    ])
    func `Another spelling of the same entry is refused`(text: String) {
        #expect(throws: EntryFault.notCanonical) { try Entry(parsing: Array(text.utf8)) }
    }

    @Test(arguments: [
        ("\"version\":1", "\"version\":1,\"extra\":2"), ("\"event\":\"mes-000412\",", ""),
        ("\"mes-000412\"", "\"\""), ("\"mes-000412\"", "7"),
        ("activity.recorded", "activity"), ("activity.recorded", "Activity.recorded"),
        ("activity.recorded", "activity..recorded"), (hex1, "1111"),
        (hex2, String(repeating: "AB", count: 32)), ("\"person\"", "\"persons\""),
        ("\"content\"", "\"contents\""), ("2026-11-21T", "2026-13-21T"),
        ("\"version\":1", "\"version\":\"1\""),
    ])
    func `A member that is missing, unknown or wrong is named`(old: String, new: String) throws {
        let text = EntryTests.canonical.replacing(old, with: new)
        #expect(throws: EntryFault.self) { try Entry(parsing: Array(text.utf8)) }
    }

    @Test func `A later version is told apart from a wrong entry`() {
        let text = "{\"anything\":true,\"version\":2}"
        #expect(throws: EntryFault.unknownVersion(2)) { try Entry(parsing: Array(text.utf8)) }
    }

    @Test func `Members given twice are refused`() {
        let text = EntryTests.canonical.replacing("{\"actor\"", with: "{\"actor\":\"x\",\"actor\"")
        #expect(throws: EntryFault.self) { try Entry(parsing: Array(text.utf8)) }
    }

    @Test func `No entry is longer than a bundle can hold`() throws {
        let text = String(repeating: "a", count: Entry.textByteCountMax)
        #expect(try EntryTests.entry(source: text, event: text, actor: text).bytes.count < 65_535)
        let controls = String(repeating: "\u{1}", count: Entry.textByteCountMax)
        let entry = try EntryTests.entry(source: controls, event: controls, actor: controls)
        #expect(entry.bytes.count <= Entry.byteCountMax)
        #expect(throws: EntryFault.self) { try EntryTests.entry(source: text + "a") }
        #expect(throws: EntryFault.self) {
            try Entry(parsing: [UInt8](repeating: 0x20, count: 65_536))
        }
    }

    @Test func `The leaf hash is taken over a zero byte and the entry`() throws {
        let entry = try EntryTests.entry()
        #expect(entry.leafHash == Digest(of: [0] + entry.bytes))
    }
}

struct CommitmentTests {
    let salt = Salt(bytes: Array(0..<32))
    let body = Array("{\"result\":\"pass\"}".utf8)

    @Test func `A commitment is the HMAC the format says`() throws {
        let salt = try #require(salt)
        let message = Array("witnessmark/commit/v1".utf8) + [0] + Array("content".utf8) + [0] + body
        #expect(
            Opening(salt: salt, body: body).commitment(as: .content)
                == MAC.code(key: Array(0..<32), over: [message]))
    }

    @Test func `Another class, salt or body is another commitment`() throws {
        let salt = try #require(salt)
        let other = try #require(Salt(bytes: Array(1..<33)))
        let all = [
            Commitment.digest(of: body, as: .content, salt: salt),
            Commitment.digest(of: body, as: .person, salt: salt),
            Commitment.digest(of: body, as: .content, salt: other),
            Commitment.digest(of: body + [0x20], as: .content, salt: salt),
        ]
        #expect(Set(all).count == 4)
    }

    @Test func `A salt has 32 bytes`() {
        #expect(Salt(bytes: Array(0..<31)) == nil)
        #expect(Salt(hex: "00") == nil)
    }
}
