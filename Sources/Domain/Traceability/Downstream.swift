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
struct Downstream<Graph: TraceGraph> {
    private(set) var book: LinkBook<Graph>
    private(set) var trail: Trail

    init(book: LinkBook<Graph>, trail: Trail) {
        self.book = book
        self.trail = trail
    }

    /// Follows everything from these arrivals on, level by level.
    mutating func follow(_ start: [Arrival]) throws(Graph.Failure) {
        var frontier = start.sorted(by: Arrival.isBefore)
        while !frontier.isEmpty {
            try book.load(frontier.lazy.map(\.thing))
            let fresh = frontier.compactMap { admit($0) }
            try book.open(fresh.flatMap { activitiesToOpen(at: trail.arrivals[$0]) })
            // What a container knows of its being emptied is needed before its stays are used.
            try book.load(
                fresh.flatMap { book.stays(of: trail.arrivals[$0].thing).map(\.container) })
            frontier = fresh.flatMap { onward(from: $0) }.sorted(by: Arrival.isBefore)
        }
    }

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
        return book.links(of: arrival.thing).filter { roles.contains($0.role) }.map(\.activity)
    }

    private func onward(from index: Int) -> [Arrival] {
        let here = trail.arrivals[index]
        var next = book.links(of: here.thing).flatMap { link -> [Arrival] in
            let meets = here.period.overlaps(link.period)
            switch link.role {
            case .consumed where meets:
                return taken(up: link, from: index)
            case .partOfRun where meets && here.isRun:
                return made(by: link, in: index)
            case .alias:
                return names(in: link, of: index)
            case .consumed, .produced, .assembled, .performedOn, .destroyed, .container, .packed,
                .installed, .unpacked, .uninstalled, .emptied, .performedBy, .signedBy,
                .performedWith,
                .measuredWith, .governedBy, .recordedBy, .evidencedBy, .orderedUnder, .partOfRun,
                .locatedAt, .movedTo, .receivedFrom, .shippedTo, .about, .planned:
                return []
            }
        }
        for stay in book.stays(of: here.thing).map(book.clipped) {
            guard let period = here.period.intersection(stay.period) else { continue }
            next.append(
                arrival(
                    at: stay.container, during: period, from: index,
                    by: stay.entry.role == .installed ? .installedIn : .packedIn,
                    in: stay.entry, holding: stay.period, taken: stay.entry, given: nil))
        }
        if let handling = here.handled { next += contents(handling, from: index) }
        return next
    }

    private func contents(_ handling: Handling, from index: Int) -> [Arrival] {
        let here = trail.arrivals[index]
        return book.stays(in: here.thing).filter { $0.period.overlaps(handling.period) }.map {
            stay in
            let step = TraceStep(
                from: here.thing, to: stay.content, relation: .wasHandledWith,
                activity: stay.entry.activity, period: stay.period, taken: nil,
                given: stay.entry.quantity)
            return Arrival(
                at: stay.content, during: here.period, depth: here.depth + 1, by: step,
                from: index, handled: handling)
        }
    }

    private func taken(up link: TraceLink, from index: Int) -> [Arrival] {
        let here = trail.arrivals[index]
        let since = max(here.period.since, link.period.since)
        return book.links(from: link.activity).compactMap { other in
            guard other.thing != here.thing else { return nil }
            guard RoleSet.made.contains(other.role) || other.role == .partOfRun else { return nil }
            let isRun = other.role == .partOfRun
            return arrival(
                at: other.thing, during: .from(since), from: index,
                by: isRun ? .enteredRun : .wentInto, in: link, holding: .from(link.period.since),
                taken: link, given: isRun ? nil : other)
        }
    }

    private func made(by link: TraceLink, in index: Int) -> [Arrival] {
        let since = max(trail.arrivals[index].period.since, link.period.since)
        return book.links(from: link.activity).filter { RoleSet.made.contains($0.role) }.map {
            arrival(
                at: $0.thing, during: .from(since), from: index, by: .cameFromRun, in: link,
                holding: .from(link.period.since), taken: nil, given: $0)
        }
    }

    private func names(in link: TraceLink, of index: Int) -> [Arrival] {
        let here = trail.arrivals[index]
        return book.links(from: link.activity)
            .filter { $0.role == .alias && $0.thing != here.thing }
            .map {
                arrival(
                    at: $0.thing, during: here.period, from: index, by: .sameAs, in: link,
                    holding: .from(link.period.since), taken: nil, given: nil)
            }
    }

    private func arrival(
        at thing: ThingID, during period: Period, from index: Int, by relation: TraceStep.Relation,
        in link: TraceLink, holding: Period, taken: TraceLink?, given: TraceLink?
    ) -> Arrival {
        let here = trail.arrivals[index]
        let step = TraceStep(
            from: here.thing, to: thing, relation: relation, activity: link.activity,
            period: holding, taken: taken?.quantity, given: given?.quantity)
        return Arrival(
            at: thing, during: period, depth: here.depth + (relation.countsAsStep ? 1 : 0),
            isRun: relation == .enteredRun, by: step, from: index)
    }
}

extension RoleSet {
    /// Links whose activities have to be read to see what became of the thing.
    fileprivate static let openedDownstream: RoleSet = [
        .consumed, .packed, .installed, .unpacked, .uninstalled, .partOfRun, .alias,
    ]
}
