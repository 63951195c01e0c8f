// SPDX-License-Identifier: Apache-2.0
import Canon

/// Why bytes are no entry.
public enum EntryFault: Error, Equatable, Sendable {
    /// A later version of this format; nothing can be said about it, neither good nor bad.
    case unknownVersion(Int64)
    case notJSON(JSONError)
    /// The same could be written in fewer bytes or another order: see RFC 8785.
    case notCanonical
    /// A member is missing, is not known, or is not what it should be.
    case badMember(String, expected: String)
    /// More bytes than ``Entry/byteCountMax``.
    case tooLong(Int)
}

extension EntryFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownVersion(let version):
            "the entry is of version \(version); this program knows version \(Entry.version)"
        case .notJSON(let error): "the entry is no JSON: \(error)"
        case .notCanonical: "the entry is not in canonical form (RFC 8785)"
        case .badMember(let name, let expected): "the entry's member \(name) should be \(expected)"
        case .tooLong(let count):
            "the entry has \(count) bytes; at most \(Entry.byteCountMax) are allowed"
        }
    }
}

extension Entry {
    /// Reads an entry, and accepts only the bytes that ``bytes`` would give.
    ///
    /// - Throws: ``EntryFault``; ``EntryFault/unknownVersion(_:)`` before any other judgement on
    ///   the members, so that a verifier can say *cannot tell* instead of *failed*.
    public init(parsing bytes: [UInt8]) throws(EntryFault) {
        guard bytes.count <= Entry.byteCountMax else { throw .tooLong(bytes.count) }
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: bytes) } catch { throw .notJSON(error) }
        guard let members = json.members else {
            throw .badMember("", expected: "an object")
        }
        if let version = json["version"]?.integer, version != Entry.version {
            throw .unknownVersion(version)
        }
        try Entry.require(
            members, ["actor", "commitments", "event", "received", "source", "type", "version"])
        let (content, person) = try Entry.commitments(json["commitments"])
        let receivedText = try Entry.text(json, "received")
        guard let received = WrittenTime(receivedText)?.instant else {
            throw .badMember("received", expected: "a time in UTC with six decimals")
        }
        try self.init(
            type: EntryType(Entry.text(json, "type")), source: Entry.text(json, "source"),
            event: Entry.text(json, "event"), received: received, actor: Entry.text(json, "actor"),
            content: content, person: person)
        // Order, spacing, escapes and the spelling of the time are all settled by this.
        guard self.bytes == bytes else { throw .notCanonical }
    }

    private static func commitments(
        _ json: JSON?
    ) throws(EntryFault) -> (content: Digest, person: Digest?) {
        guard let json, let members = json.members else {
            throw .badMember("commitments", expected: "an object")
        }
        let names = json["person"] == nil ? ["content"] : ["content", "person"]
        try require(members, names)
        func digest(_ name: String) throws(EntryFault) -> Digest {
            guard let digest = json[name]?.text.flatMap({ Digest(hex: $0) }) else {
                throw .badMember(
                    "commitments/\(name)", expected: "64 lower-case hexadecimal digits")
            }
            return digest
        }
        return (try digest("content"), names.count == 2 ? try digest("person") : nil)
    }

    /// Exactly these members, no other and none left out.
    private static func require(
        _ members: [JSON.Member], _ names: [String]
    ) throws(EntryFault) {
        for member in members where !names.contains(where: member.name.hasSameBytes) {
            throw .badMember(member.name, expected: "absent: version 1 does not have it")
        }
        for name in names where !members.contains(where: { $0.name.hasSameBytes(as: name) }) {
            throw .badMember(name, expected: "there")
        }
    }

    private static func text(_ json: JSON, _ name: String) throws(EntryFault) -> String {
        guard let text = json[name]?.text else { throw .badMember(name, expected: "a text") }
        return text
    }
}
