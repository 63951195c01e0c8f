// SPDX-License-Identifier: Apache-2.0

/// Which kinds of record the items of a case look for, by name.
///
/// Here and nowhere else. A name that no kind has finds nothing, and the item is then shown as
/// missing rather than passed over.
enum CaseKinds {
    static let nonconformity: Set<String> = ["nonconformity"]
    /// What met a trigger rule, and somebody declared or dismissed.
    static let candidate: Set<String> = ["joint-candidate"]
    static let window: Set<String> = ["trust-window-snapshot"]
    static let verdict: Set<String> = ["trust-verdict"]
    static let assessment: Set<String> = ["impact-assessment"]
    static let productHold: Set<String> = ["product-hold"]
    static let preservation: Set<String> = ["preservation-order", "custody-transfer"]
    static let measure: Set<String> = ["security-measure", "rebuild"]
    static let decision: Set<String> = ["decision"]
    static let duty: Set<String> = ["duty"]
    static let cause: Set<String> = ["cause"]
    static let action: Set<String> = ["action"]
    static let effectiveness: Set<String> = ["effectiveness-check"]
    static let disposition: Set<String> = ["disposition"]
    static let permission: Set<String> = ["concession", "deviation-permit"]
    static let escape: Set<String> = ["notice-of-escape"]
    static let restoration: Set<String> = ["validation-state", "layered-mitigation", "change"]

    /// Every name above.
    static let all = [
        nonconformity, candidate, window, verdict, assessment, productHold, preservation, measure,
        decision, duty, cause, action, effectiveness, disposition, permission, escape, restoration,
    ].reduce(into: Set()) { $0.formUnion($1) }
}
