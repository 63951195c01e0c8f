// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Traceability

/// A history as data: what the page shows, for a program (`witnessmark.history/1`).
package enum HistoryAnswer {
    /// The dossier, and the assessment when it was held against a contract.
    package static func json(_ dossier: HistoryDossier, _ assessment: Assessment? = nil) -> JSON {
        var members: [JSON.Member] = [
            .init("schema", "witnessmark.history/1"),
            .init("subject", dossier.subject.json),
            .init("otherNames", .array(dossier.otherNames.map(\.json))),
            .init("placement", dossier.placement.json),
            .init("ancestors", .array(dossier.ancestors.map(json))),
            .init("descendants", .array(dossier.descendants.map(json))),
            .init("records", .array(dossier.records.map(\.json))),
            .init("cutOff", .bool(dossier.isCut)),
        ]
        if let assessment { members.append(.init("items", assessment.json)) }
        return .object(members)
    }

    private static func json(_ relative: HistoryDossier.Relative) -> JSON {
        var members: [JSON.Member] = [
            .init("thing", relative.thing.json), .init("steps", .integer(Int64(relative.depth))),
            .init("because", .string(relative.explanation)), .init("entry", relative.entry.json),
        ]
        if let quantity = relative.quantity {
            members.append(.init("quantity", .string(quantity.value)))
            if let unit = quantity.unit { members.append(.init("unit", .string(unit))) }
        }
        return .object(members)
    }
}

extension Assessment {
    var json: JSON {
        .array(
            items.map { item in
                [
                    "id": .string(item.id), "title": .string(item.title),
                    "requirement": .string(item.requirement),
                    "state": .string(item.judgement.state.rawValue),
                    "finding": .string(item.judgement.finding),
                    "waived": item.waiver.map { .string("\($0.authority): \($0.reason)") } ?? nil,
                ]
            })
    }
}

extension Thing {
    var json: JSON { ["kind": .string(kind.rawValue), "name": .string(name)] }
}

extension EntryPosition {
    var json: JSON { .integer(Int64(clamping: number)) }
}

extension Placement {
    var json: JSON {
        var members: [JSON.Member] = [
            .init("state", .string(state.rawValue)), .init("phrase", .string(phrase)),
        ]
        if let since { members.append(.init("since", .string(since.rfc3339))) }
        if let entry { members.append(.init("entry", entry.json)) }
        if let party { members.append(.init("party", .string(party))) }
        if let place { members.append(.init("place", .string(place))) }
        if !inside.isEmpty { members.append(.init("inside", .array(inside.map(\.json)))) }
        if !wentInto.isEmpty { members.append(.init("wentInto", .array(wentInto.map(\.json)))) }
        return .object(members)
    }
}

extension DossierRecord {
    var json: JSON {
        [
            "entry": position.json, "kind": .string(activity.kind),
            "source": .string(traced.source.name), "bearing": .string(bearing.rawValue),
            "occurred": activity.occurred.map { .string($0.text) } ?? nil,
            "received": .string(traced.received.rfc3339),
            "original": .string(original.digest.hex),
        ]
    }
}
