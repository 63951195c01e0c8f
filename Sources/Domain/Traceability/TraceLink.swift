// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// One thing's part in one recorded activity: the unit that every trace question is answered from.
///
/// Links are stars round activities: an activity consumed this, produced that, was performed by
/// somebody. That a lot went into a serial is worked out from two links of one activity, so every
/// answer can name the entry it rests on. Nothing here is ever changed except ``withdrawnBy``.
package struct TraceLink: Hashable, Sendable {
    /// The entry that recorded the activity.
    package let activity: EntryPosition
    /// The link's place among those of its activity.
    package let ordinal: Int32
    package let role: LinkRole
    package let thing: ThingID
    /// When the activity happened; a moment has equal ends.
    ///
    /// By what the source says occurred, or by when we received it where it does not say.
    package let period: Period
    package let marks: LinkMarks
    package let terms: LinkTerms?
    /// The state the thing was in afterwards, when the source said so.
    package let state: ProductState?
    /// The entry that declared the activity to be in error.
    package var withdrawnBy: EntryPosition?

    package init(
        activity: EntryPosition, ordinal: Int32, role: LinkRole, thing: ThingID, period: Period,
        marks: LinkMarks = [], terms: LinkTerms? = nil, state: ProductState? = nil,
        withdrawnBy: EntryPosition? = nil
    ) {
        self.activity = activity
        self.ordinal = ordinal
        self.role = role
        self.thing = thing
        self.period = period
        self.marks = marks
        self.terms = terms
        self.state = state
        self.withdrawnBy = withdrawnBy
    }

    package var quantity: Quantity? { terms?.quantity }

    /// Whether the activity happened before another, by occurred time and then by position.
    func precedes(_ other: TraceLink) -> Bool {
        (period.since, activity, ordinal) < (other.period.since, other.activity, other.ordinal)
    }
}

/// How much of the thing, and which revision of it, where the source said so.
///
/// Kept behind one reference, for few links have any and searches copy all of them. (Reason for the
/// class: a link without terms is then copied without looking at four texts.)
package struct LinkTerms: Hashable, Sendable {
    private let stored: Stored

    package var quantity: Quantity? { stored.quantity }
    package var revision: String? { stored.revision }

    /// `nil` when there is neither.
    package init?(quantity: Quantity?, revision: String?) {
        guard quantity != nil || revision != nil else { return nil }
        stored = Stored(quantity, revision)
    }

    package static func == (left: LinkTerms, right: LinkTerms) -> Bool {
        left.quantity == right.quantity && left.revision == right.revision
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(quantity)
        hasher.combine(revision)
    }

    private final class Stored: Sendable {
        let quantity: Quantity?
        let revision: String?

        init(_ quantity: Quantity?, _ revision: String?) {
            self.quantity = quantity
            self.revision = revision
        }
    }
}

/// What a link says about its activity, so that the activity need not be looked up.
package struct LinkMarks: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The source gave no usable time; the link stands at the time we received it.
    package static let timedByReceipt = LinkMarks(rawValue: 1)
    /// Somebody signed for the activity.
    package static let signed = LinkMarks(rawValue: 2)
    /// The activity has measured or observed results.
    package static let measured = LinkMarks(rawValue: 4)
}
