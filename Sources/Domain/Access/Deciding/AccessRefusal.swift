// SPDX-License-Identifier: Apache-2.0
import Canon

/// Why a command about people does nothing: every reason there is, each with what would mend it.
package struct AccessRefusal: Error, Hashable, Sendable {
    package let reasons: [Reason]

    package init(_ reasons: [Reason]) { self.reasons = reasons }
    package init(_ reason: Reason) { reasons = [reason] }

    package enum Reason: Hashable, Sendable {
        case roleMissing(act: String, roles: [Role])
        case reasonMissing
        case valueUnfit(what: String, found: String, expected: String)
        case unknownPerson(PersonID)
        case hasLeft(PersonID)
        case loginTaken(by: PersonID)
        case setUpDone(administrators: [PersonID])
        case setUpTokenMissing
        case onlyByProduct
        case ownRole
        case lastAdministrator(PersonID)
        case incompatible(Role, with: Role)
        case notForServices(Role)
        case onlyForServices
        case roleThere(GrantID)
        case unknownGrant(GrantID)
        case grantEnded(GrantID)
        case notDelegable(Role)
        case delegationToSelf
        case roleNotHeld(Role)
        case unknownDelegation(DelegationID)
        case delegationEnded(DelegationID)
        case notYourDelegation(DelegationID)
        case ownQualification
        case serviceCannotSign
        case keyTaken
        case keyThere
        case keyMissing
        case keyDiffers
        case ownAffair(act: String)
        case statementDiffers(String)
        case accepted(revision: String)
        case tooMuch(what: String, max: Int)
    }
}

extension AccessRefusal.Reason {
    /// Which rule it is, for programs: stable.
    package var code: String {
        switch self {
        case .roleMissing: "role.missing"
        case .reasonMissing: "reason.missing"
        case .valueUnfit: "value.unfit"
        case .unknownPerson: "person.unknown"
        case .hasLeft: "person.has-left"
        case .loginTaken: "login.taken"
        case .setUpDone: "set-up.done"
        case .setUpTokenMissing: "set-up.token-missing"
        case .onlyByProduct: "failure.only-by-product"
        case .ownRole: "role.own"
        case .lastAdministrator: "administrator.last"
        case .incompatible: "role.incompatible"
        case .notForServices: "role.not-for-services"
        case .onlyForServices: "role.only-for-services"
        case .roleThere: "role.there"
        case .unknownGrant: "grant.unknown"
        case .grantEnded: "grant.ended"
        case .notDelegable: "delegation.never"
        case .delegationToSelf: "delegation.self"
        case .roleNotHeld: "delegation.role-not-held"
        case .unknownDelegation: "delegation.unknown"
        case .delegationEnded: "delegation.ended"
        case .notYourDelegation: "delegation.not-yours"
        case .ownQualification: "qualification.own"
        case .serviceCannotSign: "signature.service"
        case .keyTaken: "key.taken"
        case .keyThere: "key.there"
        case .keyMissing: "key.missing"
        case .keyDiffers: "key.differs"
        case .ownAffair: "person.own-affair"
        case .statementDiffers: "accountability.differs"
        case .accepted: "accountability.accepted"
        case .tooMuch: "access.too-much"
        }
    }
}

extension AccessRefusal.Reason: CustomStringConvertible {
    /// What is in the way, as a person reads it.
    package var description: String {
        switch self {
        case .roleMissing(let act, let roles):
            "To \(act) one must be " + roles.map(\.title).sorted().joined(separator: " or ") + "."
        case .reasonMissing: "A reason is asked for, and kept."
        case .valueUnfit(let what, let found, let expected):
            "The \(what) is \"\(found)\"; expected is \(expected)."
        case .unknownPerson(let id): "Nobody here is \(id)."
        case .hasLeft(let id):
            "\(id) has left. A number is never given again; somebody who returns is enrolled anew."
        case .loginTaken(let id):
            "That login is or was \(id)'s. Logins are never given again; choose another."
        case .setUpDone(let administrators):
            "There is an administrator already ("
                + administrators.map(\.text).joined(separator: ", ")
                + "); they enrol everybody else."
        case .setUpTokenMissing:
            "The first administrator is made with the set-up token, and with nothing else."
        case .onlyByProduct: "Failed attempts are written down by the product itself."
        case .ownRole: "Nobody gives themselves a role; another administrator can."
        case .lastAdministrator(let id):
            "\(id) is the last administrator without an end date. Make somebody else one first."
        case .incompatible(let role, let held):
            "Whoever is \(held.title) cannot be \(role.title) too: those who keep accounts, and "
                + "those who look on, have no hand in the records."
        case .notForServices(let role): "A service account cannot be \(role.title)."
        case .onlyForServices: "Only a service account has the role service account."
        case .roleThere(let id): "They have that role for this scope already, by \(id)."
        case .unknownGrant(let id): "There is no grant \(id)."
        case .grantEnded(let id): "\(id) has ended already."
        case .notDelegable(let role): "The role \(role.title) is never delegated."
        case .delegationToSelf: "A role is delegated to somebody else."
        case .roleNotHeld(let role):
            "You are not \(role.title) for that scope by a role of your own; what was delegated "
                + "to you is not handed on."
        case .unknownDelegation(let id): "There is no delegation \(id)."
        case .delegationEnded(let id): "\(id) has ended already."
        case .notYourDelegation(let id):
            "\(id) is ended by either of the two, or by an administrator."
        case .ownQualification: "Nobody records a qualification of their own."
        case .serviceCannotSign: "A service account has no password and never signs."
        case .keyTaken: "That key was somebody's already. Every key is one person's, for good."
        case .keyThere: "There is a key already; a new one comes only after a reset."
        case .keyMissing: "There is no key yet. Choose a password with the code from enrolment."
        case .keyDiffers: "That is another key than the one on record."
        case .ownAffair(let act): "Nobody can \(act) for somebody else."
        case .statementDiffers(let what): "What was signed is not the statement: \(what)."
        case .accepted(let revision): "Revision \(revision) was accepted before."
        case .tooMuch(let what, let max): "There would be more than \(max) \(what)."
        }
    }
}

extension AccessRefusal: CustomStringConvertible {
    package var description: String { reasons.map(\.description).joined(separator: "\n") }
}
