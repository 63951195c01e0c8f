// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import EvidencePackage
import Ledger

/// Choosing and changing what one is recognised by; nobody does it for somebody else.
extension Authenticator {
    /// Makes a code with which somebody chooses a first or new password, and keeps its digest.
    ///
    /// - Returns: the code, which is shown once and kept nowhere.
    package func makeSetUpCode(for person: PersonID, at now: Instant) throws -> String {
        var credential = try store.read(person) ?? Credential(person)
        let (token, code) = SetUpToken.make(from: try salts.salt().bytes, at: now)
        credential.setUp = token
        credential.failedAttempts = 0
        credential.lockedUntil = nil
        try store.write(credential)
        return code
    }

    /// Makes the token for the first administrator.
    package func makeSetUpToken(at now: Instant) throws -> (code: String, expires: Instant) {
        let (token, code) = SetUpToken.make(from: try salts.salt().bytes, at: now)
        try store.write(setUpToken: token)
        return (code, token.expires)
    }

    /// The set-up token's digest, if the code is its.
    package func checkSetUpToken(_ code: String, at now: Instant) async throws -> Digest {
        guard let token = try store.setUpToken(), token.takes(code, at: now) else {
            try await Attempt(authenticator: self, now: now, record: nil)
                .report(.wrongSetUpCode, of: nil, number: 1)
            throw NotRecognised.wrongSetUpToken
        }
        return token.digest
    }

    /// Chooses a first password, or one after a reset: makes the person's key.
    ///
    /// - Parameters:
    ///   - password: what they chose.
    ///   - name: who they are.
    ///   - code: the one-time code that was shown to them.
    ///   - cost: what each guess at it shall cost.
    ///   - rules: what a password must be.
    ///   - now: the moment of it.
    /// - Returns: the act that says which key is theirs.
    /// - Throws: ``NotRecognised``, ``PasswordRefused``, and faults of what it stands on.
    @discardableResult
    package func choosePassword(
        _ password: String, as name: String, with code: String, cost: ScryptCost,
        rules: PasswordRules = .standard, at now: Instant
    ) async throws -> AccessLedger.Filed {
        let (person, actor, credential) = try await admit(
            password, as: name, with: code, by: rules, at: now)
        return try await keep(
            SealedKey.Secrets(key: SigningKey(), totp: nil), under: password, cost: cost,
            of: actor, because: person.keys.isEmpty ? .enrolled : .renewed, credential, at: now)
    }

    /// Whether a password would be taken with a one-time code; the code stays good.
    ///
    /// - Returns: whose password it would be.
    /// - Throws: what ``choosePassword(_:as:with:cost:rules:at:)`` throws; a wrong code counts.
    package func checkChoice(
        of password: String, as name: String, with code: String,
        rules: PasswordRules = .standard, at now: Instant
    ) async throws -> PersonID {
        try await admit(password, as: name, with: code, by: rules, at: now).person.id
    }

    private func admit(
        _ password: String, as name: String, with code: String, by rules: PasswordRules,
        at now: Instant
    ) async throws -> (person: Person, actor: Actor, credential: Credential) {
        let attempt = Attempt(authenticator: self, now: now, record: nil)
        let directory = try await ledger.current()
        guard let person = directory.person(named: name), person.isActive,
            var credential = try store.read(person.id)
        else {
            try await attempt.report(.unknownPerson, of: nil, number: 1)
            throw NotRecognised.wrongSetUpCode
        }
        guard credential.setUp?.takes(code, at: now) == true,
            credential.lockedUntil.map({ $0 <= now }) ?? true
        else {
            credential.failedAttempts += 1
            if credential.failedAttempts >= Authenticator.failuresMax {
                credential.lockedUntil = now.adding(microseconds: Authenticator.lockMicroseconds)
            }
            try store.write(credential)
            try await attempt.report(.wrongSetUpCode, of: person.id, credential)
            throw NotRecognised.wrongSetUpCode
        }
        try check(password, of: person, by: rules)
        guard let actor = directory.actor(person.id, at: now) else { throw NotRecognised.wrong }
        return (person, actor, credential)
    }

    /// Seals the same key under another password.
    @discardableResult
    package func changePassword(
        _ claim: Claim, to password: String, cost: ScryptCost,
        rules: PasswordRules = .standard, at now: Instant
    ) async throws -> AccessLedger.Filed {
        let (who, secrets, person) = try await open(claim, at: now)
        try check(password, of: person, by: rules)
        return try await keep(
            secrets, under: password, cost: cost, of: who.actor, because: .passwordChanged,
            try store.read(person.id) ?? Credential(person.id), at: now)
    }

    /// Whether somebody is recognised and another password of theirs would be taken.
    ///
    /// - Throws: what ``changePassword(_:to:cost:rules:at:)`` throws.
    package func checkChange(
        _ claim: Claim, to password: String, rules: PasswordRules = .standard, at now: Instant
    ) async throws -> PersonID {
        let person = try await open(claim, at: now).person
        try check(password, of: person, by: rules)
        return person.id
    }

    /// A new second factor, not in force before a code of it is shown: ``enrol(_:with:code:cost:at:)``.
    package func makeSecondFactor() throws -> TOTP {
        TOTP(secret: Array(try salts.salt().bytes.prefix(TOTP.secretLength)))
    }

    /// Asks for codes of a second factor from now on.
    ///
    /// A code of it proves that the person's app has it, so that nobody locks themselves out.
    @discardableResult
    package func enrol(
        _ totp: TOTP, with claim: Claim, code: String, cost: ScryptCost, at now: Instant
    ) async throws -> AccessLedger.Filed {
        let (who, secrets, person) = try await open(claim, at: now)
        guard case .right(let step) = totp.judge(code, at: now, last: nil) else {
            throw NotRecognised.wrongAppCode
        }
        var credential = try store.read(person.id) ?? Credential(person.id)
        credential.lastStep = step
        return try await keep(
            SealedKey.Secrets(key: secrets.key, totp: totp), under: claim.password, cost: cost,
            of: who.actor, because: .secondFactor, credential, at: now)
    }

    private func check(
        _ password: String, of person: Person, by rules: PasswordRules
    ) throws(PasswordRefused) {
        let problems = rules.problems(with: password, of: person)
        guard problems.isEmpty else { throw PasswordRefused(problems: problems) }
    }

    /// Seals secrets and says so in the log.
    ///
    /// The new sealed key is kept beside the old one until the log speaks of it, so that after a
    /// crash the one that the log speaks of is there in either case.
    private func keep(
        _ secrets: SealedKey.Secrets, under password: String, cost: ScryptCost, of actor: Actor,
        because reason: KeyReason, _ kept: Credential, at now: Instant
    ) async throws -> AccessLedger.Filed {
        let salt = Array(try salts.salt().bytes.prefix(SealedKey.saltLength))
        let sealed = try SealedKey(
            secrets, under: password, cost: cost,
            of: SealedKey.Owner(origin: ledger.origin, person: actor.person), salt: salt)
        var credential = kept
        credential.pending = sealed
        try store.write(credential)
        let filed = try await ledger.run(
            .key(sealed.facts(secrets), because: reason),
            in: AccessContext(
                doer: .person(actor), now: now, request: "key:\(now.rfc3339)"))
        credential.sealed = sealed
        credential.pending = nil
        credential.setUp = nil
        credential.failedAttempts = 0
        credential.lockedUntil = nil
        try store.write(credential)
        guard let last = filed.last else { throw AccessFault.overtaken }
        return last
    }
}
