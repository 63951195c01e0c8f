// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Traceability

/// What follows from distrusting something for a while: the answer of a trust window, with names.
package struct TrustDossier: Sendable {
    package let suspect: Thing
    package let since: Instant
    package let until: Instant?
    package let relying: [Relying]
    package let affected: [Affected]
    package let endorsements: [Endorsed]
    package let changes: [Changed]
    package let packages: [Doubtful]
    package let confirmed: LastConfirmed
    /// Every record the answer rests on, in order of the log.
    package let records: [DossierRecord]
    package let isCut: Bool

    package struct Relying: Sendable {
        package let entry: EntryPosition
        /// What happened, in the source's word.
        package let kind: String
        package let period: Period
        /// In which way it relied, in words: "performed by account mes-maint2".
        package let reason: String
        package let isSigned: Bool

        package init(
            entry: EntryPosition, kind: String, period: Period, reason: String, isSigned: Bool
        ) {
            self.entry = entry
            self.kind = kind
            self.period = period
            self.reason = reason
            self.isSigned = isSigned
        }
    }

    package struct Affected: Sendable {
        package let thing: Thing
        /// Names that other systems give it, the ones that are in the answer too.
        package let otherNames: [Thing]
        package let reach: AffectedItem.Reach
        /// Why it is affected, one step a line, from the suspect to the thing.
        package let path: [String]
        package let placement: Placement
        /// The first later record with results that did not rely on the suspect.
        package let crossCheck: EntryPosition?

        package init(
            thing: Thing, otherNames: [Thing], reach: AffectedItem.Reach, path: [String],
            placement: Placement, crossCheck: EntryPosition?
        ) {
            self.thing = thing
            self.otherNames = otherNames
            self.reach = reach
            self.path = path
            self.placement = placement
            self.crossCheck = crossCheck
        }
    }

    package struct Endorsed: Sendable {
        package let thing: Thing
        package let entry: EntryPosition
        package let at: Instant
        package let isRelease: Bool
        package let isSigned: Bool

        package init(
            thing: Thing, entry: EntryPosition, at: Instant, isRelease: Bool, isSigned: Bool
        ) {
            self.thing = thing
            self.entry = entry
            self.at = at
            self.isRelease = isRelease
            self.isSigned = isSigned
        }
    }

    package struct Changed: Sendable {
        package let thing: Thing
        /// On which machines; empty when the record names none, and it may be any.
        package let equipment: [Thing]
        /// Until somebody else changed it again; open while nobody has.
        package let period: Period
        package let entry: EntryPosition

        package init(thing: Thing, equipment: [Thing], period: Period, entry: EntryPosition) {
            self.thing = thing
            self.equipment = equipment
            self.period = period
            self.entry = entry
        }
    }

    package struct Doubtful: Sendable {
        package let id: String
        package let revision: Int
        package let recipients: [String]
        /// How many relying records are in it; 0 when it is only about affected product.
        package let relyingCount: Int

        package init(id: String, revision: Int, recipients: [String], relyingCount: Int) {
            self.id = id
            self.revision = revision
            self.recipients = recipients
            self.relyingCount = relyingCount
        }
    }

    package init(
        suspect: Thing, since: Instant, until: Instant?, relying: [Relying], affected: [Affected],
        endorsements: [Endorsed], changes: [Changed], packages: [Doubtful],
        confirmed: LastConfirmed, records: [DossierRecord], isCut: Bool
    ) {
        self.suspect = suspect
        self.since = since
        self.until = until
        self.relying = relying
        self.affected = affected
        self.endorsements = endorsements
        self.changes = changes
        self.packages = packages
        self.confirmed = confirmed
        self.records = records
        self.isCut = isCut
    }

    /// How many affected things are in each state now, in the order of the states.
    package var countsByState: [(state: ProductState, count: Int)] {
        let counts = affected.reduce(into: [:]) { $0[$1.placement.state, default: 0] += 1 }
        return ProductState.allCases.compactMap { state in counts[state].map { (state, $0) } }
    }
}
