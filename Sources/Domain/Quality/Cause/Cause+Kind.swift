// SPDX-License-Identifier: Apache-2.0
import Access
import Records

extension Kind {
    /// Something that may have brought the case about, and whether that was shown.
    ///
    /// Causes answer one another: each may say which other it is the reason of, so a chain of whys is
    /// a chain of records. Until somebody has shown it by a stated method it is a suspicion, and a
    /// suspicion is no ground for an action (RCA-5W, RCA-ISH).
    package static let cause = Kind(
        "cause", title: "cause", prefix: "CSE",
        purpose: "A possible cause: where it sits, what speaks for and against it, what was shown.",
        openedBy: .caseWorkers,
        fields: [
            Field(
                "statement", "Statement", .longText,
                "What brought it about, so that \"therefore\" leads back from it.",
                required: .always, changes: .onlyInFirstState),
            Field(
                "leg", "Leg", .choice(CauseLeg.choices), "Which of the three whys it answers.",
                required: .always),
            Field(
                "category", "Category", .choice(CauseCategory.choices), "What sort of cause it is.",
                required: .always),
            Field(
                "branch", "Branch", .choice(CauseBranch.choices),
                "Where it sits among causes and effects.", required: .always),
            Field(
                "domain", "Domain",
                .choice([
                    .init("quality", "A matter of quality."),
                    .init("security", "A matter of security."),
                    .init("both", "Of both."),
                ]), "Whose matter it is.", required: .always),
            Field(
                "is-root", "Ends the chain", .flag,
                "Yes, if it is a cause in the system that we can control."),
            Field(
                "for", "Evidence for", .longText, "What speaks for it.", required: .from("verified")
            ),
            Field("against", "Evidence against", .longText, "What speaks against it."),
            Field(
                "human-factors", "Human factors", .longText,
                "What made the error likely, possible, and unnoticed: layout, time, training, "
                    + "instruction, fatigue."),
            Field(
                "method", "Method",
                .choice([
                    .init("measurement", "Measured."),
                    .init("observation", "Seen where it happens."),
                    .init("reproduction", "Brought about again on purpose."),
                    .init("log-analysis", "Read from logs that are themselves trusted."),
                    .init("record-review", "Read from records that are themselves trusted."),
                ]), "How it was tested.", required: .from("verified")),
            Field(
                "result", "Result", .longText,
                "What the test showed; for a cause that is ruled out: because of what.",
                required: .from("rejected")),
            Field("things", "Things", .thing([]), "Which things it is about.", isList: true),
        ],
        lifecycle: Lifecycle(
            [
                State("suspected", .open, "Nobody has shown it."),
                State("rejected", .closed, "Ruled out, because of what the result says."),
                State("verified", .closed, "Shown by a stated method."),
            ],
            [
                Transition(
                    "verify", from: ["suspected"], to: "verified", by: .caseWorkers,
                    guards: [.notThePersonAlone],
                    signatures: [SignatureNeed(.verified, by: .caseWorkers, notBy: [.opener])],
                    rule: "Another than who suspected it signs that the method showed it."),
                Transition(
                    "reject", from: ["suspected"], to: "rejected", by: .caseWorkers,
                    rule: "It is ruled out, and the result says because of what."),
            ],
            reopening: .init(to: "suspected", by: [.qualityManager, .itSecurity])),
        links: [
            .ofCase, LinkRole("answers-why", "the cause it is the reason of", to: ["cause"]),
        ],
        topics: ["HS-NC"], retention: .vendorDefault,
        covers: ["RCA-5W", "RCA-ISH", "EPK-NC-9", "EPK-JQS-11"])
}

extension Guard {
    fileprivate static let notThePersonAlone = Guard(
        "not-the-person-alone",
        "\"Operator error\" is not where a chain ends, and says what made the error possible.",
        covers: ["RCA-5W"]
    ) { situation in
        guard situation.record.text("category") == CauseCategory.human.rawValue else { return [] }
        var obstacles: [Obstacle] = []
        if situation.record.isTrue("is-root") {
            obstacles.append(
                Obstacle(
                    "a person's error does not end the chain: why did the system allow it",
                    field: "is-root"))
        }
        if situation.record["human-factors"] == nil {
            obstacles.append(
                Obstacle(
                    "what made the error likely, possible and unnoticed has no answer",
                    field: "human-factors"))
        }
        return obstacles
    }
}
