// SPDX-License-Identifier: Apache-2.0

/// One thing's part in an activity.
package struct Participation: Equatable, Sendable {
    package var role: Role
    package var thing: Thing
    /// How much of it, for lots and materials; absent for single things.
    package var quantity: Quantity?
    /// Which revision of it, for documents, programmes and parts, as the source named it.
    package var revision: String?
    /// When it took part, where that is told apart from the activity: when somebody signed.
    package var at: SourceTime?
    /// What its taking part means, in the source's word: `Approval`, `Confirmation`.
    package var meaning: String?

    package init(
        _ role: Role, _ thing: Thing, quantity: Quantity? = nil, revision: String? = nil,
        at: SourceTime? = nil, meaning: String? = nil
    ) {
        self.role = role
        self.thing = thing
        self.quantity = quantity
        self.revision = revision
        self.at = at
        self.meaning = meaning
    }

    /// What a thing can be to an activity.
    package enum Role: String, CaseIterable, Sendable {
        /// Used up or transformed.
        case input
        /// Made by it.
        case output
        /// Worked on, looked at or moved, and the same thing afterwards.
        case subject
        /// What contents are put in or taken out of: a pallet, an assembly.
        case container
        /// What is put in or taken out.
        case content
        /// Installed for good in an assembly, where `content` is merely packed.
        case component
        /// Who did it: person, account, or the organisation answering for it.
        case performer
        /// Who signed for it.
        case signatory
        /// The machine, line or tool it was done on.
        case equipment
        /// The device a result was measured with.
        case instrument
        /// The recipe, NC programme or software version in use.
        case programme
        /// A document that governed it.
        case document
        /// The system that recorded it.
        case recorder
        /// The order, operation or transaction it belongs to.
        case order
        /// Where it happened.
        case place
        /// Where the subjects are afterwards.
        case destinationPlace
        /// Who the subjects came from.
        case sender
        /// Who the subjects went to.
        case recipient
        /// Evidence it names: a certificate, a test report.
        case evidence
        /// Another name of the one subject or output: what another system calls the same thing.
        case alias
        /// What it is about in a way that no other role says: the recipe that was changed.
        case about
        /// What the source says should be there: a member of a set it declares.
        case expected
    }
}

/// An amount with the unit it was given in; never converted silently.
package struct Quantity: Hashable, Sendable {
    /// The number as written: digits, optional sign, point and exponent.
    package let value: String
    /// The unit as written (UN/CEFACT code, UCUM, the shop's own); absent means pieces.
    package let unit: String?

    package init(_ value: String, unit: String? = nil) {
        self.value = value
        self.unit = unit
    }
}

/// One measured or observed value with the limits it was held against.
package struct MeasuredResult: Equatable, Sendable {
    /// What was measured: a characteristic's number or name, a parameter.
    package var name: String
    /// The value as written.
    package var value: String
    package var unit: String?
    package var lowerLimit: String?
    package var upperLimit: String?
    /// The value that was aimed at.
    package var nominal: String?
    /// The requirement as written: `Ø12 ±0.05`, a clause of a specification.
    package var requirement: String?
    /// What the plan calls the characteristic, the same in every inspection: a balloon number.
    package var characteristic: String?
    /// The device it was measured with, by name; its kind is equipment.
    package var instrument: String?
    /// What the source says of it.
    package var claimed: Verdict?
    /// What value and limits say; `nil` where they cannot be compared.
    package var computed: Verdict?

    package enum Verdict: String, CaseIterable, Sendable { case pass, fail }

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
