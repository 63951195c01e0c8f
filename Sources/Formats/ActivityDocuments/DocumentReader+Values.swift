// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// How single values are read, and what is said of those that cannot be.
extension DocumentReader {
    /// A text that is not empty.
    mutating func text(_ value: JSON, _ member: MemberPath) -> String? {
        guard case .string(let text) = value else {
            problem("\(member.plain).type", member, found: value.kindName, "a text")
            return nil
        }
        guard !text.isEmpty else {
            problem("\(member.plain).empty", member, found: "“”", "a text that is not empty")
            return nil
        }
        return text
    }

    /// A text that can be a name: of bounded length, without control characters.
    mutating func name(_ value: JSON, _ member: MemberPath) -> String? {
        guard let text = text(value, member) else { return nil }
        guard text.utf8.count <= DocumentReader.nameBytesMax,
            text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else {
            problem(
                "\(member.plain).malformed", member, found: Problem.quote(text),
                "at most \(DocumentReader.nameBytesMax) bytes without control characters")
            return nil
        }
        return text
    }

    /// One of a closed set of words.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ value: JSON, _ member: MemberPath
    ) -> Word? {
        guard let text = text(value, member) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        problem("\(member.plain).unknown", member, found: Problem.quote(text), "one of \(known)")
        return nil
    }

    /// A time; one without a zone has no moment unless somebody said which zone to assume.
    mutating func time(_ value: JSON, _ member: MemberPath) -> SourceTime? {
        guard let text = text(value, member) else { return nil }
        guard let time = SourceTime(text, assuming: assumedZone) else {
            problem(
                "\(member.plain).malformed", member, found: Problem.quote(text),
                "a time such as 2026-11-21T08:15:00+01:00 (RFC 3339)")
            return nil
        }
        if time.instant == nil {
            warn(
                "\(member.plain).no-zone", member, found: assumedZone.found(text),
                "an offset from UTC; without one it stands for no moment")
        }
        return time
    }

    /// A number as it was written, whether as a JSON number or as a text.
    mutating func number(_ value: JSON, _ member: MemberPath) -> String? {
        if let digits = value.numberText { return digits }
        guard let text = text(value, member) else { return nil }
        guard JSONDecimal(text) != nil else {
            problem(
                "\(member.plain).malformed", member, found: Problem.quote(text),
                "a number with a point, such as 38.2")
            return nil
        }
        return text
    }

    /// A text, number or truth as text; `nil` for anything else.
    func scalar(_ value: JSON) -> String? {
        switch value {
        case .string(let text): text
        case .bool(let truth): truth ? "true" : "false"
        case .integer, .decimal: value.numberText
        case .null, .array, .object: nil
        }
    }

    /// The items of a list with their paths; a single item need not be put in a list.
    func items(_ value: JSON, _ member: MemberPath) -> [(item: JSON, path: MemberPath)] {
        guard case .array(let elements) = value else { return [(value, member)] }
        return elements.enumerated().map { ($0.element, member.item($0.offset)) }
    }

    // MARK: Things

    /// An item that says its kind: `{"serial": "P7-1042", "quantity": 2, "unit": "KGM"}`.
    mutating func thing(
        _ item: JSON, _ path: MemberPath, _ role: Participation.Role
    ) -> Participation? {
        guard case .object(let members) = item else {
            problem(
                "thing.type", path, found: item.kindName,
                "a thing such as {\"serial\": \"P7-1042\"}")
            return nil
        }
        var named: [Thing] = []
        for member in members where !DocumentReader.besideThings.contains(member.name) {
            let kind =
                member.name == "organisation" ? .party : ThingKind(rawValue: member.name)
            guard let kind else {
                problem(
                    "thing.kind", path.at(Problem.pathStep(member.name)),
                    found: Problem.quote(member.name),
                    "one of " + ThingKind.allCases.map(\.rawValue).joined(separator: ", ")
                        + ", quantity, unit, revision")
                return nil
            }
            guard let thing = thing(kind, member.value, path.at(member.name)) else {
                return nil
            }
            named.append(thing)
        }
        guard named.count == 1 else {
            problem(
                "thing.ambiguous", path, found: "\(named.count) names",
                "one thing such as {\"serial\": \"P7-1042\"}")
            return nil
        }
        return participation(role, named[0], item, path)
    }

    /// An item whose kind is known from where it stands: a text, or `{"name": …, "revision": …}`.
    mutating func named(
        _ item: JSON, _ path: MemberPath, _ role: Participation.Role, _ kind: ThingKind
    ) -> Participation? {
        if case .string = item {
            return thing(kind, item, path).map { Participation(role, $0) }
        }
        for member in item.members ?? []
        where member.name != "name" && !DocumentReader.besideThings.contains(member.name) {
            problem(
                "thing.member", path.at(Problem.pathStep(member.name)),
                found: Problem.quote(member.name), "name, revision, quantity or unit")
        }
        guard let name = item["name"], let thing = thing(kind, name, path.at("name")) else {
            return nil
        }
        return participation(role, thing, item, path)
    }

    private static let besideThings = ["quantity", "unit", "revision"]

    private mutating func thing(_ kind: ThingKind, _ value: JSON, _ path: MemberPath) -> Thing? {
        guard let text = text(value, path) else { return nil }
        do throws(MalformedThing) { return try Thing(kind, text) } catch {
            problem("thing.malformed", path, found: "\(error)", "a name as the source has it")
            return nil
        }
    }

    private mutating func participation(
        _ role: Participation.Role, _ thing: Thing, _ item: JSON, _ path: MemberPath
    ) -> Participation? {
        var participation = Participation(role, thing)
        let unit = item["unit"].flatMap { text($0, path.at("unit")) }
        if let quantity = item["quantity"] {
            guard let digits = number(quantity, path.at("quantity")) else { return nil }
            guard !digits.utf8.starts(with: "-".utf8) else {
                problem(
                    "thing.quantity", path.at("quantity"), found: digits,
                    "an amount that is not negative")
                return nil
            }
            participation.quantity = Quantity(digits, unit: unit)
        } else if unit != nil {
            problem("thing.unit", path.at("unit"), found: "a unit", "a quantity beside it")
        }
        participation.revision = item["revision"].flatMap { revision($0, path.at("revision")) }
        return participation
    }

    /// A revision is a name, but people write 7 as often as "7".
    private mutating func revision(_ value: JSON, _ path: MemberPath) -> String? {
        value.numberText ?? text(value, path)
    }

    // MARK: Results and corrections

    /// A measured value; the claimed verdict is kept beside the one the limits give.
    mutating func result(_ item: JSON, _ path: MemberPath) -> MeasuredResult? {
        refuse(
            membersOf: item, at: path, except: "name", "value", "unit", "lower", "upper", "nominal",
            "requirement", "characteristic", "instrument", "verdict")
        guard let name = item["name"], let name = text(name, path.at("name")) else {
            require("name", of: item, at: path)
            return nil
        }
        guard let value = item["value"], let value = scalar(value), !value.isEmpty else {
            problem(
                "results.value", path.at("value"), found: item["value"]?.kindName ?? "no value",
                "a number, a text, true or false")
            return nil
        }
        var result = MeasuredResult(name: name, value: value)
        result.unit = item["unit"].flatMap { text($0, path.at("unit")) }
        result.lowerLimit = item["lower"].flatMap { number($0, path.at("lower")) }
        result.upperLimit = item["upper"].flatMap { number($0, path.at("upper")) }
        result.nominal = item["nominal"].flatMap { number($0, path.at("nominal")) }
        result.requirement = item["requirement"].flatMap { text($0, path.at("requirement")) }
        result.characteristic = item["characteristic"].flatMap {
            revision($0, path.at("characteristic"))
        }
        result.instrument = item["instrument"].flatMap { self.name($0, path.at("instrument")) }
        result.claimed = item["verdict"].flatMap { word($0, path.at("verdict")) }
        result.computed = result.verdictByLimits
        if let claimed = result.claimed, let computed = result.computed, claimed != computed {
            warn(
                "results.verdict", path.at("verdict"), found: claimed.rawValue,
                "\(computed.rawValue), from value and limits")
        }
        return result
    }

    /// A word about an earlier activity.
    mutating func correction(_ value: JSON) -> Correction? {
        refuse(
            membersOf: value, at: "corrects", except: "event", "source", "reason", "declared",
            "replacedBy", "kind")
        guard let event = value["event"], let event = name(event, "corrects.event") else {
            require("event", of: value, at: "corrects")
            return nil
        }
        let kind: Correction.Kind? = value["kind"].flatMap { word($0, "corrects.kind") }
        var correction = Correction(event: event, kind: kind ?? .supersedes)
        correction.source = value["source"].flatMap { name($0, "corrects.source") }
        correction.reason = value["reason"].flatMap { text($0, "corrects.reason") }
        correction.declared = value["declared"].flatMap { time($0, "corrects.declared") }
        if let replacements = value["replacedBy"] {
            for (item, path) in items(replacements, "corrects.replacedBy") {
                if let id = name(item, path) { correction.replacements.append(id) }
            }
        }
        return correction
    }

    mutating func refuse(membersOf item: JSON, at path: MemberPath, except known: String...) {
        for member in item.members ?? [] where !known.contains(member.name) {
            problem(
                "unknown-member", path.at(Problem.pathStep(member.name)),
                found: Problem.quote(member.name), "one of " + known.joined(separator: ", "))
        }
    }

    mutating func require(_ member: String, of item: JSON, at path: MemberPath) {
        guard item[member] == nil else { return }
        let found = item.members == nil ? item.kindName : "no member “\(member)”"
        problem("missing", path, found: found, "an object with the member “\(member)”")
    }

    // MARK: Problems

    /// Adds a problem with a member of the document.
    mutating func problem(
        _ code: String, _ path: MemberPath, found: String, _ expected: String
    ) {
        problems.append(made(code, path, found, expected))
    }

    /// Adds a remark about a member of the document that is kept all the same.
    mutating func warn(_ code: String, _ path: MemberPath, found: String, _ expected: String) {
        warnings.append(made(code, path, found, expected))
    }

    private func made(
        _ code: String, _ path: MemberPath, _ found: String, _ expected: String
    ) -> Problem {
        let document = place.path.isEmpty ? "$" : place.path
        return Problem(
            "activity.\(code)", at: place.at("\(document).\(path.text)"), found: found,
            expected: expected)
    }
}
