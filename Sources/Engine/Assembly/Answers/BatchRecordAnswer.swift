// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import DataIntegrity
import Traceability

/// A batch record review as data: what the page shows, for a program (`witnessmark.batch-record/1`).
package enum BatchRecordAnswer {
    package static func json(
        _ dossier: BatchDossier, _ question: ReleaseQuestion, _ assessment: Assessment
    ) -> JSON {
        [
            "schema": "witnessmark.batch-record/1",
            "lot": dossier.lot.json,
            "mayBeReleased": .bool(question.isClear),
            "answer": .string(question.answer),
            "obstacles": .array(question.obstacles.map(json)),
            "released": question.released.map { $0.position.json } ?? nil,
            "exceptions": .array(dossier.exceptions.map(json)),
            "findings": .array(dossier.findings.map(\.json)),
            "findingsLeftOut": dossier.leftOut.json,
            "placement": dossier.history.placement.json,
            "items": assessment.json,
            "records": .array(dossier.records.map(\.json)),
            "cutOff": .bool(dossier.history.isCut),
        ]
    }

    private static func json(_ obstacle: ReleaseQuestion.Obstacle) -> JSON {
        [
            "kind": .string(obstacle.kind.rawValue), "words": .string(obstacle.words),
            "entry": obstacle.entry?.json ?? nil,
        ]
    }

    private static func json(_ exception: BatchException) -> JSON {
        [
            "name": exception.name?.json ?? nil, "summary": .string(exception.summary),
            "state": .string(exception.state.rawValue), "raised": exception.raised.position.json,
            "closed": exception.closed?.position.json ?? nil,
            "signatures": .array(
                exception.signatures.map { signature in
                    [
                        "meaning": signature.meaning.map { .string($0) } ?? nil,
                        "entry": signature.entry.json,
                    ]
                }),
        ]
    }
}

extension DossierFinding {
    var json: JSON {
        [
            "check": .string(finding.check), "version": .integer(Int64(finding.version)),
            "outcome": .string(finding.outcome.rawValue), "reason": .string(finding.reason.code),
            "words": .string(finding.words),
            "entries": .array(finding.entries.map { .integer(Int64(clamping: $0)) }),
            "decision": decision.map { decided in
                ["reason": .string(decided.reason), "entry": decided.entry.json]
            } ?? nil,
        ]
    }
}

extension FindingsLeftOut {
    /// What is counted and not listed, by check and outcome, and bounds that were reached.
    var json: JSON {
        [
            "unlisted": .array(
                unlisted.map { unlisted in
                    [
                        "check": .string(unlisted.check),
                        "outcome": .string(unlisted.outcome.rawValue),
                        "count": .integer(Int64(clamping: unlisted.count)),
                    ]
                }),
            "boundsReached": .array(
                boundsReached.map { bound in
                    ["name": .string(bound.name), "most": .integer(Int64(bound.most))]
                }),
        ]
    }
}
