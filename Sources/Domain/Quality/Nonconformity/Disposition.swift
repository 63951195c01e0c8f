// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

extension Kind {
    /// What is done with one amount of nonconforming product, and who allowed it.
    ///
    /// A line a choice: of twenty brackets twelve may be reworked, seven used as they are and one
    /// scrapped, each on another authority. A line that turns out wrong is withdrawn and others take
    /// its place; the amount on it never changes.
    package static let disposition = Kind(
        "disposition", title: "disposition", prefix: "DSP",
        purpose: "What is done with an amount of nonconforming product, on whose authority.",
        openedBy: Set.quality.union([.engineering, .operations, .supplierQuality]),
        fields: DispositionFields.all,
        lifecycle: Lifecycle(
            [
                State("pending", .open, "Nobody has said yet what is done with it."),
                State("proposed", .inReview, "Waits for those who may allow it."),
                State("approved", .inProgress, "Allowed here."),
                State("customer-approved", .inProgress, "Allowed here and by the customer."),
                State("executed", .inReview, "Done, and to be looked at."),
                State("verified", .closed, "Done, and somebody else saw that it was."),
                State("withdrawn", .cancelled, "Others took its place."),
            ], DispositionSteps.all,
            voiding: SignatureNeed(.approved, by: [.qualityManager], notBy: [.opener])),
        links: [
            LinkRole(
                "of", "the nonconformity it is a line of", to: ["nonconformity"],
                isPermanent: true, isForOpen: true)
        ],
        topics: ["HS-NC", "HS-OPS"], retention: .vendorDefault,
        covers: ["EPK-NC-6", "AS9-8.7", "M13-8.3", "IATF-8.7.1"])
}

enum DispositionFields {
    static let all: [Field] = [
        Field(
            "quantity", "Amount", .quantity, "How much this line is for.", required: .always,
            changes: .never),
        Field(
            "product", "Product", .thing([.lot, .serial, .container]),
            "Which serials or lots, where that is known.", isList: true,
            changes: .onlyInFirstState),
        Field(
            "decision", "Disposition", .choice(DispositionChoice.choices), "What is done with it.",
            required: .from("proposed"), changes: .onlyInFirstState),
        Field(
            "original-decision", "Disposition at the source", .text,
            "What the system it came from calls it, as received."),
        Field(
            "reason", "Reason", .longText, "Why this is right for this product.",
            required: .from("proposed")),
        Field(
            "counterfeit", "Counterfeit", .flag, "Whether it is or may be counterfeit.",
            required: .from("proposed"), changes: .onlyInFirstState),
        Field(
            "contract-asks", "Contract asks", .flag,
            "Whether a contract asks for the customer's word.", changes: .onlyInFirstState),
        Field(
            "permission", "Permission", .record(["concession", "deviation-permit"]),
            "The permission it is done under.", changes: .onlyInFirstState),
        Field(
            "instruction", "Instruction", .document, "How it is worked on, sorted or made unusable."
        ),
        Field(
            "adverse-effects", "Adverse effects", .longText,
            "What working on it may do to it, and how that is looked for."),
        Field("supplier", "Supplier", .thing([.party]), "Whom it goes back to."),
        Field(
            "regraded-to", "Becomes", .thing([.material]), "The part number or grade it becomes."),
        Field("explanation", "Explanation", .longText, "What else is done."),
        Field(
            "result", "Result", .longText, "What was done, and how much came out good.",
            required: .from("executed")),
        Field(
            "inspection", "Inspected again",
            .choice([
                .init("passed", "it meets what it has to"),
                .init("failed", "it does not; the line goes back"),
            ]), "What the inspection after working on it says."),
        Field(
            "inspection-evidence", "Inspection", .thing([.record, .document, .certificate]),
            "Where its results are."),
        Field(
            "destruction-witness", "Witness", .person, "Who saw it made unusable.",
            bodyClass: .person),
    ]
}

enum DispositionSteps {
    static let all = deciding + doing

    private static let deciding: [Transition] = [
        Transition(
            "propose", from: ["pending"], to: "proposed",
            by: Set.quality.union([.engineering, .operations, .supplierQuality]),
            guards: [
                DispositionRules.belongsToOne, DispositionRules.choiceIsComplete,
                DispositionRules.counterfeitGoesNowhere,
            ],
            rule: "A choice is put before the board with all that it asks for."),
        Transition(
            "rethink", from: ["proposed", "approved", "customer-approved"], to: "pending",
            by: Set.quality.union([.engineering]), asksReason: true,
            rule: "What was proposed or allowed is thought over before it is done."),
        Transition(
            "approve", from: ["proposed"], to: "approved", by: .quality,
            guards: [
                DispositionRules.belongsToOne, DispositionRules.choiceIsComplete,
                DispositionRules.counterfeitGoesNowhere,
            ],
            signatures: [
                SignatureNeed(.approved, by: [.engineering], notBy: [.authors]),
                SignatureNeed(.approved, by: .quality, notBy: [.authors]),
            ],
            rule: "The board allows it: engineering, which answers for the design, and quality."),
        Transition(
            "approve-without-board", from: ["proposed"], to: "approved", by: .quality,
            guards: [
                DispositionRules.belongsToOne, DispositionRules.boardNotNeeded,
                DispositionRules.counterfeitGoesNowhere,
            ],
            signatures: [SignatureNeed(.approved, by: .quality, notBy: [.authors])],
            rule: "Where triage saw no need for the board, quality allows what meets requirements."),
        Transition(
            "approve-as-customer", from: ["approved"], to: "customer-approved",
            by: Set.quality.union([.customer]),
            signatures: [SignatureNeed(.approved, by: [.customer], notBy: [.authors])],
            rule: "The customer signs for it here."),
        Transition(
            "use-permission", from: ["approved"], to: "customer-approved", by: .quality,
            guards: [DispositionRules.permissionCovers],
            rule: "The customer allowed it by a permission that covers it."),
    ]

    private static let doing: [Transition] = [
        Transition(
            "execute", from: ["approved", "customer-approved"], to: "executed",
            by: [.operations, .supplierQuality, .qualityEngineer],
            guards: [
                DispositionRules.belongsToOne, DispositionRules.customerAgreed,
                DispositionRules.nothingPreserved,
            ],
            rule: "It is done as allowed, and what came of it is written down."),
        Transition(
            "verify", from: ["executed"], to: "verified", by: .quality,
            notBy: [.performers(of: "execute")],
            guards: [DispositionRules.inspectedAgain],
            signatures: [
                SignatureNeed(
                    .verified, by: .quality,
                    notBy: [.performers(of: "execute"), .named(inField: "destruction-witness")])
            ],
            rule: "Somebody else than who did it signs that it was done and holds."),
        Transition(
            "redo", from: ["executed"], to: "pending", by: .quality, asksReason: true,
            rule: "It was not done as allowed, or failed its inspection."),
        Transition(
            "withdraw", from: ["pending", "proposed", "approved", "customer-approved"],
            to: "withdrawn", by: .quality, asksReason: true,
            rule: "It is split or replaced; the lines that take its place must add up again."),
    ]
}
