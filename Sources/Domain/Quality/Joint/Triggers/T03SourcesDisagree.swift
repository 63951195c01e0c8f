// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

extension TriggerCriterion {
    /// Two sources that should say the same and do not.
    static let sourcesDisagree = TriggerCriterion(
        "T3", "independent sources disagree",
        "Two independent sources disagree on one fact, and nobody has explained why.",
        .propose, looksAt: [.findings],
        defaults: TriggerParameters([
            ("checks", .words(["conflicting-originals", "conflicting-master-data"]))
        ])
    ) { facts, parameters in
        facts.findings.filter {
            !$0.isExplained && parameters.hasWord($0.check, in: "checks")
        }.map {
            Match(
                entries: $0.entries, things: $0.things,
                why:
                    "Two sources disagree, and nobody has explained it (\($0.check): \($0.reason))."
            )
        }
    }
}
