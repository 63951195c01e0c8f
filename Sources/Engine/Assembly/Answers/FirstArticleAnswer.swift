// SPDX-License-Identifier: Apache-2.0
import AS9102
import Activities
import Canon
import Traceability

/// A first article as data: what the page shows, for a program (`witnessmark.first-article/1`).
package enum FirstArticleAnswer {
    package static func json(_ dossier: FirstArticleDossier, _ assessment: Assessment) -> JSON {
        [
            "schema": "witnessmark.first-article/1",
            "part": dossier.part.json,
            "forms": .array(dossier.report.tables.map(json)),
            "review": .array(
                dossier.review.map { finding in
                    [
                        "code": .string(finding.code),
                        "form": .integer(Int64(finding.form.rawValue)),
                        "row": finding.row.map { .integer(Int64($0)) } ?? nil,
                        "field": finding.field.map { .integer(Int64($0)) } ?? nil,
                        "words": .string(finding.text),
                    ]
                }),
            "repeated": .array(dossier.repeats.map(json)),
            "findings": .array(dossier.findings.map(\.json)),
            "findingsLeftOut": dossier.leftOut.json,
            "items": assessment.json,
            "records": .array(dossier.records.map(\.json)),
            "cutOff": .bool(dossier.history.isCut),
        ]
    }

    private static func json(_ table: FormTable) -> JSON {
        [
            "name": .string(table.name), "headings": .array(table.headings.map(JSON.string)),
            "rows": .array(table.rows.map { .array($0.map(JSON.string)) }),
        ]
    }

    private static func json(_ repeated: RepeatedInspection) -> JSON {
        let comparison = repeated.comparison
        return [
            "entry": repeated.record.position.json,
            "pairs": .array(
                comparison.pairs.map { pair in
                    [
                        "characteristic": .string(pair.characteristic),
                        "first": json(pair.first), "again": json(pair.second),
                        "differs": .array(pair.differences.map { .string($0.rawValue) }),
                    ]
                }),
            "notMeasuredAgain": .array(comparison.onlyInFirst.map(json)),
            "onlyMeasuredAgain": .array(comparison.onlyInSecond.map(json)),
        ]
    }

    private static func json(_ result: MeasuredResult) -> JSON {
        [
            "name": .string(result.name), "value": .string(result.value),
            "unit": result.unit.map { .string($0) } ?? nil,
            "claimed": result.claimed.map { .string($0.rawValue) } ?? nil,
            "computed": result.computed.map { .string($0.rawValue) } ?? nil,
        ]
    }
}
