// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

/// What the system register says of things, for rules that depend on it.
///
/// An entry that is being revised says nothing that both signed: until they sign again the system
/// counts as touching production and safety and as deciding on product. Else whoever wants to avoid
/// a concurrence would revise the entry first.
package struct RegisteredSystems: Sendable {
    private let entries: [RecordState]

    package init(in book: RecordBook) {
        entries = book.all("system-register-entry").filter { book.status(of: $0) != .cancelled }
    }

    package func touchesProduction(_ things: [Thing]) -> Bool { says("on-ot", of: things) }

    package func touchesSafety(_ things: [Thing]) -> Bool { says("safety", of: things) }

    /// Whether product or its records depend on a thing.
    package func isRelevant(_ thing: Thing) -> Bool {
        entries.contains {
            !$0.named(among: [thing]).isEmpty
                && ($0.isBeingRevised || ["direct", "indirect"].contains($0.text("gxp")))
        }
    }

    /// What things are used for, and by whose word, as trigger criteria ask.
    ///
    /// A system that decides on product counts as one by which product is accepted and released and in
    /// which records are made; the supplier of such a system has a part in acceptance evidence.
    package var tags: [Thing: Set<TriggerFacts.Tag>] {
        var tags: [Thing: Set<TriggerFacts.Tag>] = [:]
        for entry in entries where entry.state != "retired" {
            var known: Set<TriggerFacts.Tag> = []
            let decides = entry.isBeingRevised || entry.text("gxp") == "direct"
            if decides { known.formUnion([.gxp, .acceptance, .release, .recordSystem]) }
            if entry.text("gxp") == "indirect" { known.insert(.gxp) }
            if entry["validation"] != nil { known.insert(.validated) }
            for thing in entry.things("things") { tags[thing, default: []].formUnion(known) }
            for supplier in entry.things("supplier") where decides {
                tags[supplier, default: []].insert(.acceptanceEvidence)
            }
        }
        return tags
    }

    private func says(_ flag: String, of things: [Thing]) -> Bool {
        entries.contains {
            !$0.named(among: things).isEmpty && ($0.isBeingRevised || $0.isTrue(flag))
        }
    }
}

extension RecordState {
    /// Whether it was adopted once and waits for both signatures again.
    fileprivate var isBeingRevised: Bool { state == "proposed" && performers["adopt"] != nil }
}
