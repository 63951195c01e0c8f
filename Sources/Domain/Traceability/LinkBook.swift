// SPDX-License-Identifier: Apache-2.0

/// The links that a search has fetched so far, so that nothing is asked for twice.
///
/// Only what can be seen from the search's standpoint is kept. A thing that goes by several names
/// is one thing here: it is known by the name that the log has had longest, and has the links of
/// all its names in one order of time.
struct LinkBook<Graph: TraceGraph> {
    let graph: Graph
    let standpoint: Standpoint
    /// Which of a thing's links are fetched.
    let selection: LinkSelection
    /// Which of an activity's links are fetched.
    let roles: RoleSet
    /// Corrections that are not believed; set before anything is fetched.
    var disregarded: Set<EntryPosition> = []

    private var links: [TraceLink] = []
    private var ofThing: [ThingID: Range<Int>] = [:]
    private var ofActivity: [EntryPosition: Range<Int>] = [:]
    private var identities = Identities()

    /// Both sets must hold ``LinkRole/alias``, or names would not be joined.
    init(graph: Graph, standpoint: Standpoint, selection: LinkSelection, roles: RoleSet) {
        precondition(selection.roles.contains(.alias) && roles.contains(.alias))
        self.graph = graph
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
        links[ofThing[canonical(thing), default: 0..<0]]
    }

    /// The fetched links of an activity, in their order.
    func links(from activity: EntryPosition) -> ArraySlice<TraceLink> {
        links[ofActivity[activity, default: 0..<0]]
    }

    /// Fetches what is missing of these things, and of their other names.
    mutating func load(_ things: some Sequence<ThingID>) throws(Graph.Failure) {
        var wave = Set(things.filter { ofThing[$0] == nil })
        var joined: Set<ThingID> = []
        while !wave.isEmpty {
            let missing = wave.sorted()
            for thing in missing { ofThing[thing] = 0..<0 }
            keep(try graph.links(of: missing, selection), in: \.ofThing) { $0.thing }
            wave.removeAll()
            let namings = missing.flatMap { thing in
                links[ofThing[thing, default: 0..<0]].filter { $0.role == .alias }.map(\.activity)
            }
            try open(namings)
            for naming in namings.sorted() {
                let names = links(from: naming).filter { $0.role == .alias }.map(\.thing)
                identities.join(names, by: naming)
                joined.formUnion(names)
                wave.formUnion(names.filter { ofThing[$0] == nil })
            }
        }
        for thing in Set(joined.map(canonical)).sorted() { merge(thing) }
    }

    /// Fetches what is missing of these activities.
    mutating func open(_ activities: some Sequence<EntryPosition>) throws(Graph.Failure) {
        let missing = Set(activities.filter { ofActivity[$0] == nil }).sorted()
        guard !missing.isEmpty else { return }
        for activity in missing { ofActivity[activity] = 0..<0 }
        keep(try graph.links(from: missing, roles), in: \.ofActivity) { $0.activity }
    }

    private mutating func merge(_ thing: ThingID) {
        let names = [thing] + identities.otherNames(of: thing).map(\.name)
        let merged = names.flatMap { links[ofThing[$0, default: 0..<0]] }
            .sorted { $0.precedes($1) }
        ofThing[thing] = links.count..<(links.count + merged.count)
        links += merged
    }

    private mutating func keep<Key: Hashable>(
        _ answer: [TraceLink], in index: WritableKeyPath<Self, [Key: Range<Int>]>,
        by key: (TraceLink) -> Key
    ) {
        links.reserveCapacity(links.count + answer.count)
        var start = links.count
        var current: Key?
        for link in answer where standpoint.sees(link, disregarding: disregarded) {
            let next = key(link)
            if next != current {
                if let current { self[keyPath: index][current] = start..<links.count }
                current = next
                start = links.count
            }
            links.append(link)
        }
        if let current { self[keyPath: index][current] = start..<links.count }
    }
}
