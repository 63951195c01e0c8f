// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import EvidencePackage
import Records
import Traceability

/// The answer of a record or case package as data: what the page shows, for a program.
package enum CaseAnswer {
    package static let schema = "witnessmark.case/1"

    /// The answer; names only where the dossier has them.
    package static func json(_ dossier: CaseDossier, _ assessment: Assessment) -> JSON {
        [
            "schema": .string(schema),
            "records": .array(dossier.records.map { json($0, in: dossier) }),
            "items": assessment.json,
            "signatures": .string(dossier.examination.signatureSummary),
        ]
    }

    private static func json(_ record: CaseRecord, in dossier: CaseDossier) -> JSON {
        [
            "id": .string(record.id.text), "kind": .string(record.kind),
            "title": .string(record.state.title), "site": .string(record.state.site),
            "state": .string(record.state.state.text), "status": .string(record.status.rawValue),
            "revision": .integer(Int64(record.state.revision)),
            "version": .integer(Int64(record.state.version)),
            "digest": .string(record.state.digest.hex),
            "distance": .integer(Int64(record.distance)),
            "entries": .array(record.positions.map(\.json)),
            "signatures": .array(
                record.signatures.map { given, act in
                    signature(given, act, dossier.judgement(at: act.position))
                }),
        ]
    }

    /// The three things that every readable form shows (21 CFR 11.50), and where they are proven.
    private static func signature(
        _ given: GivenSignature, _ act: LoggedAct, _ judged: JudgedSignature?
    ) -> JSON {
        let said = given.statement
        var members: [JSON.Member] = [
            .init("entry", EntryPosition(act.position).json),
            .init("meaning", .string(said.meaning.rawValue)),
            .init("at", .string(said.at.rfc3339)), .init("zone", .string(said.zone)),
            .init("signer", .string(said.signer.text)), .init("role", .string(said.role.rawValue)),
            .init("transition", .string(said.transition)),
            .init("valid", .bool(judged?.isValid == true)),
        ]
        if let name = act.act.stamp.printedName {
            members.append(.init("printed_name", .string(name)))
        }
        if let delegator = said.onBehalfOf {
            members.append(.init("on_behalf_of", .string(delegator.text)))
        }
        return .object(members)
    }
}
