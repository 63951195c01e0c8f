// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

extension TriggerCriterion {
    /// A supplier or a cloud whose word product was accepted on, and who was compromised.
    static let supplierCompromise = TriggerCriterion(
        "T9", "supplier compromised",
        "A supplier or a cloud reports a compromise, and its data or product is in our acceptance "
            + "evidence.",
        .propose, looksAt: [.tickets, .activities],
        defaults: TriggerParameters([
            ("categories", .words(["supplier-compromise"])),
            ("kinds", .words(["supplier.compromise-reported"])),
        ])
    ) { facts, parameters in
        func touched(_ things: [Thing]) -> [Thing] {
            facts.tagged([.acceptanceEvidence], among: things)
        }
        let tickets = facts.tickets.filter {
            parameters.hasWord($0.category, in: "categories") && !touched($0.things).isEmpty
        }.map {
            Match(
                things: touched($0.things), record: $0.record,
                why: "\($0.name): \(touched($0.things)[0]) was compromised, and our "
                    + "acceptance rests on it.")
        }
        let notices = facts.activities.filter {
            parameters.hasWord($0.kind, in: "kinds") && !touched($0.things).isEmpty
        }.map {
            Match(
                entries: [$0.entry], things: touched($0.things),
                why:
                    "\(touched($0.things)[0]) reports a compromise, and our acceptance rests on it."
            )
        }
        return tickets + notices
    }
}
