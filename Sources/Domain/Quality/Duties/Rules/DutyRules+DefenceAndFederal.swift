// SPDX-License-Identifier: Apache-2.0
import Access

extension DutyRules {
    /// United States: defence and federal contracts (requirements §8.2).
    static let defenceAndFederal: [DutyRule] = [
        DutyRule(
            "OBL-7012-R", regime: "DFARS", cite: "252.204-7012(c)",
            appliesIf: ["dod-contractor", "dod-subcontractor"], triggers: [.cyberIncident],
            stage: "report", deadline: Deadline(72, .hours), clock: .discovered,
            recipient: "DoD portal (clause: DIBNet); needs a medium-assurance certificate",
            owner: .itSecurity, provenance: .verified,
            note: "A secondary source names DC3/DCISE since June 2025."),
        DutyRule(
            "OBL-7012-P", regime: "DFARS", cite: "252.204-7012(e)",
            appliesIf: ["dod-contractor", "dod-subcontractor"], triggers: [.cyberIncident],
            stage: "keep images and captures at least 90 days",
            deadline: nil, clock: .submitted, dependsOn: "OBL-7012-R",
            recipient: "none; the images are kept", owner: .itSecurity, provenance: .verified,
            note: "Preserve from discovery; a preservation order keeps the day."),
        DutyRule(
            "OBL-7012-M", regime: "DFARS", cite: "252.204-7012(d)",
            appliesIf: ["dod-contractor", "dod-subcontractor"], triggers: [.malware],
            stage: "submit isolated malware", deadline: nil, clock: .discovered,
            recipient: "DC3, not the contracting officer", owner: .itSecurity,
            provenance: .verified),
        DutyRule(
            "OBL-7012-S", regime: "DFARS", cite: "252.204-7012(m)(2)",
            appliesIf: ["dod-subcontractor"], triggers: [.cyberIncident],
            stage: "report number to prime or next tier", deadline: nil, clock: .submitted,
            dependsOn: "OBL-7012-R", recipient: "prime contractor", provenance: .secondary,
            note: "As soon as practicable."),
        DutyRule(
            "OBL-7003", regime: "DFARS", cite: "252.246-7003", appliesIf: ["dod-safety-items"],
            triggers: [.safetyDeficiency], stage: "notice", deadline: Deadline(72, .hours),
            calendar: "us_federal", clock: .discovered,
            recipient: "ACO and PCO; a subcontractor also the prime", provenance: .secondary),
        DutyRule(
            "OBL-7003-W", regime: "DFARS", cite: "252.246-7003", appliesIf: ["dod-safety-items"],
            triggers: [.safetyDeficiency], stage: "written notice",
            deadline: Deadline(5, .workDays), calendar: "us_federal", clock: .discovered,
            recipient: "ACO and PCO; a subcontractor also the prime", provenance: .secondary),
        DutyRule(
            "OBL-24626", regime: "FAR", cite: "52.246-26", appliesIf: ["far-contract"],
            triggers: [.counterfeit], stage: "report to contracting officer and GIDEP",
            deadline: Deadline(60, .calendarDays), calendar: "us_federal", clock: .aware,
            recipient: "contracting officer and GIDEP", provenance: .secondary,
            note: "Items are retained until told otherwise. Reason to suspect is enough."),
        DutyRule(
            "OBL-7007", regime: "DFARS", cite: "252.246-7007, 252.246-7008",
            appliesIf: ["dod-electronic-parts"], triggers: [.counterfeit],
            stage: "report to contracting officer and GIDEP",
            deadline: Deadline(60, .calendarDays), calendar: "us_federal", clock: .aware,
            recipient: "contracting officer and GIDEP", provenance: .knowledge),
        DutyRule(
            "OBL-889", regime: "FAR", cite: "52.204-25(d)", appliesIf: ["federal-contractor"],
            triggers: [.coveredTelecom], stage: "first report",
            deadline: Deadline(1, .businessDays), calendar: "us_federal", clock: .notified,
            recipient: "contracting officer; DoD: portal", provenance: .verified),
        DutyRule(
            "OBL-889-F", regime: "FAR", cite: "52.204-25(d)", appliesIf: ["federal-contractor"],
            triggers: [.coveredTelecom], stage: "further report",
            deadline: Deadline(10, .businessDays), calendar: "us_federal", clock: .submitted,
            dependsOn: "OBL-889", recipient: "contracting officer; DoD: portal",
            provenance: .verified),
    ]
}
