// SPDX-License-Identifier: Apache-2.0
import Records

/// What follows when a trigger criterion is met.
package enum TriggerAction: String, CaseIterable, Sendable {
    /// A person decides whether it is a joint case.
    case propose
    /// It is one, unless quality and security both sign that it is not.
    case mandatory
    /// Somebody looks at it within hours and then decides.
    case triage

    package var meaning: String {
        switch self {
        case .propose: "a person decides whether it is a joint case"
        case .mandatory: "it is a joint case unless quality and security both sign that it is not"
        case .triage: "somebody looks at it within hours and decides"
        }
    }

    static let choices = allCases.map { FieldType.Choice($0.rawValue, $0.meaning) }
}
