// SPDX-License-Identifier: Apache-2.0
import Canon

extension BodyWriter {
    /// The members of an activity in the order of their names; what has nothing to say is left out.
    mutating func members(of activity: Activity) {
        objects("attributes", activity.attributes) { attribute, writer in
            writer.text("name", attribute.name)
            writer.text("value", attribute.value)
        }
        word("attribution", activity.attribution == .none ? nil : activity.attribution.rawValue)
        time("becameKnown", activity.becameKnown)
        texts("blanks", activity.blanks)
        word("capture", activity.capture?.rawValue)
        objects("claims", activity.claims) { claim, writer in
            writer.text("claimed", claim.claimed)
            writer.text("computed", claim.computed)
            writer.text("name", claim.name)
        }
        object("clock", activity.clock) { clock, writer in
            if let offset = clock.offsetMilliseconds { writer.number("offset", offset) }
            writer.word("state", clock.state.rawValue)
        }
        object("correction", activity.correction) { $1.members(of: $0) }
        word("effect", activity.effect == .none ? nil : activity.effect.rawValue)
        time("ended", activity.ended)
        word("exception", activity.exception?.rawValue)
        text("kind", activity.kind)
        object("membership", activity.membership) { membership, writer in
            if let count = membership.count { writer.number("count", count) }
            if let ordinal = membership.ordinal { writer.number("ordinal", ordinal) }
            writer.text("set", membership.set)
        }
        time("occurred", activity.occurred)
        objects("participants", activity.participants) { $1.members(of: $0) }
        time("recordedAtSource", activity.recordedAtSource)
        objects("results", activity.results) { $1.members(of: $0) }
        object("sequence", activity.sequence) { sequence, writer in
            writer.number("first", sequence.first)
            writer.number("last", sequence.last)
            writer.text("stream", sequence.stream)
        }
        text("session", activity.session)
        text("sourceState", activity.sourceState)
        word("state", activity.state?.rawValue)
        word("status", activity.status == .completed ? nil : activity.status.rawValue)
        text("step", activity.step)
        text("summary", activity.summary)
        object("valid", activity.valid) { valid, writer in
            writer.time("from", valid.from)
            writer.time("until", valid.until)
        }
    }

    private mutating func time(_ name: StaticString, _ time: SourceTime?) {
        object(name, time) { time, writer in
            let (zone, offset): (String, Int?) =
                switch time.zone {
                case .given(let minutes): ("given", minutes)
                case .assumed(let minutes): ("assumed", minutes)
                case .absent: ("absent", nil)
                }
            writer.word("instant", time.instant?.rfc3339)
            if let offset { writer.number("offset", Int64(offset)) }
            writer.text("written", time.text)
            writer.word("zone", zone)
        }
    }

    private mutating func members(of participation: Participation) {
        let thing = participation.thing
        time("at", participation.at)
        word("kind", thing.kind.rawValue)
        text("meaning", participation.meaning)
        if !thing.kind.isPersonal { text("name", thing.name) }
        text("quantity", participation.quantity?.value)
        text("revision", participation.revision)
        word("role", participation.role.rawValue)
        text("unit", participation.quantity?.unit)
        if thing.kind.isPersonal { number("withheld", Int64(moveOut(thing.name))) }
    }

    private mutating func members(of result: MeasuredResult) {
        text("characteristic", result.characteristic)
        word("claimed", result.claimed?.rawValue)
        word("computed", result.computed?.rawValue)
        text("instrument", result.instrument)
        text("lowerLimit", result.lowerLimit)
        text("name", result.name)
        text("nominal", result.nominal)
        text("requirement", result.requirement)
        text("unit", result.unit)
        text("upperLimit", result.upperLimit)
        text("value", result.value)
    }

    private mutating func members(of correction: Correction) {
        time("declared", correction.declared)
        text("event", correction.event)
        word("kind", correction.kind.rawValue)
        text("reason", correction.reason)
        texts("replacements", correction.replacements)
        text("source", correction.source)
    }
}
