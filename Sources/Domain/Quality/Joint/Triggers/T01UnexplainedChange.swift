// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

extension TriggerCriterion {
    /// A nonconformity that may come from a change that nobody allowed or can explain.
    static let unexplainedChange = TriggerCriterion(
        "T1", "unexplained change behind a nonconformity",
        "A nonconformity whose possible causes include an unauthorised or unexplained change of a "
            + "recipe, a parameter, a programme, master data or a test limit.",
        .propose, looksAt: [.records],
        defaults: TriggerParameters([
            ("codes", .words(["unauthorised-change", "unexplained-change"])),
            ("branches", .words(["change-and-configuration"])),
        ])
    ) { facts, parameters in
        facts.book.all("nonconformity").filter { !facts.book.isFinal($0) }.compactMap { record in
            let codes = (record["cause-codes"]?.elements ?? []).map(\.written)
                .filter { parameters.hasWord($0, in: "codes") }
            let causes = facts.book.linking(to: record.id, as: "of").filter { cause in
                cause.kind == "cause" && cause.state != "rejected"
                    && cause.text("branch").map { parameters.hasWord($0, in: "branches") } == true
            }
            guard !codes.isEmpty || !causes.isEmpty else { return nil }
            let ground = codes + causes.map(\.id.text)
            return Match(
                things: record.things, record: record.id,
                why: "A change that nobody can explain may have caused \(record.id): "
                    + ground.joined(separator: ", ") + ".")
        }
    }
}
