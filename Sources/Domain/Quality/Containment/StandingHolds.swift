// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

/// Which orders stand on a thing: product holds on lots, preservation orders on systems.
///
/// An order stands from the moment it is written down, whether or not the executing system has
/// carried it out: what has been ordered and not done yet is held all the more.
package struct StandingHolds: Sendable {
    private let book: RecordBook

    package init(in book: RecordBook) { self.book = book }

    /// The product holds that keep any of these things from going.
    package func holds(on things: [Thing]) -> [RecordState] {
        orders("product-hold", on: things)
    }

    /// The orders to preserve evidence on any of these systems that nobody has signed off yet.
    package func preservationOrders(on things: [Thing]) -> [RecordState] {
        orders("preservation-order", on: things)
    }

    private func orders(_ kind: KindName, on things: [Thing]) -> [RecordState] {
        book.all(kind).filter { order in
            !book.isFinal(order) && !order.named(among: things).isEmpty
        }
    }
}

extension RecordState {
    /// Those of its own things that are among these, whatever spelling of one identifier is used.
    package func named(among things: [Thing]) -> [Thing] {
        let wanted = Set(things.map(\.identity))
        return self.things("things").filter { wanted.contains($0.identity) }
    }
}

extension Guard {
    /// What changes a system destroys the evidence on it, so it waits for the custodian.
    package static func evidencePreserved(severity: Severity = .block) -> Guard {
        Guard(
            "evidence-preserved", "No preservation order stands on a system that is to be changed.",
            severity: severity, covers: ["JQS-4", "EPK-JQS-8"]
        ) { situation in
            let things = situation.record.things("things")
            return StandingHolds(in: situation.book).preservationOrders(on: things)
                .flatMap { order in
                    order.named(among: things).map { thing in
                        Obstacle(
                            order.state == "ordered"
                                ? "evidence on \(thing) is not preserved yet"
                                : "the custodian has not signed that \(thing) may be changed",
                            in: order.id, field: "things")
                    }
                }
        }
    }
}
