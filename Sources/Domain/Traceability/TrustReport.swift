// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// What rests on something that is not to be trusted for a while.
package struct TrustReport: Sendable {
    package let suspicion: Suspicion
    package let standpoint: Standpoint
    /// Every record that relied on the suspect in the window, in order of time.
    package let relying: [RelyingRecord]
    /// Every product those records speak for and everything it went into, nearer ones first.
    package let items: [AffectedItem]
    /// Signatures and releases given to affected product since it was affected, in order of time.
    package let endorsements: [Endorsement]
    /// What the suspect changed that other records rest on, in order of time.
    package let changes: [SuspectChange]
    /// Whether a limit kept the search from going on.
    package let isCut: Bool

    let trail: Trail
    let places: [ThingID: Int]
    /// Where each record stands in ``relying``: a report on many things asks for all of them.
    private let placeOfRecord: [EntryPosition: Int]

    init(
        suspicion: Suspicion, standpoint: Standpoint, relying: [RelyingRecord],
        items: [AffectedItem], endorsements: [Endorsement], changes: [SuspectChange], isCut: Bool,
        trail: Trail, places: [ThingID: Int]
    ) {
        self.suspicion = suspicion
        self.standpoint = standpoint
        self.relying = relying
        self.items = items
        self.endorsements = endorsements
        self.changes = changes
        self.isCut = isCut
        self.trail = trail
        self.places = places
        placeOfRecord = Dictionary(
            relying.enumerated().map { ($1.activity, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The shortest explanation of an item: the steps from what its record speaks for to the item.
    ///
    /// Empty when the record speaks for the item itself.
    package func path(to thing: ThingID) -> [TraceStep] {
        places[thing].map(trail.path) ?? []
    }

    /// How a record came to rely on the suspect: the records from the suspect's own to this one.
    ///
    /// Account → recipe changed (first record) → recipe → heat treated (second record). Empty for
    /// an entry that relies on nothing suspect.
    package func reliance(of entry: EntryPosition) -> [RelyingRecord] {
        guard let record = record(at: entry) else { return [] }
        // Only the suspect's own records carry on, so there are two at most.
        let change = record.carriedBy.flatMap(record(at:))
        return (change.map { [$0] } ?? []) + [record]
    }

    private func record(at entry: EntryPosition) -> RelyingRecord? {
        placeOfRecord[entry].map { relying[$0] }
    }

    /// How many items are in each state now, in the order of ``ProductState``.
    package var itemsByState: [(state: ProductState, count: Int)] {
        let counts = items.reduce(into: [:]) { $0[$1.whereabouts.state, default: 0] += 1 }
        return ProductState.allCases.compactMap { state in counts[state].map { (state, $0) } }
    }
}

/// A record that relied on the suspect.
package struct RelyingRecord: Hashable, Sendable {
    package let activity: EntryPosition
    package let period: Period
    /// In which way it relied: performed by, recorded by, and so on.
    package let role: LinkRole
    /// On which of the suspect's names, or on which thing that the suspect had changed.
    package let suspect: ThingID
    /// By which time it falls into the window.
    package let basis: TimeBasis
    package let isSigned: Bool
    /// The record by which the suspect changed ``suspect``; `nil` when that is the suspect itself.
    package let carriedBy: EntryPosition?
    /// The entry that declared it to be in error, if that entry relied on the suspect too.
    ///
    /// Such a correction is not believed: nobody under suspicion takes their own records back.
    package let withdrawnBy: EntryPosition?
}

/// A product that is in doubt.
package struct AffectedItem: Hashable, Sendable {
    /// The name that the log has had longest.
    package let thing: ThingID
    package let otherNames: [OtherName]
    package let reach: Reach
    /// Steps from what a relying record speaks for.
    package let depth: Int
    /// From when on; closed for a container that the affected product has left again.
    package let period: Period
    /// The relying record that its explanation begins with.
    package let record: EntryPosition
    package let whereabouts: Whereabouts
    /// The first later activity with results that did not rely on the suspect.
    package let crossCheck: EntryPosition?

    package enum Reach: String, Hashable, Sendable {
        /// A relying record speaks for it.
        case named
        /// It was inside something that a relying record speaks for.
        case handled
        /// It contains, or was made from, affected product.
        case downstream
    }
}

/// A signature or a release that rests on affected product.
package struct Endorsement: Hashable, Sendable {
    package let thing: ThingID
    package let activity: EntryPosition
    package let at: Instant
    package let isRelease: Bool
    package let isSigned: Bool
}

/// Something that records rely on, and that the suspect changed.
package struct SuspectChange: Hashable, Sendable {
    package let thing: ThingID
    /// The machines it was changed on; empty when the record names none, and it may be any.
    package let equipment: [ThingID]
    /// From the change until somebody else changed it again; open while nobody has.
    package let period: Period
    /// The record of the change.
    package let record: EntryPosition
}
