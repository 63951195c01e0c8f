// SPDX-License-Identifier: Apache-2.0
import Canon

/// What came to be about people and what they may do: the payload of an entry.
package enum AccessEvent: Hashable, Sendable {
    case enrolled(PersonID, Enrolment)
    case keyed(PersonID, SigningKeyFacts, because: KeyReason)
    /// Their key ended; they choose a password anew, and get a new key.
    case reset(PersonID)
    case deactivated(PersonID)
    case granted(GrantID, GrantWish)
    case revoked(GrantID, PersonID, Role)
    case delegated(DelegationID, from: PersonID, DelegationWish)
    case delegationEnded(DelegationID)
    case qualified(PersonID, Qualification)
    case accountabilitySigned(PersonID, AccountabilitySignature)
    case signingFailed(FailedSigning)

    /// The type of its entry in the log.
    package var entryType: String {
        switch self {
        case .enrolled: "person.enrolled"
        case .keyed: "person.keyed"
        case .reset: "person.reset"
        case .deactivated: "person.deactivated"
        case .granted: "role.granted"
        case .revoked: "role.revoked"
        case .delegated: "role.delegated"
        case .delegationEnded: "delegation.ended"
        case .qualified: "qualification.recorded"
        case .accountabilitySigned: "accountability.signed"
        case .signingFailed: "signing.failed"
        }
    }

    /// What the types of access entries begin with.
    package static let typePrefixes = [
        "person.", "role.", "delegation.", "qualification.", "accountability.", "signing.",
    ]
}

/// Why a key stands in the log.
package enum KeyReason: String, CaseIterable, Hashable, Sendable {
    /// Their first key.
    case enrolled
    /// A new key after a reset.
    case renewed
    /// The same key under another password.
    case passwordChanged = "password-changed"
    /// The same key, now asking for a code as well.
    case secondFactor = "second-factor"
}

/// Somebody who is to be known to the plant.
package struct Enrolment: Hashable, Sendable {
    /// `nil` where the body with it was erased.
    package let login: String?
    /// `nil` where the body with it was erased.
    package let printedName: String?
    package let isService: Bool
    package let zone: String
    package let verification: IdentityCheck

    package init(
        login: String?, printedName: String?, isService: Bool = false, zone: String = "UTC",
        verification: IdentityCheck
    ) {
        self.login = login
        self.printedName = printedName
        self.isService = isService
        self.zone = zone
        self.verification = verification
    }
}

/// A role that somebody is to have.
package struct GrantWish: Hashable, Sendable {
    package let person: PersonID
    package let role: Role
    package let scope: Scope
    package let until: Instant?

    package init(
        _ role: Role, to person: PersonID, scope: Scope = .everything, until: Instant? = nil
    ) {
        self.person = person
        self.role = role
        self.scope = scope
        self.until = until
    }
}

/// A role that somebody is to have on another's behalf.
package struct DelegationWish: Hashable, Sendable {
    package let to: PersonID
    package let role: Role
    package let scope: Scope
    package let since: Instant
    package let until: Instant

    package init(
        _ role: Role, to person: PersonID, scope: Scope = .everything, since: Instant,
        until: Instant
    ) {
        to = person
        self.role = role
        self.scope = scope
        self.since = since
        self.until = until
    }
}

/// Somebody's signature under the accountability statement.
package struct AccountabilitySignature: Hashable, Sendable {
    package let statement: AccountabilityStatement
    package let keyID: Digest
    /// Ed25519 over the statement, 64 bytes; see `FORMAT.md`.
    package let value: [UInt8]

    package init(statement: AccountabilityStatement, keyID: Digest, value: [UInt8]) {
        self.statement = statement
        self.keyID = keyID
        self.value = value
    }
}

/// An attempt to sign, or to be recognised, that failed (21 CFR 11.300(d), P11-300d).
package struct FailedSigning: Hashable, Sendable {
    /// Who it was tried as; `nil` when nobody has that login.
    ///
    /// What was typed is never kept: people type passwords into the wrong place.
    package let person: PersonID?
    /// The record that was to be signed, by its number.
    package let record: String?
    /// How many attempts in a row failed, this one included.
    package let attempt: Int
    package let why: Why

    package init(person: PersonID?, record: String?, attempt: Int, why: Why) {
        self.person = person
        self.record = record
        self.attempt = attempt
        self.why = why
    }

    package enum Why: String, CaseIterable, Hashable, Sendable {
        case wrongPassword = "wrong-password"
        case wrongCode = "wrong-code"
        /// A code that was used before.
        case codeReplayed = "code-replayed"
        /// Too many attempts failed before this one.
        case locked
        case unknownPerson = "unknown-person"
        case deactivated
        /// The sealed key is not the one that the log speaks of.
        case credentialExchanged = "credential-exchanged"
        /// A set-up code that is wrong or has run out.
        case wrongSetUpCode = "wrong-set-up-code"
    }
}
