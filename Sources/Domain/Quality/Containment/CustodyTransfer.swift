// SPDX-License-Identifier: Apache-2.0
import Access
import Records

extension Kind {
    /// Evidence that goes from one pair of hands into another.
    ///
    /// A chain of custody is only as good as its weakest handing over: the receiver computes the
    /// digests anew and signs that they are the same (ISO/IEC 27037, SEC-27037-2).
    package static let custodyTransfer = Kind(
        "custody-transfer", title: "custody transfer", prefix: "CTR",
        purpose: "Preserved evidence handed from one custodian to the next, digests compared.",
        openedBy: .caseWorkers,
        fields: [
            Field(
                "order", "Preservation order", .record(["preservation-order"]),
                "What is handed over.", required: .always, changes: .never),
            Field(
                "to", "To", .person, "Who takes it.", bodyClass: .person, required: .always,
                changes: .never),
            Field("location", "Location", .text, "Where it will lie.", required: .always),
            Field("purpose", "Purpose", .longText, "Why it changes hands.", required: .always),
            Field(
                "digest", "SHA-256 as received", .text,
                "As the receiver computed it, one for each item, in the order of the order.",
                isList: true, required: .from("accepted")),
        ],
        lifecycle: Lifecycle(
            [
                State("offered", .open, "On its way; the old custodian still answers for it."),
                State("accepted", .closed, "The receiver compared, and answers for it now."),
                State("refused", .cancelled, "The receiver did not take it."),
            ],
            [
                Transition(
                    "accept", from: ["offered"], to: "accepted", by: .caseWorkers,
                    guards: [
                        .isTaken(byWhom: "to", names: "the receiver", covers: ["SEC-27037-2"]),
                        .offeredByCustodian, .digestsAgree,
                    ],
                    signatures: [
                        SignatureNeed(.acknowledged, by: .caseWorkers, notBy: [.opener])
                    ],
                    rule: "The receiver computes the digests, finds them the same and signs."),
                Transition(
                    "refuse", from: ["offered"], to: "refused", by: .caseWorkers,
                    asksReason: true, rule: "What is not as it should be is not taken."),
            ]),
        topics: ["HS-DOC", "HS-NC"], retention: .vendorDefault,
        covers: ["SEC-27037-2", "EPK-JQS-8"])
}

extension Guard {
    private static func order(_ situation: Situation) -> RecordState? {
        situation.record.records("order").first.flatMap { situation.book[$0] }
    }

    fileprivate static let offeredByCustodian = Guard(
        "offered-by-custodian", "Only whoever has it in custody hands it over.",
        covers: ["SEC-27037-2"]
    ) { situation in
        guard let order = order(situation) else { return [] }
        guard order.state == "preserved" else {
            return [Obstacle("nothing is in custody: the order is \(order.state)", in: order.id)]
        }
        return order.people("custodian").contains(situation.record.opener)
            ? []
            : [Obstacle("\(situation.record.opener) is not its custodian", in: order.id)]
    }

    fileprivate static let digestsAgree = Guard(
        "digests-agree", "What was received has the digests of what was preserved.",
        covers: ["SEC-27037-2", "EPK-JQS-8"]
    ) { situation in
        guard let order = order(situation) else { return [] }
        let sent = order.texts("digest").map { $0.lowercased() }
        let received = situation.record.texts("digest").map { $0.lowercased() }
        return sent == received
            ? []
            : [Obstacle("the digests are not those of the order", in: order.id, field: "digest")]
    }
}
