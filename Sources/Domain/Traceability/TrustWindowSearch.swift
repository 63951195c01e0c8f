// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// Finds what rests on a suspect: records, product, what the product went into.
struct TrustWindowSearch {
    private let standpoint: Standpoint
    private let suspicion: Suspicion
    private let limits: TraceLimits

    private var relying: [RelyingRecord] = []
    private var affectedSince: [EntryPosition: Instant] = [:]
    private var changes: [SuspectChange] = []

    init(_ suspicion: Suspicion, from standpoint: Standpoint, limits: TraceLimits) {
        self.standpoint = standpoint
        self.suspicion = suspicion
        self.limits = limits
    }

    mutating func run<Graph: TraceGraph>(in graph: Graph) throws(Graph.Failure) -> TrustReport {
        var book = LinkBook(standpoint: standpoint, selection: .telling, roles: .telling)
        try findRecords(in: graph, &book)
        let product = namedProduct(in: book)
        // Handed over and not copied: whoever adds to a book that has two owners copies all of it.
        var flow = Downstream(
            book: consume book, trail: Trail(limits: limits, keepsSteps: false))
        try flow.follow(product, in: graph)
        let order = order(of: flow.trail)
        // Where things are is told by the latest activities alone.
        try flow.open(order, in: graph)
        return report(flow, order: order)
    }

    // MARK: Records

    private mutating func findRecords<Graph: TraceGraph>(
        in graph: Graph, _ book: inout LinkBook
    ) throws(Graph.Failure) {
        let received = try graph.positions(received: suspicion.window)
        let rule = WindowRule(suspicion: suspicion, received: received)
        let links = try reliance(
            on: try names(of: suspicion.suspect, in: graph), by: rule, in: graph)
        book.disregarded = Set(links.map(\.activity))
        admit(links, by: rule, disregarding: book.disregarded)
        try book.open(relying.map(\.activity), from: graph)
        guard suspicion.followsChanges else { return }
        for record in relying where RoleSet.carrying.contains(record.role) {
            for link in book.links(from: record.activity) where link.role == .about {
                try follow(link, in: graph, &book)
            }
        }
    }

    /// Finds the records that relied on something after the suspect changed it.
    ///
    /// Until somebody who is not suspect does something about it again. When the change was made on
    /// certain machines, only records that name one of them, or none at all, relied on it.
    private mutating func follow<Graph: TraceGraph>(
        _ change: TraceLink, in graph: Graph, _ book: inout LinkBook
    ) throws(Graph.Failure) {
        let equipment = machines(in: change.activity, book)
        let isFollowed = changes.contains {
            $0.thing == change.thing && $0.equipment == equipment
                && $0.period.contains(change.period.since)
        }
        guard !isFollowed else { return }
        let names = try names(of: change.thing, in: graph)
        let later = try graph.links(of: names, LinkSelection([.about])).filter {
            change.precedes($0) && affectedSince[$0.activity] == nil
                && standpoint.sees($0, disregarding: book.disregarded)
        }
        try book.open(later.map(\.activity), from: graph)
        let end = later.sorted { $0.precedes($1) }
            .first { concerns(equipment, machines(in: $0.activity, book)) }
        let period = Period(since: change.period.since, until: end?.period.since)
        changes.append(
            SuspectChange(
                thing: change.thing, equipment: equipment, period: period,
                record: change.activity))
        let rule = WindowRule(
            suspicion: Suspicion(of: change.thing, isSystem: false, during: period),
            received: EntryPosition(0)..<EntryPosition(0))
        let links = try reliance(on: names, by: rule, in: graph)
        try book.open(links.map(\.activity), from: graph)
        let onThem = links.filter { concerns(equipment, machines(in: $0.activity, book)) }
        admit(onThem, by: rule, disregarding: book.disregarded, carriedBy: change.activity)
    }

    private func machines(in activity: EntryPosition, _ book: LinkBook) -> [ThingID] {
        Set(book.links(from: activity).filter { $0.role == .performedWith }.map(\.thing)).sorted()
    }

    private func concerns(_ equipment: [ThingID], _ other: [ThingID]) -> Bool {
        equipment.isEmpty || other.isEmpty || !Set(equipment).isDisjoint(with: other)
    }

    /// The thing and its other names.
    private func names<Graph: TraceGraph>(
        of thing: ThingID, in graph: Graph
    ) throws(Graph.Failure) -> [ThingID] {
        var book = LinkBook(
            standpoint: standpoint, selection: LinkSelection([.alias]), roles: [.alias])
        try book.load([thing], from: graph)
        return ([book.canonical(thing)] + book.otherNames(of: thing).map(\.name)).sorted()
    }

    private func reliance<Graph: TraceGraph>(
        on suspects: [ThingID], by rule: WindowRule, in graph: Graph
    ) throws(Graph.Failure) -> [TraceLink] {
        var links: [TraceLink] = []
        for selection in rule.selections {
            links += try graph.links(of: suspects, selection).filter { link in
                rule.basis(of: link) != nil && link.activity <= standpoint.knownAt
                    && link.period.since <= standpoint.asOf
            }
        }
        return links
    }

    private mutating func admit(
        _ links: [TraceLink], by rule: WindowRule, disregarding: Set<EntryPosition>,
        carriedBy change: EntryPosition? = nil
    ) {
        let seen = links.filter { standpoint.sees($0, disregarding: disregarding) }
        for link in seen.sorted(by: { $0.precedes($1) }) {
            guard let basis = rule.basis(of: link), affectedSince[link.activity] == nil else {
                continue
            }
            affectedSince[link.activity] = rule.affectedSince(link, basis)
            relying.append(
                RelyingRecord(
                    activity: link.activity, period: link.period, role: link.role,
                    suspect: link.thing, basis: basis, isSigned: link.marks.contains(.signed),
                    carriedBy: change,
                    withdrawnBy: link.withdrawnBy.flatMap { $0 <= standpoint.knownAt ? $0 : nil }))
        }
    }

    // MARK: Product

    /// What the relying records speak for, from when on, and when it was handled.
    private func namedProduct(in book: LinkBook) -> [Arrival] {
        relying.flatMap { record in
            let since = affectedSince[record.activity] ?? record.period.since
            return book.links(from: record.activity)
                .filter { RoleSet.product.contains($0.role) }
                .map {
                    Arrival(
                        at: $0.thing, during: .from(since),
                        handled: Handling(
                            period: Period(since: since, until: record.period.end),
                            record: record.activity))
                }
        }
    }

    // MARK: Report

    /// Everything that was reached, nearer things first.
    private func order(of trail: Trail) -> [ThingID] {
        var seen: Set<ThingID> = []
        return trail.arrivals.filter { !$0.isRun && seen.insert($0.thing).inserted }.map(\.thing)
    }

    private func report(_ flow: Downstream, order: [ThingID]) -> TrustReport {
        let book = flow.book
        var places: [ThingID: Int] = [:]
        for (index, arrival) in flow.trail.arrivals.enumerated()
        where !arrival.isRun && places[arrival.thing] == nil {
            places[arrival.thing] = index
            for other in book.otherNames(of: arrival.thing) { places[other.name] = index }
        }
        let items = order.compactMap { thing in
            places[thing].map { item(thing, first: $0, flow.trail, book) }
        }
        return TrustReport(
            suspicion: suspicion, standpoint: standpoint,
            relying: relying.sorted {
                ($0.period.since, $0.activity) < ($1.period.since, $1.activity)
            },
            items: items, endorsements: endorsements(of: items, in: book),
            changes: changes.sorted {
                ($0.period.since, $0.record, $0.thing) < ($1.period.since, $1.record, $1.thing)
            },
            isCut: flow.trail.isCut, trail: flow.trail, places: places)
    }

    private func item(
        _ thing: ThingID, first: Int, _ trail: Trail, _ book: LinkBook
    ) -> AffectedItem {
        let arrival = trail.arrivals[first]
        let periods = trail.arrivals(at: thing).map { trail.arrivals[$0].period }
        let since = periods.map(\.since).min() ?? arrival.period.since
        let isOpen = periods.contains { $0.until == nil }
        let reach: AffectedItem.Reach =
            switch arrival.step?.relation {
            case nil: .named
            case .wasHandledWith: .handled
            case .wentInto, .packedIn, .installedIn, .enteredRun, .cameFromRun: .downstream
            }
        return AffectedItem(
            thing: thing, otherNames: book.otherNames(of: thing), reach: reach,
            depth: arrival.depth,
            period: Period(since: since, until: isOpen ? nil : periods.map(\.end).max()),
            record: trail.origin(of: first).handled?.record ?? .last,
            whereabouts: book.whereabouts(of: thing),
            crossCheck: book.links(of: thing).first {
                $0.marks.contains(.measured) && $0.period.since >= since
                    && affectedSince[$0.activity] == nil
            }?.activity)
    }

    private func endorsements(
        of items: [AffectedItem], in book: LinkBook
    ) -> [Endorsement] {
        var endorsements: [Endorsement] = []
        for item in items {
            for link in book.links(of: item.thing)
            where link.isEndorsement && item.period.overlaps(link.period) {
                endorsements.append(
                    Endorsement(
                        thing: item.thing, activity: link.activity, at: link.period.since,
                        isRelease: link.state == .released, isSigned: link.marks.contains(.signed))
                )
            }
        }
        return endorsements.sorted {
            ($0.at, $0.activity, $0.thing) < ($1.at, $1.activity, $1.thing)
        }
    }
}

extension RoleSet {
    /// Ways of relying on somebody that make what they changed suspect as well.
    fileprivate static let carrying: RoleSet = [.performedBy, .signedBy, .recordedBy]
}

extension Downstream {
    /// Opens the activities that say where these things are.
    fileprivate mutating func open<Graph: TraceGraph>(
        _ things: [ThingID], in graph: Graph
    ) throws(Graph.Failure) {
        try book.open(
            things.compactMap { book.lastWord(on: $0) }.filter(\.saysWhere).map(\.activity),
            from: graph)
    }
}

extension TraceLink {
    /// Whether the activity is likely to name the party or the place that the state is about.
    fileprivate var saysWhere: Bool { state == .shipped || state == .returned || role == .consumed }

    /// Whether somebody signed for the thing, or released it.
    fileprivate var isEndorsement: Bool { state == .released || marks.contains(.signed) }
}

extension TraceGraph {
    /// What rests on a suspect, as it was at the standpoint's moment and as was known there.
    ///
    /// Product is affected from the moment of the record on, and so is what took it up after that
    /// moment. What was inside a container that a record speaks for was handled with it; what a
    /// container holds besides affected product is not affected.
    package func trustWindow(
        _ suspicion: Suspicion, from standpoint: Standpoint = .now,
        limits: TraceLimits = TraceLimits()
    ) throws(Failure) -> TrustReport {
        var search = TrustWindowSearch(suspicion, from: standpoint, limits: limits)
        return try search.run(in: self)
    }
}
