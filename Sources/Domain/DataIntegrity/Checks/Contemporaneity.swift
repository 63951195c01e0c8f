// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// Recorded when the work was done: neither much later nor before.
    static let contemporaneity = Check(
        "contemporaneity", "Records are made when the work is done", .contemporaneous,
        rules: ["ALC-CT-1", "ALC-CT-2", "ALC-CT-3"],
        asks: "How long after the act did the source write it down? The limit depends on the kind "
            + "of source, and gives way by as much as its clock was off.",
        why:
            "What is written from memory at the end of a shift is a story. What was written before "
            + "the act is worse.",
        looksAt: "ended (else occurred) against recordedAtSource; clock; the source's class from "
            + "capture, or from the plant's settings. Where the source gives no time of recording, "
            + "the time of receipt stands for the latest it can have been.",
        reasons: [
            Contemporaneity.inTime, Contemporaneity.late, Contemporaneity.preDated,
            Contemporaneity.clockWrong, Contemporaneity.clockUnknown,
            Contemporaneity.classUnknown, Contemporaneity.notSaid, Contemporaneity.noMoment,
            Contemporaneity.noWork,
        ],
        thresholds: SourceClass.allCases.compactMap(\.limit) + [Contemporaneity.early]
    ) { standards, _ in Contemporaneity(standards: standards) }
}

struct Contemporaneity: Examination {
    static let inTime = Reason.pass("in-time", "it was recorded within the limit of its source")
    static let late = Reason.fail("late", .major, "it was recorded later than its source may")
    static let preDated = Reason.fail(
        "pre-dated", .critical, "it was recorded before it was done")
    static let clockWrong = Reason.fail(
        "clock-unsynchronised", .major, "the source's own clock is known to be wrong")
    static let clockUnknown = Reason.indeterminate(
        "clock-unknown", "the source says that the state of its clock is not known")
    static let classUnknown = Reason.indeterminate(
        "source-class-unknown",
        "in time for one kind of source and late for another, and it is not "
            + "said which kind this is")
    static let notSaid = Reason.indeterminate(
        "recording-not-told", "the source does not say when it wrote the record")
    static let noMoment = Reason.indeterminate(
        "no-moment", "a time names no zone, so no delay can be worked out")
    static let noWork = Reason.notApplicable(
        "no-work", "the record tells of no work at a time: master data, a plan, something derived")

    static let early = Threshold(
        "allowed lead", 5, unit: "s", "how much earlier than the act a record may be dated")

    let standards: Standards

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let activity = observation.activity
        let kind = activity.sourceClass(standards, of: observation.source)
        guard activity.status != .planned, kind != .master, activity.capture != .derived,
            let done = activity.ended ?? activity.occurred
        else {
            judgements.judge(Contemporaneity.noWork, observation)
            return
        }
        guard let lag = Lag(of: activity, done: done, observation) else {
            judgements.judge(
                Contemporaneity.noMoment, observation, values: [Finding.Value("done", done.text)])
            return
        }
        judge(lag, kind, observation, &judgements)
    }

    private func judge(
        _ lag: Lag, _ kind: SourceClass?, _ observation: Observation,
        _ judgements: inout Judgements
    ) {
        let lead = Contemporaneity.early.microseconds + lag.allowance
        if lag.isTold, lag.span.microseconds < -lead {
            judgements.judge(
                Contemporaneity.preDated, observation,
                values: lag.values + [Finding.Value(Contemporaneity.early)],
                "it was recorded \(lag.span.words) before it was done")
            return
        }
        switch observation.activity.clock?.state {
        case .unsynchronised:
            judgements.judge(Contemporaneity.clockWrong, observation, values: lag.values)
            return
        case .unknown:
            judgements.judge(Contemporaneity.clockUnknown, observation, values: lag.values)
            return
        case .synchronised, .degraded, nil: break
        }
        let limits = (kind.map { [$0] } ?? SourceClass.allCases).compactMap(\.limit)
        let late = limits.filter { lag.span.microseconds > $0.microseconds + lag.allowance }
        guard let nearest = late.max(by: { $0.value < $1.value }) else {
            judgements.judge(Contemporaneity.inTime, observation, values: lag.values)
            return
        }
        let values = lag.values + [Finding.Value(nearest)]
        if !lag.isTold {
            judgements.judge(
                Contemporaneity.notSaid, observation, values: values,
                "the source does not say when it wrote the record, which came "
                    + "\(lag.span.words) after the act")
        } else if late.count < limits.count {
            judgements.judge(
                Contemporaneity.classUnknown, observation, values: values,
                "it was recorded \(lag.span.words) after it was done")
        } else {
            judgements.judge(
                Contemporaneity.late, observation, values: values,
                "it was recorded \(lag.span.words) after it was done; "
                    + "\(nearest.name) has \(TimeSpan(microseconds: nearest.microseconds).words)")
        }
    }
}

/// How long after the act a record was made.
struct Lag {
    let span: TimeSpan
    /// Whether the source says so; else it is the most that it can have been.
    let isTold: Bool
    /// How much the source's clock may have added or taken, in microseconds.
    let allowance: Int64
    let values: [Finding.Value]

    /// `nil` when a time that is needed has no moment.
    init?(of activity: Activity, done: SourceTime, _ observation: Observation) {
        guard let act = done.instant else { return nil }
        var values = [Finding.Value("done", done.text)]
        if let recorded = activity.recordedAtSource {
            guard let instant = recorded.instant else { return nil }
            span = TimeSpan(from: act, to: instant)
            isTold = true
            values.append(Finding.Value("recorded", recorded.text))
        } else {
            span = TimeSpan(from: act, to: observation.received)
            isTold = false
            values.append(Finding.Value("received", observation.received.rfc3339Seconds))
        }
        // A clock is off by far less than a century; a wilder figure is held there.
        let century: Int64 = 100 * 365 * 86_400_000
        let offset = activity.clock?.offsetMilliseconds ?? 0
        allowance = min(century, Int64(clamping: offset.magnitude)) * 1_000
        if allowance > 0 { values.append(Finding.Value("clock offset", "\(offset) ms")) }
        self.values = values
    }
}

extension SourceClass {
    /// How much later than the act a source of this class may record it (requirements §3.3).
    var limit: Threshold? {
        switch self {
        case .sensor:
            Threshold("sensor", 60, unit: "s", "limit for what records by itself")
        case .step: Threshold("step", 300, unit: "s", "limit for a step in an execution system")
        case .instrument:
            Threshold("instrument", 900, unit: "s", "limit for a result of an instrument")
        case .form: Threshold("form", 900, unit: "s", "limit for a form filled in by a person")
        case .batch:
            Threshold("batch", 86_400, unit: "s", "limit for an inspection sent on in one piece")
        case .paper: Threshold("paper", 86_400, unit: "s", "limit for a copy from paper")
        case .master: nil
        }
    }
}

extension Activity {
    /// What kind of source the record is from: as it says itself, else as the plant says.
    func sourceClass(_ standards: Standards, of source: String) -> SourceClass? {
        switch capture {
        case .automatic:
            participants.contains { $0.role == .instrument }
                || results.contains { $0.instrument != nil } ? .instrument : .sensor
        case .manual: .form
        case .transcribed: .paper
        case .imported: .batch
        case .derived, nil: standards.sourceClasses[ExactText(source)]
        }
    }
}
