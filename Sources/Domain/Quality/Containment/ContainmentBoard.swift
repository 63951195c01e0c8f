// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Records

/// Everything that contains a case, on one board: product, systems and evidence side by side.
///
/// Two teams that each see half of it stop a line for a lot that is held anyway, or rebuild what the
/// other half wants to read. So each row says what it does to the other side (JQS-5).
package struct ContainmentBoard: Hashable, Sendable {
    package let rows: [Row]
    /// The standing product holds with the conditions set for their release.
    package let freezes: [Freeze]

    /// One measure.
    package struct Row: Hashable, Sendable {
        package let record: RecordID
        package let kind: KindName
        package let title: String
        package let state: StateName
        package let status: Status
        package let things: [Thing]
        package let owner: [PersonID]
        /// The system that carries it out; `nil`: nobody said.
        package let executingSystem: String?
        /// What it does to the other side; `nil`: nobody said.
        package let sideEffect: String?
        /// What shows that it is in force; `nil`: nothing does.
        package let proof: String?
        package let due: Instant?
        /// Whether it should have been in force by now and is not.
        package let isOverdue: Bool
    }

    /// A hold and how many of its release conditions are met.
    package struct Freeze: Hashable, Sendable {
        package let hold: RecordID
        package let met: Int
        package let conditions: Int
        /// What is still to come, by number.
        package let waitsFor: [RecordID]

        /// `3 of 5 conditions met`; a hold without conditions says so.
        package var line: String {
            conditions == 0
                ? "no conditions set" : "\(met) of \(conditions) conditions met"
        }
    }

    /// The kinds whose records are rows, in the order of the board.
    package static let kinds: [KindName] = [
        "product-hold", "security-measure", "preservation-order", "rebuild",
    ]

    /// The board of a case at a moment.
    package init(of thisCase: RecordID, in book: RecordBook, at now: Instant) {
        let measures = ContainmentBoard.kinds.flatMap { book.measures($0, of: thisCase) }
        rows = measures.map { Row($0, in: book, at: now) }
        freezes = measures.filter { $0.kind == "product-hold" && !book.isFinal($0) }.map { hold in
            let conditions = book.releaseConditions(of: hold.id)
                .filter { book.status(of: $0) != .cancelled }
            let open = conditions.filter { !book.isFinal($0) }
            return Freeze(
                hold: hold.id, met: conditions.count - open.count, conditions: conditions.count,
                waitsFor: open.map(\.id))
        }
    }

    /// Whether everything that was ordered is in force, or was ended in good order.
    package var isContained: Bool {
        let containing = rows.filter { $0.kind != "rebuild" }
        return !containing.isEmpty && containing.allSatisfy { $0.status != .open }
    }
}

extension ContainmentBoard.Row {
    /// A measure as a row, whichever case it belongs to.
    package init(_ record: RecordState, in book: RecordBook, at now: Instant) {
        self.record = record.id
        kind = record.kind
        title = record.title
        state = record.state
        status = book.status(of: record)
        things = record.things("things")
        // Evidence is owned by whoever has it in hand.
        owner = record.people("owner") + record.people("custodian")
        executingSystem = record.text("executing-system") ?? record.text("location")
        sideEffect = record.text("side-effect")
        proof = record.text("proof") ?? record.texts("digest").first
        due = record.moment("due")
        isOverdue = status == .open && (due.map { $0 < now } ?? false)
    }
}
