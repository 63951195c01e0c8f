// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// The states a record of a kind goes through, and the ways between them.
///
/// States stand in the order in which a record usually passes them; the first is where a new record
/// begins. What is not in the table cannot happen.
package struct Lifecycle: Sendable {
    package let states: [State]
    package let transitions: [Transition]
    /// The signature with which a record is declared void, from any state that is not final.
    package let voiding: SignatureNeed
    /// How a closed record is opened again; `nil`: never.
    package let reopening: Reopening?

    package init(
        _ states: [State], _ transitions: [Transition],
        voiding: SignatureNeed = SignatureNeed(.approved, by: [.qualityManager]),
        reopening: Reopening? = nil
    ) {
        self.states = states
        self.transitions = transitions
        self.voiding = voiding
        self.reopening = reopening
    }

    /// Where a record that is opened again goes on, and who may do that.
    package struct Reopening: Sendable {
        package let to: StateName
        package let by: Set<Role>

        package init(to: StateName, by: Set<Role>) {
            self.to = to
            self.by = by
        }
    }

    /// Where a new record begins.
    ///
    /// A lifecycle without states has no beginning and is no lifecycle;
    /// `LifecycleFault` says so of it.
    package var first: StateName { states.first?.name ?? "none" }

    package func state(_ name: StateName) -> State? { states.first { $0.name == name } }

    package func transition(_ name: String) -> Transition? {
        transitions.first { $0.name.hasSameBytes(as: name) }
    }

    /// The ways that lead out of a state.
    package func transitions(from state: StateName) -> [Transition] {
        transitions.filter { $0.from.contains(state) }
    }

    /// Whether one state stands at or after another in the table, cancelled ones aside.
    package func isAtOrAfter(_ state: StateName, _ earlier: StateName) -> Bool {
        guard let here = states.firstIndex(where: { $0.name == state }),
            let there = states.firstIndex(where: { $0.name == earlier }),
            states[here].status != .cancelled
        else { return false }
        return here >= there
    }
}

/// The name of a state: `containment`.
package struct StateName: Hashable, Sendable, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral value: StaticString) { text = "\(value)" }
}

extension StateName: CustomStringConvertible {
    package var description: String { text }
}

/// A state of a lifecycle.
package struct State: Sendable {
    package let name: StateName
    /// What every list of records shows, whatever the kind.
    package let status: Status
    /// What it means to be in it.
    package let meaning: String

    package init(_ name: StateName, _ status: Status, _ meaning: String) {
        self.name = name
        self.status = status
        self.meaning = meaning
    }
}

/// Where a record stands, in the words that all kinds share (field conventions §2).
package enum Status: String, CaseIterable, Sendable {
    case open = "OPEN"
    case inProgress = "IN_PROGRESS"
    case inReview = "IN_REVIEW"
    case closed = "CLOSED"
    case cancelled = "CANCELLED"

    /// Whether nothing more is done to it.
    package var isFinal: Bool { self == .closed || self == .cancelled }
}
