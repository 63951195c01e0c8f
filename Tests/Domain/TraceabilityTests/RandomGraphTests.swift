// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing
import Traceability

/// The searches prune, batch and remember; here they are held against trying every minute.
struct RandomGraphTests {
    private static let plants: Range<UInt64> = 0..<120

    private func standpoint(_ plant: inout RandomPlant) -> Standpoint {
        switch plant.below(3) {
        case 0: .now
        case 1: Standpoint(asOf: Shop.minute(5 + plant.below(25)))
        default: Standpoint(knownAt: EntryPosition(UInt64(plant.below(plant.activities + 4))))
        }
    }

    private func links(_ plant: RandomPlant) -> [TraceLink] {
        let things = (1...max(1, plant.shop.graph.things.count)).map { ThingID(Int64($0)) }
        return plant.shop.graph.links(of: things, LinkSelection(.all))
    }

    @Test func `What a thing went into is what trying every minute finds`() throws {
        for seed in Self.plants {
            var plant = try RandomPlant(seed: seed)
            let standpoint = standpoint(&plant)
            let root = plant.shop.graph.id(of: try plant.thing())
            let naive = NaiveTracing(links(plant), from: standpoint)
            let found = plant.shop.graph.genealogy(of: root, .down, from: standpoint)
            let expected = Set(naive.downstream(of: [root: 0]).keys).subtracting([naive.name(root)])
            #expect(Set(found.items.map(\.thing)) == expected, "plant \(seed)")
            #expect(found.items.count == expected.count, "plant \(seed)")
        }
    }

    @Test func `What a thing was made of is what trying every minute finds`() throws {
        for seed in Self.plants {
            var plant = try RandomPlant(seed: seed)
            var standpoint = standpoint(&plant)
            standpoint.asOf = min(standpoint.asOf, Shop.minute(30))
            let minute = Int((standpoint.asOf.seconds - Shop.t0.seconds) / 60)
            let root = plant.shop.graph.id(of: try plant.thing())
            let naive = NaiveTracing(links(plant), from: standpoint)
            let found = plant.shop.graph.genealogy(of: root, .up, from: standpoint)
            #expect(
                Set(found.items.map(\.thing)) == naive.upstream(of: root, at: minute),
                "plant \(seed)")
        }
    }

    @Test func `A trust window reaches what trying every minute finds, from the same minute on`()
        throws
    {
        for seed in Self.plants {
            var plant = try RandomPlant(seed: seed)
            let standpoint = standpoint(&plant)
            let suspect = plant.shop.graph.id(of: try Thing(.equipment, "E"))
            let window = Shop.minutes(8, 8 + plant.below(15))
            let report = plant.shop.graph.trustWindow(
                Suspicion(of: suspect, isSystem: false, during: window), from: standpoint)
            let all = links(plant)
            let relying = all.filter {
                $0.thing == suspect && window.overlaps($0.period)
                    && $0.activity <= standpoint.knownAt && $0.period.since <= standpoint.asOf
            }
            let suspects = Set(relying.map(\.activity))
            let naive = NaiveTracing(all, from: standpoint, suspects: suspects)
            let records = relying.filter { standpoint.sees($0, disregarding: suspects) }
            let expected = naive.downstream(of: directly(all, records, naive))
            let found = Dictionary(
                uniqueKeysWithValues: report.items.map { item in
                    (item.thing, Int((item.period.since.seconds - Shop.t0.seconds) / 60))
                })
            #expect(found == expected, "plant \(seed)")
        }
    }

    /// What relying records speak for and what was inside it, with the earliest minute of each.
    private func directly(
        _ all: [TraceLink], _ records: [TraceLink], _ naive: NaiveTracing
    ) -> [ThingID: Int] {
        var start: [ThingID: Int] = [:]
        let things = Set(all.map { naive.name($0.thing) })
        for record in records {
            let minute = Int((record.period.since.seconds - Shop.t0.seconds) / 60)
            var reached = Set(
                all.filter {
                    $0.activity == record.activity && RoleSet.product.contains($0.role)
                }.map { naive.name($0.thing) })
            var count = 0
            while count != reached.count {
                count = reached.count
                for outer in reached {
                    for inner in things
                    where NaiveTracing.day.contains(where: {
                        record.period.contains(Shop.minute($0))
                            && naive.isInside(inner, outer, at: $0)
                    }) {
                        reached.insert(inner)
                    }
                }
            }
            for thing in reached { start[thing] = min(start[thing] ?? .max, minute) }
        }
        return start
    }

    @Test
    func `Every path starts where the question did and each step sets out where the last ended`()
        throws
    {
        for seed in Self.plants {
            var plant = try RandomPlant(seed: seed)
            let root = plant.shop.graph.id(of: try plant.thing())
            let down = plant.shop.graph.genealogy(of: root, .down)
            for item in down.items {
                let path = down.path(to: item.thing)
                #expect(path.first?.from == down.root && path.last?.to == item.thing)
                #expect(zip(path, path.dropFirst()).allSatisfy { $0.to == $1.from })
                #expect(path.filter { $0.relation != .enteredRun }.count == item.depth)
            }
            let up = plant.shop.graph.genealogy(of: root, .up)
            for item in up.items {
                let path = up.path(to: item.thing)
                #expect(path.first?.to == up.root && path.last?.from == item.thing)
                #expect(zip(path, path.dropFirst()).allSatisfy { $0.from == $1.to })
            }
        }
    }

    @Test func `Answers come in one order whatever the hashing`() throws {
        for seed in Self.plants.prefix(40) {
            var plant = try RandomPlant(seed: seed)
            let root = plant.shop.graph.id(of: try plant.thing())
            let first = plant.shop.graph.genealogy(of: root, .down)
            let second = plant.shop.graph.genealogy(of: root, .down)
            #expect(first.items == second.items)
            #expect(first.steps == second.steps)
        }
    }
}
