// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

extension MappingReader {
    mutating func activityRule(_ json: JSON, _ path: String) -> ActivityRule? {
        guard var object = JSONObjectReader(json, path, &problems) else { return nil }
        let id = object.value("id").flatMap { self.template($0, path + ".id") }
        let kind = object.value("kind").flatMap { self.textRule($0, path + ".kind") }
        if id == nil || kind == nil {
            problems.add(
                .at(
                    path, found: "an activity without “id” or “kind”",
                    expected: "what its source calls it, and what kind of activity it is"))
        } else if id?.constant != nil {
            problems.add(
                .at(path + ".id", found: "a constant", expected: "a text that differs in each row"))
        } else if let id, !groupBy.isEmpty, !id.isSame(inAllRowsAlikeIn: groupBy) {
            problems.add(
                .at(
                    path + ".id", found: Problem.quote(id.text),
                    expected: "only columns of the group's key, which all its rows agree in"))
        }
        // The rest is read all the same, so that everything wrong with it is told at once.
        var rule = ActivityRule(
            id: id ?? .nothing, kind: kind ?? TextRule(template: .nothing))
        rule.when = conditions("when", &object)
        rule.status = textMember("status", &object)
        checkWords(rule.status, of: Activity.Status.self, path + ".status")
        rule.step = textMember("step", &object)
        rule.summary = textMember("summary", &object)
        rule.session = textMember("session", &object)
        rule.occurred = timeMember("occurred", &object, choosesRow: true)
        rule.ended = timeMember("ended", &object, choosesRow: true)
        rule.recorded = timeMember("recorded", &object, choosesRow: true)
        rule.becameKnown = timeMember("becameKnown", &object, choosesRow: true)
        rule.effect = object.word("effect", as: Activity.Effect.self, &problems) ?? .none
        rule.state = textMember("state", &object)
        checkWords(rule.state, of: ProductState.self, path + ".state")
        rule.sourceState = textMember("sourceState", &object)
        rule.attribution = object.word("attribution", as: Attribution.self, &problems)
        rule.capture = object.word("capture", as: Capture.self, &problems)
        rule.sequence = object.value("sequence").flatMap { sequenceRule($0, path + ".sequence") }
        rule.exception = textMember("exception", &object)
        checkWords(rule.exception, of: ExceptionState.self, path + ".exception")
        rule.valid = object.value("valid").flatMap { validityRule($0, path + ".valid") }
        for (name, json, path) in object.entries("attributes", &problems) ?? [] {
            if let value = textRule(json, path) {
                rule.attributes.append(ActivityRule.NamedText(name: name, value: value))
            }
        }
        for (json, path) in object.list("participants", max: 500, &problems) ?? [] {
            if let participant = participantRule(json, path) {
                rule.participants.append(participant)
            }
        }
        for (json, path) in object.list("results", max: 2_000, &problems) ?? [] {
            if let result = resultRule(json, path) { rule.results.append(result) }
        }
        object.finish(&problems)
        return rule
    }

    private mutating func sequenceRule(_ json: JSON, _ path: String) -> SequenceRule? {
        guard var object = JSONObjectReader(json, path, &problems) else { return nil }
        let stream = textMember("stream", &object)
        let first = templateMember("first", &object)
        let last = templateMember("last", &object)
        object.finish(&problems)
        guard let stream, let first else {
            problems.add(
                .at(
                    path, found: "a sequence without “stream” or “first”",
                    expected: "what is numbered, and the row's number in it"))
            return nil
        }
        return SequenceRule(stream: stream, first: first, last: last)
    }

    private mutating func validityRule(_ json: JSON, _ path: String) -> ValidityRule? {
        guard var object = JSONObjectReader(json, path, &problems) else { return nil }
        let rule = ValidityRule(
            from: timeMember("from", &object), until: timeMember("until", &object))
        object.finish(&problems)
        guard rule.from == nil, rule.until == nil else { return rule }
        problems.add(.at(path, found: "neither “from” nor “until”", expected: "one of them"))
        return nil
    }

    private mutating func participantRule(_ json: JSON, _ path: String) -> ParticipantRule? {
        guard var object = JSONObjectReader(json, path, &problems) else { return nil }
        let role = object.word("role", as: Participation.Role.self, &problems)
        let kind = object.word("kind", as: ThingKind.self, &problems)
        let name = object.value("name").flatMap { self.textRule($0, path + ".name") }
        guard let role, let kind, let name else {
            problems.add(
                .at(
                    path, found: "a participant without role, kind or name",
                    expected: "all three, as “subject”, “lot” and “{Lot}”"))
            return nil
        }
        var rule = ParticipantRule(role: role, kind: kind, name: name)
        rule.revision = textMember("revision", &object)
        rule.quantity = templateMember("quantity", &object)
        rule.unit = textMember("unit", &object)
        rule.at = timeMember("at", &object)
        rule.meaning = textMember("meaning", &object)
        if let per = object.word("per", as: ParticipantRule.Per.self, &problems) {
            rule.per = per
            if groupBy.isEmpty {
                problems.add(
                    .at(
                        path + ".per", found: "“\(per.rawValue)”",
                        expected: "none, for the table has no “group”"))
            }
        } else if !groupBy.isEmpty, rule.quantity != nil {
            // Five kilograms in two rows are five of the group, or ten.
            problems.add(
                .at(
                    path, found: "a quantity without “per” in a table with “group”",
                    expected: "“group” if all rows repeat it, “row” if each has its own"))
        }
        object.finish(&problems)
        return rule
    }

    private mutating func resultRule(_ json: JSON, _ path: String) -> ResultRule? {
        guard var object = JSONObjectReader(json, path, &problems) else { return nil }
        let name = object.value("name").flatMap { self.textRule($0, path + ".name") }
        let number = templateMember("value", &object)
        let text = templateMember("text", &object)
        guard let name, let value = number ?? text, number == nil || text == nil else {
            problems.add(
                .at(
                    path, found: "a result without name or value, or with two",
                    expected: "“name”, and “value” for a number or “text” for words"))
            return nil
        }
        var rule = ResultRule(name: name, value: value)
        rule.isNumber = text == nil
        rule.when = conditions("when", &object)
        rule.openOutside = conditions("openOutside", &object)
        if let each = object.text("each", &problems) {
            rule.each = columns.firstIndex { $0.isGroup && $0.name.hasSameBytes(as: each) }
            if let group = rule.each {
                used.insert(group)
            } else {
                problems.add(
                    .at(
                        path + ".each", found: Problem.quote(each),
                        expected: "the name of columns that are “matching”"))
            }
        }
        rule.unit = textMember("unit", &object)
        rule.nominal = templateMember("nominal", &object)
        rule.lower = templateMember("lower", &object)
        rule.upper = templateMember("upper", &object)
        rule.lowerTolerance = templateMember("lowerTolerance", &object)
        rule.upperTolerance = templateMember("upperTolerance", &object)
        rule.requirement = textMember("requirement", &object)
        rule.characteristic = textMember("characteristic", &object)
        rule.instrument = textMember("instrument", &object)
        rule.claimed = textMember("claimed", &object)
        checkWords(rule.claimed, of: MeasuredResult.Verdict.self, path + ".claimed")
        rule.notesBlanks = object.truth("notesBlanks", &problems) ?? false
        if rule.lowerTolerance != nil || rule.upperTolerance != nil, rule.nominal == nil {
            problems.add(
                .at(path, found: "tolerances without “nominal”", expected: "what they are from"))
        }
        if rule.each == nil,
            [rule.value, rule.name.template].contains(where: \.needsColumn)
        {
            problems.add(
                .at(
                    path, found: "{@title}, {@value} or a fact without “each”",
                    expected: "the columns it goes over"))
        }
        object.finish(&problems)
        return rule
    }

    // MARK: Members

    private mutating func conditions(
        _ name: String, _ object: inout JSONObjectReader
    ) -> [Condition] {
        var conditions: [Condition] = []
        for (json, path) in object.list(name, max: 100, &problems) ?? [] {
            if let condition = condition(json, path) { conditions.append(condition) }
        }
        return conditions
    }

    private mutating func textMember(
        _ name: String, _ object: inout JSONObjectReader
    ) -> TextRule? {
        guard let json = object.value(name) else { return nil }
        return textRule(json, object.path(name))
    }

    private mutating func timeMember(
        _ name: String, _ object: inout JSONObjectReader, choosesRow: Bool = false
    ) -> TimeRule? {
        guard let json = object.value(name) else { return nil }
        return timeRule(json, object.path(name), choosesRow: choosesRow)
    }

    private mutating func templateMember(
        _ name: String, _ object: inout JSONObjectReader
    ) -> Template? {
        guard let json = object.value(name) else { return nil }
        return template(json, object.path(name))
    }

    /// What comes out of a rule must be one of our own words, or rows would fail one by one.
    private mutating func checkWords<Word: RawRepresentable & CaseIterable>(
        _ rule: TextRule?, of type: Word.Type, _ path: String
    ) where Word.RawValue == String {
        guard let rule else { return }
        let results = rule.words?.map(\.to) ?? [rule.template.constant].compactMap { $0 }
        for word in results where Word(rawValue: word) == nil {
            problems.add(
                .at(
                    path, found: Problem.quote(word),
                    expected: "one of " + Word.allCases.map(\.rawValue).joined(separator: ", ")))
        }
    }
}
