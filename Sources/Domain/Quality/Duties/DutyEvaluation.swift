// SPDX-License-Identifier: Apache-2.0
import Canon
import Records

/// Which duties a case brings, by the profile of its site, and which of them nobody has opened yet.
///
/// All regimes at once (OBL-R4): one incident in an aerospace plant may be owed to a customer, a
/// contracting officer, a national team and an aviation authority, each by its own clock.
package struct DutyEvaluation: Sendable {
    package let rules: DutyRules
    private let book: RecordBook

    package init(_ rules: DutyRules = .seed, in book: RecordBook) {
        self.rules = rules.overridden(by: book)
        self.book = book
    }

    /// The terms of the profiles in force for a site.
    package func profile(of site: String) -> Set<String> {
        Set(
            book.all("applicability-profile")
                .filter { $0.state == "in-force" && $0.site.hasSameBytes(as: site) }
                .flatMap { $0.texts("terms") })
    }

    /// The rules that a case brings on a day, earliest deadline first.
    package func rules(for thisCase: RecordState, on day: CivilDate) -> [DutyRule] {
        rules.firing(
            for: profile(of: thisCase.site), DutyEvaluation.triggers(of: thisCase), on: day
        ).sorted { (order($0), $0.id) < (order($1), $1.id) }
    }

    /// Those of them that the case has no duty for yet.
    package func missing(for thisCase: RecordState, on day: CivilDate) -> [DutyRule] {
        let there = Set(book.measures("duty", of: thisCase.id).compactMap { $0.text("rule") })
        return rules(for: thisCase, on: day).filter { !there.contains($0.id) }
    }

    /// What may have happened, by what a case says that it touches.
    ///
    /// Which of these did happen is asked of people, duty by duty; that nobody asked is what we
    /// prevent, so the list errs on the side of asking.
    package static func triggers(of thisCase: RecordState) -> Set<DutyTrigger> {
        let scope = DutyEvaluation.scope(of: thisCase)
        return Set(
            DutyTrigger.allCases.filter { trigger in
                let asking: Set<String> =
                    trigger.isSecurity
                    ? ["security", "data-integrity"]
                    : ["product", "supplier", "safety", "data-integrity"]
                return !scope.isDisjoint(with: asking)
            })
    }

    /// What a case touches: as a joint case lists it, or as the triage of a nonconformity answered.
    private static func scope(of thisCase: RecordState) -> Set<String> {
        guard thisCase.kind == "nonconformity" else { return Set(thisCase.texts("scope")) }
        guard thisCase.isTrue("notification-needed") else { return [] }
        var scope: Set<String> = ["product"]
        if thisCase.isTrue("security-in-scope") { scope.insert("security") }
        if thisCase.isTrue("data-integrity-in-scope") { scope.insert("data-integrity") }
        return scope
    }

    /// The duty that a rule asks for in a case, as it is opened: not started, without a date.
    package func opening(_ rule: DutyRule, for thisCase: RecordState) -> ReactionCommand {
        var values = [
            FieldChange("rule", .text(rule.id)), FieldChange("rule-set", .text(rules.revision)),
            FieldChange("stage", .text(rule.stage)),
            FieldChange("recipient", .text(rule.recipient)),
        ]
        // When somebody first knew is evidence for a clock; that it starts one, a person signs.
        if let known = thisCase["became-aware"] ?? thisCase["detected-at"] {
            values.append(FieldChange("earliest", known))
            values.append(
                FieldChange("earliest-source", .text("\(thisCase.id): when it was first known")))
        }
        return ReactionCommand(
            .open(
                "duty", title: "\(rule.regime): \(rule.stage)", site: thisCase.site,
                values: values, links: [RecordLink(LinkRole.ofCase.name, thisCase.id)]),
            because: "\(rule.id) (\(rule.cite)) applies; \(rule.clock.question)",
            carryingOut: thisCase.id)
    }

    /// Short deadlines first; those without a number are the most urgent of all.
    private func order(_ rule: DutyRule) -> Int64 {
        guard let deadline = rule.deadline else { return 0 }
        switch deadline.unit {
        case .hours: return deadline.amount
        case .calendarDays: return deadline.amount * 24
        case .workDays, .businessDays: return deadline.amount * 34
        case .months: return deadline.amount * 730
        }
    }
}
