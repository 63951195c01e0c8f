// SPDX-License-Identifier: Apache-2.0
import Canon

/// What is wrong with a JSON document of the package format, and where.
public struct MalformedDocument: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file it stands in.
    public let file: String
    /// The member, as a path from the top: `items/3/state`.
    public let place: String
    /// What should be there.
    public let expected: String

    public var description: String {
        "\(file)\(place.isEmpty ? "" : ", \(place)"): expected \(expected)"
    }
}

/// Reads an object whose members are all known.
///
/// A member that is not known is an error, not an extension: what a verifier passes over is
/// something a person may read and believe.
struct StrictObject {
    private let members: [JSON.Member]
    private let file: String
    let place: String

    init(_ json: JSON?, file: String, place: String) throws(MalformedDocument) {
        guard let members = json?.members else {
            throw MalformedDocument(file: file, place: place, expected: "an object")
        }
        self.members = members
        self.file = file
        self.place = place
    }

    func fault(_ name: String, _ expected: String) -> MalformedDocument {
        MalformedDocument(
            file: file, place: place.isEmpty ? name : "\(place)/\(name)", expected: expected)
    }

    /// Throws unless every member is one of these.
    func allow(_ names: String...) throws(MalformedDocument) {
        for member in members where !names.contains(where: member.name.hasSameBytes) {
            throw fault(member.name, "no member of that name")
        }
    }

    func value(_ name: String) -> JSON? {
        members.first { $0.name.hasSameBytes(as: name) }?.value
    }

    func text(_ name: String) throws(MalformedDocument) -> String {
        guard let text = value(name)?.text else { throw fault(name, "a text") }
        return text
    }

    /// A text that is not empty.
    func words(_ name: String) throws(MalformedDocument) -> String {
        let text = try text(name)
        guard !text.isEmpty else { throw fault(name, "a text that is not empty") }
        return text
    }

    func integer(_ name: String, atLeast least: Int64) throws(MalformedDocument) -> Int64 {
        guard let value = value(name)?.integer, value >= least else {
            throw fault(name, "a whole number of at least \(least)")
        }
        return value
    }

    func instant(_ name: String) throws(MalformedDocument) -> Instant {
        let text = try text(name)
        guard let instant = WrittenTime(text)?.instant, instant.rfc3339.hasSameBytes(as: text)
        else {
            throw fault(name, "a time in UTC with six decimals")
        }
        return instant
    }

    func digest(_ name: String) throws(MalformedDocument) -> Digest {
        guard let digest = Digest(hex: try text(name)) else {
            throw fault(name, "64 lower-case hexadecimal digits")
        }
        return digest
    }

    func object(_ name: String) throws(MalformedDocument) -> StrictObject {
        try StrictObject(
            value(name), file: file, place: place.isEmpty ? name : "\(place)/\(name)")
    }

    /// The elements of an array, each with a function that says what is wrong with it.
    func elements(_ name: String) throws(MalformedDocument) -> [JSON] {
        guard let elements = value(name)?.elements else { throw fault(name, "an array") }
        return elements
    }

    func objects(_ name: String) throws(MalformedDocument) -> [StrictObject] {
        var objects: [StrictObject] = []
        for (index, element) in try elements(name).enumerated() {
            objects.append(
                try StrictObject(
                    element, file: file,
                    place: "\(place.isEmpty ? "" : "\(place)/")\(name)/\(index)"))
        }
        return objects
    }

    /// All members as texts by name, for an object whose names are data.
    func texts() throws(MalformedDocument) -> [(name: String, text: String)] {
        var texts: [(String, String)] = []
        for member in members {
            guard let text = member.value.text else { throw fault(member.name, "a text") }
            texts.append((member.name, text))
        }
        return texts
    }
}
