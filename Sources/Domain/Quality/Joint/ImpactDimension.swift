// SPDX-License-Identifier: Apache-2.0
import Records

/// The five sides that the impact of a joint case is looked at from (JQS-2).
package enum ImpactDimension: String, CaseIterable, Sendable {
    case product
    case data
    case systems
    case duties
    case containment

    package var title: String {
        switch self {
        case .product: "Product, patient, customer"
        case .data: "Data integrity"
        case .systems: "Systems and validation"
        case .duties: "Duties by law and contract"
        case .containment: "Risk of the containment itself"
        }
    }

    var question: String {
        switch self {
        case .product: "What may product do to whoever uses it?"
        case .data: "Which records can be relied on, and how far back not?"
        case .systems: "Which systems are touched, and are they still what was validated?"
        case .duties: "Who has to be told, by which law or contract?"
        case .containment: "What does stopping, isolating and holding do by itself?"
        }
    }

    /// How grave quality finds it.
    package var qualityField: String { "\(rawValue)-quality" }
    /// How grave security finds it.
    package var securityField: String { "\(rawValue)-security" }
    package var rationaleField: String { "\(rawValue)-rationale" }
    package var residualField: String { "\(rawValue)-residual" }

    /// The four fields of the dimension; both scales stand side by side and neither is computed from
    /// the other.
    var fields: [Field] {
        [
            Field(
                qualityField, "\(title): quality", .choice(ImpactDimension.qualityScale), question,
                required: .from("signed")),
            Field(
                securityField, "\(title): security", .choice(ImpactDimension.securityScale),
                question, required: .from("signed")),
            Field(
                rationaleField, "\(title): why", .longText,
                "Why so grave, on either scale, and why they differ if they do.",
                required: .from("signed")),
            Field(
                residualField, "\(title): what is left", .longText,
                "What risk is left after what is done, as both see it.", required: .from("signed")),
        ]
    }

    /// As risk management of products grades harm.
    static let qualityScale: [FieldType.Choice] = [
        .init("none", "no effect"), .init("negligible", "noticed by nobody"),
        .init("minor", "a nuisance"), .init("serious", "harm or failure that can be mended"),
        .init("critical", "lasting harm or loss"),
    ]

    /// As a security desk grades incidents.
    static let securityScale: [FieldType.Choice] = [
        .init("none", "no effect"), .init("low", "one thing of little worth"),
        .init("medium", "something that matters, and contained"),
        .init("high", "something critical, or spreading"),
        .init("critical", "control over what is critical is lost"),
    ]
}
