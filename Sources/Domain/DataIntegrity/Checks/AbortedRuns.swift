// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// Runs that began and of which nothing more is heard.
    static let abortedRuns = Check(
        "aborted-runs", "Every run that began has an end, aborted ones too", .complete,
        rules: ["ALC-CO-2"],
        asks: "Does every run that a source says was started also end, be it aborted? Has a source "
            + "of many runs any that was aborted or failed?",
        why: "Results that were measured again until they fitted leave starts without ends, or a "
            + "source that is too good to be true.",
        looksAt: "activities with the status started; the first later one of the same source, kind "
            + "(up to a last word such as started or ended), session and equipment that is completed "
            + "or aborted ends it. Of each source: how many results and runs, and how many aborted "
            + "or failed.",
        reasons: [
            AbortedRuns.ended, AbortedRuns.abortedKept, AbortedRuns.noEnd, AbortedRuns.underWay,
            AbortedRuns.tooGood, AbortedRuns.noRun,
        ],
        thresholds: [AbortedRuns.manyRuns], bounds: [AbortedRuns.runsMax, AbortedRuns.sourcesMax],
        judgesWithdrawn: true
    ) { _, _ in AbortedRuns() }
}

struct AbortedRuns: Examination {
    static let ended = Reason.pass("ended", "the run that began has an end")
    static let abortedKept = Reason.pass("aborted-kept", "the run was aborted, and its record kept")
    static let noEnd = Reason.fail(
        "no-end", .major, "a run began, the next one like it began, and the first has no end")
    static let underWay = Reason.indeterminate(
        "no-end-yet", "a run began and has no end in the log; it may be under way")
    static let tooGood = Reason.indeterminate(
        "none-aborted",
        "of many runs of the source none was aborted and no result failed; look "
            + "whether it sends final results only")
    static let noRun = Reason.notApplicable("no-run", "the record neither begins nor ends a run")

    static let manyRuns = Threshold(
        "many runs", 1_000, unit: "runs", "from how many on a source without a failure is odd")
    static let runsMax = Bound("runs under way", 100_000)
    static let sourcesMax = Bound("sources", 10_000)

    private struct Run: Hashable {
        let source: ExactText
        let stem: ExactText
        let session: ExactText?
        let equipment: [Thing]
    }
    private struct Source {
        var runs: Int64 = 0
        var hasFailure = false
        let firstEntry: UInt64
    }
    private var underWay: [Run: Observation] = [:]
    private var sources: [ExactText: Source] = [:]

    mutating func observe(_ observation: Observation, _ judgements: inout Judgements) {
        count(observation, &judgements)
        let activity = observation.activity
        switch activity.status {
        case .started:
            let run = AbortedRuns.run(observation)
            if let before = underWay[run] {
                judgements.judge(
                    AbortedRuns.noEnd, entries: [before.position, observation.position],
                    things: before.activity.spokenOf + before.activity.things(.equipment),
                    "“\(before.activity.kind)” has no end, and another began in entry "
                        + "\(observation.position)")
            } else if underWay.count >= AbortedRuns.runsMax.most {
                judgements.exceed(AbortedRuns.runsMax, at: observation.position)
                return
            }
            underWay[run] = observation
        case .completed, .aborted:
            let begun = underWay.removeValue(forKey: AbortedRuns.run(observation))
            if activity.status == .aborted {
                judgements.judge(
                    AbortedRuns.abortedKept, observation, "“\(activity.kind)” was aborted")
            } else if let begun {
                judgements.judge(
                    AbortedRuns.ended, entries: [begun.position, observation.position])
            } else {
                judgements.judge(AbortedRuns.noRun, observation)
            }
        case .planned: judgements.judge(AbortedRuns.noRun, observation)
        }
    }

    private mutating func count(_ observation: Observation, _ judgements: inout Judgements) {
        let activity = observation.activity
        guard !activity.results.isEmpty || activity.status == .aborted else { return }
        let name = ExactText(observation.source)
        guard sources[name] != nil || sources.count < AbortedRuns.sourcesMax.most else {
            judgements.exceed(AbortedRuns.sourcesMax, at: observation.position)
            return
        }
        var source = sources[name] ?? Source(firstEntry: observation.position)
        // Only results that are judged can fail: a log of temperatures has nothing to hide.
        let verdicts = activity.results.compactMap { $0.claimed ?? $0.computed }
        if !verdicts.isEmpty { source.runs += 1 }
        if activity.status == .aborted || verdicts.contains(.fail) { source.hasFailure = true }
        sources[name] = source
    }

    func finish(_ judgements: inout Judgements) {
        for begun in underWay.values.sorted(by: { $0.position < $1.position }) {
            judgements.judge(
                AbortedRuns.underWay, entries: [begun.position],
                things: begun.activity.spokenOf + begun.activity.things(.equipment),
                "“\(begun.activity.kind)” has no end in the log")
        }
        for (name, source) in sources.sorted(by: { $0.value.firstEntry < $1.value.firstEntry })
        where source.runs >= AbortedRuns.manyRuns.value && !source.hasFailure {
            judgements.judge(
                AbortedRuns.tooGood, entries: [source.firstEntry],
                values: [
                    Finding.Value("runs", "\(source.runs)"), Finding.Value(AbortedRuns.manyRuns),
                ], "\(name.text): \(source.runs) runs, none aborted, no result failed")
        }
    }

    /// What one run's beginning and end have in common.
    ///
    /// A kind such as `cycle.started` is ended by `cycle.ended`. Where the kind does not tell begin
    /// from end, the record is about the run as a whole, which is known by when it began.
    private static func run(_ observation: Observation) -> Run {
        let activity = observation.activity
        var stem = activity.kind
        if ends.contains(activity.kind.lastWord) {
            stem = activity.kind.split(separator: ".").dropLast().joined(separator: ".")
        } else {
            stem += " of \(activity.occurred?.text ?? "an unknown time")"
        }
        return Run(
            source: ExactText(observation.source), stem: ExactText(stem),
            session: activity.session.map { ExactText($0) }, equipment: activity.things(.equipment))
    }

    /// The last words of kinds that tell of one end of a run.
    private static let ends: Set<String> = [
        "start", "started", "begin", "began", "begun", "end", "ended", "complete", "completed",
        "finish", "finished", "stop", "stopped", "abort", "aborted", "cancelled", "failed",
    ]
}
