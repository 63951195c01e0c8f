// SPDX-License-Identifier: Apache-2.0
import Ledger
import TransparencyLog

extension Case {
    /// What a program takes before it does anything, and the memory it then has.
    static let startUp = Case("start-up", "time and memory to the first answer") { bench in
        let size = bench.scale.pick(quick: 100_000, usual: 1_000_000, full: 10_000_000)
        let plant = try await FilledPlant.of(size, bench)
        let small = try await PackagePlant.found(records: 20, in: try bench.folder("small-package"))
        let package = try await small.seal("SMALL")
        let key = small.log.ledger.verifierKey.text
        let programs = try Bench.programs
        return Prepared { _ in
            let among = "\(Report.number(Double(size))) entries"
            let reading = try Program(
                "\(programs)/witnessmark", "ledger", "checkpoint", "--data", plant.folder
            ).runAlone(in: bench.folder)
            let verifying = try Program(
                "\(programs)/witnessmark-verify", package, "--key", key, "--quiet"
            ).runAlone(in: bench.folder)
            let (opening, _) = try await Timing.of { try BenchLog.open(in: plant.folder) }
            return [
                Sample("witnessmark ledger checkpoint, \(among)", reading.seconds, "s"),
                Sample("its peak memory", reading.memory, "MiB"),
                Sample("log opened to append, \(among)", opening.seconds, "s"),
                Sample("witnessmark-verify, package of 20 entries", verifying.seconds, "s"),
                Sample("peak memory of witnessmark-verify", verifying.memory, "MiB"),
            ]
        }
    }
}
