// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

extension Check {
    /// What is entered late says why, and somebody else stands by it.
    static let lateEntry = Check(
        "late-entry", "A late entry gives its reason and has a second person", .contemporaneous,
        rules: ["ALC-CT-4"],
        asks:
            "Where a person typed in or copied an act after the limit, is there a reason, and has "
            + "somebody else confirmed it?",
        why: "Late entries happen in every plant. The honest ones say so.",
        looksAt:
            "manual and transcribed records: their delay, the attribute `lateEntryReason`, and "
            + "signatories other than the performer",
        reasons: [
            LateEntry.inTime, LateEntry.explained, LateEntry.noReason, LateEntry.noSecond,
            LateEntry.notTold, LateEntry.notManual,
        ],
        thresholds: [SourceClass.form, .paper].compactMap(\.limit)
    ) { _, _ in LateEntry() }
}

struct LateEntry: Examination {
    static let inTime = Reason.pass("in-time", "it was entered within the limit")
    static let explained = Reason.pass(
        "explained", "it was entered late, says why, and a second person signed for it")
    static let noReason = Reason.fail(
        "no-reason", .major, "it was entered late and does not say why")
    static let noSecond = Reason.fail(
        "no-second-person", .major, "it was entered late, and nobody else signed for it")
    static let notTold = Reason.indeterminate(
        "delay-not-told", "it was entered by hand, and how long after the act cannot be worked out")
    static let notManual = Reason.notApplicable(
        "not-by-hand", "the record is not said to be entered or copied by a person")

    /// The attribute that gives the reason of a late entry.
    static let reasonAttribute = "lateEntryReason"

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let activity = observation.activity
        let limit: Threshold? =
            switch activity.capture {
            case .manual: SourceClass.form.limit
            case .transcribed: SourceClass.paper.limit
            case .automatic, .imported, .derived, nil: nil
            }
        guard let limit, activity.status != .planned else {
            judgements.judge(LateEntry.notManual, observation)
            return
        }
        guard let done = activity.ended ?? activity.occurred,
            let lag = Lag(of: activity, done: done, observation)
        else {
            judgements.judge(LateEntry.notTold, observation)
            return
        }
        guard lag.span.microseconds > limit.microseconds + lag.allowance else {
            judgements.judge(LateEntry.inTime, observation)
            return
        }
        let values = lag.values + [Finding.Value(limit)]
        guard lag.isTold else {
            judgements.judge(LateEntry.notTold, observation, values: values)
            return
        }
        let late = "it was entered \(lag.span.words) after it was done"
        let isExplained = activity.attributes.contains {
            $0.name.hasSameBytes(as: LateEntry.reasonAttribute) && !$0.value.isEmpty
        }
        let performers = activity.things(.performer)
        let hasSecond = activity.things(.signatory).contains { !performers.contains($0) }
        if isExplained, hasSecond { judgements.judge(LateEntry.explained, observation) }
        if !isExplained {
            judgements.judge(
                LateEntry.noReason, observation, values: values, late + " and does not say why")
        }
        if !hasSecond {
            judgements.judge(
                LateEntry.noSecond, observation, values: values,
                late + ", and nobody but the performer stands by it")
        }
    }
}
