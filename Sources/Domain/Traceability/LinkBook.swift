// SPDX-License-Identifier: Apache-2.0

/// The links that a search has fetched so far, so that nothing is asked for twice.
///
/// Only what can be seen from the search's standpoint is kept.
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

    init(graph: Graph, standpoint: Standpoint, selection: LinkSelection, roles: RoleSet) {
        self.graph = graph
        self.standpoint = standpoint
        self.selection = selection
        self.roles = roles
    }

    /// The fetched links of a thing, in order of time.
    func links(of thing: ThingID) -> ArraySlice<TraceLink> {
        links[ofThing[thing, default: 0..<0]]
    }

    /// The fetched links of an activity, in their order.
    func links(from activity: EntryPosition) -> ArraySlice<TraceLink> {
        links[ofActivity[activity, default: 0..<0]]
    }

    /// Fetches what is missing of these things.
    mutating func load(_ things: some Sequence<ThingID>) throws(Graph.Failure) {
        let missing = Set(things).filter { ofThing[$0] == nil }.sorted()
        guard !missing.isEmpty else { return }
        for thing in missing { ofThing[thing] = 0..<0 }
        let answer = try graph.links(of: missing, selection)
        keep(answer, in: \.ofThing) { $0.thing }
    }

    /// Fetches what is missing of these activities.
    mutating func open(_ activities: some Sequence<EntryPosition>) throws(Graph.Failure) {
        let missing = Set(activities).filter { ofActivity[$0] == nil }.sorted()
        guard !missing.isEmpty else { return }
        for activity in missing { ofActivity[activity] = 0..<0 }
        let answer = try graph.links(from: missing, roles)
        keep(answer, in: \.ofActivity) { $0.activity }
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
