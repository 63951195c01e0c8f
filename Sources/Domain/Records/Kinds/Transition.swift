// SPDX-License-Identifier: Apache-2.0
import Access

/// A way from one state to another, and what must hold to take it.
package struct Transition: Sendable {
    /// As it is typed: `approve`.
    package let name: String
    package let from: Set<StateName>
    package let to: StateName
    /// The rule in a sentence, as a procedure would say it.
    package let rule: String
    /// Who may take it.
    package let by: Set<Role>
    /// Those who may not take it, though their role would let them.
    package let notBy: [Excluded]
    package let guards: [Guard]
    package let signatures: [SignatureNeed]
    package let asksReason: Bool

    package init(
        _ name: String, from: Set<StateName>, to: StateName, by: Set<Role>,
        notBy: [Excluded] = [], guards: [Guard] = [], signatures: [SignatureNeed] = [],
        asksReason: Bool = false, rule: String
    ) {
        self.name = name
        self.from = from
        self.to = to
        self.rule = rule
        self.by = by
        self.notBy = notBy
        self.guards = guards
        self.signatures = signatures
        self.asksReason = asksReason
    }
}

/// A signature that a transition waits for.
package struct SignatureNeed: Sendable {
    package let meaning: SignatureMeaning
    /// In one of these roles.
    package let roles: Set<Role>
    /// Those who may not give it.
    package let notBy: [Excluded]
    /// What the signer must be qualified for, if anything.
    package let qualification: String?

    package init(
        _ meaning: SignatureMeaning, by roles: Set<Role>, notBy: [Excluded] = [],
        qualification: String? = nil
    ) {
        self.meaning = meaning
        self.roles = roles
        self.notBy = notBy
        self.qualification = qualification
    }
}

/// People who are kept from an act by what they did before: segregation of duties.
///
/// Whoever acts on behalf of somebody is kept from it by what either of them did. Signatures that one
/// transition waits for are given by different people in any case.
package enum Excluded: Hashable, Sendable {
    /// Everybody who wrote the record's content.
    case authors
    /// Whoever opened it.
    case opener
    /// Everybody who signed with that meaning.
    case signers(SignatureMeaning)
    /// Everybody who took that transition.
    case performers(of: String)
    /// The people a field names.
    case named(inField: String)

    /// Who it is, as a message says it.
    package var phrase: String {
        switch self {
        case .authors: "whoever wrote the record"
        case .opener: "whoever opened the record"
        case .signers(let meaning): "whoever signed as \(meaning.rawValue)"
        case .performers(let transition): "whoever took the step \"\(transition)\""
        case .named(let field): "whoever \"\(field)\" names"
        }
    }
}
