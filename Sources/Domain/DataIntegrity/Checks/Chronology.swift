// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// Times that cannot be in the order in which they stand.
    static let chronology = Check(
        "chronology", "Times are in an order in which things can happen", .consistent,
        rules: ["ALC-CN-1", "ALC-CN-3"],
        asks: "Did the work end after it began, was it signed after it was done, did it become "
            + "known after it happened, and did it reach the log after all of that? Do times go on "
            + "as the source's own numbering goes on?",
        why: "A signature before the act, or an act in the future, shows a time that was typed in, "
            + "a form that was signed in advance, or a clock that is wrong.",
        looksAt: "occurred, ended, when signatories signed, becameKnown, valid, "
            + "the time of receipt; sequence",
        reasons: [
            Chronology.inOrder, Chronology.endedBeforeStarted, Chronology.signedBeforeDone,
            Chronology.knownBeforeDone, Chronology.inTheFuture, Chronology.validBackwards,
            Chronology.runsBack, Chronology.noMoment, Chronology.oneTime,
        ],
        thresholds: [Chronology.tolerance, Chronology.receiptTolerance],
        bounds: [Chronology.streamsMax]
    ) { _, _ in Chronology() }
}

struct Chronology: Examination {
    static let inOrder = Reason.pass("in-order", "the times are in a possible order")
    static let endedBeforeStarted = Reason.fail(
        "ended-before-started", .critical, "the work ended before it began")
    static let signedBeforeDone = Reason.fail(
        "signed-before-done", .critical, "somebody signed before the work was done")
    static let knownBeforeDone = Reason.fail(
        "known-before-done", .major, "it became known before it happened")
    static let inTheFuture = Reason.fail(
        "in-the-future", .major, "the log received it before the time it is said to have happened")
    static let validBackwards = Reason.fail(
        "valid-backwards", .major, "it ceases to hold before it begins to")
    static let runsBack = Reason.fail(
        "time-runs-back", .major, "the source's numbering goes on and its time goes back")
    static let noMoment = Reason.indeterminate(
        "no-moment", "a time names no zone, so nothing can be said to be before or after it")
    static let oneTime = Reason.notApplicable(
        "no-times", "the record gives no time, or speaks of what is only planned")

    static let tolerance = Threshold(
        "clock tolerance", 5, unit: "s",
        "how far two times of one source may be the wrong way round (ALC-CT-2)")
    static let receiptTolerance = Threshold(
        "receipt tolerance", 60, unit: "s",
        "how far a source's clock may be ahead of the log's before a time is in the future")
    static let streamsMax = Bound("numbered streams", 100_000)

    /// The newest number of each stream, and the time that came with it.
    private var newest: [Stream: Newest] = [:]

    private struct Stream: Hashable {
        let source: ExactText
        let name: ExactText
    }
    private struct Newest {
        var number: Int64
        var time: SourceTime
        var entry: UInt64
    }

    mutating func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let activity = observation.activity
        let times = [activity.occurred, activity.ended, activity.becameKnown].compactMap { $0 }
        guard activity.status != .planned, !times.isEmpty || activity.valid != nil else {
            judgements.judge(Chronology.oneTime, observation)
            return
        }
        var comparison = Comparison(observation: observation)
        comparison.expect(
            activity.occurred, before: activity.ended, or: Chronology.endedBeforeStarted,
            "began", "ended")
        comparison.expect(
            activity.occurred, before: activity.becameKnown, or: Chronology.knownBeforeDone,
            "happened", "became known")
        expectSignatures(activity, &comparison)
        comparison.expect(
            activity.valid?.from, before: activity.valid?.until, or: Chronology.validBackwards,
            "holds from", "holds until")
        for (time, verb) in [(activity.occurred, "happened"), (activity.ended, "ended")] {
            comparison.expectReceipt(after: time, verb)
        }
        expectOrder(observation, &comparison, &judgements)
        comparison.hand(to: &judgements)
    }

    /// A signature under work comes after the work; one that releases something is itself the act.
    private func expectSignatures(_ activity: Activity, _ comparison: inout Comparison) {
        guard activity.status != .started, Releases.act(activity.kind) == nil else { return }
        for participant in activity.participants where participant.role == .signatory {
            comparison.expect(
                activity.ended ?? activity.occurred, before: participant.at,
                or: Chronology.signedBeforeDone, "was done", "was signed")
        }
    }

    private mutating func expectOrder(
        _ observation: Observation, _ comparison: inout Comparison,
        _ judgements: inout Judgements
    ) {
        guard let sequence = observation.activity.sequence,
            let time = observation.activity.occurred, time.instant != nil
        else { return }
        let stream = Stream(
            source: ExactText(observation.source), name: ExactText(sequence.stream))
        let now = Newest(number: sequence.last, time: time, entry: observation.position)
        guard let before = newest[stream] else {
            guard newest.count < Chronology.streamsMax.most else {
                judgements.exceed(Chronology.streamsMax, at: observation.position)
                return
            }
            newest[stream] = now
            return
        }
        guard sequence.first > before.number else { return }
        comparison.expect(
            before.time, before: time, or: Chronology.runsBack,
            "number \(before.number) was at", "number \(sequence.first) was at",
            and: before.entry)
        newest[stream] = now
    }
}

/// The times of one record held against each other, two at a time.
private struct Comparison {
    let observation: Observation
    private var isWithoutMoment = false
    private var failures: [(reason: Reason, words: String, values: [Finding.Value], more: [UInt64])]

    init(observation: Observation) {
        self.observation = observation
        failures = []
    }

    mutating func expect(
        _ first: SourceTime?, before second: SourceTime?, or reason: Reason, _ does: String,
        _ then: String, and other: UInt64? = nil
    ) {
        guard let first, let second else { return }
        guard let start = first.instant, let end = second.instant else {
            isWithoutMoment = true
            return
        }
        let span = TimeSpan(from: start, to: end)
        guard span.microseconds < -Chronology.tolerance.microseconds else { return }
        failures.append(
            (
                reason,
                "it \(then) \(second.text), \(span.words) before it \(does) \(first.text)",
                [
                    Finding.Value(does, first.text), Finding.Value(then, second.text),
                    Finding.Value(Chronology.tolerance),
                ], other.map { [$0] } ?? []
            ))
    }

    mutating func expectReceipt(after time: SourceTime?, _ verb: String) {
        guard let time else { return }
        guard let instant = time.instant else {
            isWithoutMoment = true
            return
        }
        let span = TimeSpan(from: observation.received, to: instant)
        guard span.microseconds > Chronology.receiptTolerance.microseconds else { return }
        failures.append(
            (
                Chronology.inTheFuture,
                "it \(verb) \(time.text), \(span.words) after the log received it",
                [
                    Finding.Value(verb, time.text),
                    Finding.Value("received", observation.received.rfc3339Seconds),
                    Finding.Value(Chronology.receiptTolerance),
                ], []
            ))
    }

    func hand(to judgements: inout Judgements) {
        for failure in failures {
            judgements.judge(
                failure.reason, entries: [observation.position] + failure.more,
                things: observation.activity.spokenOf, values: failure.values, failure.words)
        }
        guard failures.isEmpty else { return }
        judgements.judge(isWithoutMoment ? Chronology.noMoment : Chronology.inOrder, observation)
    }
}
