// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

/// What a disposition line must satisfy before it goes a step further.
enum DispositionRules {
    static let belongsToOne = Guard(
        "belongs-to-one", "It is a line of exactly one nonconformity, which is still open.",
        covers: ["EPK-NC-4"]
    ) { situation in
        let parents = situation.linked("of")
        guard parents.count == 1, let parent = parents.first else {
            return [Obstacle("it is a line of \(parents.count) nonconformities")]
        }
        return situation.book.isFinal(parent)
            ? [Obstacle("the nonconformity is \(parent.state)", in: parent.id)] : []
    }

    static let choiceIsComplete = Guard(
        "choice-is-complete", "It says all that its choice asks for.", covers: ["AS9-8.7"]
    ) { situation in
        guard let choice = DispositionChoice(of: situation.record) else { return [] }
        return choice.neededFields.filter { situation.record[$0] == nil }.map {
            Obstacle("\(choice.rawValue) asks for it", field: $0)
        }
    }

    /// Scrapped or nothing: returned, sorted or regraded, it would be on the market again.
    static let counterfeitGoesNowhere = Guard(
        "counterfeit-goes-nowhere", "Counterfeit product never goes back into the supply chain.",
        covers: ["AS9-8.7"]
    ) { situation in
        guard let answer = situation.record["counterfeit"] else {
            return [
                Obstacle("nobody said whether it may be counterfeit", field: "counterfeit")
            ]
        }
        guard answer == .flag(true), DispositionChoice(of: situation.record) != .scrap else {
            return []
        }
        return [Obstacle("it may be counterfeit, and can only be scrapped", field: "decision")]
    }

    static let boardNotNeeded = Guard(
        "board-not-needed",
        "Triage saw no need for the board, and the choice departs from no requirement.",
        covers: ["EPK-NC-6", "AS9-8.7"]
    ) { situation in
        var obstacles: [Obstacle] = []
        if let choice = DispositionChoice(of: situation.record), !choice.isDecidedByQuality {
            obstacles.append(Obstacle("\(choice.rawValue) is for the board", field: "decision"))
        }
        for parent in situation.linked("of")
        where parent["disposition-approval-needed"] != .flag(false) {
            obstacles.append(Obstacle("triage asked for the board", in: parent.id))
        }
        return obstacles
    }

    static let customerAgreed = Guard(
        "customer-agreed",
        "The customer agreed to use-as-is and to repair where the contract asks for it.",
        covers: ["AS9-8.7", "EPK-NC-6", "IATF-8.7.1"]
    ) { situation in
        let line = situation.record
        guard let choice = DispositionChoice(of: line), choice.departsFromRequirement,
            line["contract-asks"] != .flag(false), line.state != "customer-approved"
        else { return [] }
        return [Obstacle("the contract asks for the customer's word, and it is not there")]
    }

    /// The customer's written word is a permission that is in force, and wide enough.
    static let permissionCovers = Guard(
        "permission-covers", "The permission named is in force and covers all of it now.",
        covers: ["EPK-NC-7"]
    ) { situation in
        let line = situation.record
        guard let id = line.records("permission").first else {
            return [Obstacle("no permission is named", field: "permission")]
        }
        guard let record = situation.book[id], let permission = Permission(record) else {
            return [Obstacle("the permission is not here", in: id)]
        }
        guard record.isTrue("customer-asked") else {
            return [Obstacle("the customer was not asked for it", in: id)]
        }
        let uses = Permission.uses(of: id, in: situation.book, besides: line.id)
        let product = line.things("product") + situation.linked("of").flatMap { $0.things("part") }
        return permission.obstacles(
            to: line.quantity("quantity"), of: product, at: situation.context.now, after: uses
        ).map { Obstacle($0, in: id) }
    }

    /// Scrap is evidence too: an order to preserve it comes first.
    static let nothingPreserved = Guard(
        "nothing-preserved", "No order to preserve stands on what would be done away with.",
        covers: ["JQS-4"]
    ) { situation in
        guard DispositionChoice(of: situation.record) == .scrap else { return [] }
        let things = Set(situation.record.things("product"))
        return situation.book.all("preservation-order").filter {
            !situation.book.isFinal($0) && !things.isDisjoint(with: $0.things)
        }.map { Obstacle("what would be scrapped is to be preserved", in: $0.id) }
    }

    static let inspectedAgain = Guard(
        "inspected-again", "What was worked on was inspected again and passed.",
        covers: ["EPK-NC-12", "Q9-8.7", "AS9-8.7"]
    ) { situation in
        let line = situation.record
        guard let choice = DispositionChoice(of: line) else { return [] }
        if choice.asksForInspection {
            switch line.text("inspection") {
            case "passed" where line["inspection-evidence"] != nil: return []
            case "passed":
                return [Obstacle("nothing shows that it passed", field: "inspection-evidence")]
            case "failed": return [Obstacle("it failed", field: "inspection")]
            default: return [Obstacle("it was not inspected again", field: "inspection")]
            }
        }
        guard choice == .scrap, line.people("destruction-witness").isEmpty else { return [] }
        return [
            Obstacle("nobody saw it made unusable", field: "destruction-witness")
        ]
    }
}
