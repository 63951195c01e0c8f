// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Records

/// What concessions and deviation permits both say.
///
/// Limits change by a new permission only: one that could be widened would have no limit.
enum PermissionFields {
    static func all(from explanation: String) -> [Field] {
        [
            Field(
                "requirement", "Requirement", .document,
                "The clause that is departed from and its revision.", required: .from("requested"),
                changes: .onlyInFirstState),
            Field(
                "departure", "Departure", .longText, "How far it may be departed from.",
                required: .from("requested"), changes: .onlyInFirstState),
            Field(
                "justification", "Justification", .longText,
                "Why the product is fit for use all the same.", required: .from("requested")),
            Field(
                "use", "Use", .text, "For which use it holds.", required: .from("requested"),
                changes: .onlyInFirstState),
            Field(
                "part", "Part", .thing([.material]), "For which part.",
                required: .from("requested"), changes: .onlyInFirstState),
            Field(
                "product", "Product", .thing([.lot, .serial, .container]),
                "For which serials or lots only.", isList: true, changes: .onlyInFirstState),
            Field(
                "limit", "Amount", .quantity, "For how much at most.", changes: .onlyInFirstState),
            Field("from", "From", .moment, explanation, changes: .onlyInFirstState),
            Field(
                "until", "Until", .moment, "From when on it does not hold any more.",
                changes: .onlyInFirstState),
            Field(
                "used", "Used otherwise", .quantity,
                "How much was used that no disposition line tells of."),
            Field(
                "customer", "Customer", .thing([.party]), "Whose product it is.",
                changes: .onlyInFirstState),
            Field(
                "customer-asked", "Customer asked", .flag,
                "Whether a contract asks for the customer's word.", required: .from("requested"),
                changes: .onlyInFirstState),
            Field(
                "customer-reference", "Customer's reference", .text,
                "What the customer calls their written word."),
        ]
    }
}
