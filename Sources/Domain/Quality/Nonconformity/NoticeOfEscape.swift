// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Records

extension Kind {
    /// A letter to an owner of delivered product that turned out not to conform.
    ///
    /// One a customer: each has their own clock and their own receipt. What counts afterwards is not
    /// that a letter was written but that it arrived (AS9100 8.7.1, data set of AS9131).
    package static let noticeOfEscape = Kind(
        "notice-of-escape", title: "notice of escape", prefix: "NOE",
        purpose: "Tells an owner of delivered product that it does not conform.",
        openedBy: Set.quality.union([.supplierQuality, .regulatory]),
        fields: [
            Field(
                "customer", "Customer", .thing([.party]), "Who must know.", required: .always,
                changes: .never),
            Field(
                "product", "Product", .thing([.lot, .serial, .container, .material]),
                "What was delivered to them.", isList: true, required: .from("approved")),
            Field(
                "quantity", "Amount", .quantity, "How much was delivered to them.",
                required: .from("approved")),
            Field(
                "shipments", "Shipments", .thing([.shipment, .order]),
                "With which shipments or orders.", isList: true),
            Field(
                "requirement", "Requirement", .document, "What is not met, with its revision.",
                required: .from("approved")),
            Field(
                "found", "Found", .longText, "What was found, when and how.",
                required: .from("approved")),
            Field(
                "effect", "Effect", .longText, "What it may mean in use.",
                required: .from("approved")),
            Field(
                "asked", "Asked of them", .longText, "What they should do: stop, look, send back.",
                required: .from("approved")),
            Field(
                "discovered-at", "Discovered", .moment,
                "When it was known that delivered product is affected; contracts count from here.",
                required: .from("approved")),
            Field(
                "contact", "Contact", .text, "Whom it is sent to.", bodyClass: .person,
                required: .from("sent")),
            Field("sent-at", "Sent", .moment, "When it was sent.", required: .from("sent")),
            Field(
                "sent-how", "Channel", .text, "How: portal, registered mail.",
                required: .from("sent")),
            Field(
                "sent-proof", "Proof of sending", .file, "What shows that it was sent.",
                required: .from("sent")),
            Field(
                "received-at", "Received", .moment, "When they say that they have it.",
                required: .from("acknowledged")),
            Field(
                "receipt", "Receipt", .text, "Their number or words for having it.",
                required: .from("acknowledged")),
        ],
        lifecycle: Lifecycle(
            [
                State("draft", .open, "Being written."),
                State("approved", .inProgress, "May be sent as it is."),
                State("sent", .inProgress, "On its way; nobody said yet that it arrived."),
                State("unanswered", .closed, "Sent, and never answered."),
                State("acknowledged", .closed, "They have it."),
                State("not-owed", .cancelled, "They hold none of it after all."),
            ],
            [
                Transition(
                    "approve", from: ["draft"], to: "approved", by: .quality,
                    guards: [isAboutSomething],
                    signatures: [
                        SignatureNeed(.approved, by: [.qualityManager], notBy: [.authors])
                    ],
                    rule: "Quality signs for what leaves the house."),
                Transition(
                    "send", from: ["approved"], to: "sent",
                    by: Set.quality.union([.supplierQuality, .regulatory]), guards: [sentInOrder],
                    rule: "It is sent, and what shows it is kept."),
                Transition(
                    "acknowledge", from: ["sent"], to: "acknowledged",
                    by: Set.quality.union([.supplierQuality, .regulatory, .customer]),
                    rule: "The customer has it and says so."),
                Transition(
                    "give-up", from: ["sent"], to: "unanswered", by: [.qualityManager],
                    signatures: [
                        SignatureNeed(.approved, by: [.qualityManager], notBy: [.authors])
                    ], asksReason: true,
                    rule: "After asking again a quality manager signs that no answer will come."),
                Transition(
                    "not-owed", from: ["draft", "approved"], to: "not-owed", by: [.qualityManager],
                    signatures: [
                        SignatureNeed(.approved, by: [.qualityManager], notBy: [.authors]),
                        SignatureNeed(
                            .approved, by: [.regulatory, .supplierQuality, .legal],
                            notBy: [.authors]),
                    ], asksReason: true,
                    rule: "Two functions sign why this owner need not be told."),
            ],
            voiding: SignatureNeed(.approved, by: [.siteManagement], notBy: [.authors])),
        links: [
            LinkRole(
                "of", "the nonconformity or joint case it tells of",
                to: ["nonconformity", "joint-case"], isPermanent: true, isForOpen: true)
        ],
        topics: ["HS-NC", "HS-COM"], retention: .vendorDefault,
        covers: ["EPK-NC-8", "OBL-NOE", "OBL-R5", "IATF-8.7.1"])

    private static let isAboutSomething = Guard(
        "is-about-something", "It tells of a nonconformity or a joint case.", covers: ["EPK-NC-8"]
    ) { $0.linked("of").isEmpty ? [Obstacle("it tells of no nonconformity")] : [] }

    private static let sentInOrder = Guard(
        "sent-in-order", "It was sent after it was known, and not in the future.",
        covers: ["OBL-R5"]
    ) { situation in
        guard let sent = situation.record.moment("sent-at") else { return [] }
        if situation.context.now < sent {
            return [Obstacle("it would be sent in the future", field: "sent-at")]
        }
        guard let found = situation.record.moment("discovered-at"), sent < found else { return [] }
        return [Obstacle("it would be sent before it was known", field: "sent-at")]
    }
}
