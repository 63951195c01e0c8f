// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

extension DutyRules {
    /// Vehicles, food, consumer products, export control (requirements §8.7).
    static let productsAndExport: [DutyRule] = [
        DutyRule(
            "OBL-573", regime: "NHTSA", cite: "49 CFR 573.6(b)",
            appliesIf: ["vehicle-manufacturer"], triggers: [.safetyDefect],
            stage: "defect report", deadline: Deadline(5, .workDays), calendar: "us_federal",
            clock: .determined, recipient: "NHTSA", provenance: .verified,
            note: "Updates within five working days too."),
        DutyRule(
            "OBL-RFR", regime: "FDA", cite: "FD&C Act 417", appliesIf: ["food-facility"],
            triggers: [.reportableFood], stage: "report", deadline: Deadline(24, .hours),
            clock: .determined, recipient: "FDA Reportable Food Registry", provenance: .secondary),
        DutyRule(
            "OBL-204", regime: "FDA", cite: "21 CFR 1 subpart S", status: .adoptedFuture,
            effectiveFrom: CivilDate(year: 2028, month: 7, day: 20), appliesIf: ["traced-foods"],
            triggers: [.traceRequest], stage: "sortable records", deadline: Deadline(24, .hours),
            clock: .requested, recipient: "FDA", provenance: .secondary),
        DutyRule(
            "OBL-CPSC", regime: "CPSC", cite: "CPSA 15(b)", appliesIf: ["consumer-products"],
            triggers: [.productHazard], stage: "report", deadline: Deadline(24, .hours),
            clock: .informationReceived, recipient: "CPSC", provenance: .knowledge),
        DutyRule(
            "OBL-ITAR", regime: "ITAR", cite: "22 CFR 127.12, 126.1(e)(2)", appliesIf: ["itar"],
            triggers: [.exportViolation], stage: "full disclosure",
            deadline: Deadline(60, .calendarDays), calendar: "us_federal", clock: .notified,
            recipient: "DDTC", owner: .legal, provenance: .verified,
            note: "For a 126.1 country at once, and mandatory."),
        DutyRule(
            "OBL-EAR", regime: "EAR", cite: "15 CFR 764.5", appliesIf: ["ear"],
            triggers: [.exportViolation], stage: "narrative of self-disclosure",
            deadline: Deadline(180, .calendarDays), calendar: "us_federal", clock: .notified,
            recipient: "BIS", owner: .legal, provenance: .verified,
            note: "Rule of 2013; later amendments were not checked."),
    ]
}
