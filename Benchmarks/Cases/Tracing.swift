// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Projections
import Traceability

extension Case {
    /// The two questions that a recall asks, on many links.
    static let trace = Case("trace", "genealogy and trust window on generated links") { bench in
        let wanted = bench.scale.pick(quick: 1_000_000, usual: 1_000_000, full: 10_000_000)
        // Few operations a serial at a million links, or there were no 100,000 things to hit.
        let plant = LinkPlant(
            operations: wanted > 1_000_000 ? 3 : 0, suspectEvery: wanted > 1_000_000 ? 2 : 1)
        let (projection, built) = try await plant.build(
            links: wanted, at: "\(bench.folder)/projections.db")
        return Prepared { _ in
            let among = "among \(Report.number(Double(built.links))) links"
            var samples = [
                Sample("links stored", Double(built.links) / built.seconds, "links/s"),
                Sample(
                    "a link stored, processor", built.processor / Double(built.links) * 1e6, "µs"),
            ]
            for direction in Genealogy.Direction.allCases {
                var times: [Double] = []
                for ask in 0..<9 {
                    let group = built.groups / 10 * (ask + 1) - 1
                    let (time, found) = try await Timing.of {
                        try await plant.genealogy(direction, ofGroup: group, in: projection)
                    }
                    guard found > 0 else { throw WrongResult("a serial has no relatives") }
                    times.append(time.seconds * 1000)
                }
                let spread = Spread(times)
                samples.append(
                    Sample(
                        "genealogy \(direction.rawValue), one serial, \(among)", spread.median, "ms"
                    ))
                samples.append(
                    Sample("genealogy \(direction.rawValue), slowest of 9", spread.max, "ms"))
            }
            let (time, hit) = try await Timing.of {
                try await plant.trustWindow(hitting: 100_000, of: built, in: projection)
            }
            guard (90_000...110_000).contains(hit) else {
                throw WrongResult("the trust window hit \(hit) things instead of 100,000")
            }
            samples.append(
                Sample("trust window hitting 100,000 things, \(among)", time.seconds, "s"))
            samples.append(Sample("trust window, processor", time.processor, "s"))
            samples.append(Sample("peak memory", Machine.peakMemory, "MiB"))
            return samples
        }
    }
}

extension LinkPlant {
    fileprivate func genealogy(
        _ direction: Genealogy.Direction, ofGroup group: Int, in projection: TraceProjection
    ) async throws -> Int {
        let serial = try Thing(.serial, LinkPlant.serial(group, 3))
        return try await projection.read { store in
            guard let id = try store.id(of: serial) else {
                throw WrongResult("\(serial) is unknown")
            }
            return try store.genealogy(of: id, direction).items.count
        }
    }

    /// Asks for a window in which about so many things passed the suspect.
    fileprivate func trustWindow(
        hitting things: Int, of built: Built, in projection: TraceProjection
    ) async throws -> Int {
        let suspect = try Thing(.equipment, LinkPlant.suspect)
        // Each group that passed it gives its serials; boxes are not affected by what they hold.
        let groups = min(built.groups, things / LinkPlant.groupSerials * suspectEvery)
        let first = (built.groups - groups) / 2
        let window = Period(
            since: time(first * groupActivities), until: time((first + groups) * groupActivities))
        return try await projection.read { store in
            guard let id = try store.id(of: suspect) else { throw WrongResult("no suspect") }
            let report = try store.trustWindow(
                Suspicion(of: id, isSystem: false, during: window))
            return report.items.count
        }
    }
}
