// SPDX-License-Identifier: Apache-2.0

/// The links that a search has fetched so far, so that nothing is asked for twice.
///
/// Only what can be seen from the search's standpoint is kept. A thing that goes by several names
/// is one thing here: it is known by the name that the log has had longest, and has the links of
/// all its names in one order of time.
///
/// It does not know the graph it is filled from: what works on links is compiled for one type and
/// not for every graph, which a walk over a million links notices.
struct LinkBook {
    let standpoint: Standpoint
    /// Which of a thing's links are fetched.
    let selection: LinkSelection
    /// Which of an activity's links are fetched.
    let roles: RoleSet
    /// Corrections that are not believed; set before anything is fetched.
    var disregarded: Set<EntryPosition> = []

    private var links: [TraceLink] = []
    // By bare numbers: an integer is hashed in a fraction of the time of a struct that holds one,
    // and a walk looks up some ten times for each thing.
    private var ofThing: [Int64: Range<Int>] = [:]
    private var ofActivity: [UInt64: Range<Int>] = [:]
    private var identities = Identities()

    /// Both sets must hold ``LinkRole/alias``, or names would not be joined.
    init(standpoint: Standpoint, selection: LinkSelection, roles: RoleSet) {
        precondition(selection.roles.contains(.alias) && roles.contains(.alias))
        self.standpoint = standpoint
        self.selection = selection
        self.roles = roles
    }

    /// The name under which a fetched thing is known here.
    func canonical(_ thing: ThingID) -> ThingID { identities.canonical(thing) }

    /// The other names of a fetched thing, and the entries that say so.
    func otherNames(of thing: ThingID) -> [OtherName] { identities.otherNames(of: thing) }

    /// The fetched links of a thing under all its names, in order of time.
    func links(of thing: ThingID) -> ArraySlice<TraceLink> {
        links[ofThing[canonical(thing).number] ?? 0..<0]
    }

    /// The fetched links of an activity, in their order.
    func links(from activity: EntryPosition) -> ArraySlice<TraceLink> {
        links[ofActivity[activity.number] ?? 0..<0]
    }

    /// Fetches what is missing of these things, and of their other names.
    mutating func load<Graph: TraceGraph>(
        _ things: [ThingID], from graph: Graph
    ) throws(Graph.Failure) {
        var missing = missing(things)
        var joined: Set<ThingID> = []
        while !missing.isEmpty {
            keepOfThings(try graph.links(of: missing, selection))
            let namings = namings(of: missing)
            try open(namings, from: graph)
            let names = join(namings)
            joined.formUnion(names)
            missing = self.missing(names)
        }
        merge(joined)
    }

    /// Fetches what is missing of these activities.
    mutating func open<Graph: TraceGraph>(
        _ activities: [EntryPosition], from graph: Graph
    ) throws(Graph.Failure) {
        let missing = missing(activities)
        if missing.isEmpty { return }
        keepOfActivities(try graph.links(from: missing, roles))
    }

    /// Those not asked for yet, which they are from now on.
    private mutating func missing(_ things: [ThingID]) -> [ThingID] {
        var missing: [ThingID] = []
        for thing in things where ofThing[thing.number] == nil {
            ofThing[thing.number] = 0..<0
            missing.append(thing)
        }
        return missing.sorted()
    }

    private mutating func missing(_ activities: [EntryPosition]) -> [EntryPosition] {
        var missing: [EntryPosition] = []
        for activity in activities where ofActivity[activity.number] == nil {
            ofActivity[activity.number] = 0..<0
            missing.append(activity)
        }
        return missing.sorted()
    }

    /// The activities that give these things other names.
    private func namings(of things: [ThingID]) -> [EntryPosition] {
        var namings: [EntryPosition] = []
        for thing in things {
            for link in links[ofThing[thing.number] ?? 0..<0] where link.role == .alias {
                namings.append(link.activity)
            }
        }
        return namings.sorted()
    }

    private mutating func join(_ namings: [EntryPosition]) -> [ThingID] {
        namings.flatMap { naming in
            let names = links(from: naming).filter { $0.role == .alias }.map(\.thing)
            identities.join(names, by: naming)
            return names
        }
    }

    private mutating func merge(_ names: Set<ThingID>) {
        for thing in Set(names.map(canonical)).sorted() { merge(thing) }
    }

    private mutating func merge(_ thing: ThingID) {
        let names = [thing] + identities.otherNames(of: thing).map(\.name)
        let merged = names.flatMap { links[ofThing[$0.number] ?? 0..<0] }
            .sorted { $0.precedes($1) }
        ofThing[thing.number] = links.count..<(links.count + merged.count)
        links += merged
    }

    private mutating func keepOfThings(_ answer: [TraceLink]) {
        let start = links.count
        keepSeen(answer)
        var first = start
        while first < links.count {
            let thing = links[first].thing
            var end = first + 1
            while end < links.count, links[end].thing == thing { end += 1 }
            ofThing[thing.number] = first..<end
            first = end
        }
    }

    private mutating func keepOfActivities(_ answer: [TraceLink]) {
        let start = links.count
        keepSeen(answer)
        var first = start
        while first < links.count {
            let activity = links[first].activity
            var end = first + 1
            while end < links.count, links[end].activity == activity { end += 1 }
            ofActivity[activity.number] = first..<end
            first = end
        }
    }

    private mutating func keepSeen(_ answer: [TraceLink]) {
        for link in answer where standpoint.sees(link, disregarding: disregarded) {
            links.append(link)
        }
    }
}
