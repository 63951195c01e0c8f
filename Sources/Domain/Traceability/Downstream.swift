// SPDX-License-Identifier: Apache-2.0
import Canon

/// Walks from things to what they became part of.
///
/// A thing has to do with the question during a period: from when it was affected, or made, and
/// for a container only while what was affected was inside. It passes the question on to what
/// took it up within that period, so a lot that was affected at noon says nothing about what was
/// made from it in the morning, and a box nothing about what came into it after the bad part left.
///
/// What was done to a container was done to what was inside it then.
///
/// Invariants: an arrival whose period an earlier one at the same thing covers is dropped, unless
/// the thing was handled then with other contents; every arrival's
/// period begins no earlier than that of the one it came from.
struct Downstream {
    var book: LinkBook
    private(set) var trail: Trail

    init(book: LinkBook, trail: Trail) {
        self.book = book
        self.trail = trail
    }

    /// Follows everything from these arrivals on, level by level.
    mutating func follow<Graph: TraceGraph>(
        _ start: [Arrival], in graph: Graph
    ) throws(Graph.Failure) {
        var frontier = start
        while !frontier.isEmpty {
            try book.load(frontier.map(\.thing), from: graph)
            let fresh = admit(frontier)
            try book.open(activitiesToOpen(at: fresh), from: graph)
            // Stays are paired when all names, and all that containers know, have been fetched.
            try book.load(neighbours(of: fresh), from: graph)
            frontier = onward(from: fresh)
        }
    }

    private mutating func admit(_ frontier: [Arrival]) -> [Int] {
        frontier.map { $0.named(book.canonical($0.thing)) }
            .sorted(by: Arrival.isBefore).compactMap { admit($0) }
    }

    private func activitiesToOpen(at fresh: [Int]) -> [EntryPosition] {
        fresh.flatMap { activitiesToOpen(at: trail.arrivals[$0]) }
    }

    private func neighbours(of fresh: [Int]) -> [ThingID] {
        fresh.flatMap { neighbours(of: trail.arrivals[$0]) }
    }

    private func onward(from fresh: [Int]) -> [Arrival] { fresh.flatMap { onward(from: $0) } }

    private mutating func admit(_ arrival: Arrival) -> Int? {
        let isKnown = trail.arrivals(at: arrival.thing).contains {
            trail.arrivals[$0].period.covers(arrival.period)
        }
        // Each time a container is handled there may be something else inside.
        guard !isKnown || handlesNewContents(arrival) else {
            trail.note(arrival.step)
            return nil
        }
        return trail.add(arrival)
    }

    private mutating func handlesNewContents(_ arrival: Arrival) -> Bool {
        guard let handling = arrival.handled else { return false }
        guard book.links(of: arrival.thing).contains(where: { $0.role == .container }) else {
            return false
        }
        return !trail.arrivals(at: arrival.thing).contains {
            trail.arrivals[$0].handled == handling
        }
    }

    private func activitiesToOpen(at arrival: Arrival) -> [EntryPosition] {
        let roles: RoleSet =
            arrival.handled == nil
            ? .openedDownstream : RoleSet.openedDownstream.union([.container])
        return book.links(of: arrival.thing).lazy.filter { roles.contains($0.role) }.map(\.activity)
    }

    private func neighbours(of arrival: Arrival) -> [ThingID] {
        let containers = book.containers(of: arrival.thing)
        return arrival.handled == nil ? containers : containers + book.contents(of: arrival.thing)
    }

    private func onward(from index: Int) -> [Arrival] {
        let here = trail.arrivals[index]
        var next: [Arrival] = []
        for link in book.links(of: here.thing) where here.period.overlaps(link.period) {
            if link.role == .consumed { next += taken(up: link, from: index) }
            if link.role == .partOfRun, here.isRun { next += made(by: link, in: index) }
        }
        for stay in book.stays(of: here.thing).map(book.clipped) {
            guard let period = here.period.intersection(stay.period) else { continue }
            let step = TraceStep(
                stay.entry.role == .installed ? .installedIn : .packedIn, from: here.thing,
                to: stay.container, in: stay.entry.activity, during: stay.period,
                taken: stay.entry.quantity, given: nil)
            next.append(
                Arrival(
                    at: stay.container, during: period, depth: here.depth + 1, by: step,
                    from: index))
        }
        if let handling = here.handled { next += contents(handling, from: index) }
        return next
    }

    private func contents(_ handling: Handling, from index: Int) -> [Arrival] {
        let here = trail.arrivals[index]
        return book.stays(in: here.thing).filter { $0.period.overlaps(handling.period) }.map {
            let step = TraceStep(
                .wasHandledWith, from: here.thing, to: $0.content, in: $0.entry.activity,
                during: $0.period, taken: nil, given: $0.entry.quantity)
            return Arrival(
                at: $0.content, during: here.period, depth: here.depth + 1, by: step, from: index,
                handled: handling)
        }
    }

    private func taken(up link: TraceLink, from index: Int) -> [Arrival] {
        let here = trail.arrivals[index]
        let since = max(here.period.since, link.period.since)
        return book.links(from: link.activity).compactMap { other in
            let isRun = other.role == .partOfRun
            guard isRun || RoleSet.made.contains(other.role) else { return nil }
            guard book.canonical(other.thing) != here.thing else { return nil }
            let step = TraceStep(
                isRun ? .enteredRun : .wentInto, from: here.thing, to: other.thing,
                in: link.activity, during: .from(link.period.since), taken: link.quantity,
                given: isRun ? nil : other.quantity)
            return Arrival(
                at: other.thing, during: .from(since), depth: here.depth + (isRun ? 0 : 1),
                isRun: isRun, by: step, from: index)
        }
    }

    private func made(by link: TraceLink, in index: Int) -> [Arrival] {
        let here = trail.arrivals[index]
        let since = max(here.period.since, link.period.since)
        return book.links(from: link.activity).filter { RoleSet.made.contains($0.role) }.map {
            let step = TraceStep(
                .cameFromRun, from: here.thing, to: $0.thing, in: link.activity,
                during: .from(link.period.since), taken: nil, given: $0.quantity)
            return Arrival(
                at: $0.thing, during: .from(since), depth: here.depth + 1, by: step, from: index)
        }
    }
}

extension RoleSet {
    /// Links whose activities have to be read to see what became of the thing.
    fileprivate static let openedDownstream: RoleSet = [
        .consumed, .packed, .installed, .unpacked, .uninstalled, .partOfRun,
    ]
}
