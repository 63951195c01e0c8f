// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

/// What stands in a nonconformity's way from one state to the next.
///
/// What hangs on it — holds, lines, causes, actions, notices, duties — are records of their own that
/// link to it as `of`; what it hangs on is the joint case it is `part-of`.
enum NonconformityRules {
    /// Whether security or the truth of records is at stake.
    static func isJoint(_ record: RecordState) -> Bool {
        record.isTrue("security-in-scope") || record.isTrue("data-integrity-in-scope")
    }

    static let policiesAnswered = Guard(
        "policies-answered",
        "Each policy is answered; a no has its reason, and nothing necessary is declined.",
        covers: ["EPK-NC-2", "Q9-10.2"]
    ) { TriagePolicy.obstacles(in: $0.record) }

    /// Security in scope is no remark: it is worked on in a joint case, or was dismissed as one.
    static let jointMatterKept = Guard(
        "joint-matter-kept",
        "With security or data integrity in scope it is part of a joint case, or a candidate for "
            + "one was dismissed.", covers: ["JQS-1", "EPK-NC-9"]
    ) { situation in
        guard isJoint(situation.record), situation.linked("part-of").isEmpty else { return [] }
        let candidates = situation.linking("about", "joint-candidate")
        if candidates.contains(where: { $0.state == "dismissed" }) { return [] }
        return [
            Obstacle(
                candidates.isEmpty
                    ? "security or data integrity is in scope, and it is part of no joint case"
                    : "nobody has decided yet whether it is a joint case",
                in: candidates.first?.id)
        ]
    }

    static let contained = Guard(
        "contained", "What must be contained is: something was ordered and nothing waits.",
        covers: ["EPK-NC-4", "EPK-NC-5"]
    ) { situation in
        guard TriagePolicy.containment.isNeeded(by: situation.record) else { return [] }
        let measures = containment(of: situation)
        guard !measures.isEmpty else {
            return [Obstacle("containment is needed, and nothing was held, stopped or sorted")]
        }
        return measures.filter { $0.state == "ordered" || $0.state == "failed" }.map {
            Obstacle("it is \($0.state) and not carried out", in: $0.id)
        }
    }

    private static func containment(of situation: Situation) -> [RecordState] {
        let kinds: [KindName] = ["product-hold", "security-measure", "action"]
        return kinds.flatMap { situation.linking("of", $0) }
            .filter { situation.book.status(of: $0) != .cancelled }
    }

    static let quantitiesMakeSense = Guard(
        "quantities-make-sense",
        "What was used, set apart, scrapped and delivered is no more than what is affected.",
        covers: ["EPK-NC-4"]
    ) { situation in
        let record = situation.record
        guard let affected = record.quantity("affected-quantity").flatMap(Amount.init) else {
            return []
        }
        // What is set apart may be scrapped later and is counted once; the others exclude each other.
        let places = ["used-quantity", "delivered-quantity", "scrapped-quantity"]
        var rest = affected
        for field in places + ["quarantined-quantity"] {
            guard let quantity = record.quantity(field) else { continue }
            guard let amount = Amount(quantity), !amount.isNegative, amount.hasUnit(of: affected)
            else {
                return [
                    Obstacle("\(quantity.value) is no amount in \(affected.unit)", field: field)
                ]
            }
            let room = places.contains(field) ? rest : affected
            guard let left = room.subtracting(amount), !left.isNegative else {
                return [Obstacle("it is more than \(affected), which are affected", field: field)]
            }
            if places.contains(field) { rest = left }
        }
        return []
    }

    static func lines(_ stage: DispositionLines.Stage, _ name: String, _ rule: String) -> Guard {
        Guard(name, rule, covers: ["EPK-NC-4", "EPK-NC-6", "AS9-8.7"]) { situation in
            let lines = DispositionLines(of: situation.record, in: situation.book)
            guard
                TriagePolicy.disposition.isNeeded(by: situation.record) || !lines.lines.isEmpty
            else { return [] }
            return lines.imbalance + lines.short(of: stage)
        }
    }

    /// A joint case that it is part of must have come so far that closing it takes nothing from it.
    static let jointCasePermits = Guard(
        "joint-case-permits",
        "The joint case it is part of has its effectiveness proven, or is closed.",
        covers: ["JQS-1", "JQS-7"]
    ) { situation in
        let cases = situation.record.links.filter { $0.role == "part-of" }
        return cases.compactMap { link in
            guard let joint = situation.book[link.target] else {
                return Obstacle("the joint case it is part of is not here", in: link.target)
            }
            guard joint.state != "effectiveness", !situation.book.isFinal(joint) else { return nil }
            return Obstacle("the joint case is \(joint.state)", in: joint.id)
        }
    }
}
