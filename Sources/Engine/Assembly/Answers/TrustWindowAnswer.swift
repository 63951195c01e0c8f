// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Traceability

/// A trust-window report as data: what the page shows, for a program (`witnessmark.trust-window/1`).
package enum TrustWindowAnswer {
    /// The dossier, and the assessment when it was held against the contract.
    package static func json(_ dossier: TrustDossier, _ assessment: Assessment? = nil) -> JSON {
        var members: [JSON.Member] = [
            .init("schema", "witnessmark.trust-window/1"),
            .init("suspect", dossier.suspect.json),
            .init("from", .string(dossier.since.rfc3339)),
            .init("to", dossier.until.map { .string($0.rfc3339) } ?? nil),
            .init("relying", .array(dossier.relying.map(json))),
            .init("affected", .array(dossier.affected.map(json))),
            .init("counts", .object(counts(dossier))),
            .init("changes", .array(dossier.changes.map(json))),
            .init("endorsements", .array(dossier.endorsements.map(json))),
            .init("packages", .array(dossier.packages.map(json))),
            .init("lastConfirmed", json(dossier.confirmed)),
            .init("records", .array(dossier.records.map(\.json))),
            .init("cutOff", .bool(dossier.isCut)),
        ]
        if let assessment { members.append(.init("items", assessment.json)) }
        return .object(members)
    }

    private static func counts(_ dossier: TrustDossier) -> [JSON.Member] {
        dossier.countsByState.map { .init($0.state.rawValue, .integer(Int64($0.count))) }
    }

    private static func json(_ relying: TrustDossier.Relying) -> JSON {
        [
            "entry": relying.entry.json, "kind": .string(relying.kind),
            "since": .string(relying.period.since.rfc3339), "reason": .string(relying.reason),
            "signed": .bool(relying.isSigned),
        ]
    }

    private static func json(_ item: TrustDossier.Affected) -> JSON {
        [
            "thing": item.thing.json, "otherNames": .array(item.otherNames.map(\.json)),
            "reach": .string(item.reach.rawValue),
            "path": .array(item.path.map(JSON.string)), "placement": item.placement.json,
            "measuredSince": item.crossCheck?.json ?? nil,
        ]
    }

    private static func json(_ change: TrustDossier.Changed) -> JSON {
        [
            "thing": change.thing.json, "equipment": .array(change.equipment.map(\.json)),
            "from": .string(change.period.since.rfc3339),
            "to": change.period.until.map { .string($0.rfc3339) } ?? nil,
            "entry": change.entry.json,
        ]
    }

    private static func json(_ endorsement: TrustDossier.Endorsed) -> JSON {
        [
            "thing": endorsement.thing.json, "entry": endorsement.entry.json,
            "at": .string(endorsement.at.rfc3339), "release": .bool(endorsement.isRelease),
            "signed": .bool(endorsement.isSigned),
        ]
    }

    private static func json(_ package: TrustDossier.Doubtful) -> JSON {
        [
            "id": .string(package.id), "revision": .integer(Int64(package.revision)),
            "recipients": .array(package.recipients.map(JSON.string)),
            "relyingRecords": .integer(Int64(package.relyingCount)),
        ]
    }

    private static func json(_ last: LastConfirmed) -> JSON {
        func point(_ point: ConfirmedPoint?) -> JSON {
            guard let point else { return .null }
            return [
                "size": .integer(Int64(clamping: point.size)),
                "sealedAt": .string(point.sealedAt.rfc3339),
                "confirmedBy": .array(point.confirmedBy.map(JSON.string)),
            ]
        }
        return ["sealed": point(last.sealed), "confirmed": point(last.confirmed)]
    }
}
