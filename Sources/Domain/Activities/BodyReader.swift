// SPDX-License-Identifier: Apache-2.0
import Canon

/// Reads an activity out of the JSON that ``Activity/json(movingNamesTo:)`` writes.
struct BodyReader {
    /// The names out of the person body, in order; empty when it is withheld or erased.
    let names: [JSON]

    func activity(_ json: JSON) throws(MalformedBody) -> Activity {
        guard let kind = json["kind"]?.text else {
            throw MalformedBody(place: "activity/kind", expected: "a text")
        }
        var activity = Activity(kind: kind)
        activity.attribution = try word(json, "attribution") ?? .none
        activity.attributes = try list(json, "attributes") { attribute throws(MalformedBody) in
            Attribute(try text(attribute, "name"), try text(attribute, "value"))
        }
        activity.becameKnown = try time(json, "becameKnown")
        activity.blanks = (json["blanks"]?.elements ?? []).compactMap(\.text)
        activity.capture = try word(json, "capture")
        activity.claims = try list(json, "claims") { claim throws(MalformedBody) in
            Claim(
                name: try text(claim, "name"), claimed: try text(claim, "claimed"),
                computed: claim["computed"]?.text)
        }
        if let clock = json["clock"] {
            guard let state: SourceClock.State = try word(clock, "state") else {
                throw MalformedBody(place: "clock/state", expected: "one of the known words")
            }
            activity.clock = SourceClock(state, offsetMilliseconds: clock["offset"]?.integer)
        }
        if let correction = json["correction"] {
            activity.correction = try self.correction(correction)
        }
        activity.effect = try word(json, "effect") ?? .none
        activity.ended = try time(json, "ended")
        activity.exception = try word(json, "exception")
        if let set = json["membership"] {
            activity.membership = Membership(
                of: try text(set, "set"), ordinal: set["ordinal"]?.integer,
                count: set["count"]?.integer)
        }
        activity.occurred = try time(json, "occurred")
        activity.participants = try list(json, "participants", participation).compactMap { $0 }
        activity.recordedAtSource = try time(json, "recordedAtSource")
        activity.results = try list(json, "results", result)
        if let sequence = json["sequence"] {
            activity.sequence = try self.sequence(sequence)
        }
        activity.session = json["session"]?.text
        activity.sourceState = json["sourceState"]?.text
        activity.state = try word(json, "state")
        activity.status = try word(json, "status") ?? .completed
        activity.step = json["step"]?.text
        activity.summary = json["summary"]?.text
        if let valid = json["valid"] {
            activity.valid = Validity(
                from: try time(valid, "from"), until: try time(valid, "until"))
        }
        return activity
    }

    func original(_ json: JSON) throws(MalformedBody) -> OriginalPart {
        guard let file = Digest(hex: try text(json, "file")),
            let digest = Digest(hex: try text(json, "digest")),
            let offset = json["offset"]?.integer, let length = json["length"]?.integer,
            offset >= 0, length >= 0
        else { throw MalformedBody(place: "original", expected: "two digests and a range") }
        return OriginalPart(file: file, offset: offset, length: length, digest: digest)
    }

    private func participation(_ json: JSON) throws(MalformedBody) -> Participation? {
        guard let kind: ThingKind = try word(json, "kind"),
            let role: Participation.Role = try word(json, "role")
        else { throw MalformedBody(place: "participants", expected: "a kind and a role") }
        let name: String
        if let place = json["withheld"]?.integer {
            guard let index = Int(exactly: place), names.indices.contains(index),
                let known = names[index].text
            else { return nil }
            name = known
        } else {
            name = try text(json, "name")
        }
        let thing: Thing
        do throws(MalformedThing) { thing = try Thing(kind, name) } catch {
            throw MalformedBody(place: "participants/name", expected: "a name: \(error)")
        }
        return Participation(
            role, thing,
            quantity: json["quantity"]?.text.map { Quantity($0, unit: json["unit"]?.text) },
            revision: json["revision"]?.text, at: try time(json, "at"),
            meaning: json["meaning"]?.text)
    }

    private func sequence(_ json: JSON) throws(MalformedBody) -> SequencePosition {
        guard let first = json["first"]?.integer, let last = json["last"]?.integer else {
            throw MalformedBody(place: "sequence", expected: "two whole numbers")
        }
        return SequencePosition(stream: try text(json, "stream"), first: first, last: last)
    }

    private func result(_ json: JSON) throws(MalformedBody) -> MeasuredResult {
        var result = MeasuredResult(name: try text(json, "name"), value: try text(json, "value"))
        result.characteristic = json["characteristic"]?.text
        result.instrument = json["instrument"]?.text
        result.nominal = json["nominal"]?.text
        result.requirement = json["requirement"]?.text
        result.unit = json["unit"]?.text
        result.lowerLimit = json["lowerLimit"]?.text
        result.upperLimit = json["upperLimit"]?.text
        result.claimed = try word(json, "claimed")
        result.computed = try word(json, "computed")
        return result
    }

    private func correction(_ json: JSON) throws(MalformedBody) -> Correction {
        guard let kind: Correction.Kind = try word(json, "kind") else {
            throw MalformedBody(place: "correction/kind", expected: "a kind of correction")
        }
        var correction = Correction(event: try text(json, "event"), kind: kind)
        correction.source = json["source"]?.text
        correction.reason = json["reason"]?.text
        correction.declared = try time(json, "declared")
        correction.replacements = (json["replacements"]?.elements ?? []).compactMap(\.text)
        return correction
    }

    private func time(_ json: JSON, _ name: String) throws(MalformedBody) -> SourceTime? {
        guard let time = json[name] else { return nil }
        let instant = time["instant"]?.text.flatMap { WrittenTime($0)?.instant }
        let offset = time["offset"]?.integer.flatMap { Int(exactly: $0) }
        let zone: SourceTime.Zone
        switch (time["zone"]?.text, offset) {
        case ("given", let offset?): zone = .given(offsetMinutes: offset)
        case ("assumed", let offset?): zone = .assumed(offsetMinutes: offset)
        case ("absent", nil): zone = .absent
        default: throw MalformedBody(place: name, expected: "a time with its zone state")
        }
        return SourceTime(text: try text(time, "written"), instant: instant, zone: zone)
    }

    private func text(_ json: JSON, _ name: String) throws(MalformedBody) -> String {
        guard let text = json[name]?.text else {
            throw MalformedBody(place: name, expected: "a text")
        }
        return text
    }

    private func word<Word: RawRepresentable<String>>(
        _ json: JSON, _ name: String
    ) throws(MalformedBody) -> Word? {
        guard let value = json[name] else { return nil }
        guard let word = value.text.flatMap(Word.init(rawValue:)) else {
            throw MalformedBody(place: name, expected: "one of the known words")
        }
        return word
    }

    private func list<Element>(
        _ json: JSON, _ name: String, _ read: (JSON) throws(MalformedBody) -> Element
    ) throws(MalformedBody) -> [Element] {
        guard let value = json[name] else { return [] }
        guard let items = value.elements else {
            throw MalformedBody(place: name, expected: "an array")
        }
        var list: [Element] = []
        list.reserveCapacity(items.count)
        for item in items { list.append(try read(item)) }
        return list
    }
}
