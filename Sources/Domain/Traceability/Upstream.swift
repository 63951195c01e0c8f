// SPDX-License-Identifier: Apache-2.0
import Canon

/// Walks from things to what they were made of and what was inside them.
///
/// Every thing is looked at as it was at a moment: what had gone into it until then, and what was
/// inside it right then. The moment of what was used up is when it was used up: what was added to
/// a lot afterwards is no ancestor. An arrival's period is that one moment.
struct Upstream {
    private(set) var book: LinkBook
    private(set) var trail: Trail
    /// Until when what a thing was made of has been looked for; earlier moments add nothing to it.
    private var madeUntil: [ThingID: Instant] = [:]
    private var seen: Set<Sighting> = []

    init(book: LinkBook, trail: Trail) {
        self.book = book
        self.trail = trail
    }

    /// Follows everything back from a thing as it was at a moment.
    mutating func follow<Graph: TraceGraph>(
        _ thing: ThingID, at moment: Instant, in graph: Graph
    ) throws(Graph.Failure) {
        var frontier = [Arrival(at: thing, during: Period(since: moment, until: moment))]
        while !frontier.isEmpty {
            try book.load(frontier.map(\.thing), from: graph)
            let fresh = admit(frontier)
            try book.open(activitiesToOpen(at: fresh), from: graph)
            // Stays are paired when all names of what was inside have been fetched.
            try book.load(contents(of: fresh), from: graph)
            frontier = []
            for index in fresh { frontier += back(from: index) }
        }
    }

    private mutating func admit(_ frontier: [Arrival]) -> [Int] {
        frontier.map { $0.named(book.canonical($0.thing)) }
            .sorted(by: Arrival.isBefore).compactMap { admit($0) }
    }

    private func activitiesToOpen(at fresh: [Int]) -> [EntryPosition] {
        fresh.flatMap { activitiesToOpen(at: trail.arrivals[$0].thing) }
    }

    private func contents(of fresh: [Int]) -> [ThingID] {
        fresh.flatMap { book.contents(of: trail.arrivals[$0].thing) }
    }

    private struct Sighting: Hashable {
        let thing: ThingID
        let moment: Instant
    }

    private mutating func admit(_ arrival: Arrival) -> Int? {
        // Only what is inside depends on the very moment; without contents the latest one is enough.
        let isKnown =
            if book.links(of: arrival.thing).contains(where: { $0.role == .container }) {
                seen.contains(Sighting(thing: arrival.thing, moment: arrival.period.since))
            } else {
                trail.arrivals(at: arrival.thing).contains {
                    trail.arrivals[$0].period.since >= arrival.period.since
                }
            }
        guard !isKnown, let index = trail.add(arrival) else {
            trail.note(isKnown ? arrival.step : nil)
            return nil
        }
        seen.insert(Sighting(thing: arrival.thing, moment: arrival.period.since))
        return index
    }

    private func activitiesToOpen(at thing: ThingID) -> [EntryPosition] {
        book.links(of: thing).filter { RoleSet.openedUpstream.contains($0.role) }.map(\.activity)
    }

    private mutating func back(from index: Int) -> [Arrival] {
        let here = trail.arrivals[index]
        let moment = here.period.since
        let done = madeUntil[here.thing]
        madeUntil[here.thing] = max(moment, done ?? moment)
        let making: RoleSet = here.isRun ? [.partOfRun] : .made
        var next: [Arrival] = []
        for link in book.links(of: here.thing)
        where making.contains(link.role) && link.period.since <= moment {
            if let done, link.period.end <= done { continue }
            next += whatWentIn(by: link, to: index)
        }
        for stay in book.stays(in: here.thing) where stay.period.contains(moment) {
            let step = TraceStep(
                stay.entry.role == .installed ? .installedIn : .packedIn, from: stay.content,
                to: here.thing, in: stay.entry.activity, during: stay.period,
                taken: stay.entry.quantity, given: nil)
            next.append(
                Arrival(
                    at: stay.content, during: here.period, depth: here.depth + 1, by: step,
                    from: index))
        }
        return next
    }

    private func whatWentIn(by link: TraceLink, to index: Int) -> [Arrival] {
        let here = trail.arrivals[index]
        let moment = min(here.period.since, link.period.end)
        return book.links(from: link.activity).compactMap { other in
            let isRun = other.role == .partOfRun && !here.isRun
            guard isRun || other.role == .consumed else { return nil }
            guard book.canonical(other.thing) != here.thing else { return nil }
            let step = TraceStep(
                isRun ? .cameFromRun : here.isRun ? .enteredRun : .wentInto, from: other.thing,
                to: here.thing, in: link.activity, during: .from(link.period.since),
                taken: isRun ? nil : other.quantity, given: here.isRun ? nil : link.quantity)
            return Arrival(
                at: other.thing, during: Period(since: moment, until: moment),
                depth: here.depth + (isRun ? 0 : 1), isRun: isRun, by: step, from: index)
        }
    }
}

extension RoleSet {
    /// Links whose activities have to be read to see what the thing was made of.
    fileprivate static let openedUpstream: RoleSet = [
        .produced, .assembled, .container, .partOfRun,
    ]
}
