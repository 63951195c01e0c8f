// SPDX-License-Identifier: Apache-2.0

/// Runs the rounds: the disk, then a case, and so on through all of them, and again.
struct Rounds {
    let bench: Bench
    let count: Int

    /// Prepares all cases, then measures them in turns.
    func run(_ cases: [Case]) async throws -> Report {
        var report = Report(machine: Machine.here(disk: bench.folder), scale: bench.scale)
        var ready: [(Case, Prepared)] = []
        for one in cases {
            do {
                Terminal.note("\(one.name): getting ready")
                ready.append((one, try await one.prepare(bench)))
            } catch let skipped as Skipped {
                report.skipped.append((one.name, skipped.description))
                Terminal.note("\(one.name): skipped, \(skipped)")
            }
        }
        var failure: (any Error)?
        do { try await run(ready, into: &report) } catch { failure = error }
        for (_, prepared) in ready { await prepared.finish() }
        if let failure { throw failure }
        report.loadAtEnd = Machine.load
        return report
    }

    private func run(_ ready: [(Case, Prepared)], into report: inout Report) async throws {
        for round in 1...count {
            for (one, prepared) in ready {
                let disk = try DiskRate.measured(in: bench.folder)
                Terminal.note("round \(round) of \(count), \(one.name): \(disk)")
                for sample in try await prepared.round(disk) {
                    report.add(sample, to: one, disk)
                }
            }
        }
    }
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

/// How long some work took.
struct Timing: Sendable {
    /// By the clock.
    let seconds: Double
    /// On the processor's cores, all threads together: what it takes whoever else is busy.
    let processor: Double

    /// Times some work, and hands on what came of it.
    static func of<Value>(_ work: () async throws -> Value) async rethrows -> (Timing, Value) {
        let start = ContinuousClock.now
        let used = Machine.processorSeconds
        let value = try await work()
        return (
            Timing(
                seconds: (ContinuousClock.now - start).seconds,
                processor: Machine.processorSeconds - used), value
        )
    }
}
