// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

extension Kind {
    /// Something done to a system to stop harm: isolate, disable an account, roll back.
    ///
    /// Pulling a cable in a plant can spoil a batch or leave a furnace without its controller. So a
    /// measure that reaches into production is executed with the concurrence of operations, and where
    /// people or the environment could be harmed, of somebody qualified for safety (JQS-5). What else
    /// could have been done is written down with it.
    package static let securityMeasure = Kind(
        "security-measure", title: "security measure", prefix: "SEM",
        purpose: "A measure on a system against harm, with who agreed and what it costs elsewhere.",
        openedBy: [
            .itSecurity, .itOperations, .processOwner, .operations, .qualityManager,
            .qualityEngineer,
        ],
        fields: [
            Field(
                "measure", "Measure",
                .choice([
                    .init("isolate", "Cut off from the network, or part of it."),
                    .init("disable-account", "Lock an account."),
                    .init("rotate-credentials", "Give out new passwords, keys, certificates."),
                    .init(
                        "roll-back-configuration", "Go back to a configuration known to be good."),
                    .init("block-connection", "Close one way in or out."),
                    .init("stop-system", "Stop it in good order."),
                    .init("other", "Something else; the reason says what."),
                ]), "What is done.", required: .always, changes: .onlyInFirstState),
            Field(
                "things", "Systems and accounts",
                .thing([.system, .equipment, .account, .programme]), "What it is done to.",
                isList: true, required: .always, changes: .never),
            Field(
                "on-ot", "Touches production", .flag,
                "Whether it touches a control system or a line that runs.", required: .always,
                changes: .onlyInFirstState),
            Field(
                "safety", "Touches safety", .flag,
                "Whether people, the environment or the equipment could come to harm by it.",
                required: .always, changes: .onlyInFirstState),
            Field("reason", "Reason", .longText, "Why this measure.", required: .always),
            Field(
                "alternatives", "Alternatives", .longText,
                "What else could be done, and why it is not.", isList: true,
                required: .from("executed")),
            Field(
                "side-effect", "Side effect", .longText,
                "What it does to production and product: lines that stop, batches that wait.",
                required: .from("executed")),
            Field(
                "change", "Changes", .record(["change"]),
                "Where it changes something validated: the changes it is done under.",
                isList: true),
            Field("owner", "Owner", .person, "Who sees to it.", bodyClass: .person),
            Field("due", "Due", .moment, "By when it must be in force."),
            Field(
                "executing-system", "Executing system", .text,
                "Where it is carried out: firewall, directory, ITSM, by hand at the switch.",
                required: .from("executed")),
            Field(
                "proof", "Proof", .longText, "What shows that it is in force.",
                required: .from("executed")),
        ],
        lifecycle: Lifecycle(
            [
                State("ordered", .open, "Wanted; not in force."),
                State("failed", .open, "Tried; it could not be carried out."),
                State("executed", .inProgress, "In force."),
                State("lifted", .closed, "Taken back; things are as they should be."),
                State("withdrawn", .cancelled, "Nobody wants it any more; it was never in force."),
            ],
            [
                execute("execute", .noConcurrence, [], "On systems apart from production."),
                execute(
                    "execute-on-ot", .operations, [operationsConcur],
                    "On production systems, operations concur by signature."),
                execute(
                    "execute-with-safety", .operationsAndSafety, [operationsConcur, safetyConcurs],
                    "Where somebody could come to harm, operations and safety concur."),
                Transition(
                    "fail", from: ["ordered", "executed"], to: "failed",
                    by: [.itSecurity, .itOperations, .operations, .service], asksReason: true,
                    rule: "It could not be carried out, or was found not to be in force."),
                Transition(
                    "lift", from: ["executed"], to: "lifted", by: [.itSecurity],
                    signatures: [SignatureNeed(.released, by: [.itSecurity], notBy: [.authors])],
                    asksReason: true,
                    rule: "Another of IT/OT security than who ordered it signs that it may end."),
                Transition(
                    "withdraw", from: ["ordered", "failed"], to: "withdrawn",
                    by: [.itSecurity, .itOperations], asksReason: true,
                    rule: "A measure that is not in force and not wanted is withdrawn."),
            ],
            voiding: SignatureNeed(.approved, by: [.itSecurity], notBy: [.authors])),
        links: [
            .ofCase, LinkRole("because-of", "the decision it carries out", to: ["decision"]),
        ],
        topics: ["HS-NC", "HS-OPS"], retention: .vendorDefault,
        covers: ["JQS-5", "EPK-JQS-9"])

    private static let operationsConcur = SignatureNeed(
        .approved, by: [.operations], notBy: [.opener])

    private static let safetyConcurs = SignatureNeed(
        .approved, by: [.operations, .engineering, .processOwner, .siteManagement],
        notBy: [.opener], qualification: Concurrence.safetyQualification)

    private static func execute(
        _ name: String, _ needed: Concurrence, _ signatures: [SignatureNeed], _ rule: String
    ) -> Transition {
        Transition(
            name, from: ["ordered", "failed"], to: "executed",
            by: [.itSecurity, .itOperations, .operations, .processOwner],
            guards: [
                .concurrence(of: needed), .rollsBackNoEvidence, .changeApproved(severity: .warn),
            ],
            signatures: signatures, rule: rule)
    }
}

/// Who must agree before a measure on a system is carried out.
package enum Concurrence: String, Hashable, Sendable {
    case noConcurrence, operations, operationsAndSafety

    /// What somebody must be qualified for to concur for safety.
    package static let safetyQualification = "process-safety"

    /// The step that executes a measure with this concurrence.
    package var step: String {
        switch self {
        case .noConcurrence: "execute"
        case .operations: "execute-on-ot"
        case .operationsAndSafety: "execute-with-safety"
        }
    }

    /// What a measure needs: by what its author said, or by what the system register says of its
    /// systems, whichever asks for more.
    package static func needed(
        for measure: RecordState, in book: RecordBook
    ) -> Concurrence {
        let things = measure.things("things")
        let register = RegisteredSystems(in: book)
        if measure.isTrue("safety") || register.touchesSafety(things) {
            return .operationsAndSafety
        }
        if measure.isTrue("on-ot") || register.touchesProduction(things) { return .operations }
        return .noConcurrence
    }
}

extension Guard {
    /// Cutting a system off keeps what is on it; rolling it back does not.
    fileprivate static let rollsBackNoEvidence = Guard(
        "rolls-back-no-evidence", "Nothing is rolled back over evidence that is to be preserved.",
        covers: ["JQS-4"]
    ) { situation in
        situation.record.text("measure") == "roll-back-configuration"
            ? Guard.evidencePreserved().obstacles(situation) : []
    }

    fileprivate static func concurrence(of given: Concurrence) -> Guard {
        Guard(
            "concurrence", "A measure is executed with the concurrence that its systems ask for.",
            covers: ["JQS-5", "EPK-JQS-9"]
        ) { situation in
            let needed = Concurrence.needed(for: situation.record, in: situation.book)
            guard needed != given else { return [] }
            return [
                Obstacle(
                    "by its own words or the system register, this is executed by the step "
                        + "\"\(needed.step)\"")
            ]
        }
    }
}
