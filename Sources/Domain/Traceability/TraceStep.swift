// SPDX-License-Identifier: Apache-2.0
import Activities

/// How one thing came to be part of another, and the entry that says so.
///
/// Steps always point the way the material went, from part to whole, in whichever direction they
/// were found.
package struct TraceStep: Hashable, Sendable {
    package let from: ThingID
    package let to: ThingID
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
        /// Another name of the same thing.
        case sameAs
    }
}

extension TraceStep.Relation {
    /// Whether the step leads from one thing to another one, and not between names or into a run.
    var countsAsStep: Bool {
        switch self {
        case .wentInto, .packedIn, .installedIn, .wasHandledWith, .cameFromRun: true
        case .enteredRun, .sameAs: false
        }
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
