// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

extension TriggerCriterion {
    /// Somebody at a machine says that something is not as they left it.
    static let operatorReport = TriggerCriterion(
        "T11", "operator's report",
        "Somebody who works there reports a parameter change that nobody explains, or data that do "
            + "not fit together.",
        .triage, looksAt: [.activities],
        defaults: TriggerParameters([
            ("kinds", .words(["operator.report"])),
            ("about", .words(["unexplained-parameter-change", "inconsistent-data"])),
            ("hours", .number(4)),
        ])
    ) { facts, parameters in
        facts.activities.filter { happening in
            parameters.hasWord(happening.kind, in: "kinds")
                && happening.attributes["about"].map { parameters.hasWord($0, in: "about") } == true
        }.map {
            Match(
                entries: [$0.entry], things: $0.things,
                why: "Somebody on the spot reports: \($0.attributes["about"] ?? "something odd").")
        }
    }
}
