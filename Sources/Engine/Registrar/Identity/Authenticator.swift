// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import EvidencePackage
import Ledger

/// Recognises people by password and, where they have one, a second factor.
///
/// - An attempt is counted, durably, before the password is looked at: killing the program gives no
///   free guess.
/// - After ``failuresMax`` failures in a row nobody is recognised for ``lockMicroseconds``.
/// - Each failure is an entry of the log, up to a bound (21 CFR 11.300(d), P11-300d).
/// - A sealed key that the log does not speak of is refused, whatever password opens it.
package struct Authenticator: ReAuthentication {
    package let ledger: AccessLedger
    package let store: any CredentialStore
    package let accountability: AccountabilityText
    let salts: any SaltSource

    /// Failures in a row after which the person is locked; vendor default.
    package static let failuresMax = 5
    /// How long: a quarter of an hour; vendor default.
    package static let lockMicroseconds: Int64 = 15 * 60_000_000
    /// Of one row of failures, so many become entries: somebody who hammers on must not fill the log.
    package static let reportedMax = 20

    package init(
        _ ledger: AccessLedger, _ store: any CredentialStore,
        accountability: AccountabilityText = .standard, salts: any SaltSource
    ) {
        self.ledger = ledger
        self.store = store
        self.accountability = accountability
        self.salts = salts
    }

    package func recognise(
        _ claim: Claim, at now: Instant, for record: String? = nil
    ) async throws -> Authenticated {
        try await open(claim, at: now, for: record).who
    }

    /// As ``recognise(_:at:for:)``, with what was sealed: for sealing it anew.
    func open(
        _ claim: Claim, at now: Instant, for record: String? = nil
    ) async throws -> (who: Authenticated, secrets: SealedKey.Secrets, person: Person) {
        let attempt = Attempt(authenticator: self, now: now, record: record)
        guard let person = try await ledger.current().person(named: claim.name) else {
            try await attempt.report(.unknownPerson, of: nil, number: 1)
            throw NotRecognised.wrong
        }
        var (credential, sealed, facts) = try await attempt.sealedKey(of: person)
        guard !facts.hasTOTP || claim.code != nil else { throw NotRecognised.codeMissing }

        credential.failedAttempts += 1
        if credential.failedAttempts >= Authenticator.failuresMax {
            credential.lockedUntil = now.adding(microseconds: Authenticator.lockMicroseconds)
        }
        try store.write(credential)

        let owner = SealedKey.Owner(origin: ledger.origin, person: person.id)
        guard let secrets = try sealed.open(with: claim.password, of: owner) else {
            try await attempt.report(.wrongPassword, of: person.id, credential)
            throw NotRecognised.wrong
        }
        guard secrets.key.keyID == facts.keyID, (secrets.totp != nil) == facts.hasTOTP else {
            try await attempt.report(.credentialExchanged, of: person.id, credential)
            throw NotRecognised.credentialExchanged(person.id)
        }
        if let totp = secrets.totp {
            switch totp.judge(claim.code ?? "", at: now, last: credential.lastStep) {
            case .right(let step): credential.lastStep = step
            case .replayed:
                try await attempt.report(.codeReplayed, of: person.id, credential)
                throw NotRecognised.wrong
            case .wrong:
                try await attempt.report(.wrongCode, of: person.id, credential)
                throw NotRecognised.wrong
            }
        }
        credential.failedAttempts = 0
        credential.lockedUntil = nil
        try store.write(credential)
        // Read again: a role may have been revoked while the password was worked on.
        guard let actor = try await ledger.current().actor(person.id, at: now) else {
            throw NotRecognised.wrong
        }
        let who = Authenticated(
            actor, key: secrets.key,
            authentication: secrets.totp == nil ? "password" : "password+totp",
            hasAccepted: person.hasAccepted(accountability.revision),
            accountability: accountability, origin: ledger.origin, nameSalt: try salts.salt())
        return (who, secrets, person)
    }
}

/// One attempt to be recognised, and how its failure is told.
struct Attempt: Sendable {
    let authenticator: Authenticator
    let now: Instant
    let record: String?

    /// What must open for somebody to be recognised.
    func sealedKey(
        of person: Person
    ) async throws -> (Credential, SealedKey, SigningKeyFacts) {
        guard person.isActive else {
            try await report(.deactivated, of: person.id, number: 1)
            throw NotRecognised.wrong
        }
        guard let facts = person.key?.facts else { throw NotRecognised.noPassword(person.id) }
        guard var credential = try authenticator.store.read(person.id) else {
            throw NotRecognised.credentialMissing(person.id)
        }
        if let until = credential.lockedUntil, now < until {
            credential.failedAttempts += 1
            try authenticator.store.write(credential)
            try await report(.locked, of: person.id, credential)
            throw NotRecognised.locked(until: until)
        }
        guard let sealed = credential.key(with: facts.sealedKeyDigest) else {
            credential.failedAttempts += 1
            try authenticator.store.write(credential)
            try await report(.credentialExchanged, of: person.id, credential)
            throw NotRecognised.credentialExchanged(person.id)
        }
        return (credential, sealed, facts)
    }

    func report(
        _ why: FailedSigning.Why, of person: PersonID, _ credential: Credential
    ) async throws {
        guard credential.failedAttempts <= Authenticator.reportedMax else { return }
        try await report(why, of: person, number: credential.failedAttempts)
    }

    func report(
        _ why: FailedSigning.Why, of person: PersonID?, number: Int
    ) async throws {
        let failed = FailedSigning(person: person, record: record, attempt: number, why: why)
        try await authenticator.ledger.run(
            .reportFailure(failed),
            in: AccessContext(doer: .product, now: now, request: "signing:\(now.rfc3339)"))
    }
}
