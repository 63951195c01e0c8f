// SPDX-License-Identifier: Apache-2.0
import Activities

extension Check {
    /// Departures from plan that nobody settled.
    static let exceptionUnapproved = Check(
        "exception-unapproved", "Every exception is settled and signed for", .complete,
        rules: ["ALC-CO-2", "ALC-TR-2"],
        asks:
            "Is each exception from the planned course closed, and did somebody sign for that, in "
            + "the same record or in a later one about the same exception?",
        why: "A batch is released by looking at its exceptions. One that is open, or that closed "
            + "itself, was not looked at.",
        looksAt: "exception, signatories; later records about the same thing of kind `record`",
        reasons: [
            ExceptionUnapproved.settled, ExceptionUnapproved.open, ExceptionUnapproved.unsigned,
            ExceptionUnapproved.none,
        ]
    ) { _, register in ExceptionUnapproved(settlements: register.settlements) }
}

struct ExceptionUnapproved: Examination {
    static let settled = Reason.pass("settled", "the exception is closed and signed for")
    static let open = Reason.fail("still-open", .major, "the exception is still open")
    static let unsigned = Reason.fail(
        "not-signed-for", .major, "the exception is closed, and nobody signed for that")
    static let none = Reason.notApplicable("no-exception", "the record is no exception")

    let settlements: Settlements

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        let activity = observation.activity
        guard let exception = activity.exception else {
            judgements.judge(ExceptionUnapproved.none, observation)
            return
        }
        let what = activity.summary ?? activity.kind
        let settlement = settlements.settlement(of: activity)
        let entries =
            [observation.position]
            + (settlement.map { [$0.origin.entry] } ?? []).filter { $0 != observation.position }
        let isSigned =
            exception == .closed && !activity.things(.signatory).isEmpty
            || settlement?.isSigned == true
        if isSigned {
            judgements.judge(ExceptionUnapproved.settled, entries: entries)
        } else if exception == .closed || settlement != nil {
            judgements.judge(
                ExceptionUnapproved.unsigned, entries: entries, things: activity.spokenOf,
                "“\(what)” is closed, and nobody signed for that")
        } else {
            judgements.judge(
                ExceptionUnapproved.open, entries: entries, things: activity.spokenOf,
                "“\(what)” is still open")
        }
    }
}
