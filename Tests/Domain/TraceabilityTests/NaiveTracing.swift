// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Traceability

/// Tracing by trying every minute of a short day.
///
/// Slow, plain, and written without looking at how the searches do it. Random graphs are held against it.
struct NaiveTracing {
    static let day = 0...30

    /// Every link that is seen, with things under one name each.
    private let links: [TraceLink]
    private let names: [ThingID: ThingID]

    /// Corrections by `suspects` are not believed.
    init(
        _ all: [TraceLink], from standpoint: Standpoint, suspects: Set<EntryPosition> = []
    ) {
        let seen = all.filter { link in
            link.activity <= standpoint.knownAt
                && (link.period.since <= standpoint.asOf || link.role == .alias)
                && (link.withdrawnBy.map { $0 > standpoint.knownAt || suspects.contains($0) }
                    ?? true)
        }
        var names: [ThingID: ThingID] = [:]
        for link in seen { names[link.thing] = link.thing }
        // Names spread until nothing changes.
        for _ in names {
            for link in seen where link.role == .alias {
                for other in seen where other.role == .alias && other.activity == link.activity {
                    let least = min(
                        names[link.thing, default: link.thing],
                        names[other.thing, default: other.thing])
                    names[link.thing] = least
                    names[other.thing] = least
                }
            }
        }
        links = seen
        self.names = names
    }

    func name(_ thing: ThingID) -> ThingID { names[thing] ?? thing }

    private func minutes(_ link: TraceLink) -> [Int] {
        Self.day.filter { link.period.contains(Shop.minute($0)) }
    }

    private func things(_ activity: EntryPosition, _ roles: Set<LinkRole>) -> [ThingID] {
        links.filter { $0.activity == activity && roles.contains($0.role) }.map { name($0.thing) }
    }

    private func isBefore(_ left: TraceLink, _ right: TraceLink) -> Bool {
        (left.period.since, left.activity, left.ordinal)
            < (right.period.since, right.activity, right.ordinal)
    }

    /// Whether `content` was inside `container` at a minute.
    func isInside(_ content: ThingID, _ container: ThingID, at minute: Int) -> Bool {
        guard content != container else { return false }
        return links.contains { entry in
            guard [.packed, .installed].contains(entry.role), name(entry.thing) == content,
                things(entry.activity, [.container]).contains(container),
                entry.period.since <= Shop.minute(minute)
            else { return false }
            let ends = links.filter { exit in
                guard isBefore(entry, exit) else { return false }
                let leaves =
                    [.unpacked, .uninstalled].contains(exit.role) && name(exit.thing) == content
                    && things(exit.activity, [.container]).contains(container)
                return leaves || exit.role == .emptied && name(exit.thing) == container
            }
            return ends.min(by: isBefore).map { Shop.minute(minute) <= $0.period.end } ?? true
        }
    }

    private struct Spot: Hashable {
        let thing: ThingID
        let minute: Int
    }

    /// The first minute at which each thing has to do with what these things were from then on.
    ///
    /// Things that only stand for a transformation in parts are left out.
    func downstream(of start: [ThingID: Int]) -> [ThingID: Int] {
        var tainted: Set<Spot> = []
        var runs: Set<ThingID> = []
        for (thing, minute) in start {
            for later in minute...Self.day.upperBound {
                tainted.insert(Spot(thing: name(thing), minute: later))
            }
        }
        let all = Set(links.map { name($0.thing) })
        var count = -1
        while count != tainted.count {
            count = tainted.count
            for link in links where link.role == .consumed || link.role == .partOfRun {
                let hits = minutes(link).filter {
                    tainted.contains(Spot(thing: name(link.thing), minute: $0))
                }
                guard let first = hits.first else { continue }
                if link.role == .partOfRun, !runs.contains(name(link.thing)) { continue }
                let isRun = link.role == .partOfRun
                let made = things(link.activity, [.produced, .assembled])
                let entered = isRun ? [] : things(link.activity, [.partOfRun])
                runs.formUnion(entered)
                for thing in made + entered where thing != name(link.thing) {
                    for later in first...Self.day.upperBound {
                        tainted.insert(Spot(thing: thing, minute: later))
                    }
                }
            }
            for spot in tainted {
                for container in all where isInside(spot.thing, container, at: spot.minute) {
                    tainted.insert(Spot(thing: container, minute: spot.minute))
                }
            }
        }
        var first: [ThingID: Int] = [:]
        for spot in tainted where !runs.contains(spot.thing) {
            first[spot.thing] = min(first[spot.thing] ?? .max, spot.minute)
        }
        return first
    }

    /// Everything that went into a thing, or was inside it, as it was at a minute.
    func upstream(of thing: ThingID, at minute: Int) -> Set<ThingID> {
        var open = [Spot(thing: name(thing), minute: minute)]
        var seen = Set(open)
        var runs: Set<ThingID> = []
        let all = Set(links.map { name($0.thing) })
        func visit(_ thing: ThingID, _ minute: Int) {
            let spot = Spot(thing: thing, minute: minute)
            if seen.insert(spot).inserted { open.append(spot) }
        }
        while let here = open.popLast() {
            let isRun = runs.contains(here.thing)
            for link in links
            where name(link.thing) == here.thing && link.period.since <= Shop.minute(here.minute) {
                let makes = isRun ? [LinkRole.partOfRun] : [.produced, .assembled]
                guard makes.contains(link.role) else { continue }
                let moment = min(here.minute, minutes(link).last ?? here.minute)
                for other in things(link.activity, [.consumed]) where other != here.thing {
                    visit(other, moment)
                }
                for run in things(link.activity, [.partOfRun]) where !isRun {
                    runs.insert(run)
                    visit(run, moment)
                }
            }
            for other in all where isInside(other, here.thing, at: here.minute) {
                visit(other, here.minute)
            }
        }
        return Set(seen.map(\.thing)).subtracting(runs).subtracting([name(thing)])
    }
}
