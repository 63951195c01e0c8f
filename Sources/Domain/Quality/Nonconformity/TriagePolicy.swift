// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

/// What triage decides that a nonconformity needs.
///
/// Each is answered with yes or no, and a no is a decision like any other: it wants a reason. What
/// the class or the scope make necessary cannot be declined at all.
package enum TriagePolicy: String, CaseIterable, Sendable {
    case containment
    case disposition
    case dispositionApproval = "disposition-approval"
    case investigation
    case correctiveAction = "corrective-action"
    case notification

    /// The flag it is answered in.
    package var field: String { "\(rawValue)-needed" }
    /// Where the reason for a no stands.
    package var rationale: String { "\(rawValue)-rationale" }

    package var title: String {
        switch self {
        case .containment: "Containment"
        case .disposition: "Disposition"
        case .dispositionApproval: "Review board"
        case .investigation: "Investigation"
        case .correctiveAction: "Corrective action"
        case .notification: "Notification"
        }
    }

    var question: String {
        switch self {
        case .containment: "Whether product must be held or a source stopped."
        case .disposition: "Whether there is product to decide about."
        case .dispositionApproval: "Whether the material review board decides."
        case .investigation: "Whether the cause must be found."
        case .correctiveAction: "Whether the cause must be removed."
        case .notification: "Whether a customer or an authority must be told."
        }
    }

    /// Whether a record says yes to it.
    package func isNeeded(by record: RecordState) -> Bool { record.isTrue(field) }

    /// Why a record may not say no to it; `nil` when it may.
    func necessity(for record: RecordState) -> String? {
        let isGrave = record.text("class") == "major" || record.text("class") == "critical"
        switch self {
        case .investigation where isGrave:
            return "the cause of a \(record.text("class") ?? "major") nonconformity is looked for"
        case .investigation where NonconformityRules.isJoint(record):
            return "the cause is looked for where security or data integrity is in scope"
        case .notification where record.text("stage") == "delivered":
            return "the product was delivered, and its owner must know"
        case .notification
        where record.quantity("delivered-quantity").flatMap(Amount.init)?
            .isPositive == true:
            return "some of it was delivered, and its owner must know"
        case .containment, .disposition, .dispositionApproval, .investigation, .correctiveAction,
            .notification:
            return nil
        }
    }

    /// What is wrong with a record's answers.
    package static func obstacles(in record: RecordState) -> [Obstacle] {
        allCases.compactMap { policy in
            guard let answer = record[policy.field] else {
                return Obstacle(
                    "nobody said whether \(policy.title.lowercased()) is needed",
                    field: policy.field)
            }
            guard answer == .flag(false) else { return nil }
            if let necessity = policy.necessity(for: record) {
                return Obstacle(
                    "\(policy.title.lowercased()) cannot be declined: \(necessity)",
                    field: policy.field)
            }
            guard record[policy.rationale] == nil else { return nil }
            return Obstacle(
                "\(policy.title.lowercased()) is not needed, and nobody said why",
                field: policy.rationale)
        }
    }
}
