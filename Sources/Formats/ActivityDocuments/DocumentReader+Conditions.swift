// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// How the circumstances of a record are read: clock, numbering, sets, validity, signatures.
extension DocumentReader {
    /// How far the source's clock was to be trusted.
    mutating func clock(_ value: JSON) -> SourceClock? {
        refuse(membersOf: value, at: "clock", except: "state", "offsetMilliseconds")
        guard let state = value["state"] else {
            require("state", of: value, at: "clock")
            return nil
        }
        guard let state: SourceClock.State = word(state, "clock.state") else { return nil }
        return SourceClock(
            state, offsetMilliseconds: whole(value, "clock", "offsetMilliseconds"))
    }

    /// The record's place in its source's own numbering.
    mutating func sequence(_ value: JSON) -> SequencePosition? {
        refuse(membersOf: value, at: "sequence", except: "stream", "first", "last")
        for member in ["stream", "first"] { require(member, of: value, at: "sequence") }
        guard let stream = value["stream"].flatMap({ name($0, "sequence.stream") }),
            let first = whole(value, "sequence", "first")
        else { return nil }
        let last = whole(value, "sequence", "last") ?? first
        guard first <= last else {
            problem(
                "sequence.order", "sequence.last", found: "\(last)", "a number from \(first) on")
            return nil
        }
        return SequencePosition(stream: stream, first: first, last: last)
    }

    /// The set that the record is one of.
    mutating func membership(_ value: JSON) -> Membership? {
        refuse(membersOf: value, at: "memberOf", except: "set", "ordinal", "count")
        guard let set = value["set"] else {
            require("set", of: value, at: "memberOf")
            return nil
        }
        guard let set = name(set, "memberOf.set") else { return nil }
        return Membership(
            of: set, ordinal: whole(value, "memberOf", "ordinal", from: 1),
            count: whole(value, "memberOf", "count", from: 1))
    }

    /// From when to when that holds what the record says.
    mutating func validity(_ value: JSON) -> Validity? {
        refuse(membersOf: value, at: "valid", except: "from", "until")
        guard value.members != nil else {
            problem("valid.type", "valid", found: value.kindName, "an object with from and until")
            return nil
        }
        return Validity(
            from: value["from"].flatMap { time($0, "valid.from") },
            until: value["until"].flatMap { time($0, "valid.until") })
    }

    /// Parts somebody who signed from when and as what.
    mutating func signature(
        _ item: JSON, _ path: MemberPath
    ) -> (somebody: JSON, act: (at: SourceTime?, meaning: String?)?) {
        guard case .object(let members) = item else { return (item, nil) }
        let at = item["at"].flatMap { time($0, path.at("at")) }
        let meaning = item["meaning"].flatMap { text($0, path.at("meaning")) }
        let somebody = members.filter { $0.name != "at" && $0.name != "meaning" }
        return (.object(somebody), (at, meaning))
    }

    /// A whole number that is a member of an object; `nil` where it is absent.
    private mutating func whole(
        _ object: JSON, _ path: MemberPath, _ member: String, from least: Int64 = .min
    ) -> Int64? {
        guard let value = object[member] else { return nil }
        guard let number = value.integer, number >= least else {
            problem(
                "\(path.plain).\(member)", path.at(member),
                found: value.numberText ?? value.kindName,
                least == .min ? "a whole number" : "a whole number from \(least) on")
            return nil
        }
        return number
    }
}
