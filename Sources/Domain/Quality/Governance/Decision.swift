// SPDX-License-Identifier: Apache-2.0
import Access
import Records

extension Kind {
    /// What was decided about a case, by whom, and what was known then.
    ///
    /// Months later the question is never whether the choice was good, but whether it was good *then*.
    /// So a decision keeps the options that lay on the table and what was not known, and is never
    /// edited: a better one supersedes it (JQS-8).
    package static let decision = Kind(
        "decision", title: "decision", prefix: "DEC",
        purpose: "A choice about a case, with the options, the reason and what was known then.",
        openedBy: Set(Role.allCases).subtracting([.administrator, .auditor, .service, .customer]),
        fields: [
            Field(
                "question", "Question", .longText, "What had to be decided.", required: .always,
                changes: .onlyInFirstState),
            Field(
                "options", "Options", .longText,
                "What could have been chosen, each with its price.",
                isList: true, required: .always, changes: .onlyInFirstState),
            Field(
                "choice", "Choice", .longText, "What is done.", required: .from("decided"),
                changes: .onlyInFirstState),
            Field(
                "reason", "Reason", .longText, "Why this and not another.",
                required: .from("decided"), changes: .onlyInFirstState),
            Field(
                "constraints", "Constraints", .longText,
                "What left no freedom: validation, downtime, a customer's word.",
                changes: .onlyInFirstState),
            Field(
                "known", "Known then", .longText,
                "What was known at that moment, and what was not.",
                required: .from("decided"), changes: .onlyInFirstState),
        ],
        lifecycle: Lifecycle(
            [
                State("open", .open, "Waits for somebody to decide."),
                State("decided", .closed, "Decided and signed; stands for good."),
                State("withdrawn", .cancelled, "Nobody needed to decide it after all."),
            ],
            [
                Transition(
                    "decide", from: ["open"], to: "decided",
                    by: [
                        .qualityManager, .itSecurity, .operations, .engineering, .siteManagement,
                        .releaseAuthority, .processOwner, .regulatory, .legal,
                    ],
                    signatures: [
                        SignatureNeed(
                            .approved,
                            by: [
                                .qualityManager, .itSecurity, .operations, .engineering,
                                .siteManagement, .releaseAuthority, .processOwner, .regulatory,
                                .legal,
                            ])
                    ],
                    rule: "Somebody who answers for it signs the choice as it is written down."),
                Transition(
                    "withdraw", from: ["open"], to: "withdrawn",
                    by: [.qualityManager, .itSecurity, .operations, .engineering],
                    asksReason: true, rule: "A question that nobody asks any more is withdrawn."),
            ]),
        links: [LinkRole("about", "the case that it decides something about", isPermanent: true)],
        topics: ["HS-NC", "HS-CHG"], retention: .vendorDefault, covers: ["JQS-8"])
}
