// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// Reads the members of one object strictly: each by its name, and what is left over is a problem.
struct JSONObjectReader {
    let path: String
    private let members: [JSON.Member]
    private var known: [String] = []

    /// `nil`, with a problem, when the value is no object.
    init?(_ json: JSON, _ path: String, _ problems: inout ProblemList) {
        guard let members = json.members else {
            problems.add(.at(path, found: json.kindName, expected: "an object"))
            return nil
        }
        self.path = path
        self.members = members
    }

    /// A member's value; asking for it makes it known.
    mutating func value(_ name: String) -> JSON? {
        known.append(name)
        return members.first { $0.name.hasSameBytes(as: name) }?.value
    }

    func path(_ name: String) -> String { path + "." + name }

    /// A text that is not empty.
    mutating func text(_ name: String, _ problems: inout ProblemList) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.text, !text.isEmpty, text.utf8.count <= 4_096 else {
            problems.add(
                .at(path(name), found: value.kindName, expected: "a text of 1 to 4,096 bytes"))
            return nil
        }
        return text
    }

    mutating func requiredText(_ name: String, _ problems: inout ProblemList) -> String? {
        guard members.contains(where: { $0.name.hasSameBytes(as: name) }) else {
            known.append(name)
            problems.add(.at(path, found: "no “\(name)”", expected: "one"))
            return nil
        }
        return text(name, &problems)
    }

    mutating func truth(_ name: String, _ problems: inout ProblemList) -> Bool? {
        guard let value = value(name) else { return nil }
        guard let truth = value.bool else {
            problems.add(.at(path(name), found: value.kindName, expected: "true or false"))
            return nil
        }
        return truth
    }

    /// A list of texts; the empty text is allowed in it.
    mutating func texts(_ name: String, _ problems: inout ProblemList) -> [String]? {
        guard let value = value(name) else { return nil }
        let texts = value.elements?.compactMap(\.text)
        guard let texts, texts.count == value.elements?.count, texts.count <= 10_000 else {
            problems.add(.at(path(name), found: value.kindName, expected: "a list of texts"))
            return nil
        }
        return texts
    }

    /// One of the words of an enumeration.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ name: String, as type: Word.Type, _ problems: inout ProblemList
    ) -> Word? where Word.RawValue == String {
        guard let text = text(name, &problems) else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            problems.add(
                .at(path(name), found: Problem.quote(text), expected: "one of " + words))
            return nil
        }
        return word
    }

    /// The elements of a list, each with its path.
    mutating func list(
        _ name: String, max: Int = 10_000, _ problems: inout ProblemList
    ) -> [(json: JSON, path: String)]? {
        guard let value = value(name) else { return nil }
        guard let elements = value.elements, elements.count <= max else {
            problems.add(
                .at(path(name), found: value.kindName, expected: "a list of at most \(max)"))
            return nil
        }
        return elements.enumerated().map { ($0.element, "\(path(name))[\($0.offset)]") }
    }

    /// The members of an object whose names are free.
    mutating func entries(
        _ name: String, _ problems: inout ProblemList
    ) -> [(name: String, json: JSON, path: String)]? {
        guard let value = value(name) else { return nil }
        guard let members = value.members, members.count <= 10_000 else {
            problems.add(.at(path(name), found: value.kindName, expected: "an object"))
            return nil
        }
        return members.map { ($0.name, $0.value, path(name) + "." + Problem.pathStep($0.name)) }
    }

    /// Adds a problem for each member that nobody asked for.
    func finish(_ problems: inout ProblemList) {
        for member in members where !known.contains(where: { $0.hasSameBytes(as: member.name) }) {
            if member.name.hasPrefix(MappingSuggestion.doubtMark) {
                problems.add(
                    .at(
                        path + "." + Problem.pathStep(member.name),
                        found: "a doubt that nobody has decided: \(member.value.text ?? "")",
                        expected: "a decision, and this line taken out"))
                continue
            }
            problems.add(
                .at(
                    path + "." + Problem.pathStep(member.name), found: "an unknown member",
                    expected: "one of " + known.joined(separator: ", ")))
        }
    }
}

extension Problem {
    /// A problem of a mapping file at a member of it.
    static func at(_ path: String, found: String, expected: String) -> Problem {
        Problem("mapping.invalid", at: Place(path: path), found: found, expected: expected)
    }
}
