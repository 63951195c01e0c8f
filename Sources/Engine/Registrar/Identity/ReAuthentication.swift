// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import EvidencePackage
import Records

/// How somebody proves, now, that they are who they say (21 CFR 11.200(a)(1)).
///
/// The port behind which the password stands, and beside it another organisation's sign-on later.
/// Contract:
///
/// - Whoever is returned has just proved it; nothing is remembered for the next request.
/// - Every attempt that failed stands in the log before the call throws.
package protocol ReAuthentication: Sendable {
    /// Recognises somebody, or says why not.
    ///
    /// - Parameters:
    ///   - claim: who they say they are, and what they prove it with.
    ///   - now: the moment of the attempt.
    ///   - record: the record that is to be signed, if one is.
    /// - Returns: the person, for this one request.
    /// - Throws: ``NotRecognised``, and faults of what it stands on.
    func recognise(
        _ claim: Claim, at now: Instant, for record: String?
    ) async throws -> Authenticated
}

/// Who somebody says they are, and what they prove it with.
package struct Claim: Sendable {
    /// A login or a number.
    package let name: String
    package let password: String
    /// The code of the second factor, where there is one.
    package let code: String?

    package init(name: String, password: String, code: String? = nil) {
        self.name = name
        self.password = password
        self.code = code
    }
}

/// Somebody who has just proved who they are, with their key open for one request.
///
/// Only a ``ReAuthentication`` makes one, so what takes an `Authenticated` needs no password.
package struct Authenticated: Signer {
    package let actor: Actor
    /// How they were recognised: `password`, `password+totp`.
    package let authentication: String
    package let nameCommitment: Digest
    private let nameSalt: Salt
    private let key: SigningKey
    private let hasAccepted: Bool
    private let accountability: AccountabilityText
    /// The log that accountability is accepted for.
    private let origin: String

    init(
        _ actor: Actor, key: SigningKey, authentication: String, hasAccepted: Bool,
        accountability: AccountabilityText, origin: String, nameSalt: Salt
    ) {
        self.actor = actor
        self.key = key
        self.authentication = authentication
        self.hasAccepted = hasAccepted
        self.accountability = accountability
        self.origin = origin
        self.nameSalt = nameSalt
        nameCommitment = Commitment.digest(
            of: Array(actor.printedName.utf8), as: .person, salt: nameSalt)
    }

    /// Signs a statement with the person's own key.
    ///
    /// - Throws: ``SigningRefusal`` when the statement names somebody else, or its signer has not
    ///   accepted the accountability text as it is now (P11-10j).
    package func sign(_ statement: SignatureStatement) throws -> GivenSignature {
        guard statement.signer == actor.person, statement.nameCommitment == nameCommitment else {
            throw SigningRefusal.somebodyElse(statement.signer)
        }
        guard hasAccepted else {
            throw SigningRefusal.accountabilityMissing(revision: accountability.revision)
        }
        return GivenSignature(
            statement: statement, keyID: key.keyID,
            value: try key.sign(statement.json, as: SignedPayload.signature),
            nameSalt: nameSalt.bytes)
    }

    /// Signs the accountability text as it is now.
    package func acceptAccountability(at now: Instant) throws -> AccountabilitySignature {
        let statement = AccountabilityStatement(
            origin: origin, person: actor.person, text: accountability, at: now)
        return AccountabilitySignature(
            statement: statement, keyID: key.keyID,
            value: try key.sign(statement.json, as: SignedPayload.accountability))
    }
}

/// Why a signature was not given although its signer was recognised.
package enum SigningRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case somebodyElse(PersonID)
    case accountabilityMissing(revision: String)

    package var code: String {
        switch self {
        case .somebodyElse: "signature.somebody-else"
        case .accountabilityMissing: "accountability.missing"
        }
    }

    package var description: String {
        switch self {
        case .somebodyElse(let id): "Nobody signs for \(id) but \(id)."
        case .accountabilityMissing(let revision):
            "Before the first signature the accountability statement (revision \(revision)) is "
                + "accepted: `witnessmark people accept-accountability`."
        }
    }
}

/// Why somebody was not recognised.
package enum NotRecognised: Error, Hashable, Sendable, CustomStringConvertible {
    /// Name, password or code is wrong; which of them is not said to whoever tried.
    case wrong
    case locked(until: Instant)
    case noPassword(PersonID)
    case codeMissing
    case credentialMissing(PersonID)
    case credentialExchanged(PersonID)
    case wrongSetUpCode
    case wrongSetUpToken
    /// The code that was to show that an app has the new secret.
    case wrongAppCode

    package var code: String {
        switch self {
        case .wrong: "person.not-recognised"
        case .locked: "person.locked"
        case .noPassword: "person.no-password"
        case .codeMissing: "person.code-missing"
        case .credentialMissing: "credential.missing"
        case .credentialExchanged: "credential.exchanged"
        case .wrongSetUpCode: "set-up.wrong-code"
        case .wrongSetUpToken: "set-up.wrong-token"
        case .wrongAppCode: "second-factor.wrong-code"
        }
    }

    package var description: String {
        switch self {
        case .wrong:
            "Name, password and code do not belong together. The attempt is on record."
        case .wrongAppCode:
            "The code is not the one that an app with this secret shows now. Nothing was changed."
        case .locked(let until):
            "Too many attempts failed; nobody is recognised as them before "
                + "\(until.rfc3339Seconds). The attempt is on record."
        case .noPassword(let id):
            "\(id) has no password yet. Choose one with the code from the administrator: "
                + "`witnessmark people set-password`."
        case .codeMissing: "A code of the second factor is needed as well: --totp."
        case .credentialMissing(let id):
            "The sealed key of \(id) is not where it is kept. An administrator can reset their "
                + "password."
        case .credentialExchanged(let id):
            "The sealed key of \(id) is not the one that the log speaks of: its file was exchanged, "
                + "changed, or put back from an older copy. The attempt is on record; somebody must "
                + "look."
        case .wrongSetUpCode:
            "The code is wrong, was used, or is older than half an hour. An administrator can give "
                + "a new one: `witnessmark people reset`."
        case .wrongSetUpToken:
            "The token is wrong, or older than half an hour. Make a new one: "
                + "`witnessmark people setup-token`."
        }
    }
}
