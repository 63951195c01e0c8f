// SPDX-License-Identifier: Apache-2.0
import Records

/// A nonconformity seen as the eight disciplines that many customers ask a report in.
///
/// It is a view: nothing is written twice. Each discipline says what fills it and what it lacks, so
/// that a report is never sent with a heading and nothing under it (RCA-8D, RCA-8D-T).
package struct EightD: Sendable {
    package let record: RecordID
    package let disciplines: [Discipline]

    /// One of D0 to D8.
    package struct Discipline: Sendable {
        /// 0 to 8.
        package let number: Int
        package let title: String
        package let fillings: [Filling]
        /// What is missing, each as a sentence without its full stop.
        package let missing: [String]

        package var isComplete: Bool { missing.isEmpty }
    }

    /// Something that fills a discipline: a field of the record, or another record.
    package struct Filling: Hashable, Sendable {
        /// The field, or the state of the other record.
        package let what: String
        package let text: String
        package let record: RecordID
    }

    package var isComplete: Bool { disciplines.allSatisfy(\.isComplete) }
}

extension EightD {
    package init(of record: RecordState, in book: RecordBook) {
        let view = EightDView(record: record, book: book)
        self.record = record.id
        disciplines = [
            view.prepare, view.team, view.describe, view.contain, view.cause, view.choose,
            view.implement, view.prevent, view.close,
        ]
    }
}

/// Works the disciplines out, one after the other.
private struct EightDView {
    let record: RecordState
    let book: RecordBook

    var prepare: EightD.Discipline {
        discipline(0, "prepare", fields: ["class", "screening"])
    }

    var team: EightD.Discipline { discipline(1, "team", fields: ["team"]) }

    var describe: EightD.Discipline {
        discipline(2, "describe the problem", fields: ["observed", "is", "is-not"])
    }

    var contain: EightD.Discipline {
        let measures = children("product-hold") + children("security-measure")
        var missing = measures.filter { $0.state == "ordered" }.map {
            "\($0.id) is ordered and not carried out"
        }
        // Taken away before the permanent action is proven, containment lets the defect out again.
        if !actions.isEmpty, actions.contains(where: { $0.state != "verified" }) {
            missing += measures.filter { book.isFinal($0) && $0.state == "released" }.map {
                "\($0.id) was released before the permanent actions were proven"
            }
        }
        if measures.isEmpty, record["containment-needed"] != .flag(false) {
            missing.append("no containment")
        }
        return discipline(3, "contain", records: measures, missing: missing)
    }

    var cause: EightD.Discipline {
        let causes = children("cause").filter { $0.state == "verified" }
        let legs = [
            ("occurrence", "why it was made"), ("detection", "why it was not found"),
            ("system", "why the system allowed it"),
        ]
        let missing = legs.filter { leg, _ in !causes.contains { $0.text("leg") == leg } }
            .map { "no verified cause says \($0.1)" }
        return discipline(4, "root cause and escape point", records: causes, missing: missing)
    }

    var choose: EightD.Discipline {
        discipline(
            5, "choose corrective actions", records: actions,
            missing: actions.isEmpty ? ["no corrective action"] : [])
    }

    var implement: EightD.Discipline {
        let checks = children("effectiveness-check")
        var missing = actions.filter { $0.state != "verified" }.map {
            "\($0.id) is \($0.state) and not verified"
        }
        missing += checks.filter { $0.state != "effective" }.map { "\($0.id) is \($0.state)" }
        if checks.isEmpty { missing.append("nobody looks whether it helps") }
        return discipline(6, "implement and validate", records: checks, missing: missing)
    }

    var prevent: EightD.Discipline {
        // Actions say which documents they changed and what else they were done for.
        let fields = [("changed-documents", "documents"), ("similar-elsewhere", "read-across")]
        let own = fields.filter { field, other in
            record[field] != nil || !actions.contains { $0[other] != nil }
        }
        let changing = actions.filter { $0["documents"] != nil || $0["read-across"] != nil }
        let earlier = record.links.filter { $0.role == "repeats" }.compactMap { book[$0.target] }
        return discipline(
            7, "prevent recurrence", fields: own.map(\.0), records: changing + earlier)
    }

    var close: EightD.Discipline {
        discipline(
            8, "close and recognise the team", fields: ["recognition"],
            missing: book.isFinal(record) ? [] : ["the nonconformity is \(record.state)"])
    }

    private var actions: [RecordState] { children("action") }

    /// What hangs on the record and on the joint case it is part of, what was taken back aside.
    private func children(_ kind: KindName) -> [RecordState] {
        let parents = [record.id] + record.links.filter { $0.role == "part-of" }.map(\.target)
        return parents.flatMap { book.linking(to: $0, as: "of") }
            .filter { $0.kind == kind && book.status(of: $0) != .cancelled }
    }

    private func discipline(
        _ number: Int, _ title: String, fields: [String] = [], records: [RecordState] = [],
        missing: [String] = []
    ) -> EightD.Discipline {
        let own = fields.compactMap { field in
            record[field].map {
                EightD.Filling(what: field, text: $0.written, record: record.id)
            }
        }
        let others = records.map {
            EightD.Filling(what: $0.state.text, text: $0.title, record: $0.id)
        }
        return EightD.Discipline(
            number: number, title: title, fillings: own + others,
            missing: fields.filter { record[$0] == nil }.map { "\"\($0)\" is empty" } + missing)
    }
}
