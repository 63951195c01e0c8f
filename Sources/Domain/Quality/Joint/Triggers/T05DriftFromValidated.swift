// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

extension TriggerCriterion {
    /// A validated configuration that changed and no change says so.
    static let driftFromValidated = TriggerCriterion(
        "T5", "drift from the validated configuration",
        "A validated configuration changed without a change record that was approved.",
        .propose, looksAt: [.activities, .findings, .records],
        defaults: TriggerParameters([
            ("kinds", .words(["configuration.changed", "parameter.changed", "programme.changed"])),
            ("reasons", .words(["changed-outside-control"])),
            ("attribute", .words(["change"])),
        ])
    ) { facts, parameters in
        let changes = facts.activities.filter { parameters.hasWord($0.kind, in: "kinds") }
        let drifts = changes.compactMap { happening -> Match? in
            let touched = facts.tagged([.validated], among: happening.things)
            guard !touched.isEmpty else { return nil }
            let named = parameters.words("attribute").compactMap { happening.attributes[$0] }.first
            if let change = named.flatMap(RecordID.init).flatMap({ facts.book[$0] }),
                change.kind == "change", approvedStates.contains(change.state),
                !Set(change.things).isDisjoint(with: touched)
            {
                return nil
            }
            return Match(
                entries: [happening.entry], things: touched,
                why: "\(touched[0]) is validated and was changed without an approved change"
                    + (named.map { " (it names \($0))" } ?? "") + ".")
        }
        let found = facts.findings.filter {
            !$0.isExplained && parameters.hasWord($0.reason, in: "reasons")
        }.map {
            Match(
                entries: $0.entries, things: $0.things,
                why: "Something under control was changed outside it (\($0.check)).")
        }
        return drifts + found
    }

    /// The states of a change in which it may be carried out, or has been.
    private static let approvedStates: Set<StateName> = [
        "approved", "implementing", "released", "verified", "closed",
    ]
}
