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

    private static func json(_ repeated: RepeatedCharacteristic) -> JSON {
        [
            "characteristic": .string(repeated.characteristic),
            "verdictsDiffer": .bool(repeated.disagrees),
            "measurements": .array(
                repeated.measurements.map { measurement in
                    [
                        "entry": measurement.record.position.json,
                        "value": .string(measurement.result.value),
                        "unit": measurement.result.unit.map { .string($0) } ?? nil,
                        "claimed": measurement.result.claimed.map { .string($0.rawValue) } ?? nil,
                        "computed": measurement.result.computed.map { .string($0.rawValue) } ?? nil,
                    ]
                }),
        ]
    }
}
