// SPDX-License-Identifier: Apache-2.0
import Access

extension DutyRules {
    /// Nuclear components and power reactors (requirements §8.6).
    static let nuclear: [DutyRule] = [
        DutyRule(
            "OBL-10CFR21-E", regime: "NRC", cite: "10 CFR 21.21(a)",
            appliesIf: ["nuclear-components"], triggers: [.nuclearDeviation],
            stage: "evaluation, or interim report", deadline: Deadline(60, .calendarDays),
            calendar: "us_federal", clock: .discovered, recipient: "NRC", provenance: .verified),
        DutyRule(
            "OBL-10CFR21-D", regime: "NRC", cite: "10 CFR 21.21(a)(3)",
            appliesIf: ["nuclear-components"], triggers: [.nuclearDefect],
            stage: "director informed", deadline: Deadline(5, .workDays), calendar: "us_federal",
            clock: .evaluated, recipient: "director or responsible officer",
            provenance: .knowledge),
        DutyRule(
            "OBL-10CFR21-N", regime: "NRC", cite: "10 CFR 21.21(d)(3)",
            appliesIf: ["nuclear-components"], triggers: [.nuclearDefect],
            stage: "initial notification", deadline: Deadline(2, .calendarDays),
            calendar: "us_federal", clock: .directorInformed, recipient: "NRC Operations Center",
            provenance: .verified),
        DutyRule(
            "OBL-10CFR21-W", regime: "NRC", cite: "10 CFR 21.21(d)(3)",
            appliesIf: ["nuclear-components"], triggers: [.nuclearDefect],
            stage: "written notification", deadline: Deadline(30, .calendarDays),
            calendar: "us_federal", clock: .directorInformed, recipient: "NRC",
            provenance: .knowledge),
        DutyRule(
            "OBL-10CFR21-C", regime: "NRC", cite: "10 CFR 21.21(b)",
            appliesIf: ["nuclear-components"], triggers: [.evaluationImpossible],
            stage: "inform purchasers", deadline: Deadline(5, .workDays), calendar: "us_federal",
            clock: .determined, recipient: "purchasers", provenance: .knowledge),
        DutyRule(
            "OBL-7377-1", regime: "NRC", cite: "10 CFR 73.77", appliesIf: ["reactor-licensee"],
            triggers: [.reactorCyberAttack], stage: "first tier", deadline: Deadline(1, .hours),
            calendar: "us_federal", clock: .discovered, recipient: "NRC", owner: .itSecurity,
            provenance: .verified),
        DutyRule(
            "OBL-7377-4", regime: "NRC", cite: "10 CFR 73.77", appliesIf: ["reactor-licensee"],
            triggers: [.reactorCyberAttack], stage: "second tier", deadline: Deadline(4, .hours),
            calendar: "us_federal", clock: .discovered, recipient: "NRC", owner: .itSecurity,
            provenance: .knowledge),
        DutyRule(
            "OBL-7377-8", regime: "NRC", cite: "10 CFR 73.77", appliesIf: ["reactor-licensee"],
            triggers: [.reactorCyberAttack], stage: "third tier", deadline: Deadline(8, .hours),
            calendar: "us_federal", clock: .discovered, recipient: "NRC", owner: .itSecurity,
            provenance: .knowledge),
        DutyRule(
            "OBL-7377-W", regime: "NRC", cite: "10 CFR 73.77", appliesIf: ["reactor-licensee"],
            triggers: [.reactorCyberAttack], stage: "written follow-up",
            deadline: Deadline(60, .calendarDays), calendar: "us_federal", clock: .discovered,
            recipient: "NRC", owner: .itSecurity, provenance: .knowledge),
    ]
}
