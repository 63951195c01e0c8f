// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

extension Kind {
    /// The one master record of a matter that is both of quality and of security.
    ///
    /// The nonconformity, the ticket, the holds, the measures, the causes and the duties all hang on
    /// it, so that neither side closes its half while the other's is open. Once joined, nothing is
    /// taken apart again (requirements §12.2).
    package static let jointCase = Kind(
        "joint-case", title: "joint case", prefix: "JQS",
        purpose: "The master record of a matter that is both of quality and of security.",
        openedBy: [.qualityEngineer, .qualityManager, .itSecurity],
        fields: [
            Field(
                "matter", "Matter", .longText, "What is suspected, and what makes one think so.",
                required: .always),
            Field(
                "scope", "Scope", .choice(JointScope.choices), "Everything it touches.",
                isList: true, required: .from("declared")),
            Field(
                "lead-function", "Leading function", .choice(LeadFunction.choices),
                "Which function leads; it follows from the scope.", required: .from("declared")),
            Field(
                "lead", "Lead", .person, "Who leads.", bodyClass: .person,
                required: .from("declared")),
            Field(
                "co-lead", "Co-lead", .person, "Who leads with them, from the other function.",
                bodyClass: .person, required: .from("declared")),
            Field(
                "suspects", "Suspects",
                .thing([.system, .account, .equipment, .programme, .party]),
                "What is not to be trusted any more.", isList: true, required: .from("declared")),
            Field(
                "suspect-from", "Suspect from", .moment,
                "Since when; the earliest that cannot be ruled out.", required: .from("declared")),
            Field("suspect-until", "Suspect until", .moment, "Until when, once trust is restored."),
            Field(
                "became-aware", "Became aware", .moment,
                "When somebody of us first knew; clocks of duties may begin here.",
                required: .from("declared")),
            Field(
                "nothing-to-preserve", "Nothing to preserve", .longText,
                "Why no evidence is preserved, if none is."),
            Field(
                "no-product-held", "No product held", .longText,
                "Why product in scope is not held, if none is."),
            Field(
                "outside-validation", "Outside validation",
                .thing([.system, .equipment, .programme]),
                "Suspects that were never validated and need not be.", isList: true),
            Field(
                "no-duties", "No duties", .longText,
                "Why nobody need be told, if there is no duty: what was looked at."),
            Field(
                "lessons", "Lessons", .longText, "What was learnt, and what the next drill tries.",
                required: .from("closed")),
        ],
        lifecycle: Lifecycle(
            [
                State("suspected", .open, "Somebody thinks that it may be one."),
                State("declared", .inProgress, "Both functions say that it is, and who leads."),
                State("linked", .inProgress, "The security ticket and this name each other."),
                State("assessed", .inProgress, "What it means is assessed and signed."),
                State("contained", .inProgress, "Product, systems and evidence are safe."),
                State("cause", .inProgress, "Its cause is verified and each stream judged."),
                State("actions", .inProgress, "What was to be done is done."),
                State(
                    "validated", .inReview, "Systems are validated again, or shielded till then."),
                State("effectiveness", .inReview, "What was done has been shown to help."),
                State("closed", .closed, "Nothing is open on either side."),
                State("unfounded", .cancelled, "There was nothing in it."),
            ], JointSteps.all,
            // A master record that one person could declare void would be a way out of all rules.
            voiding: SignatureNeed(.approved, by: []),
            reopening: .init(to: "declared", by: [.qualityManager, .itSecurity])),
        links: [
            LinkRole(
                "because-of", "the candidate that it was opened for", to: ["joint-candidate"],
                isPermanent: true)
        ],
        topics: ["HS-NC", "HS-RISK"], retention: .vendorDefault,
        covers: ["JQS-1", "JQS-7", "EPK-JQS-1"])
}

/// The steps of a joint case, in the order of the procedure.
enum JointSteps {
    static let all = beginning + working + ending + back

    private static let leads: Set<Role> = [.qualityManager, .itSecurity]
    private static let both = [
        SignatureNeed(.approved, by: [.qualityManager]),
        SignatureNeed(.approved, by: [.itSecurity]),
    ]

    private static let beginning: [Transition] = [
        Transition(
            "declare", from: ["suspected"], to: "declared", by: leads,
            guards: [
                JointRules.criterionMet, JointRules.leadFollowsScope, JointRules.leadsDiffer,
            ], signatures: both,
            rule: "Quality and security both declare it, by the criterion met and who leads."),
        Transition(
            "find-unfounded", from: ["suspected"], to: "unfounded", by: leads,
            guards: [JointRules.nothingJoined], signatures: both, asksReason: true,
            rule: "Before it is declared, both may sign that there is nothing in it."),
        Transition(
            "link", from: ["declared"], to: "linked", by: leads.union([.qualityEngineer]),
            guards: [
                JointRules.ticketLinked, JointRules.nonconformityJoined, JointRules.scopeIsWhole,
                JointRules.leadsDiffer,
            ],
            rule: "The security ticket and this record name each other, and it was looked at."),
    ]

    private static let working: [Transition] = [
        Transition(
            "assess", from: ["linked"], to: "assessed", by: leads.union([.qualityEngineer]),
            guards: [JointRules.ticketStillLinked, JointRules.impactSigned],
            rule: "The impact is assessed on five dimensions and signed by three functions."),
        Transition(
            "contain", from: ["assessed"], to: "contained", by: leads,
            guards: [
                JointRules.ticketStillLinked, JointRules.scopeIsWhole, JointContainment.complete,
                JointContainment.productHeld, JointContainment.evidencePreserved,
                JointTrust.windowFrozen,
            ],
            rule: "Product and systems are contained, evidence is preserved, the window frozen."),
        Transition(
            "find-cause", from: ["contained"], to: "cause", by: leads,
            guards: [
                JointRules.ticketStillLinked, JointTrust.streamsJudged, JointClosing.causeVerified,
            ],
            rule: "A cause is verified, and every stream of records has a verdict."),
        Transition(
            "act", from: ["cause"], to: "actions", by: leads,
            guards: [JointRules.ticketStillLinked, JointClosing.actionsDone],
            rule: "Every action is done and verified by another."),
        Transition(
            "validate", from: ["actions"], to: "validated",
            by: leads.union([.processOwner]),
            guards: [JointRules.ticketStillLinked, JointClosing.validatedAgain],
            rule: "What was validated is again, or is shielded by layers until it can be."),
        Transition(
            "prove", from: ["validated"], to: "effectiveness", by: leads,
            guards: [JointRules.ticketStillLinked, JointClosing.effectivenessProven],
            rule: "The checks planned for it say that what was done helped."),
    ]

    private static let ending: [Transition] = [
        Transition(
            "close", from: ["effectiveness"], to: "closed", by: [.qualityManager],
            guards: JointClosing.all,
            signatures: [
                SignatureNeed(.approved, by: [.qualityManager]),
                SignatureNeed(.approved, by: [.itSecurity]),
            ],
            rule: "Nothing is open on either side, and both functions sign that it is so.")
    ]

    private static let back: [Transition] = [
        Transition(
            "assess-again",
            from: ["assessed", "contained", "cause", "actions", "validated", "effectiveness"],
            to: "linked", by: leads, asksReason: true,
            rule: "It turned out to reach further, or what was done did not help.")
    ]
}
