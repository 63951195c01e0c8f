// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Records

extension TriggerCriterion {
    /// Somebody tries again and again to sign, or with means that were taken from them.
    static let failedSigning = TriggerCriterion(
        "T8", "repeated failed signing",
        "Signing failed again and again for one person, or was tried with revoked credentials.",
        .propose, looksAt: [.signings],
        defaults: TriggerParameters([("attempts", .number(5)), ("minutes", .number(60))])
    ) { facts, parameters in
        let people = Dictionary(grouping: facts.failedSignings, by: \.person)
        return people.keys.sorted().flatMap { person -> [Match] in
            let attempts = (people[person] ?? []).sorted { ($0.at, $0.entry) < ($1.at, $1.entry) }
            let revoked = attempts.filter(\.wasRevoked).map {
                Match(
                    entries: [$0.entry],
                    why: "\(person) tried to sign with credentials that were revoked.")
            }
            let window = parameters.number("minutes") * 60_000_000
            let series = longestSeries(attempts, within: window)
            guard series.count >= parameters.number("attempts") else { return revoked }
            return revoked + [
                Match(
                    entries: series.map(\.entry),
                    why: "Signing failed \(series.count) times for \(person) within "
                        + "\(parameters.number("minutes")) minutes.")
            ]
        }
    }

    /// The most attempts that lie within a window, of those in order of time.
    private static func longestSeries(
        _ attempts: [TriggerFacts.FailedSigning], within window: Int64
    ) -> ArraySlice<TriggerFacts.FailedSigning> {
        var best = attempts[0..<0]
        var start = 0
        for end in attempts.indices {
            while attempts[end].at > attempts[start].at.adding(microseconds: window) { start += 1 }
            if end - start + 1 > best.count { best = attempts[start...end] }
        }
        return best
    }
}
