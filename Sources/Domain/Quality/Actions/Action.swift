// SPDX-License-Identifier: Apache-2.0
import Access
import Records

extension Kind {
    /// Something that is done about a case: for the item, against the cause, or against a cause to come.
    ///
    /// One register for all of them, wherever they are carried out: an action stands once, with one
    /// owner and one date, and is never pushed into another system unless somebody chose to (JQS-6).
    package static let action = Kind(
        "action", title: "action", prefix: "ACT",
        purpose:
            "A correction, corrective or preventive action, its owner, date and what became of it.",
        openedBy: .caseWorkers,
        fields: [
            Field(
                "what", "What is done", .longText,
                "What somebody does, so that another can see it.",
                required: .always, changes: .onlyInFirstState),
            Field(
                "type", "Type",
                .choice([
                    .init("correction", "Puts the item right."),
                    .init("corrective", "Takes the cause away."),
                    .init("preventive", "Takes a cause away before it acts."),
                ]), "What it is aimed at.", required: .always, changes: .onlyInFirstState),
            Field(
                "nature", "Nature",
                .choice([
                    .init("process", "The process, the equipment, the instruction."),
                    .init("hardening", "A system is made harder to misuse."),
                    .init("data-integrity", "Records are made good or made safer."),
                    .init("governance", "Rules, duties, training."),
                ]), "What it changes.", required: .always, changes: .onlyInFirstState),
            Field(
                "cause", "Causes", .record(["cause"]), "The causes it is against.", isList: true,
                changes: .onlyInFirstState),
            Field(
                "things", "Assets", .thing([]), "What it is done to.", isList: true,
                changes: .onlyInFirstState),
            Field(
                "owner", "Owner", .person, "Who sees that it is done.", bodyClass: .person,
                required: .from("open")),
            Field(
                "owning-system", "Owning system", .choice(OwningSystem.choices),
                "Where it is worked on.", required: .from("open")),
            Field(
                "push", "Push", .flag,
                "Whether it is to be sent there by itself. Not unless chosen."),
            Field(
                "due", "Due", .moment, "By when.", required: .from("open"),
                changes: .onlyThrough("extension-request")),
            Field(
                "change", "Changes", .record(["change"]),
                "The approved changes it is carried out under.", isList: true),
            Field(
                "result", "Result", .longText, "What was done, and what shows it.",
                required: .from("done")),
            Field(
                "documents", "Documents changed", .document,
                "What was changed on paper, at its new revision.", isList: true),
            Field(
                "read-across", "Also for", .longText,
                "Which other parts, lines, sites it was done for."),
        ],
        lifecycle: Lifecycle(
            [
                State("proposed", .open, "Nobody has taken it on."),
                State("open", .open, "Taken on, with an owner and a date."),
                State("in-progress", .inProgress, "Being done."),
                State("ineffective", .inProgress, "Done, and it did not help."),
                State("done", .inReview, "Done; nobody else has looked yet."),
                State("verified", .closed, "Another than who did it saw that it is done."),
                State("dropped", .cancelled, "Not done, and somebody answers for that."),
            ],
            [
                Transition(
                    "accept", from: ["proposed"], to: "open", by: .caseWorkers,
                    guards: [.notThereAlready, .causeShown],
                    rule: "Taken on once, with owner and date, against a cause that was shown."),
                Transition(
                    "start", from: ["open"], to: "in-progress",
                    by: Set.caseWorkers.union([.service]), rule: "Somebody works on it."),
                Transition(
                    "finish", from: ["in-progress"], to: "done",
                    by: Set.caseWorkers.union([.service]),
                    guards: [
                        .changeApproved(), .evidencePreserved(severity: .warn), .knownThere,
                    ],
                    rule: "It is done, under the change it needs, and the result says what."),
                Transition(
                    "verify", from: ["done"], to: "verified", by: .caseWorkers,
                    notBy: independent, guards: [.effectivenessPlanned],
                    signatures: [SignatureNeed(.verified, by: .caseWorkers, notBy: independent)],
                    rule: "Who neither wrote, owns nor did it signs that it is done."),
                Transition(
                    "find-ineffective", from: ["done"], to: "ineffective",
                    by: Set.caseWorkers.union([.service]), asksReason: true,
                    rule: "What did not help is not done with."),
                Transition(
                    "take-up", from: ["ineffective"], to: "open",
                    by: Set.caseWorkers.union([.service]),
                    rule: "It is taken up again."),
                Transition(
                    "drop", from: ["proposed", "open", "in-progress", "ineffective"], to: "dropped",
                    by: [.qualityManager, .itSecurity, .siteManagement],
                    notBy: [.named(inField: "owner")],
                    signatures: [
                        SignatureNeed(
                            .approved, by: [.qualityManager, .itSecurity, .siteManagement],
                            notBy: [.named(inField: "owner")])
                    ],
                    asksReason: true, rule: "Another than its owner signs why it is not done."),
            ],
            voiding: SignatureNeed(
                .approved, by: [.qualityManager, .itSecurity], notBy: [.named(inField: "owner")]),
            reopening: .init(to: "open", by: [.qualityManager, .itSecurity, .service])),
        links: [.ofCase], topics: ["HS-NC", "HS-CHG"], retention: .vendorDefault,
        covers: ["JQS-6", "Q9-10.2", "EPK-NC-10", "EPK-JQS-11"])

    /// Those kept from verifying.
    ///
    /// The authors are among them because an owner could else name
    /// another owner and then verify what was theirs.
    private static let independent: [Excluded] = [
        .authors, .performers(of: "start"), .performers(of: "finish"), .named(inField: "owner"),
    ]
}

/// Where an action is worked on.
package enum OwningSystem: String, CaseIterable, Hashable, Sendable {
    case here, qms, itsm
    case otMaintenance = "ot-maintenance"
    case mesChange = "mes-change"

    private var meaning: String {
        switch self {
        case .here: "In this system."
        case .qms: "In the quality system."
        case .itsm: "In the ticket system of IT."
        case .otMaintenance: "In the maintenance of controls."
        case .mesChange: "In the change control of the execution system."
        }
    }

    static let choices = allCases.map { FieldType.Choice($0.rawValue, $0.meaning) }
}

extension Guard {
    fileprivate static let notThereAlready = Guard(
        "not-there-already", "One action against one cause on one asset stands once.",
        covers: ["JQS-6"]
    ) { situation in
        ActionRegister(in: situation.book).duplicates(of: situation.record)
            .map { Obstacle("the same action stands already: \($0.title)", in: $0.id) }
    }

    fileprivate static let causeShown = Guard(
        "cause-shown", "A corrective action is against a cause that was shown.",
        covers: ["RCA-ISH", "RCA-8D-T"]
    ) { situation in
        guard situation.record.text("type") == "corrective" else { return [] }
        let causes = situation.record.records("cause").compactMap { situation.book[$0] }
        guard !causes.isEmpty else { return [Obstacle("no cause is named", field: "cause")] }
        return causes.filter { $0.state != "verified" }
            .map { Obstacle("the cause is \($0.state), not verified", in: $0.id) }
    }

    /// The other side's number is what keeps two lists of actions from drifting apart.
    fileprivate static let knownThere = Guard(
        "known-there", "An action that another system owns names its number there.",
        severity: .warn, covers: ["JQS-6", "JQS-1"]
    ) { situation in
        guard let system = situation.record.text("owning-system"),
            system != OwningSystem.here.rawValue, situation.record.systemLinks.isEmpty
        else { return [] }
        return [Obstacle("it is owned by \(system), and no number there is linked")]
    }

    fileprivate static let effectivenessPlanned = Guard(
        "effectiveness-planned",
        "How a corrective or preventive action is judged is settled before it is closed.",
        covers: ["RCA-EFF", "Q9-10.2"]
    ) { situation in
        guard situation.record.text("type") != "correction" else { return [] }
        let checks = ActionRegister(in: situation.book).checks(of: situation.record.id)
        return checks.contains {
            $0.state != "draft" && situation.book.status(of: $0) != .cancelled
        }
            ? [] : [Obstacle("no effectiveness check is planned for it")]
    }
}
