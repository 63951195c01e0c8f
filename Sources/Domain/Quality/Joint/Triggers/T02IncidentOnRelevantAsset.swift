// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

extension TriggerCriterion {
    /// A security incident on something that product is made, accepted or released by.
    static let incidentOnRelevantAsset = TriggerCriterion(
        "T2", "incident on a relevant asset",
        "A security incident that touches an asset which is relevant to GxP, validated, or by which "
            + "product is accepted or released.",
        .mandatory, looksAt: [.tickets],
        defaults: TriggerParameters([
            ("tags", .words(["gxp", "validated", "acceptance", "release"]))
        ])
    ) { facts, parameters in
        let tags = Set(parameters.words("tags").compactMap(TriggerFacts.Tag.init(rawValue:)))
        return facts.tickets.compactMap { ticket in
            let touched = facts.tagged(tags, among: ticket.things)
            guard !touched.isEmpty else { return nil }
            return Match(
                things: touched, record: ticket.record,
                why: "\(ticket.name) touches "
                    + touched.map(\.description).joined(separator: ", ") + ".")
        }
    }
}
