// SPDX-License-Identifier: Apache-2.0
import Canon

/// What somebody asks for about people and what they may do.
package enum AccessCommand: Sendable {
    /// Makes the first administrator; only whoever showed the set-up token may ask for it.
    case foundAdministrator(Enrolment)
    case enrol(Enrolment)
    case grant(GrantWish)
    case revoke(GrantID)
    /// Lends a role of one's own.
    case delegate(DelegationWish)
    case endDelegation(DelegationID)
    case qualify(PersonID, Qualification)
    case deactivate(PersonID)
    /// Ends somebody's key, so that they choose a password anew.
    case reset(PersonID)
    /// Says which key is one's own; only the person themselves can have made it.
    case key(SigningKeyFacts, because: KeyReason)
    case acceptAccountability(AccountabilitySignature)
    /// Writes down that an attempt failed; only the product itself asks for it.
    case reportFailure(FailedSigning)
}

/// Who asks, when and why.
package struct AccessContext: Sendable {
    package let doer: Doer
    package let now: Instant
    package let request: String
    package let reason: String?

    package init(doer: Doer, now: Instant, request: String, reason: String? = nil) {
        self.doer = doer
        self.now = now
        self.request = request
        self.reason = reason
    }

    package enum Doer: Sendable {
        case person(Actor)
        /// Whoever showed the set-up token, by its digest.
        case setUp(token: Digest)
        /// Nobody: the product wrote it by itself.
        case product
    }
}

/// One thing that was done about people and what they may do: an entry of the log.
package struct AccessAct: Hashable, Sendable {
    /// Which access act of the log this is, from 1.
    package let number: Int
    package let stamp: Stamp
    package let event: AccessEvent

    package init(number: Int, stamp: Stamp, event: AccessEvent) {
        self.number = number
        self.stamp = stamp
        self.event = event
    }

    /// Who did it and when, as they were then.
    package struct Stamp: Hashable, Sendable {
        package let doer: Doer
        /// `nil` when there is none, or it was withheld or erased.
        package let printedName: String?
        package let at: Instant
        package let request: String
        package let reason: String?

        package init(
            doer: Doer, printedName: String?, at: Instant, request: String, reason: String?
        ) {
            self.doer = doer
            self.printedName = printedName
            self.at = at
            self.request = request
            self.reason = reason
        }
    }

    package enum Doer: Hashable, Sendable {
        /// A person, and the role they did it in; no role is needed for one's own affairs.
        case person(PersonID, Role?, zone: String)
        case setUp(token: Digest)
        case product
    }
}
