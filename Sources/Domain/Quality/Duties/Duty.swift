// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Records

extension Kind {
    /// One thing owed to somebody about a case, with its clock.
    ///
    /// The clock starts with an event that somebody signs for. Until then the duty shows the question
    /// to ask and no date: a guessed date is either a false alarm or a missed deadline (OBL-R1). Not
    /// to report is a decision of two people. What was missed stays missed and says why (OBL-R5).
    package static let duty = Kind(
        "duty", title: "duty", prefix: "DTY",
        purpose: "Something owed to an authority, customer or insurer about a case, and its clock.",
        openedBy: [.regulatory, .legal, .qualityManager, .qualityEngineer, .itSecurity, .service],
        fields: whatIsOwed + clockFields + submissionFields + decisionFields,
        lifecycle: Lifecycle(
            [
                State("not-started", .open, "Its clock has not started; the question is open."),
                State("reopened", .open, "Settled once, and looked at again."),
                State("running", .inProgress, "Its clock runs."),
                State("submitted", .closed, "Reported, with receipt."),
                State("not-reportable", .closed, "Two people decided that nothing is owed."),
            ],
            [
                Transition(
                    "start-clock", from: ["not-started", "reopened"], to: "running", by: deciders,
                    guards: [.clockGiven, .clockNotToCome, .laterThanEvidence, .stageBefore],
                    signatures: [SignatureNeed(.certified, by: deciders)],
                    rule: "Somebody signs for the event that starts the clock."),
                Transition(
                    "correct-clock", from: ["running"], to: "not-started", by: reviewers,
                    notBy: [.performers(of: "start-clock")], guards: [.notMissedYet],
                    signatures: [
                        SignatureNeed(
                            .approved, by: reviewers, notBy: [.performers(of: "start-clock")])
                    ],
                    asksReason: true,
                    rule: "Another than who started it signs that the event was another; in time."),
                Transition(
                    "submit", from: ["running"], to: "submitted",
                    by: deciders.union([.qualityEngineer]),
                    guards: [
                        .submissionThere, .submittedPlausibly, .lateExplained, .amendmentSaid,
                    ],
                    rule: "What was sent is there as a file, with receipt, sender and time."),
                Transition(
                    "dismiss", from: ["not-started", "reopened", "running"], to: "not-reportable",
                    by: deciders, guards: [.criteriaAnswered],
                    signatures: [
                        SignatureNeed(.authored, by: deciders),
                        SignatureNeed(.reviewed, by: reviewers, notBy: [.authors]),
                    ],
                    rule: "One answers the criteria, another who wrote none of it reviews them."),
            ],
            // A duty that one person could declare void would be dismissed by one person.
            voiding: SignatureNeed(.approved, by: []),
            reopening: .init(to: "reopened", by: [.regulatory, .legal, .qualityManager, .service])),
        links: [.ofCase], topics: ["HS-COM", "HS-NC"], retention: .vendorDefault,
        covers: ["OBL-R1", "OBL-R2", "OBL-R5", "OBL-R6", "EPK-JQS-10", "EPK-NC-11", "EPK-NC-8"])

    private static let deciders: Set<Role> = [.regulatory, .legal, .qualityManager, .itSecurity]
    private static let reviewers: Set<Role> = [.regulatory, .legal, .qualityManager]

    private static let whatIsOwed = [
        Field(
            "rule", "Rule", .text, "The id of the rule: OBL-NIS2-1.", required: .always,
            changes: .never),
        Field(
            "rule-set", "Rule set", .text, "The revision of the rules it was judged by.",
            required: .always, changes: .never),
        Field("stage", "Stage", .text, "What is owed.", required: .always, changes: .never),
        Field("recipient", "Recipient", .text, "To whom.", required: .always),
        Field("channel", "Channel", .text, "Which portal, address or person."),
        Field("owner", "Owner", .person, "Who sees to it.", bodyClass: .person),
    ]

    private static let clockFields = [
        Field(
            "earliest", "Earliest evidence", .moment,
            "When the first alert, mail or entry was there that could have told us.",
            changes: .never),
        Field("earliest-source", "Which evidence", .longText, "What that was."),
        Field(
            "clock-at", "Clock started", .moment, "When the event was that starts the clock.",
            changes: .onlyInFirstState),
        Field(
            "clock-basis", "Because", .longText, "What the event was, and what shows that.",
            changes: .onlyInFirstState),
        Field(
            "clock-rationale", "Why later", .longText,
            "Why the event is later than the earliest evidence.", changes: .onlyInFirstState),
    ]

    private static let submissionFields = [
        Field(
            "submitted-at", "Submitted", .moment, "When it was first sent.",
            changes: .until("submitted")),
        Field("submission", "What was sent", .file, "The very bytes.", isList: true),
        Field("receipt", "Receipt", .longText, "What the recipient answered, with its number."),
        Field("submitter", "Submitter", .person, "Who sent it.", bodyClass: .person),
        Field(
            "late-reason", "Why late", .longText,
            "Why it was sent after the strictest date, or why that was still in time."),
        Field(
            "amendments", "Amendments", .longText,
            "What was amended or withdrawn later, when, with which receipt.", isList: true),
    ]

    private static let decisionFields = [
        Field("criteria", "Criteria", .longText, "Each criterion of the rule, and its answer."),
        Field("decision-reason", "Decision", .longText, "Why nothing is owed."),
        Field(
            "reopen-when", "Looked at again when", .longText,
            "What would have to come to light for it to be owed after all."),
    ]
}

extension Guard {
    private static func present(
        _ names: [String], _ situation: Situation, _ what: String
    ) -> [Obstacle] {
        names.filter { situation.record[$0] == nil }
            .map { Obstacle("\(what): \"\($0)\" is empty", field: $0) }
    }

    fileprivate static let clockGiven = Guard(
        "clock-given", "The event that starts the clock is given with its time and its proof.",
        covers: ["OBL-R1"]
    ) { situation in
        let missing = present(
            ["clock-at", "clock-basis"], situation, "nobody said when the event was")
        guard let last = missing.last else { return [] }
        let rule = situation.record.text("rule")
            .flatMap { DutyRules.seed.overridden(by: situation.book)[$0] }
        return missing.dropLast()
            + [Obstacle(rule?.clock.question ?? last.message, field: last.field)]
    }

    fileprivate static let clockNotToCome = Guard(
        "clock-not-to-come", "No clock starts with an event that is still to come.",
        covers: ["OBL-R1"]
    ) { situation in
        guard let at = situation.record.moment("clock-at"), at > situation.context.now else {
            return []
        }
        return [Obstacle("\(at.rfc3339Seconds) is still to come", field: "clock-at")]
    }

    fileprivate static let laterThanEvidence = Guard(
        "later-than-evidence",
        "An event that is later than the earliest evidence says why both stand.",
        covers: ["OBL-R2"]
    ) { situation in
        guard let at = situation.record.moment("clock-at"),
            let earliest = situation.record.moment("earliest"), earliest < at,
            situation.record["clock-rationale"] == nil
        else { return [] }
        return [
            Obstacle(
                "there was evidence at \(earliest.rfc3339Seconds); why is the event later",
                field: "clock-rationale")
        ]
    }

    fileprivate static let stageBefore = Guard(
        "stage-before", "A clock that starts with a submission starts when that was made.",
        covers: ["OBL-R1"]
    ) { situation in
        let record = situation.record
        guard
            let rule = record.text("rule")
                .flatMap({ DutyRules.seed.overridden(by: situation.book)[$0] }),
            rule.clock == .submitted, let before = rule.dependsOn
        else { return [] }
        let submitted = record.cases.flatMap { situation.book.measures("duty", of: $0) }
            .filter { $0.text("rule")?.hasSameBytes(as: before) == true }
            .compactMap { $0.moment("submitted-at") }
        guard !submitted.isEmpty else {
            return [Obstacle("\(before) has not been submitted", field: "clock-at")]
        }
        return record.moment("clock-at").map { submitted.contains($0) } ?? true
            ? []
            : [
                Obstacle(
                    "\(before) was submitted at "
                        + submitted.map(\.rfc3339Seconds).joined(separator: ", "),
                    field: "clock-at")
            ]
    }

    fileprivate static let notMissedYet = Guard(
        "not-missed-yet", "A deadline that was missed stays missed.", covers: ["OBL-R5"]
    ) { situation in
        guard let due = DutyClock(situation.record, situation.book)?.due?.conservative,
            due < situation.context.now
        else { return [] }
        return [Obstacle("it was due \(due.rfc3339Seconds); that is not undone", field: "clock-at")]
    }

    fileprivate static let submissionThere = Guard(
        "submission-there", "What was sent is kept, with time, receipt and sender.",
        covers: ["OBL-R5"]
    ) { situation in
        present(
            ["submitted-at", "submission", "receipt", "submitter"], situation,
            "what shows that it was sent is missing")
    }

    fileprivate static let submittedPlausibly = Guard(
        "submitted-plausibly", "It was sent after its clock started, and not in the future."
    ) { situation in
        guard let at = situation.record.moment("submitted-at") else { return [] }
        if at > situation.context.now {
            return [Obstacle("\(at.rfc3339Seconds) is still to come", field: "submitted-at")]
        }
        guard let start = situation.record.moment("clock-at"), at < start else { return [] }
        return [Obstacle("it was sent before its clock started", field: "submitted-at")]
    }

    fileprivate static let lateExplained = Guard(
        "late-explained", "What was sent after the strictest date says why.", covers: ["OBL-R5"]
    ) { situation in
        guard let at = situation.record.moment("submitted-at"),
            let due = DutyClock(situation.record, situation.book)?.due?.conservative, due < at,
            situation.record["late-reason"] == nil
        else { return [] }
        return [Obstacle("it was due \(due.rfc3339Seconds)", field: "late-reason")]
    }

    fileprivate static let amendmentSaid = Guard(
        "amendment-said", "Submitted again, it says what was amended or withdrawn.",
        covers: ["OBL-R5"]
    ) { situation in
        let wasSubmitted = situation.record.signatures.contains {
            $0.statement.transition.hasSameBytes(as: "start-clock")
                && $0.statement.revision < situation.record.revision
        }
        return wasSubmitted && situation.record["amendments"] == nil
            ? [Obstacle("what was amended is not said", field: "amendments")] : []
    }

    fileprivate static let criteriaAnswered = Guard(
        "criteria-answered",
        "Not to report is decided on each criterion, and says what would change it.",
        covers: ["OBL-R6"]
    ) { situation in
        present(
            ["criteria", "decision-reason", "reopen-when"], situation, "the decision is not whole")
    }
}
