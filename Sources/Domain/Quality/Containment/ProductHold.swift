// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

extension Kind {
    /// An order that product stays where it is until somebody else lets it go.
    ///
    /// A hold for quality and a hold for security on one lot are two holds with two reasons; the one
    /// is never lifted with the other (JQS-4). So each type has a step of its own to be released by,
    /// and neither function can void the other's.
    package static let productHold = Kind(
        "product-hold", title: "product hold", prefix: "HLD",
        purpose: "Lots and serials that may not be released, moved or shipped, and why.",
        openedBy: Set.caseWorkers.union([.service]),
        fields: [
            Field(
                "type", "Type", .choice(HoldType.choices), "Whose hold it is.",
                required: .always, changes: .never),
            Field(
                "things", "Product", .thing([.lot, .serial, .container]),
                "What is held. To let a part go, hold the others by a hold of their own first.",
                isList: true, required: .always, changes: .never),
            Field(
                "what", "What is ordered",
                .choice([
                    .init("segregate", "Put apart and marked."),
                    .init("freeze-release", "Not released, whatever else is in order."),
                    .init("stop-ship", "Not sent, and called back where it is on its way."),
                ]), "What is to be done with it.", isList: true, required: .always),
            Field("reason", "Reason", .longText, "Why it is held.", required: .always),
            Field("owner", "Owner", .person, "Who sees to it.", bodyClass: .person),
            Field(
                "due", "Due", .moment, "By when the executing system must have carried it out."),
            Field(
                "executing-system", "Executing system", .text,
                "Where the hold is in force: MES, warehouse, ERP, a cage with a lock."),
            Field(
                "proof", "Proof", .longText,
                "What shows that it is in force: the system's answer, a picture of the tag."),
            Field(
                "side-effect", "Side effect", .longText,
                "What it does to the other side: a line that stops, evidence that is moved."),
            Field(
                "customer-word", "Customer's word", .longText,
                "What the customer wrote when they let it go."),
        ],
        lifecycle: Lifecycle(
            [
                State("ordered", .open, "Ordered; it holds, and nobody has carried it out yet."),
                State("failed", .open, "The executing system refused; it holds all the same."),
                State("active", .inProgress, "In force where the product is."),
                State("released", .closed, "Let go, by another than who ordered it."),
            ],
            [
                Transition(
                    "activate", from: ["ordered", "failed"], to: "active",
                    by: Set.caseWorkers.union([.service]), guards: [.shownInForce],
                    rule: "The executing system carried it out, and something shows that."),
                Transition(
                    "fail", from: ["ordered", "active"], to: "failed",
                    by: Set.caseWorkers.union([.service]), asksReason: true,
                    rule: "The executing system refused it, or it was found not to be in force."),
                release(
                    "release", of: [.quality, .customer], by: [.qualityManager, .releaseAuthority],
                    rule: "Quality lets go what quality or a customer held, and signs why."),
                release(
                    "release-security", of: [.security], by: [.itSecurity],
                    rule: "IT/OT security lets go what was held for security or data integrity."),
            ],
            // Neither function could void the hold of the other, so neither does.
            voiding: SignatureNeed(.approved, by: [.siteManagement], notBy: [.authors])),
        links: [.ofCase], topics: ["HS-NC", "HS-OPS"], retention: .vendorDefault,
        covers: ["JQS-4", "EPK-NC-4", "EPK-JQS-7"])

    private static func release(
        _ name: String, of types: Set<HoldType>, by roles: Set<Role>, rule: String
    ) -> Transition {
        Transition(
            name, from: ["ordered", "failed", "active"], to: "released", by: roles,
            notBy: [.authors],
            guards: [.isHold(of: types), .releaseConditionsMet, .customerAgrees],
            signatures: [SignatureNeed(.released, by: roles, notBy: [.authors])],
            asksReason: true, rule: rule)
    }
}

/// Whose hold it is, and so who lets go.
package enum HoldType: String, CaseIterable, Hashable, Sendable {
    case quality, security, customer

    /// The step that releases a hold of this type.
    package var releaseStep: String {
        switch self {
        case .quality, .customer: "release"
        case .security: "release-security"
        }
    }

    private var meaning: String {
        switch self {
        case .quality: "Its quality is in doubt; quality lets go."
        case .security: "A system or its data are in doubt; IT/OT security lets go."
        case .customer: "The customer wants it held; quality lets go on the customer's word."
        }
    }

    static let choices = allCases.map { FieldType.Choice($0.rawValue, $0.meaning) }
}

extension RecordBook {
    /// The conditions that were set for the release of a hold, by number.
    package func releaseConditions(of hold: RecordID) -> [RecordState] {
        all("release-condition").filter { $0.records("hold").contains(hold) }
    }
}

extension RecordState {
    /// The type of a product hold.
    package var holdType: HoldType? { text("type").flatMap { HoldType(rawValue: $0) } }
}

extension Guard {
    fileprivate static func isHold(of types: Set<HoldType>) -> Guard {
        Guard(
            "own-function", "Each type of hold is released by its own function.",
            covers: ["JQS-4"]
        ) { situation in
            guard let type = situation.record.holdType, !types.contains(type) else { return [] }
            return [
                Obstacle(
                    "it is a \(type.rawValue) hold; it is released by the step "
                        + "\"\(type.releaseStep)\"", field: "type")
            ]
        }
    }

    fileprivate static let shownInForce = Guard(
        "shown-in-force", "What is in force says where, and what shows that.",
        covers: ["EPK-JQS-7"]
    ) { situation in
        ["executing-system", "proof"].filter { situation.record[$0] == nil }
            .map { Obstacle("nobody said where it is in force, or what shows that", field: $0) }
    }

    fileprivate static let releaseConditionsMet = Guard(
        "release-conditions", "Every condition that was set for its release is met or waived."
    ) { situation in
        situation.book.releaseConditions(of: situation.record.id)
            .filter { !situation.book.isFinal($0) }
            .map { Obstacle("not met yet: \($0.title)", in: $0.id) }
    }

    fileprivate static let customerAgrees = Guard(
        "customer-agrees", "What a customer had held is let go on the customer's word."
    ) { situation in
        situation.record.holdType == .customer && situation.record["customer-word"] == nil
            ? [Obstacle("the customer's word is missing", field: "customer-word")] : []
    }
}
