// SPDX-License-Identifier: Apache-2.0
import Access
import Records

extension Kind {
    /// A duty that the plant knows of: a law of its country, a term of a contract.
    ///
    /// What ships is a start; here a plant puts its own in the place of ours, and somebody of
    /// regulatory affairs or law signs for it.
    package static let dutyRule = Kind(
        "duty-rule", title: "duty rule", prefix: "DTR",
        purpose: "A duty to tell somebody in time: from whom, what starts its clock, by when.",
        openedBy: [.regulatory, .legal, .qualityManager, .itSecurity],
        fields: [
            text("id", "Id", "As it is cited; that of a rule that ships takes its place."),
            text("regime", "Regime", "The law or the customer."),
            text("cite", "Cited as", "Article or clause."),
            Field(
                "status", "Status",
                .choice(
                    DutyRule.Status.allCases.map { .init($0.rawValue, "As the law stands.") }),
                "Whether it binds. What is only proposed never fires.", required: .always,
                changes: .onlyInFirstState),
            Field(
                "effective-from", "Effective from", .date, "Before that day it does not fire.",
                changes: .onlyInFirstState),
            Field(
                "applies-if", "Applies if", .text, "Any of these terms of the profile.",
                isList: true, required: .always, changes: .onlyInFirstState),
            Field(
                "triggers", "Triggers",
                .choice(
                    DutyTrigger.allCases.map { .init($0.rawValue, "When that has happened.") }),
                "What must have happened; any of them.", isList: true, required: .always,
                changes: .onlyInFirstState),
            text("stage", "Stage", "What is owed: early warning, final report."),
            Field(
                "amount", "Amount", .text, "How many; empty where the source gives no number.",
                changes: .onlyInFirstState),
            Field(
                "unit", "Unit",
                .choice(Deadline.Unit.allCases.map { .init($0.rawValue, $0.words) }),
                "Of what.", changes: .onlyInFirstState),
            text("calendar", "Calendar", "By whose working days it counts: weekdays, us_federal."),
            Field(
                "rollover", "Rollover",
                .choice(Rollover.allCases.map { .init($0.rawValue, "At an end on a day off.") }),
                "What happens at an end on which nobody works.", required: .always,
                changes: .onlyInFirstState),
            Field(
                "clock", "Clock starts",
                .choice(ClockStart.allCases.map { .init($0.rawValue, $0.question) }),
                "The event that starts it.", required: .always, changes: .onlyInFirstState),
            Field(
                "depends-on", "Depends on", .text, "The rule whose submission starts the clock.",
                changes: .onlyInFirstState),
            text("recipient", "Recipient", "Who must be told."),
            Field(
                "owner", "Owner",
                .choice(Role.allCases.map { .init($0.rawValue, "That function sees to it.") }),
                "Which function sees to it.", required: .always, changes: .onlyInFirstState),
            Field("note", "Note", .longText, "What it leaves open.", changes: .onlyInFirstState),
        ],
        lifecycle: Lifecycle(
            [
                State("draft", .open, "Being written; judges nothing."),
                State("active", .inProgress, "What cases are judged by."),
                State("withdrawn", .closed, "Judges nothing any more."),
            ],
            [
                Transition(
                    "activate", from: ["draft"], to: "active", by: [.regulatory, .legal],
                    guards: [.ruleReadable],
                    signatures: [
                        SignatureNeed(.approved, by: [.regulatory, .legal], notBy: [.authors])
                    ],
                    rule: "Another of regulatory affairs or law than who wrote it signs."),
                Transition(
                    "withdraw", from: ["draft", "active"], to: "withdrawn",
                    by: [.regulatory, .legal],
                    signatures: [
                        SignatureNeed(.approved, by: [.regulatory, .legal], notBy: [.opener])
                    ],
                    asksReason: true, rule: "Another than who opened it signs why it ends."),
            ],
            voiding: SignatureNeed(.approved, by: [.legal], notBy: [.authors])),
        topics: ["HS-COM"], retention: .vendorDefault, covers: ["OBL-R7"])

    private static func text(_ name: String, _ title: String, _ explanation: String) -> Field {
        Field(name, title, .text, explanation, required: .always, changes: .onlyInFirstState)
    }
}

extension DutyRule {
    /// Reads a rule from its record; `nil` when the record does not say what a rule must say.
    package init?(record: RecordState) {
        guard let id = record.text("id"), let regime = record.text("regime"),
            let cite = record.text("cite"),
            let status = record.text("status").flatMap({ Status(rawValue: $0) }),
            let stage = record.text("stage"), let calendar = record.text("calendar"),
            let rollover = record.text("rollover").flatMap({ Rollover(rawValue: $0) }),
            let clock = record.text("clock").flatMap({ ClockStart(rawValue: $0) }),
            let recipient = record.text("recipient"),
            let owner = record.text("owner").flatMap({ Role(rawValue: $0) })
        else { return nil }
        let unit = record.text("unit").flatMap { Deadline.Unit(rawValue: $0) }
        var deadline: Deadline?
        if let written = record.text("amount") {
            guard let amount = Int64(written), let unit,
                (1...Deadline.amountMax).contains(amount)
            else { return nil }
            deadline = Deadline(amount, unit)
        }
        self.init(
            id, revision: "\(record.id)", regime: regime, cite: cite, status: status,
            effectiveFrom: record.date("effective-from"),
            appliesIf: Set(record.texts("applies-if")),
            triggers: Set(record.texts("triggers").compactMap { DutyTrigger(rawValue: $0) }),
            stage: stage, deadline: deadline, calendar: calendar, rollover: rollover,
            clock: clock, dependsOn: record.text("depends-on"), recipient: recipient,
            owner: owner, provenance: .plant, note: record.text("note"))
    }
}

extension Guard {
    fileprivate static let ruleReadable = Guard(
        "rule-readable", "Amount and unit are there together, and can be counted."
    ) { situation in
        if DutyRule(record: situation.record) == nil {
            return [Obstacle("amount and unit make no deadline", field: "amount")]
        }
        let rule = situation.record
        guard (rule.text("clock") == ClockStart.submitted.rawValue) == (rule["depends-on"] != nil)
        else {
            return [
                Obstacle(
                    "a clock that starts with a submission says of which rule, and no other does",
                    field: "depends-on")
            ]
        }
        return []
    }
}
