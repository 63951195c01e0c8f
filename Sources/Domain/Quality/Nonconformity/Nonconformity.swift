// SPDX-License-Identifier: Apache-2.0
import Access
import Records

extension Kind {
    /// A requirement that was not met: what was found, what it touches, what is done about it.
    ///
    /// The path is one for a scratched bracket and for a recall; triage says how much of it a matter
    /// needs, and every "not needed" stands there with its reason (ISO 9001 8.7 and 10.2).
    package static let nonconformity = Kind(
        "nonconformity", title: "nonconformity", prefix: "NC",
        purpose: "A requirement that was not met, and everything done about it.",
        openedBy: .finders,
        fields: NonconformityFields.all,
        lifecycle: Lifecycle(
            [
                State("draft", .open, "Somebody found something and writes it down."),
                State("triage", .open, "Quality decides how grave it is and what it needs."),
                State("containment", .inProgress, "Its spread is being stopped."),
                State("evaluation", .inProgress, "What it touches and means is being found out."),
                State("disposition", .inProgress, "What happens to each piece is being decided."),
                State("implementation", .inProgress, "What was decided is being done."),
                State("verification", .inReview, "Whether it was done and helped is looked at."),
                State("closed", .closed, "Nothing is left to do."),
            ], NonconformitySteps.all,
            voiding: SignatureNeed(.approved, by: [.qualityManager], notBy: [.opener]),
            reopening: .init(to: "triage", by: [.qualityManager])),
        links: [
            LinkRole(
                "part-of", "the joint case it is worked on in", to: ["joint-case"],
                isPermanent: true, isForOpen: true),
            LinkRole("repeats", "an earlier one that it is a repetition of", to: ["nonconformity"]),
        ],
        topics: ["HS-NC", "HS-OPS"], retention: .vendorDefault,
        covers: ["EPK-NC-1", "EPK-NC-2", "Q9-8.7", "Q9-10.2", "M13-8.3"])
}

/// The steps of a nonconformity.
enum NonconformitySteps {
    static let all: [Transition] = onward + back

    private static let onward: [Transition] = [
        Transition(
            "submit", from: ["draft"], to: "triage", by: .finders,
            rule: "What was found, when and where is written down."),
        Transition(
            "triage", from: ["triage"], to: "containment", by: .quality,
            guards: [NonconformityRules.policiesAnswered],
            rule: "Quality says how grave it is and what it needs, with a reason for each no."),
        Transition(
            "contain", from: ["containment"], to: "evaluation",
            by: Set.quality.union([.operations]),
            guards: [NonconformityRules.contained, NonconformityRules.jointMatterKept],
            rule: "Its spread is stopped and the search for what it touches has bounds."),
        Transition(
            "evaluate", from: ["evaluation"], to: "disposition",
            by: Set.quality.union([.engineering]),
            guards: [
                NonconformityRules.quantitiesMakeSense, NonconformityRules.policiesAnswered,
            ],
            rule: "What it means is said, and how much is affected."),
        Transition(
            "dispose", from: ["disposition"], to: "implementation", by: .quality,
            guards: [
                NonconformityRules.quantitiesMakeSense,
                NonconformityRules.lines(
                    .approved, "lines-approved",
                    "Approved dispositions come to exactly what is affected."),
            ],
            rule: "Each piece has one approved disposition."),
        Transition(
            "implement", from: ["implementation"], to: "verification",
            by: Set.quality.union([.operations]),
            guards: [
                NonconformityRules.lines(
                    .executed, "lines-executed",
                    "Dispositions that were carried out come to exactly what is affected.")
            ],
            rule: "Every disposition has been carried out."),
        Transition(
            "close", from: ["verification"], to: "closed", by: [.qualityManager],
            guards: [
                NonconformityRules.policiesAnswered, NonconformityRules.jointMatterKept,
                NonconformityRules.quantitiesMakeSense,
                NonconformityRules.lines(
                    .verified, "lines-verified",
                    "Verified dispositions come to exactly what is affected."),
                NonconformityClosing.causeFound, NonconformityClosing.actionsDone,
                NonconformityClosing.ownersTold, NonconformityClosing.holdsReleased,
                NonconformityRules.jointCasePermits,
            ],
            signatures: [SignatureNeed(.approved, by: [.qualityManager], notBy: [.authors])],
            rule: "A quality manager who wrote none of it signs that nothing is left to do."),
    ]

    private static let back: [Transition] = [
        Transition(
            "triage-again", from: ["containment", "evaluation", "disposition"], to: "triage",
            by: .quality, asksReason: true,
            rule: "What is found out later may make it graver, and need more."),
        Transition(
            "dispose-again", from: ["implementation", "verification"], to: "disposition",
            by: .quality, asksReason: true,
            rule: "More is affected, or a disposition could not be carried out."),
        Transition(
            "implement-again", from: ["verification"], to: "implementation", by: .quality,
            asksReason: true, rule: "What was done did not hold."),
    ]
}
