// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// An activity together with what its entry adds: where it stands, who sent it, when we had it.
package struct TracedActivity: Equatable, Sendable {
    package let position: EntryPosition
    /// The system the entry came from, as the entry's header names it.
    package let source: Thing
    /// When we received it, by our clock.
    package let received: Instant
    package let activity: Activity

    package init(position: EntryPosition, source: Thing, received: Instant, activity: Activity) {
        self.position = position
        self.source = source
        self.received = received
        self.activity = activity
    }

    /// When it happened, as the source says, or when it was received where the source says nothing.
    ///
    /// A source that gives only an end is taken at that end. A time without a zone is no moment.
    package var period: Period {
        let ended = activity.ended?.instant
        return if let occurred = activity.occurred?.instant {
            Period(since: occurred, until: ended ?? occurred)
        } else {
            Period(since: ended ?? received, until: ended ?? received)
        }
    }

    /// What its links say of it.
    package var marks: LinkMarks {
        var marks: LinkMarks = []
        if activity.occurred?.instant == nil, activity.ended?.instant == nil {
            marks.insert(.timedByReceipt)
        }
        if activity.attribution == .personSigned
            || activity.participants.contains(where: { $0.role == .signatory })
        {
            marks.insert(.signed)
        }
        if !activity.results.isEmpty { marks.insert(.measured) }
        return marks
    }
}

/// A link before its thing has a number.
package struct NamedLink: Equatable, Sendable {
    package let role: LinkRole
    package let thing: Thing
    package let terms: LinkTerms?
    package let state: ProductState?

    package init(
        _ role: LinkRole, _ thing: Thing, terms: LinkTerms? = nil, state: ProductState? = nil
    ) {
        self.role = role
        self.thing = thing
        self.terms = terms
        self.state = state
    }
}
