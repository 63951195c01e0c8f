// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// Where a product is, as far as records say.
///
/// The latest word counts, by when it occurred and then by position. A product inside another one
/// goes where that one goes: the latest word on either of them counts for what is inside.
package struct Whereabouts: Hashable, Sendable {
    package var state: ProductState = .unknown
    /// When the state was reached; `nil` when nothing is known.
    package var since: Instant?
    /// The entry that says so.
    package var entry: EntryPosition?
    /// The party it was shipped or returned to, when the entry names one.
    package var party: ThingID?
    /// The place it went to, when the entry names one.
    package var place: ThingID?
    /// What it is inside of, from the innermost out.
    package var inside: [ThingID] = []
    /// What it was used up in.
    package var wentInto: [ThingID] = []

    package init() {}
}

/// How whereabouts follow from links.
extension LinkBook {
    /// Containers in containers that are followed; more is an error in the records.
    static let nestingMax = 16

    /// The entry that has the latest word on a thing itself, containers aside.
    ///
    /// A state, an end, or being used up whole. Lots are seldom used up whole: when a record says
    /// how much was taken, what is left keeps its state, unless nothing else is known.
    func lastWord(on thing: ThingID) -> TraceLink? {
        let links = links(of: thing)
        let decisive = links.last {
            $0.state != nil || $0.role == .destroyed || $0.role == .consumed && $0.quantity == nil
        }
        return decisive ?? links.last { $0.role == .consumed }
    }

    /// The latest containers a thing was put into and not taken out of, as of the standpoint.
    func currentStay(of thing: ThingID) -> Stay? {
        stays(of: thing).map(clipped).last { $0.period.contains(standpoint.asOf) }
    }

    /// Where a thing is.
    ///
    /// Needs the links of the thing and of what it is inside of, and the activities of
    /// ``lastWord(on:)`` for the places and parties they name.
    func whereabouts(of thing: ThingID) -> Whereabouts {
        var whereabouts = ownWhereabouts(of: thing)
        let thing = canonical(thing)
        var inside: [ThingID] = []
        var here = thing
        while let stay = currentStay(of: here), inside.count < Self.nestingMax,
            stay.container != thing, !inside.contains(stay.container)
        {
            inside.append(stay.container)
            let outer = ownWhereabouts(of: stay.container)
            if let since = outer.since, since >= max(whereabouts.since ?? since, stay.period.since)
            {
                whereabouts = outer
            }
            here = stay.container
        }
        whereabouts.inside = inside
        if whereabouts.state == .unknown, let stay = currentStay(of: thing) {
            whereabouts.state = stay.entry.role == .installed ? .installed : .unknown
            whereabouts.since = stay.period.since
            whereabouts.entry = stay.entry.activity
        }
        return whereabouts
    }

    private func ownWhereabouts(of thing: ThingID) -> Whereabouts {
        var whereabouts = Whereabouts()
        guard let word = lastWord(on: thing) else { return whereabouts }
        whereabouts.since = word.period.since
        whereabouts.entry = word.activity
        if word.role == .consumed {
            whereabouts.state = .consumed
            whereabouts.wentInto = links(from: word.activity)
                .filter { RoleSet.made.contains($0.role) }.map { canonical($0.thing) }
                .filter { $0 != thing }
        } else {
            whereabouts.state = word.state ?? (word.role == .destroyed ? .scrapped : .unknown)
            let named = links(from: word.activity)
            whereabouts.party = named.first { $0.role == .shippedTo }?.thing
            whereabouts.place = named.first { $0.role == .movedTo }?.thing
        }
        return whereabouts
    }
}

extension TraceGraph {
    /// Where a thing is, or was at the standpoint.
    package func whereabouts(
        of thing: ThingID, from standpoint: Standpoint = .now
    ) throws(Failure) -> Whereabouts {
        var book = LinkBook(standpoint: standpoint, selection: .telling, roles: .telling)
        try book.load([thing], from: self)
        var here = [book.canonical(thing)]
        for _ in 0...LinkBook.nestingMax where !here.isEmpty {
            try book.load(here, from: self)
            try book.open(here.flatMap(book.activitiesOfStays), from: self)
            try book.load(here.flatMap(book.containers), from: self)
            try book.open(here.compactMap { book.lastWord(on: $0)?.activity }, from: self)
            here = here.compactMap { book.currentStay(of: $0)?.container }
        }
        return book.whereabouts(of: thing)
    }
}

extension LinkBook {
    fileprivate func activitiesOfStays(_ thing: ThingID) -> [EntryPosition] {
        links(of: thing)
            .filter { RoleSet.moving.contains($0.role) }.map(\.activity)
    }
}

extension LinkSelection {
    /// What flows, and what says more than that a thing was there.
    static var telling: LinkSelection {
        var selection = LinkSelection(RoleSet.flow.union([.destroyed]))
        selection.includesTelling = true
        return selection
    }
}

extension RoleSet {
    /// What has to be read of an activity to follow product and to say where it went.
    static let telling = RoleSet.flow.union(.product).union([
        .shippedTo, .movedTo, .about, .performedWith,
    ])
}
