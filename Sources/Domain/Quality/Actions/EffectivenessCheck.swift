// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Records

extension Kind {
    /// The later look whether an action helped: by which measure, from which data, when, by whom.
    ///
    /// Its plan is settled before the action is closed, so that nobody chooses the measure after
    /// having seen the numbers (RCA-EFF). A check that fails opens the action again.
    package static let effectivenessCheck = Kind(
        "effectiveness-check", title: "effectiveness check", prefix: "EFF",
        purpose: "Whether an action helped: measure, target, window, data, and the judgement.",
        openedBy: .caseWorkers,
        fields: [
            Field(
                "action", "Action", .record(["action"]), "What is judged.", required: .always,
                changes: .never),
            Field(
                "metric", "Measure", .longText, "What is counted or measured.", required: .always,
                changes: .onlyInFirstState),
            Field(
                "baseline", "Baseline", .longText, "What it was before.",
                required: .from("planned"), changes: .onlyInFirstState),
            Field(
                "target", "Target", .longText, "From what on it counts as effective.",
                required: .from("planned"), changes: .onlyInFirstState),
            Field(
                "window", "Window", .text, "Over which time or how many pieces: 30 days, 5 lots.",
                required: .from("planned"), changes: .onlyInFirstState),
            Field(
                "data-source", "Data source", .text, "Where the numbers come from.",
                required: .from("planned"), changes: .onlyInFirstState),
            Field(
                "due", "Due", .moment, "When it is judged.", required: .from("planned"),
                changes: .onlyThrough("extension-request")),
            Field(
                "verifier", "Verifier", .person, "Who judges.", bodyClass: .person,
                required: .from("planned"), changes: .onlyInFirstState),
            Field(
                "result", "Result", .longText, "What the measure said.",
                required: .from("effective")),
        ],
        lifecycle: Lifecycle(
            [
                State("draft", .open, "Being planned."),
                State("planned", .inProgress, "Settled; waits for its day."),
                State("due", .inReview, "Its day has come; nobody has judged yet."),
                State("effective", .closed, "It helped."),
                State("ineffective", .closed, "It did not help; the action goes on."),
                State("dropped", .cancelled, "The action was dropped."),
            ],
            [
                Transition(
                    "plan", from: ["draft"], to: "planned", by: .caseWorkers,
                    guards: [.verifierIsNotOwner],
                    rule: "Measure, target and data are settled before anybody sees numbers."),
                Transition(
                    "fall-due", from: ["planned"], to: "due",
                    by: Set.caseWorkers.union([.service]), guards: [.dayHasCome],
                    rule: "Its day has come."),
                judge("judge-effective", "effective", asksReason: false),
                judge("judge-ineffective", "ineffective", asksReason: true),
                Transition(
                    "drop", from: ["draft", "planned", "due"], to: "dropped",
                    by: [.qualityManager, .itSecurity], guards: [.actionWasDropped],
                    asksReason: true, rule: "It is dropped with its action, and never before."),
            ],
            voiding: SignatureNeed(
                .approved, by: [.qualityManager, .itSecurity], notBy: [.authors])),
        links: [.ofCase], topics: ["HS-NC", "HS-MON"], retention: .vendorDefault,
        covers: ["RCA-EFF", "Q9-10.2", "EPK-NC-10", "EPK-JQS-11"])

    private static func judge(
        _ name: String, _ to: StateName, asksReason: Bool
    ) -> Transition {
        Transition(
            name, from: ["due"], to: to, by: .caseWorkers,
            guards: [
                .isTaken(byWhom: "verifier", names: "the verifier", covers: ["RCA-EFF"]),
                .verifierIsNotOwner,
            ],
            signatures: [SignatureNeed(.verified, by: .caseWorkers)], asksReason: asksReason,
            rule: "The verifier, who neither owns the action nor did it, signs the judgement.")
    }
}

extension Guard {
    private static func action(_ situation: Situation) -> RecordState? {
        situation.record.records("action").first.flatMap { situation.book[$0] }
    }

    fileprivate static let verifierIsNotOwner = Guard(
        "verifier-is-not-owner", "Neither the owner of an action nor who did it judges it.",
        covers: ["RCA-EFF"]
    ) { situation in
        guard let action = action(situation) else { return [] }
        let involved = Set(action.people("owner")).union(action.performers["finish"] ?? [])
        return situation.record.people("verifier").filter { involved.contains($0) }
            .map { Obstacle("\($0) owns the action or did it", in: action.id, field: "verifier") }
    }

    fileprivate static let dayHasCome = Guard(
        "day-has-come", "It is judged when its day has come, not before."
    ) { situation in
        guard let due = situation.record.moment("due"), situation.context.now < due else {
            return []
        }
        return [Obstacle("it is due \(due.rfc3339Seconds)", field: "due")]
    }

    fileprivate static let actionWasDropped = Guard(
        "action-was-dropped", "A check is dropped only with its action."
    ) { situation in
        guard let action = action(situation), situation.book.status(of: action) != .cancelled
        else { return [] }
        return [Obstacle("the action is \(action.state)", in: action.id)]
    }
}
