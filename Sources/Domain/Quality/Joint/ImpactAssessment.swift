// SPDX-License-Identifier: Apache-2.0
import Access
import Records

extension Kind {
    /// What a joint case means, on five sides, by the scales of both functions.
    ///
    /// Security sees a workstation, quality sees ten thousand syringes: the same matter is "low" on
    /// one scale and "critical" on the other. So both stand side by side, and three functions sign
    /// (JQS-2; three rather than two is the stricter reading of the procedures, see field
    /// conventions §5).
    package static let impactAssessment = Kind(
        "impact-assessment", title: "impact assessment", prefix: "IMP",
        purpose: "What a joint case means, on five sides and by the scales of both functions.",
        openedBy: Set.quality.union([.itSecurity, .operations, .engineering]),
        fields: ImpactDimension.allCases.flatMap(\.fields) + [
            Field(
                "data-back-to", "Data in doubt since", .moment,
                "How far back records cannot be relied on.", required: .from("signed")),
            Field(
                "residual", "What is left in all", .longText,
                "The risk that is left, decided by both functions together.",
                required: .from("signed")),
        ],
        lifecycle: Lifecycle(
            [
                State("draft", .open, "Being worked out."),
                State("signed", .closed, "Three functions stand by it."),
                State("withdrawn", .cancelled, "Another takes its place."),
            ],
            [
                Transition(
                    "sign-off", from: ["draft"], to: "signed",
                    by: Set.quality.union([.itSecurity]), guards: [isOfOneCase],
                    signatures: [
                        SignatureNeed(.approved, by: .quality),
                        SignatureNeed(.approved, by: [.operations, .engineering]),
                        SignatureNeed(.approved, by: [.itSecurity]),
                    ],
                    rule:
                        "Three people sign: of quality, of operations or engineering, of security."
                ),
                Transition(
                    "withdraw", from: ["draft"], to: "withdrawn",
                    by: Set.quality.union([.itSecurity]), asksReason: true,
                    rule: "It is written anew."),
            ], reopening: .init(to: "draft", by: Set.quality.union([.itSecurity]))),
        links: [
            LinkRole(
                "of", "the joint case it assesses", to: ["joint-case"], isPermanent: true,
                isForOpen: true)
        ],
        topics: ["HS-RISK", "HS-NC"], retention: .vendorDefault, covers: ["JQS-2", "EPK-JQS-6"])

    private static let isOfOneCase = Guard(
        "is-of-one-case", "It assesses exactly one joint case.", covers: ["JQS-2"]
    ) {
        let count = $0.linked("of").count
        return count == 1 ? [] : [Obstacle("it assesses \(count) joint cases")]
    }
}
