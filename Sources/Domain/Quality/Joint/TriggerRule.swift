// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Records

extension Kind {
    /// A criterion by which a matter is proposed as a joint case, as it is in force.
    ///
    /// When something is found years later, the question is which criteria were in force on the day it
    /// was overlooked. So a criterion is a record with revisions, and both functions approve each
    /// (requirements §12.1).
    package static let triggerRule = Kind(
        "trigger-rule", title: "trigger rule", prefix: "TRG",
        purpose: "A criterion by which a matter is proposed as a joint case.",
        openedBy: Set.quality.union([.itSecurity]),
        fields: [
            Field(
                "rule", "Rule", .choice(TriggerCriteria.choices),
                "Which criterion of the procedure it is.", required: .always, changes: .never),
            Field(
                "rule-revision", "Revision", .text, "Its revision: A, B, C.", required: .always,
                changes: .never),
            Field(
                "criterion", "Criterion", .longText, "The criterion in words.",
                required: .from("in-force"), changes: .onlyInFirstState),
            Field(
                "looks-at", "Looks at",
                .choice(
                    TriggerSource.allCases.map { FieldType.Choice($0.rawValue, $0.meaning) }),
                "What it is evaluated over.", isList: true, required: .from("in-force"),
                changes: .onlyInFirstState),
            Field(
                "parameters", "Parameters", .text,
                "Numbers and words it uses, each as name=value.", isList: true,
                changes: .onlyInFirstState),
            Field(
                "default-action", "Action", .choice(TriggerAction.choices),
                "What follows when it is met.", required: .from("in-force"),
                changes: .onlyInFirstState),
            Field(
                "effective-from", "In force from", .moment, "From when on it is evaluated.",
                required: .from("in-force"), changes: .onlyInFirstState),
        ],
        lifecycle: Lifecycle(
            [
                State("draft", .open, "Being written."),
                State("in-force", .inProgress, "Evaluated, from its day on."),
                State("superseded", .closed, "A later revision took its place."),
                State("withdrawn", .cancelled, "Not evaluated any more, and nothing instead."),
            ],
            [
                Transition(
                    "put-in-force", from: ["draft"], to: "in-force",
                    by: Set.quality.union([.itSecurity]),
                    guards: [parametersAreReadable, laysNothingDown],
                    signatures: bothFunctions,
                    rule: "Quality and security both approve what the plant looks for."),
                Transition(
                    "give-way", from: ["in-force"], to: "superseded",
                    by: Set.quality.union([.itSecurity, .service]), guards: [successorInForce],
                    rule: "It ends when the revision that replaces it is in force."),
                Transition(
                    "withdraw", from: ["draft", "in-force"], to: "withdrawn",
                    by: Set.quality.union([.itSecurity]), signatures: bothFunctions,
                    asksReason: true,
                    rule: "Both functions sign that it is no longer looked for."),
            ], voiding: SignatureNeed(.approved, by: [])),
        links: [
            LinkRole("replaces", "the revision whose place it takes", to: ["trigger-rule"])
        ],
        topics: ["HS-NC", "HS-RISK"], retention: .vendorDefault, covers: ["EPK-JQS-1"])

    private static let bothFunctions = [
        SignatureNeed(.approved, by: [.qualityManager], notBy: [.authors]),
        SignatureNeed(.approved, by: [.itSecurity], notBy: [.authors]),
    ]

    private static let parametersAreReadable = Guard(
        "parameters-are-readable", "Each parameter is one of the rule and has a value it can use.",
        covers: ["EPK-JQS-1"]
    ) { situation in
        let written = (situation.record["parameters"]?.elements ?? []).map(\.written)
        guard let criterion = TriggerCriteria.criterion(situation.record.text("rule") ?? "") else {
            return [Obstacle("there is no such rule", field: "rule")]
        }
        return criterion.defaults.problems(with: written).map {
            Obstacle($0, field: "parameters")
        }
    }

    /// What the standard makes mandatory is not made optional by one plant's revision.
    private static let laysNothingDown = Guard(
        "lays-nothing-down", "What is mandatory by the procedure stays mandatory.",
        covers: ["EPK-JQS-1"]
    ) { situation in
        guard let criterion = TriggerCriteria.criterion(situation.record.text("rule") ?? ""),
            criterion.action == .mandatory,
            situation.record.text("default-action") != TriggerAction.mandatory.rawValue
        else { return [] }
        return [
            Obstacle(
                "\(criterion.rule) is mandatory by the procedure; a plant may ask for more, "
                    + "never for less", field: "default-action")
        ]
    }

    private static let successorInForce = Guard(
        "successor-in-force", "The revision that replaces it is in force.", covers: ["EPK-JQS-1"]
    ) { situation in
        let successors = situation.linking("replaces", "trigger-rule")
        let isReplaced = successors.contains { successor in
            successor.state == "in-force"
                && (successor.moment("effective-from").map { $0 <= situation.context.now } ?? false)
        }
        return isReplaced ? [] : [Obstacle("no later revision is in force")]
    }
}
