// SPDX-License-Identifier: Apache-2.0
import Records

/// What a joint case touches.
package enum JointScope: String, CaseIterable, Sendable {
    case product
    case dataIntegrity = "data-integrity"
    case security
    case supplier
    case safety

    package var meaning: String {
        switch self {
        case .product: "product may not be what it should"
        case .dataIntegrity: "records may be false, missing or changed"
        case .security: "systems or accounts may be in other hands"
        case .supplier: "a supplier's product or data is touched"
        case .safety: "people may come to harm"
        }
    }

    static let choices = allCases.map { FieldType.Choice($0.rawValue, $0.meaning) }

    /// The scope that a joint case says it has.
    package static func of(_ record: RecordState) -> Set<JointScope> {
        Set((record["scope"]?.elements ?? []).compactMap { JointScope(rawValue: $0.written) })
    }
}

/// The function that leads a joint case.
///
/// The other one leads with it: each sees half of the matter, and whoever leads alone closes the half
/// that they see.
package enum LeadFunction: String, CaseIterable, Sendable {
    case quality, security

    package var other: LeadFunction { self == .quality ? .security : .quality }

    static let choices = [
        FieldType.Choice("quality", "quality leads, security leads with it"),
        FieldType.Choice("security", "security leads, quality leads with it"),
    ]

    /// Which function leads, by what the case touches.
    ///
    /// Where product or people may be harmed quality leads, since it answers for release (requirements
    /// §12.3); a matter of systems and records alone is led by security.
    package static func leading(_ scope: Set<JointScope>) -> LeadFunction {
        scope.isDisjoint(with: [.product, .safety, .supplier]) ? .security : .quality
    }
}
