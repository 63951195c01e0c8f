// SPDX-License-Identifier: Apache-2.0

extension DutyRules {
    /// Medical devices and medicines (requirements §8.5).
    static let devicesAndMedicines: [DutyRule] = [
        DutyRule(
            "OBL-MDR-2", regime: "EU MDR", cite: "Regulation 2017/745 Art. 87(3)-(5)",
            appliesIf: ["eu-device-manufacturer"], triggers: [.publicHealthThreat],
            stage: "serious public health threat", deadline: Deadline(2, .calendarDays),
            rollover: .regulation1182, clock: .aware, recipient: "competent authority by EUDAMED",
            provenance: .verified),
        DutyRule(
            "OBL-MDR-10", regime: "EU MDR", cite: "Regulation 2017/745 Art. 87(3)-(5)",
            appliesIf: ["eu-device-manufacturer"], triggers: [.deathOrDeterioration],
            stage: "death or unanticipated serious deterioration",
            deadline: Deadline(10, .calendarDays), rollover: .regulation1182, clock: .aware,
            recipient: "competent authority by EUDAMED", provenance: .verified),
        DutyRule(
            "OBL-MDR-15", regime: "EU MDR", cite: "Regulation 2017/745 Art. 87(3)-(5)",
            appliesIf: ["eu-device-manufacturer"], triggers: [.seriousIncident],
            stage: "other serious incident", deadline: Deadline(15, .calendarDays),
            rollover: .regulation1182, clock: .aware, recipient: "competent authority by EUDAMED",
            provenance: .verified),
        DutyRule(
            "OBL-MDR-FSCA", regime: "EU MDR", cite: "Regulation 2017/745 Art. 87(1)(b), (8)",
            appliesIf: ["eu-device-manufacturer"], triggers: [.fieldAction],
            stage: "field safety corrective action", deadline: nil, clock: .decided,
            recipient: "competent authority", provenance: .secondaryOrKnowledge,
            note: "Without undue delay, before it is undertaken except in urgency."),
        DutyRule(
            "OBL-MDR-REF", regime: "EU MDR reform", cite: "COM(2025)1023", status: .proposed,
            appliesIf: ["eu-device-manufacturer"], triggers: [.seriousIncident],
            stage: "other serious incident", deadline: Deadline(30, .calendarDays),
            rollover: .regulation1182, clock: .aware, recipient: "competent authority",
            provenance: .draft),
        DutyRule(
            "OBL-IVDR-2", regime: "EU IVDR", cite: "Regulation 2017/746 Art. 82",
            appliesIf: ["eu-ivd-manufacturer"], triggers: [.publicHealthThreat],
            stage: "vigilance report", deadline: Deadline(2, .calendarDays),
            rollover: .regulation1182, clock: .aware, recipient: "competent authority",
            provenance: .knowledge),
        DutyRule(
            "OBL-IVDR-10", regime: "EU IVDR", cite: "Regulation 2017/746 Art. 82",
            appliesIf: ["eu-ivd-manufacturer"], triggers: [.deathOrDeterioration],
            stage: "vigilance report", deadline: Deadline(10, .calendarDays),
            rollover: .regulation1182, clock: .aware, recipient: "competent authority",
            provenance: .knowledge),
        DutyRule(
            "OBL-IVDR-15", regime: "EU IVDR", cite: "Regulation 2017/746 Art. 82",
            appliesIf: ["eu-ivd-manufacturer"], triggers: [.seriousIncident],
            stage: "vigilance report", deadline: Deadline(15, .calendarDays),
            rollover: .regulation1182, clock: .aware, recipient: "competent authority",
            provenance: .knowledge),
        DutyRule(
            "OBL-803-30", regime: "FDA MDR", cite: "21 CFR 803.10(c)(1)",
            appliesIf: ["fda-device-manufacturer"], triggers: [.deviceEvent], stage: "report",
            deadline: Deadline(30, .calendarDays), calendar: "us_federal", clock: .aware,
            recipient: "FDA eMDR", provenance: .verified,
            note: "Counted from the day after becoming aware."),
        DutyRule(
            "OBL-803-5", regime: "FDA MDR", cite: "21 CFR 803.53",
            appliesIf: ["fda-device-manufacturer"], triggers: [.remedialAction],
            stage: "five-day report", deadline: Deadline(5, .workDays), calendar: "us_federal",
            clock: .aware, recipient: "FDA", provenance: .verified,
            note: "Counted from the day after becoming aware."),
        DutyRule(
            "OBL-803-S", regime: "FDA MDR", cite: "21 CFR 803.56",
            appliesIf: ["fda-device-manufacturer"], triggers: [.newInformation],
            stage: "supplement", deadline: Deadline(30, .calendarDays), calendar: "us_federal",
            clock: .informationReceived, recipient: "FDA", provenance: .verified),
        DutyRule(
            "OBL-803-UF", regime: "FDA MDR", cite: "21 CFR 803.10(a)",
            appliesIf: ["fda-user-facility"], triggers: [.deviceEvent], stage: "report",
            deadline: Deadline(10, .workDays), calendar: "us_federal", clock: .aware,
            recipient: "FDA and manufacturer", provenance: .verified),
        DutyRule(
            "OBL-803-IMP", regime: "FDA MDR", cite: "21 CFR 803.10(b)",
            appliesIf: ["fda-importer"], triggers: [.deviceEvent], stage: "report",
            deadline: Deadline(30, .calendarDays), calendar: "us_federal", clock: .aware,
            recipient: "FDA and manufacturer", provenance: .verified),
        DutyRule(
            "OBL-806", regime: "FDA", cite: "21 CFR 806.10(b)",
            appliesIf: ["fda-device-manufacturer", "fda-importer"],
            triggers: [.correctionOrRemoval], stage: "report of correction or removal",
            deadline: Deadline(10, .workDays), calendar: "us_federal", clock: .initiated,
            recipient: "FDA", provenance: .verified,
            note: "If not reportable: a justified record (806.20)."),
        DutyRule(
            "OBL-FAR", regime: "FDA", cite: "21 CFR 314.81(b)(1)", appliesIf: ["nda-holder"],
            triggers: [.distributedDefect], stage: "field alert",
            deadline: Deadline(3, .workDays), calendar: "us_federal", clock: .informationReceived,
            recipient: "FDA (Form 3331a)", provenance: .verified,
            note: "From the information, not from its confirmation."),
        DutyRule(
            "OBL-BPDR", regime: "FDA", cite: "21 CFR 600.14", appliesIf: ["biologics-licence"],
            triggers: [.biologicDeviation], stage: "report",
            deadline: Deadline(45, .calendarDays), calendar: "us_federal",
            clock: .informationReceived, recipient: "FDA", provenance: .knowledge),
        DutyRule(
            "OBL-483", regime: "FDA", cite: "policy", appliesIf: ["fda-inspected"],
            triggers: [.inspectionObservation], stage: "response to Form 483",
            deadline: Deadline(15, .businessDays), calendar: "us_federal",
            clock: .inspectionEnded, recipient: "FDA", provenance: .knowledge),
        DutyRule(
            "OBL-EUQD", regime: "EU GMP", cite: "Chapter 8", appliesIf: ["eu-medicines"],
            triggers: [.confirmedDefect], stage: "report of quality defect", deadline: nil,
            clock: .confirmed, recipient: "competent authority", provenance: .unsure,
            note: "Timely; for class I immediate or 24 hours in practice."),
    ]
}
