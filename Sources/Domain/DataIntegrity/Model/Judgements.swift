// SPDX-License-Identifier: Apache-2.0
import Activities

/// What a check said: everything counted, and listed where somebody has to look.
package struct Judgements: Sendable {
    package let check: Check
    /// How often each reason was given.
    package private(set) var counts: [Reason: UInt64] = [:]
    /// Failures and indeterminate cases, and passes where they were asked for, in the order found.
    package private(set) var findings: [Finding] = []
    /// How many of an outcome there were beyond ``listedMax``.
    private var unlistedCounts: [Outcome: UInt64] = [:]

    private let spotlight: Spotlight
    private let listsPasses: Bool
    private var listed: [Outcome: Int] = [:]
    private var boundsReached: Set<Bound> = []

    /// How many findings of one outcome a check lists; the rest are only counted.
    package static let listedMax = 10_000

    package init(of check: Check, _ spotlight: Spotlight = .all, listsPasses: Bool = false) {
        self.check = check
        self.spotlight = spotlight
        self.listsPasses = listsPasses
    }

    /// How many findings there were beyond those that are listed.
    package var unlisted: UInt64 { unlistedCounts.values.reduce(0, +) }

    /// How many findings of an outcome there were beyond those that are listed.
    package func unlisted(_ outcome: Outcome) -> UInt64 { unlistedCounts[outcome] ?? 0 }

    /// How many judgements had an outcome.
    package func count(_ outcome: Outcome) -> UInt64 {
        counts.reduce(0) { $1.key.outcome == outcome ? $0 + $1.value : $0 }
    }

    /// Gives a judgement on entries; the first is the one to look at.
    ///
    /// Words, things and values are only asked for when the judgement is listed.
    mutating func judge(
        _ reason: Reason, entries: [UInt64], things: @autoclosure () -> [Thing] = [],
        values: @autoclosure () -> [Finding.Value] = [], _ words: @autoclosure () -> String = ""
    ) {
        guard spotlight.covers(entries) else { return }
        counts[reason, default: 0] += 1
        switch reason.outcome {
        case .fail, .indeterminate: break
        case .pass: guard listsPasses else { return }
        case .notApplicable: return
        }
        guard listed[reason.outcome, default: 0] < Judgements.listedMax else {
            unlistedCounts[reason.outcome, default: 0] += 1
            return
        }
        listed[reason.outcome, default: 0] += 1
        let words = words()
        findings.append(
            Finding(
                check: check.name, version: check.version, reason: reason,
                words: words.isEmpty ? reason.meaning : words, entries: entries,
                things: things(), values: values()))
    }

    /// As the other, on one entry and what it speaks of.
    mutating func judge(
        _ reason: Reason, _ observation: Observation,
        values: @autoclosure () -> [Finding.Value] = [], _ words: @autoclosure () -> String = ""
    ) {
        judge(
            reason, entries: [observation.position], things: observation.activity.spokenOf,
            values: values(), words())
    }

    /// Says once that a bound of memory was reached, and where.
    mutating func exceed(_ bound: Bound, at entry: UInt64) {
        guard boundsReached.insert(bound).inserted else { return }
        // Said whatever was asked about: it bears on every answer of this check.
        counts[.boundReached, default: 0] += 1
        findings.append(
            Finding(
                check: check.name, version: check.version, reason: .boundReached,
                words: "there are more than \(bound.most) \(bound.name); from this entry on new "
                    + "ones were not judged",
                entries: [entry], things: [], values: []))
    }
}

/// Which entries a person asked about.
package struct Spotlight: Sendable {
    /// Only findings that speak of one of these; `nil` for every entry.
    package var entries: Set<UInt64>?
    /// Only findings that speak of an entry from here on.
    package var since: UInt64

    package init(entries: Set<UInt64>? = nil, since: UInt64 = 0) {
        self.entries = entries
        self.since = since
    }

    package static let all = Spotlight()

    /// Whether a judgement on these entries answers the question.
    func covers(_ positions: [UInt64]) -> Bool {
        guard since > 0 || entries != nil else { return true }
        let isNew = positions.contains { $0 >= since }
        guard isNew, let entries else { return isNew }
        return positions.contains { entries.contains($0) }
    }
}
