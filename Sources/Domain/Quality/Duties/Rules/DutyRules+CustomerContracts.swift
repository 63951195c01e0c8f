// SPDX-License-Identifier: Apache-2.0
import Access

extension DutyRules {
    /// Contracts of customers (requirements §8.8).
    static let customerContracts: [DutyRule] = [
        DutyRule(
            "OBL-8D-D3", regime: "customer", cite: "8D by contract",
            appliesIf: ["automotive-supplier"], triggers: [.customerComplaint], stage: "D0 to D3",
            deadline: Deadline(24, .hours), clock: .customerStamp, recipient: "customer",
            owner: .qualityManager, provenance: .secondary,
            note: "Typical; set it by contract. The portal's time counts, not when it was read."),
        DutyRule(
            "OBL-8D-D5", regime: "customer", cite: "8D by contract",
            appliesIf: ["automotive-supplier"], triggers: [.customerComplaint],
            stage: "D4 and D5", deadline: Deadline(14, .calendarDays), clock: .customerStamp,
            recipient: "customer", owner: .qualityManager, provenance: .secondary,
            note: "Typical: 48 hours to 14 days."),
        DutyRule(
            "OBL-8D-D8", regime: "customer", cite: "8D by contract",
            appliesIf: ["automotive-supplier"], triggers: [.customerComplaint], stage: "closing",
            deadline: Deadline(30, .calendarDays), clock: .customerStamp, recipient: "customer",
            owner: .qualityManager, provenance: .secondary, note: "Typical: 30 to 60 days."),
        DutyRule(
            "OBL-IATF-SPEC", regime: "IATF 16949", cite: "7.5.3.2.2",
            appliesIf: ["automotive-supplier"], triggers: [.specificationChange], stage: "review",
            deadline: Deadline(10, .workDays), clock: .informationReceived, recipient: "internal",
            owner: .engineering, provenance: .knowledge),
    ]
}
