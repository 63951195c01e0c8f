// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

/// A small log to ask checks about: what was recorded, entry by entry.
struct Log {
    private(set) var observations: [Observation] = []
    private(set) var contradictions: [Contradiction] = []

    /// 2026-11-21T12:00:00Z, when the log receives everything unless told otherwise.
    static let received = Instant(seconds: 1_795_262_400)

    /// Records an activity at the next position.
    @discardableResult
    mutating func record<E: Error>(
        _ kind: String = "work.done", from source: String = "urn:plant7:mes",
        as event: String? = nil, in file: UInt8 = 1, _ change: (inout Activity) throws(E) -> Void
    ) throws(E) -> UInt64 {
        var activity = Activity(kind: kind)
        try change(&activity)
        let position = UInt64(observations.count + contradictions.count)
        let digest = Digest(of: [file])
        observations.append(
            Observation(
                position: position, received: Log.received, source: source,
                event: event ?? "event-\(position)",
                recorded: RecordedActivity(
                    activity: activity,
                    original: OriginalPart(file: digest, offset: 0, length: 1, digest: digest),
                    reader: "test / 1")))
        return position
    }

    /// As the other, of an activity that says nothing more.
    @discardableResult
    mutating func record(
        _ kind: String = "work.done", from source: String = "urn:plant7:mes",
        as event: String? = nil
    ) -> UInt64 {
        record(kind, from: source, as: event) { _ in }
    }

    /// Records a second, different account of an earlier entry.
    mutating func contradict(_ first: UInt64) {
        contradictions.append(
            Contradiction(
                position: UInt64(observations.count + contradictions.count), first: first))
    }

    /// What a check says of the log.
    func judged(
        by check: Check, _ standards: Standards = Standards(), _ spotlight: Spotlight = .all,
        listsPasses: Bool = false
    ) throws -> Judgements {
        var register = Register()
        for observation in observations { register.note(observation) }
        for contradiction in contradictions { register.note(contradiction) }
        register.complete()
        var review = IntegrityReview(
            [check], register, standards, spotlight, listsPasses: listsPasses)
        for observation in observations { review.observe(observation) }
        let judgements = try #require(review.finish().first)
        for reason in judgements.counts.keys {
            #expect(
                (check.reasons + Reason.common).contains(reason),
                "\(check.name) does not declare \(reason.code)")
        }
        return judgements
    }
}

extension Judgements {
    /// The codes of what was listed, in order.
    var codes: [String] { findings.map(\.reason.code) }

    /// How often a reason was given.
    func count(of reason: Reason) -> UInt64 { counts[reason] ?? 0 }
}

/// What one check says of one activity.
func verdict(
    of check: Check, on kind: String = "work.done",
    _ change: (inout Activity) throws -> Void
) throws -> Judgements {
    var log = Log()
    try log.record(kind, change)
    return try log.judged(by: check)
}

/// A time with a zone.
func time(_ text: String) throws -> SourceTime { try #require(SourceTime(text)) }

/// A measured value.
func result(
    _ value: String, _ unit: String? = "mm", of name: String = "diameter", lower: String? = nil,
    upper: String? = nil, nominal: String? = nil, claimed: MeasuredResult.Verdict? = nil
) -> MeasuredResult {
    var result = MeasuredResult(name: name, value: value)
    result.unit = unit
    result.lowerLimit = lower
    result.upperLimit = upper
    result.nominal = nominal
    result.claimed = claimed
    result.computed = result.verdictByLimits
    return result
}
