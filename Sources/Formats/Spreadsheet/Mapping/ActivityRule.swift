// SPDX-License-Identifier: Apache-2.0
import Activities

/// What a row becomes.
package struct ActivityRule: Hashable, Sendable {
    package var when: [Condition] = []
    package var id: Template
    package var kind: TextRule
    package var status: TextRule?
    package var step: TextRule?
    package var summary: TextRule?
    package var session: TextRule?
    package var occurred: TimeRule?
    package var ended: TimeRule?
    package var recorded: TimeRule?
    package var becameKnown: TimeRule?
    package var participants: [ParticipantRule] = []
    package var results: [ResultRule] = []
    package var effect = Activity.Effect.none
    package var state: TextRule?
    package var sourceState: TextRule?
    package var attributes: [NamedText] = []
    package var attribution: Attribution?
    package var capture: Capture?
    package var sequence: SequenceRule?
    package var exception: TextRule?
    package var valid: ValidityRule?

    package struct NamedText: Hashable, Sendable {
        package var name: String
        package var value: TextRule
    }
}

/// Where a row stands in its source's own numbering; left out where the number is blank.
package struct SequenceRule: Hashable, Sendable {
    package var stream: TextRule
    package var first: Template
    /// The last number, where a row has a run of them.
    package var last: Template?
}

/// From when to when that what a row says holds; a blank end is open.
package struct ValidityRule: Hashable, Sendable {
    package var from: TimeRule?
    package var until: TimeRule?
}

/// One thing's part in what a row becomes; left out where its name is blank.
package struct ParticipantRule: Hashable, Sendable {
    package var role: Participation.Role
    package var kind: ThingKind
    package var name: TextRule
    package var revision: TextRule?
    package var quantity: Template?
    package var unit: TextRule?
    package var at: TimeRule?
    package var meaning: TextRule?
    /// How often it is told in what several rows become.
    package var per = Per.thing

    package enum Per: String, CaseIterable, Sendable {
        /// Once, and all rows must agree in it: what is made of many inputs.
        case group
        /// Once for each row: quantities that add up.
        case row
        /// Once for each different thing.
        case thing
    }
}

/// One measured value, or one for each of several columns; left out where the value is blank.
package struct ResultRule: Hashable, Sendable {
    /// The columns it goes over, by their place in the mapping.
    package var each: Int?
    package var when: [Condition] = []
    package var name: TextRule
    package var value: Template
    /// Whether the value is a number; else it is kept as a text.
    package var isNumber = true
    package var unit: TextRule?
    package var nominal: Template?
    package var lower: Template?
    package var upper: Template?
    /// Limits told as distances from the nominal value, the lower one negative.
    package var lowerTolerance: Template?
    package var upperTolerance: Template?
    package var requirement: TextRule?
    package var characteristic: TextRule?
    package var instrument: TextRule?
    package var claimed: TextRule?
    /// When a value outside its limits is no failure yet: a zone that grows with the feature's size.
    package var openOutside: [Condition] = []
    /// Whether a blank value is told as a blank of the source.
    package var notesBlanks = false
}
