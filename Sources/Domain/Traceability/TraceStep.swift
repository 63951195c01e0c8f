// SPDX-License-Identifier: Apache-2.0
import Activities

/// How one thing came to be part of another, and the entry that says so.
///
/// Steps always point the way the material went, from part to whole, in whichever direction they
/// were found. A thing with several names goes by the one that the log has had longest.
package struct TraceStep: Hashable, Sendable {
    package private(set) var from: ThingID
    package private(set) var to: ThingID
    package let relation: Relation
    /// The entry of the activity that made it so.
    package let activity: EntryPosition
    /// How long it held: until a part was taken out again, open for what was used up.
    package let period: Period
    /// How much of `from` went in.
    package let taken: Quantity?
    /// How much of `to` came out.
    package let given: Quantity?

    package enum Relation: String, Hashable, Sendable {
        /// Used up in making it.
        case wentInto
        /// Packed in it.
        case packedIn
        /// Built into it.
        case installedIn
        /// `to` was inside `from` when `from` was handled.
        case wasHandledWith
        /// Used up by a transformation that several activities report.
        case enteredRun
        /// Came out of such a transformation.
        case cameFromRun
    }
}

extension TraceStep {
    init(
        _ relation: Relation, from: ThingID, to: ThingID, in activity: EntryPosition,
        during period: Period, taken: Quantity?, given: Quantity?
    ) {
        self.from = from
        self.to = to
        self.relation = relation
        self.activity = activity
        self.period = period
        self.taken = taken
        self.given = given
    }

    /// The same step with one of its ends under another name.
    func renaming(_ name: ThingID, _ other: ThingID) -> TraceStep {
        var step = self
        if from == name { step.from = other }
        if to == name { step.to = other }
        return step
    }
}

/// How far a search goes.
package struct TraceLimits: Hashable, Sendable {
    /// Steps from the thing that was asked about.
    package var depthMax: Int
    /// Things in the answer, with the one that was asked about.
    ///
    /// What is beyond is cut off, and the answer says so.
    package var itemsMax: Int

    package init(depthMax: Int = .max, itemsMax: Int = 1_000_000) {
        self.depthMax = depthMax
        self.itemsMax = itemsMax
    }
}
