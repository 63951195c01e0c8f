// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// What a check sees of one recorded activity.
package struct Observation: Sendable {
    /// The position of its entry in the log.
    package let position: UInt64
    /// When the log received it.
    package let received: Instant
    /// The system it came from.
    package let source: String
    /// What that system calls the event.
    package let event: String
    package let recorded: RecordedActivity

    package init(
        position: UInt64, received: Instant, source: String, event: String,
        recorded: RecordedActivity
    ) {
        self.position = position
        self.received = received
        self.source = source
        self.event = event
        self.recorded = recorded
    }

    package var activity: Activity { recorded.activity }
}

/// The second, different account of an event that the log has already.
package struct Contradiction: Sendable {
    /// The position of the entry that recorded it.
    package let position: UInt64
    /// The position of the entry that stands.
    package let first: UInt64

    package init(position: UInt64, first: UInt64) {
        self.position = position
        self.first = first
    }
}

extension Activity {
    /// The things in a role, in the order the source named them.
    func things(_ role: Participation.Role) -> [Thing] {
        participants.filter { $0.role == role }.map(\.thing)
    }

    /// What the activity speaks of: what it was done on, or else what it is about.
    var spokenOf: [Thing] {
        let worked = workedOn
        let named = worked.isEmpty ? things(.about) : worked
        return Array(named.prefix(Activity.spokenOfMax))
    }

    /// The things themselves that were made, measured or handled; none where only their kind is told.
    var workedOn: [Thing] {
        participants.filter {
            switch $0.role {
            case .subject, .output, .content, .component: true
            case .input, .container, .performer, .signatory, .equipment, .instrument, .programme,
                .document, .recorder, .order, .place, .destinationPlace, .sender, .recipient,
                .evidence, .alias, .about, .expected:
                false
            }
        }.map(\.thing)
    }

    /// A finding names no more things than a person can take in.
    private static var spokenOfMax: Int { 20 }
}
