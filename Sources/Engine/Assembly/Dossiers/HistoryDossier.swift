// SPDX-License-Identifier: Apache-2.0
import Activities
import Traceability

/// What is known of one lot or serial: its records, what went into it, what it went into.
package struct HistoryDossier: Sendable {
    package let subject: Thing
    /// Other names of the subject, as other systems call it.
    package let otherNames: [Thing]
    /// In order of the log.
    package let records: [DossierRecord]
    package let ancestors: [Relative]
    package let descendants: [Relative]
    package let placement: Placement
    /// Whether a limit kept the search for relatives from going on.
    package let isCut: Bool

    /// Something that went into the subject, or that the subject went into.
    package struct Relative: Sendable {
        package let thing: Thing
        /// Steps away.
        package let depth: Int
        /// How much, as written, when the record says so.
        package let quantity: Quantity?
        /// The step nearest to it, in words: "lot H4340-01 went into serial P7-1042".
        package let explanation: String
        /// The entry that says so.
        package let entry: EntryPosition

        package init(
            thing: Thing, depth: Int, quantity: Quantity?, explanation: String,
            entry: EntryPosition
        ) {
            self.thing = thing
            self.depth = depth
            self.quantity = quantity
            self.explanation = explanation
            self.entry = entry
        }
    }

    package init(
        subject: Thing, otherNames: [Thing], records: [DossierRecord], ancestors: [Relative],
        descendants: [Relative], placement: Placement, isCut: Bool
    ) {
        self.subject = subject
        self.otherNames = otherNames
        self.records = records
        self.ancestors = ancestors
        self.descendants = descendants
        self.placement = placement
        self.isCut = isCut
    }

    /// The records that name the subject itself.
    package var own: [DossierRecord] { records.filter { $0.bearing == .own } }
}
