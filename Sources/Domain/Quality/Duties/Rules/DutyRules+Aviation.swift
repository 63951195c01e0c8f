// SPDX-License-Identifier: Apache-2.0
import Access

extension DutyRules {
    /// Aviation (requirements §8.4).
    static let aviation: [DutyRule] = [
        DutyRule(
            "OBL-PARTIS-1", regime: "Part-IS",
            cite: "Regulation 2022/1645, 2023/203 IS.D/I.OR.230", appliesIf: ["eu-aviation"],
            triggers: [.aviationSecurity], stage: "report", deadline: Deadline(72, .hours),
            rollover: .regulation1182, clock: .conditionKnown,
            recipient: "competent authority and design approval holder", provenance: .verified,
            note: "Notify as soon as known; a follow-up report is owed."),
        DutyRule(
            "OBL-376-1", regime: "Reg. 376/2014", cite: "Art. 4", appliesIf: ["eu-aviation"],
            triggers: [.occurrence], stage: "mandatory occurrence",
            deadline: Deadline(72, .hours), rollover: .regulation1182, clock: .aware,
            recipient: "authority", provenance: .secondaryOrKnowledge,
            note: "72 hours for the person, then 72 for the organisation."),
        DutyRule(
            "OBL-376-2", regime: "Reg. 376/2014", cite: "Art. 13", appliesIf: ["eu-aviation"],
            triggers: [.occurrence], stage: "preliminary results",
            deadline: Deadline(30, .calendarDays), rollover: .regulation1182, clock: .notified,
            recipient: "authority", provenance: .secondary),
        DutyRule(
            "OBL-376-2-F", regime: "Reg. 376/2014", cite: "Art. 13", appliesIf: ["eu-aviation"],
            triggers: [.occurrence], stage: "final results", deadline: Deadline(3, .months),
            rollover: .regulation1182, clock: .notified, recipient: "authority",
            provenance: .secondary, note: "In principle."),
        DutyRule(
            "OBL-145", regime: "Part-145", cite: "145.A.60", appliesIf: ["maintenance-145"],
            triggers: [.unsafeCondition], stage: "report", deadline: Deadline(72, .hours),
            rollover: .regulation1182, clock: .aware,
            recipient: "authority, design holder, CAMO or owner", provenance: .verified),
        DutyRule(
            "OBL-FAA213", regime: "FAA", cite: "14 CFR 21.3(e)",
            appliesIf: ["faa-design-or-production"], triggers: [.listedFailure], stage: "report",
            deadline: Deadline(24, .hours), calendar: "us_federal", clock: .determined,
            recipient: "FAA", provenance: .partlyVerified,
            note: "Weekends and holidays roll over; not relied on here."),
        DutyRule(
            "OBL-21137n", regime: "FAA", cite: "14 CFR 21.137(n), (c)",
            appliesIf: ["faa-production"], triggers: [.qualityEscape], stage: "by own procedure",
            deadline: nil, clock: .discovered, recipient: "production approval holder, FAA",
            provenance: .partlyVerified),
        DutyRule(
            "OBL-NOE", regime: "AS9100D", cite: "8.7 and contract",
            appliesIf: ["aerospace-supplier"], triggers: [.qualityEscape],
            stage: "notice of escape", deadline: Deadline(24, .hours), clock: .discovered,
            recipient: "every customer affected", owner: .qualityManager, provenance: .secondary,
            note:
                "The standard says timely; 24 hours is a common contract term. Set it by contract."),
    ]
}
