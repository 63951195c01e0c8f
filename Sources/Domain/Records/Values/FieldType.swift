// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon

/// What a field may hold, and how it is read from text and from JSON.
package enum FieldType: Hashable, Sendable {
    /// One line, at most ``FieldType/shortTextMax`` bytes.
    case text
    /// Several lines, at most ``FieldType/longTextMax`` bytes.
    case longText
    case choice([Choice])
    case flag
    case date
    /// A moment with its zone; one without a zone is refused.
    case moment
    case quantity
    /// A thing of one of these kinds; none given: of any.
    case thing([ThingKind])
    case person
    /// A record of one of these kinds; none given: of any.
    case record([KindName])
    case document
    case file

    /// In bytes of UTF-8.
    package static let shortTextMax = 500
    /// In bytes of UTF-8.
    package static let longTextMax = 20_000
    /// The most values of one field.
    package static let valuesMax = 10_000

    /// One of the values a field may have, and what it means.
    package struct Choice: Hashable, Sendable {
        package let name: String
        package let meaning: String

        package init(_ name: String, _ meaning: String) {
            self.name = name
            self.meaning = meaning
        }
    }

    /// What is expected, as a message says it.
    package var expectation: String {
        switch self {
        case .text: "a line of text"
        case .longText: "text"
        case .choice(let choices): "one of " + choices.map(\.name).joined(separator: ", ")
        case .flag: "yes or no"
        case .date: "a date such as 2026-11-21"
        case .moment: "a time with its zone such as 2026-11-21T10:15:00+01:00"
        case .quantity: "an amount and a unit such as 12 pieces"
        case .thing(let kinds):
            kinds.isEmpty
                ? "a thing such as lot:L-0417"
                : "a thing such as " + kinds.map { "\($0.rawValue):…" }.joined(separator: " or ")
        case .person: "a person's number such as P-0003"
        case .record(let kinds):
            kinds.isEmpty
                ? "a record's number"
                : "the number of a " + kinds.map(\.text).joined(separator: " or ")
        case .document: "a document and its revision such as WI-7@C"
        case .file: "a file"
        }
    }
}

extension FieldType {
    /// Reads one value as a person types it; `nil` when it is not what is expected.
    ///
    /// A file cannot be typed: the shell stores it first and hands over a reference.
    package func read(_ text: String) -> FieldValue? {
        switch self {
        case .text:
            guard (1...FieldType.shortTextMax).contains(text.utf8.count),
                text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
            else { return nil }
            return .text(text)
        case .longText:
            guard (1...FieldType.longTextMax).contains(text.utf8.count),
                text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A || $0 == 0x09 })
            else { return nil }
            return .text(text)
        case .choice(let choices):
            return choices.contains { $0.name.hasSameBytes(as: text) } ? .choice(text) : nil
        case .flag:
            switch text {
            case "yes", "true": return .flag(true)
            case "no", "false": return .flag(false)
            default: return nil
            }
        case .date: return CivilDate(text).map { .date($0) }
        case .moment:
            guard let time = SourceTime(text), time.instant != nil else { return nil }
            return .moment(time)
        case .quantity: return FieldType.quantity(text).map { .quantity($0) }
        case .thing(let kinds):
            guard let colon = text.utf8.firstIndex(of: 0x3A) else { return nil }
            let name = String(text[text.utf8.index(after: colon)...])
            return thing(String(text[..<colon]), name, among: kinds)
        case .person: return PersonID(text).map { .person($0) }
        case .record: return RecordID(text).map { .record($0) }
        case .document:
            guard let at = text.utf8.lastIndex(of: 0x40) else { return nil }
            return document(String(text[..<at]), String(text[text.utf8.index(after: at)...]))
        case .file: return nil
        }
    }

    /// Reads one value as an entry or an input file holds it; texts as a person types them also do.
    package func read(_ json: JSON) -> FieldValue? {
        switch self {
        case .flag: return json.bool.map { .flag($0) } ?? json.text.flatMap { read($0) }
        case .quantity:
            guard let amount = json["amount"] else { return json.text.flatMap { read($0) } }
            guard let number = amount.text ?? amount.numberText, ExactDecimal(number) != nil else {
                return nil
            }
            return .quantity(Quantity(number, unit: json["unit"]?.text))
        case .thing(let kinds):
            guard let kind = json["kind"]?.text, let name = json["name"]?.text else {
                return json.text.flatMap { read($0) }
            }
            return thing(kind, name, among: kinds)
        case .document:
            guard let name = json["name"]?.text, let revision = json["revision"]?.text else {
                return json.text.flatMap { read($0) }
            }
            return document(name, revision)
        case .file:
            guard let hex = json["digest"]?.text, let digest = Digest(hex: hex),
                let name = json["name"]?.text, let size = json["size"]?.integer, size >= 0,
                let mediaType = json["mediaType"]?.text
            else { return nil }
            return .file(
                FileReference(digest: digest, name: name, size: size, mediaType: mediaType))
        case .text, .longText, .choice, .date, .moment, .person, .record:
            return json.text.flatMap { read($0) }
        }
    }

    private func thing(_ kind: String, _ name: String, among kinds: [ThingKind]) -> FieldValue? {
        guard let kind = ThingKind(rawValue: kind), kinds.isEmpty || kinds.contains(kind) else {
            return nil
        }
        // A name that cannot be a thing's is said to be unexpected by whoever asked.
        guard let thing = try? Thing(kind, name) else { return nil }
        return .thing(thing)
    }

    private func document(_ name: String, _ revision: String) -> FieldValue? {
        guard (1...FieldType.shortTextMax).contains(name.utf8.count),
            (1...FieldType.shortTextMax).contains(revision.utf8.count)
        else { return nil }
        return .document(DocumentRevision(name: name, revision: revision))
    }

    /// `12`, `12 pieces`, `0.35 kg`.
    private static func quantity(_ text: String) -> Quantity? {
        let space = text.utf8.firstIndex(of: 0x20)
        let amount = String(text[..<(space ?? text.endIndex)])
        guard ExactDecimal(amount) != nil else { return nil }
        let unit = space.map { String(text[text.utf8.index(after: $0)...]) }
        guard unit.map({ (1...40).contains($0.utf8.count) }) ?? true else { return nil }
        return Quantity(amount, unit: unit)
    }
}
