// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

extension TriggerCriterion {
    /// A proof that fails, a gap, or a clock that jumps where product is accepted.
    static let proofBroken = TriggerCriterion(
        "T4", "proof, sequence or clock broken",
        "A log, hash or signature does not verify, a sequence has a gap nobody explained, or a clock "
            + "jumped, in a stream by which product is accepted.",
        .mandatory, looksAt: [.findings, .activities],
        defaults: TriggerParameters([
            ("reasons", .words(["gap", "time-runs-back", "clock-unsynchronised"])),
            ("kinds", .words(["verification.failed"])),
        ])
    ) { facts, parameters in
        // Nothing says what a stream without a known use is for, so it counts.
        func isRelevant(_ things: [Thing]) -> Bool {
            let known = things.filter { facts.tags[$0] != nil }
            return known.isEmpty
                || !facts.tagged([.acceptance, .release, .gxp], among: known).isEmpty
        }
        let findings = facts.findings.filter {
            !$0.isExplained && parameters.hasWord($0.reason, in: "reasons")
                && isRelevant($0.things)
        }.map {
            Match(
                entries: $0.entries, things: $0.things,
                why: "A stream by which product is accepted is broken (\($0.check): \($0.reason)).")
        }
        let failures = facts.activities.filter {
            parameters.hasWord($0.kind, in: "kinds") && isRelevant($0.things)
        }.map {
            Match(
                entries: [$0.entry], things: $0.things,
                why: "A proof did not verify (\($0.kind)).")
        }
        return findings + failures
    }
}
