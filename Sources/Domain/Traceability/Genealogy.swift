// SPDX-License-Identifier: Apache-2.0
import Canon

/// What a thing was made of, or what it became part of, and the entries that say so.
package struct Genealogy: Sendable {
    /// What was asked about, by the name that the log has had longest.
    package let root: ThingID
    /// What else it is called.
    package let otherNames: [OtherName]
    package let direction: Direction
    /// Every relative once, nearer ones first; the root is not among them.
    package let items: [Item]
    /// Every step between the root and its relatives, in the order they were found.
    package let steps: [TraceStep]
    /// Whether a limit kept the search from going on.
    package let isCut: Bool

    private let trail: Trail
    private let places: [ThingID: Int]

    package enum Direction: String, CaseIterable, Sendable {
        /// What went into it, and what was inside it at the moment asked about.
        case up
        /// Whatever it went into until then, containers it was taken out of again included.
        case down
    }

    package struct Item: Hashable, Sendable {
        /// The name that the log has had longest.
        package let thing: ThingID
        package let otherNames: [OtherName]
        /// Steps from the root by the shortest way.
        package let depth: Int
    }

    /// The shortest way between the root and a relative: the steps in the order they were found.
    ///
    /// Empty for the root and for what is no relative.
    package func path(to thing: ThingID) -> [TraceStep] {
        places[thing].map(trail.path) ?? []
    }

    fileprivate init(
        of root: ThingID, _ direction: Direction, along trail: Trail, in book: LinkBook
    ) {
        var places: [ThingID: Int] = [:]
        var items: [Item] = []
        for (index, arrival) in trail.arrivals.enumerated() where places[arrival.thing] == nil {
            places[arrival.thing] = index
            let others = book.otherNames(of: arrival.thing)
            for other in others { places[other.name] = index }
            if index > 0 && !arrival.isRun {
                items.append(
                    Item(thing: arrival.thing, otherNames: others, depth: arrival.depth))
            }
        }
        self.root = book.canonical(root)
        otherNames = book.otherNames(of: root)
        self.direction = direction
        self.trail = trail
        self.places = places
        self.items = items
        steps = trail.steps
        isCut = trail.isCut
    }
}

extension TraceGraph {
    /// The genealogy of a thing, as it was at the standpoint's moment and as was known there.
    package func genealogy(
        of root: ThingID, _ direction: Genealogy.Direction, from standpoint: Standpoint = .now,
        limits: TraceLimits = TraceLimits()
    ) throws(Failure) -> Genealogy {
        let book = LinkBook(
            standpoint: standpoint, selection: LinkSelection(.flow), roles: .flow)
        let trail = Trail(limits: limits, keepsSteps: true)
        switch direction {
        case .up:
            var search = Upstream(book: book, trail: trail)
            try search.follow(root, at: standpoint.asOf, in: self)
            return Genealogy(of: root, direction, along: search.trail, in: search.book)
        case .down:
            var search = Downstream(book: book, trail: trail)
            let start = Arrival(at: root, during: .from(Instant(microseconds: .min)))
            try search.follow([start], in: self)
            return Genealogy(of: root, direction, along: search.trail, in: search.book)
        }
    }
}
