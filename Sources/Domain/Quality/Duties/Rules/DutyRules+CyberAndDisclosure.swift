// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

extension DutyRules {
    /// Cyber security, privacy and financial disclosure (requirements §8.3).
    static let cyberAndDisclosure: [DutyRule] = [
        DutyRule(
            "OBL-NIS2-1", regime: "NIS 2", cite: "Directive 2022/2555 Art. 23(4)(a)",
            appliesIf: ["nis2-entity"], triggers: [.significantIncident], stage: "early warning",
            deadline: Deadline(24, .hours), rollover: .regulation1182, clock: .aware,
            recipient: "CSIRT or competent authority", owner: .itSecurity, provenance: .verified),
        DutyRule(
            "OBL-NIS2-2", regime: "NIS 2", cite: "Directive 2022/2555 Art. 23(4)(b)",
            appliesIf: ["nis2-entity"], triggers: [.significantIncident], stage: "notification",
            deadline: Deadline(72, .hours), rollover: .regulation1182, clock: .aware,
            recipient: "CSIRT or competent authority", owner: .itSecurity, provenance: .verified),
        DutyRule(
            "OBL-NIS2-3", regime: "NIS 2", cite: "Directive 2022/2555 Art. 23(4)(c)",
            appliesIf: ["nis2-entity"], triggers: [.significantIncident],
            stage: "intermediate report", deadline: nil, clock: .requested,
            recipient: "CSIRT or competent authority", owner: .itSecurity, provenance: .verified),
        DutyRule(
            "OBL-NIS2-4", regime: "NIS 2", cite: "Directive 2022/2555 Art. 23(4)(d), (e)",
            appliesIf: ["nis2-entity"], triggers: [.significantIncident], stage: "final report",
            deadline: Deadline(1, .months), rollover: .regulation1182, clock: .submitted,
            dependsOn: "OBL-NIS2-2", recipient: "CSIRT or competent authority",
            owner: .itSecurity, provenance: .verified,
            note: "If it goes on: progress report, final one a month after handling."),
        DutyRule(
            "OBL-CRA-V1", regime: "Cyber Resilience Act", cite: "Regulation 2024/2847 Art. 14(2)",
            status: .adoptedFuture, effectiveFrom: CivilDate(year: 2026, month: 9, day: 11),
            appliesIf: ["cra-manufacturer"], triggers: [.exploitedVulnerability],
            stage: "early warning", deadline: Deadline(24, .hours), rollover: .regulation1182,
            clock: .aware, recipient: "CSIRT designated as coordinator and ENISA",
            owner: .itSecurity, provenance: .verified),
        DutyRule(
            "OBL-CRA-V2", regime: "Cyber Resilience Act", cite: "Regulation 2024/2847 Art. 14(2)",
            status: .adoptedFuture, effectiveFrom: CivilDate(year: 2026, month: 9, day: 11),
            appliesIf: ["cra-manufacturer"], triggers: [.exploitedVulnerability],
            stage: "notification", deadline: Deadline(72, .hours), rollover: .regulation1182,
            clock: .aware, recipient: "CSIRT designated as coordinator and ENISA",
            owner: .itSecurity, provenance: .verified),
        DutyRule(
            "OBL-CRA-V3", regime: "Cyber Resilience Act", cite: "Regulation 2024/2847 Art. 14(2)",
            status: .adoptedFuture, effectiveFrom: CivilDate(year: 2026, month: 9, day: 11),
            appliesIf: ["cra-manufacturer"], triggers: [.exploitedVulnerability],
            stage: "final report", deadline: Deadline(14, .calendarDays),
            rollover: .regulation1182, clock: .measureAvailable,
            recipient: "CSIRT designated as coordinator and ENISA", owner: .itSecurity,
            provenance: .verified),
        DutyRule(
            "OBL-CRA-I1", regime: "Cyber Resilience Act", cite: "Regulation 2024/2847 Art. 14(4)",
            status: .adoptedFuture, effectiveFrom: CivilDate(year: 2026, month: 9, day: 11),
            appliesIf: ["cra-manufacturer"], triggers: [.severeProductIncident],
            stage: "early warning", deadline: Deadline(24, .hours), rollover: .regulation1182,
            clock: .aware, recipient: "CSIRT designated as coordinator and ENISA",
            owner: .itSecurity, provenance: .verified),
        DutyRule(
            "OBL-CRA-I2", regime: "Cyber Resilience Act", cite: "Regulation 2024/2847 Art. 14(4)",
            status: .adoptedFuture, effectiveFrom: CivilDate(year: 2026, month: 9, day: 11),
            appliesIf: ["cra-manufacturer"], triggers: [.severeProductIncident],
            stage: "notification", deadline: Deadline(72, .hours), rollover: .regulation1182,
            clock: .aware, recipient: "CSIRT designated as coordinator and ENISA",
            owner: .itSecurity, provenance: .verified),
        DutyRule(
            "OBL-CRA-I3", regime: "Cyber Resilience Act", cite: "Regulation 2024/2847 Art. 14(4)",
            status: .adoptedFuture, effectiveFrom: CivilDate(year: 2026, month: 9, day: 11),
            appliesIf: ["cra-manufacturer"], triggers: [.severeProductIncident],
            stage: "final report", deadline: Deadline(1, .months), rollover: .regulation1182,
            clock: .submitted, dependsOn: "OBL-CRA-I2",
            recipient: "CSIRT designated as coordinator and ENISA", owner: .itSecurity,
            provenance: .verified),
        DutyRule(
            "OBL-CRA-U", regime: "Cyber Resilience Act", cite: "Regulation 2024/2847 Art. 14(8)",
            status: .adoptedFuture, effectiveFrom: CivilDate(year: 2026, month: 9, day: 11),
            appliesIf: ["cra-manufacturer"],
            triggers: [.exploitedVulnerability, .severeProductIncident], stage: "inform users",
            deadline: nil, clock: .aware, recipient: "impacted users, and all where appropriate",
            owner: .itSecurity, provenance: .verified),
        DutyRule(
            "OBL-GDPR", regime: "GDPR", cite: "Regulation 2016/679 Art. 33, 34",
            appliesIf: ["gdpr-controller"], triggers: [.dataBreach], stage: "notification",
            deadline: Deadline(72, .hours), rollover: .regulation1182, clock: .aware,
            recipient: "supervisory authority; at high risk the persons too",
            owner: .legal, provenance: .knowledge),
        DutyRule(
            "OBL-GDPR-DO", regime: "Digital Omnibus", cite: "proposal of 2025-11-19",
            status: .proposed, appliesIf: ["gdpr-controller"], triggers: [.dataBreach],
            stage: "notification", deadline: Deadline(96, .hours), rollover: .regulation1182,
            clock: .aware, recipient: "single entry point", owner: .legal, provenance: .draft),
        DutyRule(
            "OBL-SEC", regime: "SEC", cite: "Form 8-K Item 1.05", appliesIf: ["sec-registrant"],
            triggers: [.materialIncident], stage: "disclosure",
            deadline: Deadline(4, .businessDays), calendar: "us_federal", clock: .determined,
            recipient: "SEC", owner: .legal, provenance: .secondary,
            note: "The determination itself is to be made without unreasonable delay."),
        DutyRule(
            "OBL-CIRCIA", regime: "CIRCIA", cite: "6 USC 681b, NPRM 89 FR 23644",
            status: .proposed, appliesIf: ["circia-entity"], triggers: [.significantIncident],
            stage: "report", deadline: Deadline(72, .hours), clock: .aware, recipient: "CISA",
            owner: .itSecurity, provenance: .unsure,
            note: "Sources differ on whether the final rule is in force."),
        DutyRule(
            "OBL-CIRCIA-R", regime: "CIRCIA", cite: "6 USC 681b, NPRM 89 FR 23644",
            status: .proposed, appliesIf: ["circia-entity"], triggers: [.ransomPayment],
            stage: "report of payment", deadline: Deadline(24, .hours), clock: .payment,
            recipient: "CISA", owner: .itSecurity, provenance: .unsure),
    ]
}
