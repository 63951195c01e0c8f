// SPDX-License-Identifier: Apache-2.0
import Ledger

extension Case {
    /// Appends through the whole engine: sequencer, tree, journal, fsync, answer.
    static let ledger = Case("ledger", "appends of 256-byte bodies, each answered after fsync") {
        bench in
        let alone = bench.scale.pick(quick: 2_000, usual: 5_000, full: 10_000)
        let together = bench.scale.pick(quick: 100_000, usual: 200_000, full: 400_000)
        return Prepared { disk in
            let folder = try bench.folder("ledger")
            defer { WholeFile.remove(folder) }
            let log = try BenchLog.found(in: folder)
            return try await log.running {
                var samples: [Sample] = []
                let serial = try await Appends(log, callers: 1, count: alone, from: 0).ready()
                samples.append(Sample("1 caller", serial, "entries/s"))
                samples.append(
                    Sample("1 caller, of the disk's sync rate", serial / disk.perSecond, "×"))
                var next = alone
                for callers in [64, 1_024] {
                    let rate = try await Appends(log, callers: callers, count: together, from: next)
                        .ready()
                    next += together
                    samples.append(Sample("\(callers) callers", rate, "entries/s"))
                }
                let rate = try await Appends(log, callers: 1_024, count: together, from: next)
                    .prepared()
                samples.append(
                    Sample("1024 callers, with salts, commitments, header", rate, "entries/s"))
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

    /// Entries a second when entries are handed over ready made.
    func ready() async throws -> Double {
        var shares: [[PreparedEntry]] = []
        for caller in 0..<callers {
            shares.append(
                try numbers(caller).map { try log.preparer.prepare(BenchLog.draft($0)) })
        }
        let ledger = log.ledger
        return try await rate(shares) { share in
            for entry in share { try await Appends.check(ledger.append(entry)) }
        }
    }

    /// Entries a second when each caller makes its entries too.
    func prepared() async throws -> Double {
        let log = log
        return try await rate((0..<callers).map(numbers)) { share in
            for number in share {
                let entry = try log.preparer.prepare(BenchLog.draft(number))
                try await Appends.check(log.ledger.append(entry))
            }
        }
    }

    private func rate<Share: Sendable>(
        _ shares: [Share], _ append: @escaping @Sendable (Share) async throws -> Void
    ) async throws -> Double {
        let (seconds, _) = try await Duration.of {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for share in shares { group.addTask { try await append(share) } }
                try await group.waitForAll()
            }
        }
        return Double(callers * share) / seconds
    }

    private static func check(_ receipt: Receipt) throws {
        guard receipt.outcome == .recorded else { throw WrongResult("\(receipt)") }
    }
}
