// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

extension TriggerCriterion {
    /// Accounts used by others than those they belong to.
    static let credentialMisuse = TriggerCriterion(
        "T6", "credentials misused",
        "A shared account was used to accept product, signers signed in oddly, or an administrator "
            + "edited results. Where results were changed it is mandatory.",
        .propose, looksAt: [.findings, .activities, .tickets],
        defaults: TriggerParameters([
            ("checks", .words(["shared-account", "identifier-of-two"])),
            ("categories", .words(["sign-in-anomaly", "credential-misuse"])),
            ("edits", .words(["result.edited-by-administrator"])),
        ])
    ) { facts, parameters in
        let shared = facts.findings.filter {
            !$0.isExplained && parameters.hasWord($0.check, in: "checks")
        }.map {
            Match(
                entries: $0.entries, things: $0.things,
                why: "One account may have served several people (\($0.check): \($0.reason)).")
        }
        let oddSignIns = facts.tickets.filter {
            parameters.hasWord($0.category, in: "categories")
        }.map {
            Match(
                things: $0.things, record: $0.record,
                why: "\($0.name) reports \($0.category).")
        }
        let edits = facts.activities.filter { parameters.hasWord($0.kind, in: "edits") }.map {
            Match(
                entries: [$0.entry], things: $0.things,
                why: "An administrator edited results.", action: .mandatory)
        }
        return shared + oddSignIns + edits
    }
}
