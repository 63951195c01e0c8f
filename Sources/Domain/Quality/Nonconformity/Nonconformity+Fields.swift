// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

/// What is written down about a nonconformity (field conventions §4).
///
/// Number, revision, site, who opened it and when are the engine's; links to other systems too.
enum NonconformityFields {
    static let all =
        identity + detection + times + place + product + requirement + screening + triage
        + evaluation + problemSolving

    private static let identity: [Field] = [
        Field(
            "type", "Type", .choice(types), "Where in the business it belongs.",
            required: .from("triage")),
        Field(
            "class", "Class", .choice(classes), "How grave it is.", required: .from("containment")),
        Field(
            "original-type", "Type at the source", .text,
            "What the system it came from calls it, as received."),
    ]

    static let types: [FieldType.Choice] = [
        .init("receiving", "found on what was received"),
        .init("manufacturing", "found in our own making"),
        .init("field", "found in use"),
        .init("customer", "found or complained of by a customer"),
        .init("supplier", "caused at a supplier and found elsewhere"),
        .init("audit", "found by an audit"),
        .init("security", "found by security, touching product or its records"),
    ]

    static let classes: [FieldType.Choice] = [
        .init("minor", "no effect on form, fit, function or safety"),
        .init("major", "may make the product fail or less usable"),
        .init("critical", "may harm people"),
    ]

    private static let detection: [Field] = [
        Field(
            "source", "Who found it", .choice(sources), "Which side it was found by.",
            required: .from("triage")),
        Field(
            "stage", "Where it was found", .choice(stages), "At which stage of the product's life.",
            required: .from("triage")),
        Field(
            "reporter", "Reporter", .person, "Who found it, when that is one of us.",
            bodyClass: .person),
        Field(
            "reporting-organisation", "Reporting organisation", .text,
            "Who found it, when that is not one of us."),
        Field(
            "observed", "Observed", .longText,
            "What was found, measured against what is required.", required: .always),
    ]

    static let sources: [FieldType.Choice] = [
        .init("internal", "ourselves"), .init("supplier", "a supplier"),
        .init("customer", "a customer"), .init("audit", "an auditor"),
        .init("security", "the security desk"),
    ]

    static let stages: [FieldType.Choice] = [
        .init("incoming", "at receipt"), .init("in-process", "while it was made"),
        .init("final", "at the last inspection"), .init("stock", "in stock"),
        .init("delivered", "after it had been delivered"),
    ]

    private static let times: [Field] = [
        Field("occurred-at", "Occurred", .moment, "When it came about, where that is known."),
        Field(
            "detected-at", "Detected", .moment, "When it was found.", required: .from("triage")),
        Field("recorded-at", "Recorded", .moment, "When the source first wrote it down."),
        Field("received-at", "Received", .moment, "When word of it came to us."),
    ]

    private static let place: [Field] = [
        Field("place", "Place", .thing([.place, .equipment]), "The cell or area."),
        Field("operation", "Operation", .thing([.operation]), "At which operation."),
        Field("customer", "Customer", .thing([.party]), "Whose product it is.", isList: true),
        Field("project", "Programme", .text, "The customer's programme or project."),
        Field("contract", "Contract", .text, "The contract or order that asks for it."),
    ]

    private static let product: [Field] = [
        Field("part", "Part", .thing([.material]), "The part number."),
        Field("part-revision", "Part revision", .text, "The revision of the part."),
        Field(
            "product", "Product", .thing([.lot, .serial, .container]),
            "Serials, lots, heats and batches that are affected.", isList: true),
        Field(
            "affected-quantity", "Affected", .quantity, "How much is affected in all.",
            required: .from("disposition")),
        Field("used-quantity", "Used", .quantity, "How much of it has gone into other product."),
        Field("quarantined-quantity", "Quarantined", .quantity, "How much of it is set apart."),
        Field("scrapped-quantity", "Scrapped", .quantity, "How much of it is scrapped already."),
        Field("delivered-quantity", "Delivered", .quantity, "How much of it has left."),
        Field(
            "in-force", "Documents in force", .document,
            "Drawing, model, plan and software with the revisions in force then.", isList: true),
        Field(
            "executed-under", "Execution records",
            .thing([.order, .operation, .shipment, .record, .certificate]),
            "Work order, purchase order, receipt, shipment.", isList: true),
        Field(
            "equipment", "Equipment", .thing([.equipment, .system, .programme]),
            "Machines, systems and programmes it was made or measured with.", isList: true),
    ]

    private static let requirement: [Field] = [
        Field(
            "requirement", "Requirement", .document,
            "The clause that is not met and its revision: AMS2759-3.4@F.",
            required: .from("containment")),
        Field(
            "permission", "Permission", .record(["concession", "deviation-permit"]),
            "A permission that was there already.", isList: true),
        Field("characteristic", "Characteristic", .text, "Which characteristic is off."),
        Field("measured", "Measured", .text, "What was measured."),
        Field("required-value", "Required", .text, "What it has to be."),
        Field("defect-codes", "Defect codes", .text, "As your list has them.", isList: true),
        Field("cause-codes", "Cause codes", .text, "As your list has them.", isList: true),
        Field(
            "evidence", "Evidence", .thing([.record, .document, .certificate]),
            "What shows it; files are attached.", isList: true),
    ]

    private static let screening: [Field] = [
        Field(
            "security-in-scope", "Security in scope", .flag,
            "Whether a system, an account or a change nobody can explain may have caused it.",
            required: .from("containment")),
        Field(
            "data-integrity-in-scope", "Data integrity in scope", .flag,
            "Whether records may be false, missing or changed.", required: .from("containment")),
        Field(
            "screening", "Screening", .longText,
            "What makes you say so: who looked at what.", required: .from("containment")),
    ]

    private static let triage: [Field] = TriagePolicy.allCases.flatMap { policy in
        [
            Field(
                policy.field, policy.title, .flag, policy.question, required: .from("containment")),
            Field(
                policy.rationale, "\(policy.title): why not", .longText,
                "Asked for when it is not needed."),
        ]
    }

    private static let evaluation: [Field] = [
        Field(
            "population", "Population", .longText,
            "How the affected product was found, upstream and down, and what bounds the search.",
            required: .from("evaluation")),
        Field(
            "evaluation", "Evaluation", .longText, "What it means for the product and its use.",
            required: .from("disposition")),
        Field(
            "similar-elsewhere", "Similar elsewhere", .longText,
            "Where else it could be: parts, lines, sites, and what was found there."),
        Field(
            "risk-update", "Risks", .longText,
            "Whether risks and FMEA were brought up to date, or why not."),
    ]

    private static let problemSolving: [Field] = [
        Field("team", "Team", .person, "Who works on it.", isList: true, bodyClass: .person),
        Field("is", "Is", .longText, "What, where, when and how many it is."),
        Field("is-not", "Is not", .longText, "What it could be and is not."),
        Field(
            "changed-documents", "Changed documents", .document,
            "Documents that were changed so that it does not come back.", isList: true),
        Field("recognition", "Recognition", .longText, "What the team is thanked for."),
    ]
}
