// SPDX-License-Identifier: Apache-2.0
import Activities

extension Check {
    /// Two different accounts of one event.
    static let duplicateIdentity = Check(
        "duplicate-identity", "One event has one account", .original,
        rules: ["ALC-OR-5"],
        asks:
            "Did the source ever send other content under the identifier of an event that the log "
            + "had already?",
        why: "A record that changes after it was sent was overwritten at its source. The first "
            + "account stands; the second is kept beside it and never in its place.",
        looksAt: "the entries of type `intake.conflicted`, which record each second account",
        reasons: [DuplicateIdentity.one, DuplicateIdentity.two], judgesWithdrawn: true
    ) { _, register in DuplicateIdentity(contradictions: register.contradictions) }
}

struct DuplicateIdentity: Examination {
    static let one = Reason.pass("one-account", "the source gave one account of the event")
    static let two = Reason.fail(
        "two-accounts", .major, "the source gave different accounts of one event")

    let contradictions: [UInt64: [UInt64]]

    func observe(_ observation: Observation, _ judgements: inout Judgements) {
        guard let others = contradictions[observation.position], let first = others.first else {
            judgements.judge(DuplicateIdentity.one, observation)
            return
        }
        let more = others.count > 1 ? " and \(others.count - 1) more" : ""
        judgements.judge(
            DuplicateIdentity.two, entries: [observation.position] + others,
            things: observation.activity.spokenOf,
            values: [Finding.Value("event", observation.event)],
            "“\(observation.event)” is told otherwise in entry \(first)\(more)")
    }
}
