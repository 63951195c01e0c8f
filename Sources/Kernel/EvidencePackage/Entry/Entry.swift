// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// What stands in the log: who sent what kind of thing when, and commitments to what it said.
///
/// The bytes are canonical JSON with exactly these members, and the leaf hash is taken over them:
///
///     {"actor":…,"commitments":{"content":…,"person":…},"event":…,"received":…,
///      "source":…,"type":…,"version":1}
///
/// An entry holds no names and no values, so it can stay in a log that is never changed while what
/// it speaks of is withheld or erased. There is one spelling of each entry: bytes that say the same
/// in another way are refused, or one event could have two leaves.
public struct Entry: Hashable, Sendable {
    /// The version written by this program.
    public static let version: Int64 = 1
    /// The longest entry that an entry bundle can hold, in bytes (C2SP tlog-tiles).
    public static let byteCountMax = 65_535
    /// The longest source, event or actor, in bytes of UTF-8.
    public static let textByteCountMax = 2_048

    /// What kind of entry this is.
    public let type: EntryType
    /// The system it came from, as a URI.
    public let source: String
    /// The source's own identifier of the event.
    public let event: String
    /// When this log received it.
    public let received: Instant
    /// A pseudonym of who acted towards this log; never a name.
    public let actor: String
    /// The commitment to the content.
    public let content: Digest
    /// The commitment to the names of persons, where there are any.
    public let person: Digest?
    /// The canonical bytes.
    public let bytes: [UInt8]

    /// Makes an entry.
    ///
    /// - Throws: ``EntryFault`` when a text is empty or too long, or the time has no four-digit year.
    public init(
        type: EntryType, source: String, event: String, received: Instant, actor: String,
        content: Digest, person: Digest?
    ) throws(EntryFault) {
        self.type = type
        self.source = try Entry.checked(source, "source")
        self.event = try Entry.checked(event, "event")
        self.actor = try Entry.checked(actor, "actor")
        guard (0...Entry.secondsMax).contains(received.seconds) else {
            throw .badMember("received", expected: "a time from 1970 to 9999")
        }
        self.received = received
        self.content = content
        self.person = person
        bytes = Entry.bytes(
            type: type, source: source, event: event, received: received, actor: actor,
            content: content, person: person)
        guard bytes.count <= Entry.byteCountMax else { throw .tooLong(bytes.count) }
    }

    /// The commitment to a class of body, where there is one.
    public func commitment(to bodyClass: BodyClass) -> Digest? {
        switch bodyClass {
        case .content: content
        case .person: person
        }
    }

    /// The hash of the leaf: SHA-256(0 ‖ bytes) (RFC 6962 §2.1).
    public var leafHash: Digest { TreeHash.leaf(bytes) }

    /// 9999-12-31T23:59:59Z.
    private static let secondsMax: Int64 = 253_402_300_799

    private static func checked(
        _ text: String, _ member: String
    ) throws(EntryFault) -> String {
        guard (1...textByteCountMax).contains(text.utf8.count) else {
            throw .badMember(member, expected: "1 to \(textByteCountMax) bytes of text")
        }
        return text
    }

    /// Written member by member in canonical order: an entry is made 300,000 times a second.
    private static func bytes(
        type: EntryType, source: String, event: String, received: Instant, actor: String,
        content: Digest, person: Digest?
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            300 + source.utf8.count + event.utf8.count + actor.utf8.count)
        bytes.append(ascii: "{\"actor\":")
        JSON.appendString(actor, to: &bytes)
        bytes.append(ascii: ",\"commitments\":{\"content\":\"")
        bytes.append(contentsOf: content.hex.utf8)
        if let person {
            bytes.append(ascii: "\",\"person\":\"")
            bytes.append(contentsOf: person.hex.utf8)
        }
        bytes.append(ascii: "\"},\"event\":")
        JSON.appendString(event, to: &bytes)
        bytes.append(ascii: ",\"received\":\"")
        bytes.append(contentsOf: received.rfc3339.utf8)
        bytes.append(ascii: "\",\"source\":")
        JSON.appendString(source, to: &bytes)
        bytes.append(ascii: ",\"type\":\"")
        bytes.append(contentsOf: type.text.utf8)
        bytes.append(ascii: "\",\"version\":1}")
        return bytes
    }
}

/// The kind of an entry: dotted lower case, such as `activity.recorded`.
public struct EntryType: Hashable, Sendable, CustomStringConvertible {
    /// The longest kind, in bytes.
    public static let byteCountMax = 64

    /// What the sealing of a package is called.
    public static let packageSealed = EntryType(literal: "package.sealed")

    public let text: String

    /// Takes words of `a`–`z`, `0`–`9` and `-`, at least two, with dots between them.
    public init(_ text: some StringProtocol) throws(EntryFault) {
        let bytes = Array(text.utf8)
        let words = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard bytes.count <= Self.byteCountMax, words.count >= 2,
            words.allSatisfy({ word in
                !word.isEmpty
                    && word.allSatisfy {
                        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
                    }
            })
        else {
            throw .badMember(
                "type", expected: "lower-case words with dots between, at most 64 bytes")
        }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    private init(literal: StaticString) { text = "\(literal)" }

    public var description: String { text }
}
