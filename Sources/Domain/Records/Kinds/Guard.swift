// SPDX-License-Identifier: Apache-2.0
import Canon

/// A condition on a transition: a pure function that says everything that stands in the way.
package struct Guard: Sendable {
    /// As refusals and documents cite it: `quantities-add-up`.
    package let name: String
    /// The condition, in a sentence.
    package let rule: String
    package let severity: Severity
    /// Requirements it answers: `JQS-4`.
    package let covers: [String]
    package let obstacles: @Sendable (Situation) -> [Obstacle]

    package init(
        _ name: String, _ rule: String, severity: Severity = .block, covers: [String] = [],
        _ obstacles: @escaping @Sendable (Situation) -> [Obstacle]
    ) {
        self.name = name
        self.rule = rule
        self.severity = severity
        self.covers = covers
        self.obstacles = obstacles
    }

    /// What happens when it does not hold (requirements §0.3).
    package enum Severity: String, Sendable {
        /// The step is refused.
        case block = "BLOCK"
        /// The step is taken when a justification is recorded with it.
        case warn = "WARN"
    }
}

/// One thing that stands in the way of a step.
package struct Obstacle: Hashable, Sendable {
    /// What it is, as a sentence without its full stop.
    package let message: String
    /// The record it is in, when that is another.
    package let record: RecordID?
    /// The field it is about, if one.
    package let field: String?

    package init(_ message: String, in record: RecordID? = nil, field: String? = nil) {
        self.message = message
        self.record = record
        self.field = field
    }
}

/// What a guard looks at: the record, those around it, who acts and when.
package struct Situation: Sendable {
    package let record: RecordState
    /// The records that are linked with it or name the same things.
    package let book: RecordBook
    package let context: Context

    package init(record: RecordState, book: RecordBook, context: Context) {
        self.record = record
        self.book = book
        self.context = context
    }

    /// The records of a kind that link to this one in a role.
    package func linking(_ role: String, _ kind: KindName) -> [RecordState] {
        book.linking(to: record.id, as: role).filter { $0.kind == kind }
    }

    /// The records that this one links to in a role.
    package func linked(_ role: String) -> [RecordState] {
        record.links.filter { $0.role.hasSameBytes(as: role) }.compactMap { book[$0.target] }
    }
}
