// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Records

extension Kind {
    /// An order that evidence on a system is kept as it is, before anybody repairs anything.
    ///
    /// Whoever restores a system from backup in a hurry destroys what would have told when the
    /// trouble began. While the order stands, nothing on the system is rebuilt (JQS-4); only the
    /// custodian who holds the evidence can say that the original is no longer needed.
    package static let preservationOrder = Kind(
        "preservation-order", title: "preservation order", prefix: "PRE",
        purpose: "Evidence to be kept: what, from which system, in whose custody, with its digest.",
        openedBy: Set.caseWorkers.union([.service]),
        fields: [
            Field(
                "things", "Systems", .thing([.system, .equipment, .programme, .account]),
                "What it is on.", isList: true, required: .always, changes: .never),
            Field(
                "what", "What to preserve", .longText,
                "Images, logs, memory, configuration, and how to take them.", required: .always),
            Field("reason", "Reason", .longText, "Why it is kept.", required: .always),
            Field(
                "custodian", "Custodian", .person, "In whose hands it is.", bodyClass: .person,
                required: .from("preserved"), changes: .onlyThrough("custody-transfer")),
            Field(
                "location", "Location", .text, "Where it lies: a safe, a write-once store.",
                required: .from("preserved"), changes: .onlyThrough("custody-transfer")),
            Field(
                "digest", "SHA-256 of what was taken", .text,
                "In hexadecimal, one for each item, so that a later copy can be compared.",
                isList: true, required: .from("preserved"), changes: .onlyInFirstState),
            Field(
                "method", "Method", .longText, "How it was taken, with which tool and version.",
                required: .from("preserved")),
            Field(
                "keep-until", "Keep until", .date,
                "Not before then; DFARS 252.204-7012(e) asks for 90 days from the report."),
            Field("due", "Due", .moment, "By when it must have been taken."),
            Field(
                "side-effect", "Side effect", .longText,
                "What it does to the other side: a line that waits for an image."),
        ],
        lifecycle: Lifecycle(
            [
                State("ordered", .open, "To be preserved; the system is left as it is."),
                State("preserved", .inProgress, "Taken, with digest and custodian."),
                State("released", .closed, "The custodian signed that the original may go."),
                State(
                    "lost", .cancelled, "It could not be preserved, and somebody answers for it."),
            ],
            [
                Transition(
                    "preserve", from: ["ordered"], to: "preserved",
                    by: [.itSecurity, .itOperations, .processOwner], guards: [.digestsReadable],
                    rule: "Whoever took it says what, how, with which digest and in whose custody."),
                Transition(
                    "release", from: ["preserved"], to: "released", by: .caseWorkers,
                    notBy: [.opener],
                    guards: [
                        .isTaken(byWhom: "custodian", names: "the custodian", covers: ["JQS-4"]),
                        .keptLongEnough, .noTransferOpen,
                    ],
                    signatures: [SignatureNeed(.released, by: .caseWorkers, notBy: [.opener])],
                    asksReason: true,
                    rule: "The custodian signs that the original is no longer needed."),
                Transition(
                    "give-up", from: ["ordered"], to: "lost", by: [.itSecurity, .legal],
                    notBy: [.opener],
                    signatures: [
                        SignatureNeed(.approved, by: [.itSecurity], notBy: [.opener]),
                        SignatureNeed(.approved, by: [.legal], notBy: [.opener]),
                    ],
                    asksReason: true,
                    rule: "Security and legal sign that it could not be preserved, and why."),
            ],
            voiding: SignatureNeed(.approved, by: [.legal], notBy: [.authors])),
        links: [.ofCase], topics: ["HS-DOC", "HS-NC"], retention: .vendorDefault,
        covers: ["JQS-4", "OBL-7012-P", "SEC-27037-1", "SEC-27037-2", "EPK-JQS-8"])
}

extension Guard {
    fileprivate static let digestsReadable = Guard(
        "digests-readable", "Each digest is 64 hexadecimal digits.", covers: ["EPK-JQS-8"]
    ) { situation in
        situation.record.texts("digest").filter { !isDigest($0) }
            .map { Obstacle("\"\($0.prefix(80))\" is no SHA-256 in hexadecimal", field: "digest") }
    }

    private static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20)
            }
    }

    fileprivate static let keptLongEnough = Guard(
        "kept-long-enough", "It is kept until its day has passed.",
        covers: ["OBL-7012-P", "RET-7012"]
    ) { situation in
        guard let until = situation.record.date("keep-until") else { return [] }
        return until.isOver(at: situation.context.now)
            ? []
            : [
                Obstacle(
                    "it must be kept until \(FieldValue.date(until).written)", field: "keep-until")
            ]
    }

    fileprivate static let noTransferOpen = Guard(
        "no-transfer-open", "It is not on its way to another custodian."
    ) { situation in
        situation.book.all("custody-transfer")
            .filter { transfer in
                transfer.records("order").contains(situation.record.id)
                    && !situation.book.isFinal(transfer)
            }
            .map { Obstacle("it is on its way to another custodian", in: $0.id) }
    }
}
