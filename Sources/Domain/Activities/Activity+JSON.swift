// SPDX-License-Identifier: Apache-2.0
import Canon

extension Activity {
    /// The activity as JSON with names of people moved out; members with nothing to say are left out.
    func json(movingNamesTo names: inout [JSON]) -> JSON {
        var object = Members()
        object.add("attribution", attribution == .none ? nil : attribution.rawValue)
        object.add(
            "attributes", attributes.map { ["name": .string($0.name), "value": .string($0.value)] })
        object.add("becameKnown", becameKnown?.json)
        object.add("claims", claims.map(\.json))
        object.add("correction", correction?.json)
        object.add("effect", effect == .none ? nil : effect.rawValue)
        object.add("ended", ended?.json)
        object.add("kind", kind)
        object.add("occurred", occurred?.json)
        object.add("participants", participants.map { $0.json(movingNameTo: &names) })
        object.add("recordedAtSource", recordedAtSource?.json)
        object.add("results", results.map(\.json))
        object.add("sourceState", sourceState)
        object.add("state", state?.rawValue)
        object.add("status", status == .completed ? nil : status.rawValue)
        object.add("step", step)
        object.add("summary", summary)
        return object.json
    }
}

/// Members of an object under construction; what is absent adds nothing.
private struct Members {
    private var members: [JSON.Member] = []

    mutating func add(_ name: String, _ text: String?) { add(name, text.map(JSON.string)) }

    mutating func add(_ name: String, _ value: JSON?) {
        if let value { members.append(.init(name, value)) }
    }

    mutating func add(_ name: String, _ values: [JSON]) {
        if !values.isEmpty { members.append(.init(name, .array(values))) }
    }

    var json: JSON { .object(members) }
}

extension SourceTime {
    var json: JSON {
        var object = Members()
        object.add("instant", instant?.rfc3339)
        switch zone {
        case .given(let minutes):
            object.add("offset", .integer(Int64(minutes)))
            object.add("zone", "given")
        case .assumed(let minutes):
            object.add("offset", .integer(Int64(minutes)))
            object.add("zone", "assumed")
        case .absent:
            object.add("zone", "absent")
        }
        object.add("written", text)
        return object.json
    }
}

extension Participation {
    fileprivate func json(movingNameTo names: inout [JSON]) -> JSON {
        var object = Members()
        object.add("kind", thing.kind.rawValue)
        if thing.kind.isPersonal {
            object.add("withheld", .integer(Int64(names.count)))
            names.append(.string(thing.name))
        } else {
            object.add("name", thing.name)
        }
        object.add("quantity", quantity?.value)
        object.add("revision", revision)
        object.add("role", role.rawValue)
        object.add("unit", quantity?.unit)
        return object.json
    }
}

extension MeasuredResult {
    fileprivate var json: JSON {
        var object = Members()
        object.add("claimed", claimed?.rawValue)
        object.add("computed", computed?.rawValue)
        object.add("lowerLimit", lowerLimit)
        object.add("name", name)
        object.add("unit", unit)
        object.add("upperLimit", upperLimit)
        object.add("value", value)
        return object.json
    }
}

extension Correction {
    fileprivate var json: JSON {
        var object = Members()
        object.add("declared", declared?.json)
        object.add("event", event)
        object.add("kind", kind.rawValue)
        object.add("reason", reason)
        object.add("replacements", replacements.map(JSON.string))
        object.add("source", source)
        return object.json
    }
}

extension Claim {
    fileprivate var json: JSON {
        var object = Members()
        object.add("claimed", claimed)
        object.add("computed", computed)
        object.add("name", name)
        return object.json
    }
}
