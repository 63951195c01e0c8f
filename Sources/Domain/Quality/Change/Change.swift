// SPDX-License-Identifier: Apache-2.0
import Access
import Records

extension Kind {
    /// A change of a process, a system or a document: thought through, approved, done, looked at.
    ///
    /// What is to be done is settled while it is drafted: nobody signs for one thing and sees another
    /// carried out. Whoever wants more writes another change. What is released stays released.
    package static let change = Kind(
        "change", title: "change", prefix: "CHG",
        purpose:
            "What is changed, what that touches, who approved it and what showed that it works.",
        openedBy: [
            .qualityEngineer, .qualityManager, .engineering, .processOwner, .operations,
            .itOperations, .itSecurity, .supplierQuality,
        ],
        fields: [
            Field(
                "things", "Items", .thing([]), "What is changed: systems, programmes, documents.",
                isList: true, required: .always, changes: .onlyInFirstState),
            Field(
                "what", "What is changed", .longText, "From what to what.", required: .always,
                changes: .onlyInFirstState),
            Field("reason", "Reason", .longText, "Why.", required: .always),
            Field(
                "way-back", "Way back", .longText, "How it is undone if it goes wrong.",
                required: .from("impact"), changes: .onlyInFirstState),
            Field(
                "product-impact", "Impact on product", .longText,
                "Also if there is none, and why.", required: .from("approved")),
            Field(
                "data-impact", "Impact on data", .longText,
                "What happens to records made before. Also if nothing.",
                required: .from("approved")),
            Field(
                "validation-impact", "Impact on validation", .longText,
                "What must be tested again, and why not more.", required: .from("approved")),
            Field(
                "security-relevant", "Touches security", .flag,
                "Whether it touches access, networks, logging or what an attacker could reach.",
                required: .from("impact"), changes: .onlyInFirstState),
            Field(
                "duty-impact", "Impact on duties", .longText,
                "Whether a customer or an authority has to be told or to agree."),
            Field("owner", "Owner", .person, "Who carries it out.", bodyClass: .person),
            Field("due", "Planned for", .moment, "When it is to be done."),
            Field(
                "documents", "Documents", .document, "What it changes on paper, as it is after.",
                isList: true),
            Field(
                "evidence", "Tests", .longText, "What was tested, with which result.",
                required: .from("released")),
        ],
        lifecycle: Lifecycle(
            [
                State("draft", .open, "Being written."),
                State("shelved", .open, "Not now; it can be taken up again."),
                State("impact", .inProgress, "What it touches is being worked out."),
                State("approved", .inProgress, "May be carried out."),
                State(
                    "implementing", .inProgress, "Being carried out; what it is does not change."),
                State("released", .inReview, "In use."),
                State("verified", .inReview, "Another than who did it found it as it should be."),
                State("closed", .closed, "Validation is as it was; nothing is open."),
            ],
            [
                Transition(
                    "assess", from: ["draft"], to: "impact", by: .caseWorkers,
                    rule: "What is to be done is settled; now what it touches is worked out."),
                approve("approve", withSecurity: false),
                approve("approve-with-security", withSecurity: true),
                Transition(
                    "shelve", from: ["draft", "impact", "approved"], to: "shelved",
                    by: [.processOwner, .qualityManager, .engineering], asksReason: true,
                    rule: "What is not done now is shelved, with a reason."),
                Transition(
                    "resume", from: ["shelved"], to: "draft",
                    by: [.processOwner, .qualityManager, .engineering],
                    rule: "What was shelved begins anew, approval included."),
                Transition(
                    "start", from: ["approved"], to: "implementing",
                    by: [.processOwner, .engineering, .operations, .itOperations, .itSecurity],
                    guards: [.evidencePreserved()],
                    rule: "It is carried out as it was approved, and no evidence is lost by it."),
                Transition(
                    "release", from: ["implementing"], to: "released",
                    by: [.processOwner, .qualityManager],
                    signatures: [
                        SignatureNeed(
                            .released, by: [.processOwner, .qualityManager],
                            notBy: [.performers(of: "start")])
                    ],
                    rule:
                        "Another than who carried it out signs, on the tests, that it may be used."),
                Transition(
                    "verify", from: ["released"], to: "verified", by: .caseWorkers,
                    notBy: [.performers(of: "start"), .performers(of: "release")],
                    signatures: [
                        SignatureNeed(
                            .verified, by: .caseWorkers,
                            notBy: [.performers(of: "start"), .performers(of: "release")])
                    ],
                    rule: "Somebody with no hand in it looks whether it does in use what it should."
                ),
                Transition(
                    "close", from: ["verified"], to: "closed",
                    by: [.qualityManager, .processOwner],
                    guards: [.validationRestored],
                    rule: "Closed when everything validated that it touched is validated again."),
            ]),
        links: [
            .ofCase, LinkRole("carries-out", "the action it carries out", to: ["action"]),
        ],
        topics: ["HS-CHG"], retention: .vendorDefault,
        covers: ["Q9-6.3", "Q9-8.5.6", "HS-CHG", "A11-10", "VAL-15"])

    private static func approve(_ name: String, withSecurity: Bool) -> Transition {
        let both = [
            SignatureNeed(.approved, by: [.processOwner], notBy: [.authors]),
            SignatureNeed(.approved, by: [.qualityManager], notBy: [.authors]),
        ]
        let security = SignatureNeed(.approved, by: [.itSecurity], notBy: [.authors])
        return Transition(
            name, from: ["impact"], to: "approved",
            by: [.processOwner, .qualityManager, .qualityEngineer, .engineering, .itOperations],
            guards: [.securityAsked(withSecurity)],
            signatures: withSecurity ? both + [security] : both,
            rule: withSecurity
                ? "Process owner, quality and IT/OT security sign; none of them wrote it."
                : "Process owner and quality sign; neither of them wrote it.")
    }
}

extension Guard {
    fileprivate static func securityAsked(_ isAsked: Bool) -> Guard {
        Guard(
            "security-asked", "What touches security is approved by security too."
        ) { situation in
            let isRelevant = situation.record.isTrue("security-relevant")
            guard isRelevant != isAsked else { return [] }
            return [
                Obstacle(
                    isRelevant
                        ? "it touches security; it is approved by the step \"approve-with-security\""
                        : "it does not touch security; it is approved by the step \"approve\"")
            ]
        }
    }

    fileprivate static let validationRestored = Guard(
        "validation-restored", "What was validated before is validated again.",
        covers: ["VAL-15", "JQS-7"]
    ) { situation in
        let items = ValidatedItems(in: situation.book)
        return situation.record.things("things").flatMap { thing in
            items.standing(of: thing, at: situation.context.now) == .validated
                ? []
                : items.records(of: thing).filter { $0.state != "validated" }
                    .map { Obstacle("\(thing) is \($0.state)", in: $0.id) }
        }
    }
}
