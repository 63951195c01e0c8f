// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// Trace links in memory: for tests, and the plainest statement of what the port asks for.
package struct MemoryTraceGraph: TraceGraph {
    private var ids: [Thing: ThingID] = [:]
    /// Every thing in the order of its first naming.
    package private(set) var things: [Thing] = []
    private var links: [TraceLink] = []
    private var received: [(EntryPosition, Instant)] = []

    package init() {}

    /// The number of a thing, given now if it is new.
    package mutating func id(of thing: Thing) -> ThingID {
        if let id = ids[thing] { return id }
        things.append(thing)
        let id = ThingID(Int64(things.count))
        ids[thing] = id
        return id
    }

    /// Adds an activity; positions must ascend.
    package mutating func record(_ traced: TracedActivity) {
        received.append((traced.position, traced.received))
        for (ordinal, link) in traced.links().enumerated() {
            links.append(
                TraceLink(
                    activity: traced.position, ordinal: Int32(ordinal), role: link.role,
                    thing: id(of: link.thing), period: traced.period, marks: traced.marks,
                    terms: link.terms, state: link.state))
        }
    }

    /// Notes that the entry at `correction` declares an activity to be in error.
    package mutating func withdraw(_ activity: EntryPosition, by correction: EntryPosition) {
        for index in links.indices where links[index].activity == activity {
            links[index].withdrawnBy = correction
        }
    }

    package func links(of things: [ThingID], _ selection: LinkSelection) -> [TraceLink] {
        let asked = Set(things)
        return links.filter { asked.contains($0.thing) && selection.admits($0) }
            .sorted { left, right in
                left.thing == right.thing ? left.precedes(right) : left.thing < right.thing
            }
    }

    package func links(from activities: [EntryPosition], _ roles: RoleSet) -> [TraceLink] {
        let asked = Set(activities)
        return links.filter { asked.contains($0.activity) && roles.contains($0.role) }
            .sorted { ($0.activity, $0.ordinal) < ($1.activity, $1.ordinal) }
    }

    package func positions(received period: Period) -> Range<EntryPosition> {
        let first = received.first { $0.1 >= period.since }?.0 ?? .last
        let next = received.first { $0.1 > period.end }?.0 ?? .last
        return first..<max(first, next)
    }
}
