// SPDX-License-Identifier: Apache-2.0
import Access

/// Who does what in a joint case (requirements §12.3; a template, not law).
package enum Responsibilities {
    /// The functions that the table speaks of, in the order of its columns.
    package enum Function: String, CaseIterable, Sendable {
        case qualityLead, securityTeam, operations, processOwner, engineering, supplierQuality
        case regulatory, legal, itOperations, releaseAuthority, siteManagement

        /// The role that acts for it here.
        package var role: Role {
            switch self {
            case .qualityLead: .qualityManager
            case .securityTeam: .itSecurity
            case .operations: .operations
            case .processOwner: .processOwner
            case .engineering: .engineering
            case .supplierQuality: .supplierQuality
            case .regulatory: .regulatory
            case .legal: .legal
            case .itOperations: .itOperations
            case .releaseAuthority: .releaseAuthority
            case .siteManagement: .siteManagement
            }
        }
    }

    /// The activities that the table speaks of, in the order of its rows.
    package enum Activity: String, CaseIterable, Sendable {
        case declare, hold, isolate, preserve, trustVerdict = "trust-verdict"
        case riskAssessment = "risk-assessment", reportability, escapeNotice = "escape-notice"
        case rootCause = "root-cause", effectiveness, change
    }

    /// What a function has to do with an activity.
    package enum Part: Character, CaseIterable, Sendable {
        /// Answers for it; one function only.
        case accountable = "A"
        /// Does it.
        case responsible = "R"
        /// Is asked before.
        case consulted = "C"
        /// Is told after.
        case informed = "I"
    }

    /// The table as it stands in the requirements: one letter a column, `-` for none, `*` where a
    /// function both answers for it and does it.
    private static func row(_ activity: Activity) -> String {
        switch activity {
        case .declare: "ARCCIICIIII"
        case .hold: "ACRCCCCIIRI"
        case .isolate: "C*RCC-IIRIC"
        case .preserve: "C*CR--ICR--"
        case .trustVerdict: "ARCRC-C-CCI"
        case .riskAssessment: "ACCCRCR--CI"
        case .reportability: "CCIICC*R-CI"
        case .escapeNotice: "ACIICRCC-II"
        case .rootCause: "ARRRRC--C--"
        case .effectiveness: "ARCRCR--C-I"
        case .change: "ACCRR-C-R-I"
        }
    }

    /// What a function has to do with an activity; empty when nothing.
    package static func parts(of function: Function, in activity: Activity) -> [Part] {
        guard let column = Function.allCases.firstIndex(of: function) else { return [] }
        let letter = Array(row(activity))[column]
        return letter == "*"
            ? [.accountable, .responsible] : Part(rawValue: letter).map { [$0] } ?? []
    }

    /// The functions that have a part in an activity.
    package static func functions(_ part: Part, in activity: Activity) -> [Function] {
        Function.allCases.filter { parts(of: $0, in: activity).contains(part) }
    }

    /// The activity that a step of a joint case is, where the table has one.
    package static func activity(ofStep step: String) -> Activity? {
        switch step {
        case "declare": .declare
        case "assess": .riskAssessment
        case "contain": .isolate
        case "find-cause": .rootCause
        case "validate": .change
        case "prove": .effectiveness
        default: nil
        }
    }
}
