// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

extension Kind {
    /// Something that met a trigger rule and waits for a person to say whether it is a joint case.
    ///
    /// A rule only ever proposes. What it found, and by which revision, stands here for good; so does
    /// the reason of whoever said that it was nothing.
    package static let jointCandidate = Kind(
        "joint-candidate", title: "joint candidate", prefix: "JQC",
        purpose: "What met a trigger rule, and whether it became a joint case.",
        openedBy: .finders,
        fields: [
            Field(
                "rule", "Rule", .choice(TriggerCriteria.choices), "Which criterion was met.",
                required: .always, changes: .never),
            Field(
                "rule-revision", "Revision", .text, "Its revision as it was in force.",
                required: .always, changes: .never),
            Field(
                "default-action", "Action", .choice(TriggerAction.choices),
                "What the rule asks for.", required: .always, changes: .never),
            Field(
                "why", "Why", .longText, "What met the rule.", required: .always, changes: .never),
            Field(
                "entries", "Entries", .text, "The entries it was found in, by position.",
                isList: true, changes: .never),
            Field(
                "things", "Things", .thing([]), "What it is about.", isList: true, changes: .never),
            Field(
                "respond-by", "Look at by", .moment, "By when somebody must have looked.",
                changes: .never),
            Field(
                "assessment", "Assessment", .longText,
                "What whoever looked at it found, for either answer."),
        ],
        lifecycle: Lifecycle(
            [
                State("open", .open, "Nobody has decided yet."),
                State("declared", .closed, "It is worked on in a joint case."),
                State("dismissed", .closed, "It is none, for the reason given."),
            ],
            [
                Transition(
                    "declare", from: ["open"], to: "declared", by: [.qualityManager, .itSecurity],
                    guards: [hasCase], asksReason: true,
                    rule: "A joint case was opened because of it, or one took it up."),
                Transition(
                    "dismiss", from: ["open"], to: "dismissed", by: [.qualityManager, .itSecurity],
                    guards: [hasNoCase, mayBeDismissed, wasLookedAt], asksReason: true,
                    rule: "Whoever looked at it says why it is no joint case."),
                Transition(
                    "dismiss-mandatory", from: ["open"], to: "dismissed",
                    by: [.qualityManager, .itSecurity], guards: [hasNoCase, wasLookedAt],
                    signatures: [
                        SignatureNeed(.approved, by: [.qualityManager]),
                        SignatureNeed(.approved, by: [.itSecurity]),
                    ], asksReason: true,
                    rule: "What is mandatory is dismissed only when quality and security both sign."
                ),
            ],
            // Declaring it void would be a way to dismiss it alone.
            voiding: SignatureNeed(.approved, by: []),
            reopening: .init(to: "open", by: [.qualityManager, .itSecurity])),
        links: [
            LinkRole(
                "by", "the trigger rule that was met", to: ["trigger-rule"], isPermanent: true),
            LinkRole(
                "about", "the nonconformity or ticket it was found in",
                to: ["nonconformity", "ticket"], isPermanent: true),
        ],
        topics: ["HS-NC", "HS-RISK"], retention: .vendorDefault, covers: ["EPK-JQS-1"])

    private static let hasCase = Guard(
        "has-case", "There is a joint case because of it.", covers: ["EPK-JQS-1"]
    ) {
        $0.linking("because-of", "joint-case").isEmpty
            ? [Obstacle("no joint case is there because of it")] : []
    }

    private static let hasNoCase = Guard(
        "has-no-case", "No joint case stands because of it.", covers: ["EPK-JQS-1"]
    ) { situation in
        situation.linking("because-of", "joint-case")
            .filter { situation.book.status(of: $0) != .cancelled }
            .map { Obstacle("a joint case stands because of it", in: $0.id) }
    }

    private static let mayBeDismissed = Guard(
        "may-be-dismissed", "It is not mandatory.", covers: ["EPK-JQS-1"]
    ) { situation in
        let record = situation.record
        let isMandatory =
            record.text("default-action") == TriggerAction.mandatory.rawValue
            || TriggerCriteria.criterion(record.text("rule") ?? "")?.action == .mandatory
        return isMandatory
            ? [Obstacle("it is mandatory; quality and security both sign to dismiss it")] : []
    }

    private static let wasLookedAt = Guard(
        "was-looked-at", "Somebody wrote down what they found.", covers: ["EPK-JQS-1"]
    ) {
        $0.record["assessment"] == nil
            ? [Obstacle("nobody wrote down what they found", field: "assessment")] : []
    }
}
