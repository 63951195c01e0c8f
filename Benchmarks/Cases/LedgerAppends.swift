// SPDX-License-Identifier: Apache-2.0
import Ledger

extension Case {
    /// Appends through the whole engine: sequencer, tree, journal, fsync, answer.
    static let ledger = Case("ledger", "appends of 256-byte bodies, each answered after fsync") {
        bench in
        let alone = bench.scale.pick(quick: 2_000, usual: 5_000, full: 10_000)
        let together = bench.scale.pick(quick: 100_000, usual: 200_000, full: 400_000)
        let turns = 5
        return Prepared { _ in
            let folder = try bench.folder("ledger")
            defer { WholeFile.remove(folder) }
            let log = try BenchLog.found(in: folder)
            return try await log.running {
                var samples: [Sample] = []
                // A disk's rate changes within seconds, so the two take turns.
                var ratios: [Double] = []
                var rates: [Double] = []
                for turn in 0..<turns {
                    let rate = try DiskRate.measured(in: bench.folder).perSecond
                    let one = Appends(
                        log, callers: 1, count: alone / turns, from: alone / turns * turn)
                    rates.append(one.rate(try await one.ready()))
                    ratios.append((rates.last ?? .nan) / rate)
                }
                samples.append(Sample("1 caller", Spread(rates).median, "entries/s"))
                samples.append(
                    Sample("1 caller, of the disk's sync rate", Spread(ratios).median, "×"))
                var next = alone
                for callers in [64, 1_024] {
                    let many = Appends(log, callers: callers, count: together, from: next)
                    let time = try await many.ready()
                    next += together
                    samples.append(Sample("\(callers) callers", many.rate(time), "entries/s"))
                    samples.append(
                        Sample("\(callers) callers, processor", many.processor(time), "µs/entry"))
                }
                let making = Appends(log, callers: 1_024, count: together, from: next)
                let time = try await making.prepared()
                let name = "1024 callers, with salts, commitments, header"
                samples.append(Sample(name, making.rate(time), "entries/s"))
                samples.append(Sample("\(name), processor", making.processor(time), "µs/entry"))
                return samples
            }
        }
    }
}

/// Callers who append one entry, wait for the answer, and append the next.
private struct Appends {
    let log: BenchLog
    let callers: Int
    let share: Int
    let start: Int

    init(_ log: BenchLog, callers: Int, count: Int, from start: Int) {
        self.log = log
        self.callers = callers
        share = count / callers
        self.start = start
    }

    private func numbers(_ caller: Int) -> Range<Int> {
        start + caller * share..<start + (caller + 1) * share
    }

    /// The time when entries are handed over ready made.
    func ready() async throws -> Timing {
        var shares: [[PreparedEntry]] = []
        for caller in 0..<callers {
            shares.append(
                try numbers(caller).map { try log.preparer.prepare(BenchLog.draft($0)) })
        }
        let ledger = log.ledger
        return try await time(shares) { share in
            for entry in share { try await Appends.check(ledger.append(entry)) }
        }
    }

    /// The time when each caller makes its entries too.
    func prepared() async throws -> Timing {
        let log = log
        return try await time((0..<callers).map(numbers)) { share in
            for number in share {
                let entry = try log.preparer.prepare(BenchLog.draft(number))
                try await Appends.check(log.ledger.append(entry))
            }
        }
    }

    private func time<Share: Sendable>(
        _ shares: [Share], _ append: @escaping @Sendable (Share) async throws -> Void
    ) async throws -> Timing {
        try await Timing.of {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for share in shares { group.addTask { try await append(share) } }
                try await group.waitForAll()
            }
        }.0
    }

    /// Entries a second.
    func rate(_ time: Timing) -> Double { Double(callers * share) / time.seconds }

    /// Processor time of an entry, in microseconds, all threads together.
    func processor(_ time: Timing) -> Double { time.processor / Double(callers * share) * 1e6 }

    private static func check(_ receipt: Receipt) throws {
        guard receipt.outcome == .recorded else { throw WrongResult("\(receipt)") }
    }
}
