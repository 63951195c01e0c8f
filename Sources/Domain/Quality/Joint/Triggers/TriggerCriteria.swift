// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Records

/// The criteria of the procedure, and which of them are met (requirements §12.1).
package enum TriggerCriteria {
    /// All eleven, in their order.
    package static let all: [TriggerCriterion] = [
        .unexplainedChange, .incidentOnRelevantAsset, .sourcesDisagree, .proofBroken,
        .driftFromValidated, .credentialMisuse, .malwareOnRecords, .failedSigning,
        .supplierCompromise, .exploitedInOurProduct, .operatorReport,
    ]

    static let choices = all.map { FieldType.Choice($0.rule, $0.title) }

    /// The revision that stands where a plant has no rule of its own.
    package static let builtInRevision = "built-in"

    package static func criterion(_ rule: String) -> TriggerCriterion? {
        all.first { $0.rule.hasSameBytes(as: rule) }
    }

    /// A rule as it is evaluated: a criterion with its revision, parameters and action.
    package struct RuleInForce: Sendable {
        package let criterion: TriggerCriterion
        package let revision: String
        package let parameters: TriggerParameters
        package let action: TriggerAction
        /// The record that put it in force; `nil` for one that is built in.
        package let record: RecordID?

        /// The criterion as we ship it.
        package init(builtIn criterion: TriggerCriterion) {
            self.criterion = criterion
            revision = TriggerCriteria.builtInRevision
            parameters = criterion.defaults
            action = criterion.action
            record = nil
        }

        /// `nil` unless the record is a trigger rule that is in force at that moment.
        package init?(_ rule: RecordState, at now: Instant) {
            guard rule.kind == "trigger-rule", rule.state == "in-force",
                let from = rule.moment("effective-from"), from <= now,
                let criterion = TriggerCriteria.criterion(rule.text("rule") ?? ""),
                let revision = rule.text("rule-revision"),
                let action = rule.text("default-action").flatMap(TriggerAction.init(rawValue:))
            else { return nil }
            self.criterion = criterion
            self.revision = revision
            self.action = action
            parameters = criterion.defaults.changed(
                by: (rule["parameters"]?.elements ?? []).map(\.written))
            record = rule.id
        }
    }

    /// The rules in force: a plant's own where it has one, the built-in ones else.
    ///
    /// Of several revisions of one rule, the one that took effect last.
    package static func inForce(among rules: [RecordState], at now: Instant) -> [RuleInForce] {
        let own = rules.sorted {
            ($0.moment("effective-from") ?? now, $0.id) > (
                $1.moment("effective-from") ?? now, $1.id
            )
        }.compactMap { RuleInForce($0, at: now) }
        return all.map { criterion in
            own.first { $0.criterion.rule.hasSameBytes(as: criterion.rule) }
                ?? RuleInForce(builtIn: criterion)
        }
    }

    /// Every criterion that is met, rule by rule.
    package static func hits(in facts: TriggerFacts, by rules: [RuleInForce]) -> [TriggerHit] {
        rules.flatMap { rule in
            rule.criterion.matches(facts, rule.parameters).map { match in
                TriggerHit(
                    rule: rule.criterion.rule, revision: rule.revision, ruleRecord: rule.record,
                    action: match.action ?? rule.action, entries: match.entries,
                    things: match.things, record: match.record, why: match.why,
                    respondWithinHours: rule.action == .triage
                        ? rule.parameters.number("hours") : nil)
            }
        }
    }
}

extension TriggerCriterion {
    /// The criterion as the fields of a trigger rule, for a plant to start from.
    package var seed: [FieldChange] {
        var changes = [
            FieldChange("rule", .choice(rule)),
            FieldChange("rule-revision", .text("A")),
            FieldChange("criterion", .text(criterion)),
            FieldChange("looks-at", .list(looksAt.map { .choice($0.rawValue) })),
            FieldChange("default-action", .choice(action.rawValue)),
        ]
        if !defaults.written.isEmpty {
            changes.append(
                FieldChange("parameters", .list(defaults.written.map { .text($0) })))
        }
        return changes
    }
}
