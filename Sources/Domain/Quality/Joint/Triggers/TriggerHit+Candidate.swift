// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Records

extension TriggerHit {
    /// How a candidate begins that holds what was found.
    ///
    /// A rule opens it and never declares it; see `Kind.jointCandidate`.
    package func opening(as id: RecordID, at site: String, now: Instant) -> Command.Opening {
        var values = [
            FieldChange("rule", .choice(rule)),
            FieldChange("rule-revision", .text(revision)),
            FieldChange("default-action", .choice(action.rawValue)),
            FieldChange("why", .text(why)),
        ]
        if !entries.isEmpty {
            values.append(FieldChange("entries", .list(entries.map { .text(String($0)) })))
        }
        if !things.isEmpty {
            values.append(FieldChange("things", .list(things.map { .thing($0) })))
        }
        if let hours = respondWithinHours {
            let end = now.adding(microseconds: hours * 3_600_000_000)
            if let moment = FieldType.moment.read(end.rfc3339) {
                values.append(FieldChange("respond-by", moment))
            }
        }
        let links =
            (ruleRecord.map { [RecordLink("by", $0)] } ?? [])
            + (record.map { [RecordLink("about", $0)] } ?? [])
        return Command.Opening(
            kind: "joint-candidate", id: id, title: "\(rule): \(title)", site: site, values: values,
            links: links)
    }

    /// The rule as the cause of what is done because of it: "opened by rule T3 revision B".
    package var cause: Cause {
        Cause(rule: rule, revision: revision, entries: entries, record: ruleRecord)
    }

    private var title: String { TriggerCriteria.criterion(rule)?.title ?? "met" }
}
