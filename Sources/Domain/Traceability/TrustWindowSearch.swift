// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// Finds what rests on a suspect: records, product, what the product went into.
struct TrustWindowSearch<Graph: TraceGraph> {
    private let graph: Graph
    private let standpoint: Standpoint
    private let suspicion: Suspicion
    private let limits: TraceLimits

    private var relying: [RelyingRecord] = []
    private var affectedSince: [EntryPosition: Instant] = [:]
    private var changedMeans: [ChangedMeans] = []

    init(
        _ suspicion: Suspicion, in graph: Graph, from standpoint: Standpoint, limits: TraceLimits
    ) {
        self.graph = graph
        self.standpoint = standpoint
        self.suspicion = suspicion
        self.limits = limits
    }

    mutating func run() throws(Graph.Failure) -> TrustReport {
        var book = LinkBook(
            graph: graph, standpoint: standpoint, selection: .telling, roles: .telling)
        try findRecords(&book)
        var flow = Downstream(book: book, trail: Trail(limits: limits, keepsSteps: false))
        try flow.follow(namedProduct(in: book))
        return try report(flow)
    }

    // MARK: Records

    private mutating func findRecords(_ book: inout LinkBook<Graph>) throws(Graph.Failure) {
        let received = try graph.positions(received: suspicion.window)
        let rule = WindowRule(suspicion: suspicion, received: received)
        let links = try reliance(on: try names(of: suspicion.suspect), by: rule)
        book.disregarded = Set(links.map(\.activity))
        admit(links, by: rule, disregarding: book.disregarded)
        var followed: Set = [suspicion.suspect]
        var done = 0
        while done < relying.count {
            try book.open(relying[done...].map(\.activity))
            let changes = means(changedBy: relying[done...], in: book)
                .filter { followed.insert($0.thing).inserted }
            changedMeans += changes
            done = relying.count
            for change in changes where suspicion.followsMeans {
                let further = Suspicion(
                    of: change.thing, isSystem: false,
                    during: Period(since: change.since, until: suspicion.window.until))
                let rule = WindowRule(suspicion: further, received: received)
                let links = try reliance(on: [change.thing], by: rule)
                admit(links, by: rule, disregarding: book.disregarded)
            }
        }
    }

    /// The suspect and its other names.
    private func names(of suspect: ThingID) throws(Graph.Failure) -> [ThingID] {
        var book = LinkBook(
            graph: graph, standpoint: standpoint, selection: LinkSelection([.alias]),
            roles: [.alias])
        var names: Set<ThingID> = []
        var fresh = [suspect]
        while !fresh.isEmpty {
            names.formUnion(fresh)
            try book.load(fresh)
            let activities = fresh.flatMap { book.links(of: $0).map(\.activity) }
            try book.open(activities)
            fresh = activities.flatMap { book.links(from: $0).map(\.thing) }
                .filter { !names.contains($0) }
        }
        return names.sorted()
    }

    private func reliance(
        on suspects: [ThingID], by rule: WindowRule
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
        _ links: [TraceLink], by rule: WindowRule, disregarding: Set<EntryPosition>
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
                    withdrawnBy: link.withdrawnBy.flatMap { $0 <= standpoint.knownAt ? $0 : nil }))
        }
    }

    private func means(
        changedBy records: ArraySlice<RelyingRecord>, in book: LinkBook<Graph>
    ) -> [ChangedMeans] {
        var seen: Set<ThingID> = []
        return records.flatMap { record in
            book.links(from: record.activity)
                .filter { $0.role == .about && seen.insert($0.thing).inserted }
                .map {
                    ChangedMeans(
                        thing: $0.thing, since: record.period.since, record: record.activity)
                }
        }
    }

    // MARK: Product

    /// What the relying records speak for, from when on, and when it was handled.
    private func namedProduct(in book: LinkBook<Graph>) -> [Arrival] {
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

    private func report(_ flow: Downstream<Graph>) throws(Graph.Failure) -> TrustReport {
        var book = flow.book
        var places: [ThingID: Int] = [:]
        var order: [ThingID] = []
        for (index, arrival) in flow.trail.arrivals.enumerated()
        where !arrival.isRun && places[arrival.thing] == nil {
            places[arrival.thing] = index
            order.append(arrival.thing)
        }
        try book.open(
            order.compactMap { book.lastWord(on: $0) }.filter(\.saysWhere).map(\.activity))
        let items = order.compactMap { thing in
            places[thing].map { item(thing, first: $0, flow.trail, book) }
        }
        return TrustReport(
            suspicion: suspicion, standpoint: standpoint,
            relying: relying.sorted {
                ($0.period.since, $0.activity) < ($1.period.since, $1.activity)
            },
            items: items, endorsements: endorsements(of: items, in: book),
            changedMeans: changedMeans.sorted { ($0.since, $0.record) < ($1.since, $1.record) },
            isCut: flow.trail.isCut, trail: flow.trail, places: places)
    }

    private func item(
        _ thing: ThingID, first: Int, _ trail: Trail, _ book: LinkBook<Graph>
    ) -> AffectedItem {
        let arrival = trail.arrivals[first]
        let periods = trail.arrivals(at: thing).map { trail.arrivals[$0].period }
        let since = periods.map(\.since).min() ?? arrival.period.since
        let isOpen = periods.contains { $0.until == nil }
        let reach: AffectedItem.Reach =
            switch arrival.step?.relation {
            case nil: .named
            case .wasHandledWith: .handled
            case .wentInto, .packedIn, .installedIn, .enteredRun, .cameFromRun, .sameAs: .downstream
            }
        return AffectedItem(
            thing: thing, reach: reach, depth: arrival.depth,
            period: Period(since: since, until: isOpen ? nil : periods.map(\.end).max()),
            record: trail.origin(of: first).handled?.record ?? .last,
            whereabouts: book.whereabouts(of: thing),
            crossCheck: book.links(of: thing).first {
                $0.marks.contains(.measured) && $0.period.since >= since
                    && affectedSince[$0.activity] == nil
            }?.activity)
    }

    private func endorsements(
        of items: [AffectedItem], in book: LinkBook<Graph>
    ) -> [Endorsement] {
        items.flatMap { item in
            book.links(of: item.thing)
                .filter { $0.isEndorsement && item.period.overlaps($0.period) }
                .map {
                    Endorsement(
                        thing: item.thing, activity: $0.activity, at: $0.period.since,
                        isRelease: $0.state == .released, isSigned: $0.marks.contains(.signed))
                }
        }
        .sorted { ($0.at, $0.activity, $0.thing) < ($1.at, $1.activity, $1.thing) }
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
        var search = TrustWindowSearch(suspicion, in: self, from: standpoint, limits: limits)
        return try search.run()
    }
}
