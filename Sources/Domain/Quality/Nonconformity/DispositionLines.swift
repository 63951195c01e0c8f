// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

/// The disposition lines of one nonconformity, and what they come to.
///
/// Every affected piece is on exactly one line. A piece on none is forgotten, and a piece on two may
/// be scrapped on paper and shipped in fact.
package struct DispositionLines: Sendable {
    package let nonconformity: RecordState
    /// The lines that count, by number; those withdrawn or void do not.
    package let lines: [RecordState]

    package init(of nonconformity: RecordState, in book: RecordBook) {
        self.nonconformity = nonconformity
        lines = book.linking(to: nonconformity.id, as: "of").filter {
            $0.kind == "disposition" && book.status(of: $0) != .cancelled
        }
    }

    /// How far a line has come at least.
    package enum Stage: Sendable {
        case approved, executed, verified

        fileprivate var states: Set<StateName> {
            switch self {
            case .approved: ["approved", "customer-approved", "executed", "verified"]
            case .executed: ["executed", "verified"]
            case .verified: ["verified"]
            }
        }

        fileprivate var words: String {
            switch self {
            case .approved: "approved"
            case .executed: "carried out"
            case .verified: "verified"
            }
        }
    }

    /// The lines that have not come so far yet.
    package func short(of stage: Stage) -> [Obstacle] {
        lines.filter { !stage.states.contains($0.state) }.map {
            Obstacle("its disposition is \($0.state) and not \(stage.words)", in: $0.id)
        }
    }

    /// Why the lines do not come to the affected quantity exactly; empty when they do.
    package var imbalance: [Obstacle] {
        guard let quantity = nonconformity.quantity("affected-quantity"),
            let affected = Amount(quantity)
        else { return [Obstacle("nobody said how much is affected", field: "affected-quantity")] }
        guard affected.isPositive else {
            return [Obstacle("\(affected) cannot be affected", field: "affected-quantity")]
        }
        guard !lines.isEmpty else { return [Obstacle("no disposition says what is done with it")] }
        guard var sum = Amount.none(in: affected.unit) else { return [] }
        for line in lines {
            guard let amount = line.quantity("quantity").flatMap(Amount.init), amount.isPositive
            else { return [Obstacle("it is for no amount", in: line.id, field: "quantity")] }
            guard amount.hasUnit(of: affected) else {
                return [
                    Obstacle(
                        "it is in \(amount.unit), what is affected in \(affected.unit)",
                        in: line.id, field: "quantity")
                ]
            }
            guard let next = sum.adding(amount) else {
                return [Obstacle("the sum has too many figures", in: line.id)]
            }
            sum = next
        }
        guard sum == affected else {
            return [Obstacle("the dispositions come to \(sum), affected is \(affected)")]
        }
        return doubled
    }

    /// Serials that stand on two lines.
    private var doubled: [Obstacle] {
        var first: [Thing: RecordID] = [:]
        return lines.flatMap { line in
            Set(line.things("product").filter { $0.kind == .serial })
                .sorted { $0.name < $1.name }
                .compactMap { thing in
                    guard let other = first.updateValue(line.id, forKey: thing) else { return nil }
                    return Obstacle("\(thing) is on \(other) too", in: line.id, field: "product")
                }
        }
    }
}
