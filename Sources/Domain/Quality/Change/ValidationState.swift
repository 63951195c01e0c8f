// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

extension Kind {
    /// How far an item has come on the way to being validated, and until when it is.
    ///
    /// We verify proofs; a plant validates systems. A record made with a system that was not
    /// validated then is another record, so the state is kept with its times.
    package static let validationState = Kind(
        "validation-state", title: "validation state", prefix: "VAL",
        purpose: "Whether a system or piece of equipment is validated, by what, and until when.",
        openedBy: [
            .qualityEngineer, .qualityManager, .processOwner, .engineering, .itOperations,
        ],
        fields: [
            Field(
                "things", "Item", .thing([.system, .equipment, .programme]), "What is validated.",
                isList: true, required: .always, changes: .never),
            Field(
                "use", "Intended use", .longText, "What it is used for, and what for not.",
                required: .always),
            Field(
                "plan", "Plan", .document, "The plan, with its revision.",
                required: .from("planned")),
            Field(
                "iq", "Installation", .longText,
                "What showed that it is installed as specified; raw results as files.",
                required: .from("iq")),
            Field(
                "oq", "Operation", .longText, "What showed that its functions work.",
                required: .from("oq")),
            Field(
                "pq", "Performance", .longText,
                "What showed that it does its work in the process as it is.",
                required: .from("pq")),
            Field(
                "deviations", "Deviations", .longText, "What went otherwise; also if nothing.",
                required: .from("pq")),
            Field(
                "until", "Validated until", .date,
                "The last day; then it is looked at again. Settled with the plan.",
                required: .from("planned"), changes: .onlyInFirstState),
            Field(
                "cleared-because", "Cleared because", .longText,
                "After doubt: what was looked at, and why it is still what was validated."),
            Field(
                "change", "Change", .record(["change"]),
                "The change because of which it is pending."),
        ],
        lifecycle: Lifecycle(
            [
                State("not-validated", .open, "Nobody has validated it, or it begins anew."),
                State("retired", .closed, "No longer used."),
                State("planned", .inProgress, "There is an approved plan."),
                State("iq", .inProgress, "Installed as specified."),
                State("oq", .inProgress, "Its functions work."),
                State("pq", .inReview, "It does its work; waits for approval."),
                State("validated", .inProgress, "Validated, until its day."),
                State(
                    "change-pending", .inProgress, "Being changed; used under the change's terms."),
                State("suspect", .open, "It may not be what was validated."),
                State("lapsed", .open, "Its day has passed."),
            ],
            [
                Transition(
                    "plan", from: ["not-validated"],
                    to: "planned", by: [.qualityManager, .qualityEngineer, .processOwner],
                    guards: [.dayToCome],
                    signatures: [
                        SignatureNeed(.approved, by: [.qualityManager], notBy: [.authors])
                    ],
                    rule: "Quality approves the plan before anything is tested."),
                tested("qualify-installation", "planned", "iq"),
                tested("qualify-operation", "iq", "oq"),
                tested("qualify-performance", "oq", "pq"),
                validate("validate", from: "pq", [.dayToCome]),
                validate("restore", from: "change-pending", [.dayToCome, .changeReleased]),
                validate("clear", from: "suspect", [.dayToCome, .clearedBecause]),
                Transition(
                    "begin-change", from: ["validated"], to: "change-pending",
                    by: [.processOwner, .qualityManager, .engineering, .service],
                    rule: "An approved change to it is being carried out."),
                Transition(
                    "suspect", from: ["validated", "change-pending"], to: "suspect",
                    by: [.qualityManager, .qualityEngineer, .itSecurity, .processOwner, .service],
                    asksReason: true, rule: "Something says that it is not what was validated."),
                Transition(
                    "lapse", from: ["validated"], to: "lapsed",
                    by: [.qualityManager, .qualityEngineer, .processOwner, .service],
                    guards: [.dayPassed], rule: "Its day has passed."),
                Transition(
                    "start-over", from: ["suspect", "lapsed", "change-pending"],
                    to: "not-validated", by: [.qualityManager, .qualityEngineer, .processOwner],
                    asksReason: true,
                    rule: "To be validated for longer, or after doubt, it begins with a plan."),
                Transition(
                    "retire", from: ["not-validated", "validated", "suspect", "lapsed"],
                    to: "retired", by: [.processOwner, .qualityManager],
                    signatures: [SignatureNeed(.approved, by: [.qualityManager], notBy: [.opener])],
                    asksReason: true,
                    rule: "Quality signs that it is no longer used; nobody changes it freely then."),
            ],
            voiding: SignatureNeed(.approved, by: [.qualityManager], notBy: [.authors])),
        links: [.ofCase], topics: ["HS-CHG", "HS-OPS"], retention: .vendorDefault,
        covers: ["VAL-15", "ALC-AC-8", "EPK-VAL-10", "A11-4"])

    private static func tested(
        _ name: String, _ from: StateName, _ to: StateName
    ) -> Transition {
        Transition(
            name, from: [from], to: to,
            by: [.engineering, .itOperations, .processOwner, .qualityEngineer],
            rule: "The tests of the plan were done, and their results are there.")
    }

    private static func validate(
        _ name: String, from: StateName, _ guards: [Guard]
    ) -> Transition {
        Transition(
            name, from: [from], to: "validated", by: [.qualityManager, .processOwner],
            guards: guards,
            signatures: [
                SignatureNeed(.approved, by: [.processOwner], notBy: [.authors]),
                SignatureNeed(
                    .approved, by: [.qualityManager],
                    notBy: [.authors, .performers(of: "qualify-performance")]),
            ],
            rule: "Process owner and quality sign the results; neither wrote them.")
    }
}

extension Guard {
    fileprivate static let dayToCome = Guard(
        "day-to-come", "It is validated until a day that is still to come."
    ) { situation in
        guard let until = situation.record.date("until"),
            until.isOver(at: situation.context.now)
        else { return [] }
        return [Obstacle("\(FieldValue.date(until).written) has passed", field: "until")]
    }

    fileprivate static let clearedBecause = Guard(
        "cleared-because", "What was in doubt is cleared by what somebody looked at.",
        covers: ["JQS-7"]
    ) { situation in
        situation.record["cleared-because"] == nil
            ? [Obstacle("nobody said what was looked at", field: "cleared-because")] : []
    }

    fileprivate static let dayPassed = Guard(
        "day-passed", "A validation lapses when its day has passed."
    ) { situation in
        guard let until = situation.record.date("until"),
            !until.isOver(at: situation.context.now)
        else { return [] }
        return [Obstacle("\(FieldValue.date(until).written) has not passed", field: "until")]
    }

    fileprivate static let changeReleased = Guard(
        "change-released", "The change was released before it counts as validated again.",
        covers: ["VAL-15"]
    ) { situation in
        let changes = situation.record.records("change").compactMap { situation.book[$0] }
        guard !changes.isEmpty else {
            return [Obstacle("no change is named; plan it anew", field: "change")]
        }
        return changes.filter { !["released", "verified", "closed"].contains($0.state) }
            .map { Obstacle("the change is \($0.state)", in: $0.id) }
    }
}
