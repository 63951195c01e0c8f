// SPDX-License-Identifier: Apache-2.0
import Canon

extension AccessDecider {
    /// Ends somebody's key; nobody can sign as them until they chose a password themselves.
    ///
    /// The only thing that an administrator can do to another's signature: there is no way to sign
    /// as them, or to set their password (21 CFR 11.200(a)(3), P11-200a2).
    func reset(_ id: PersonID) throws(AccessRefusal) -> [AccessAct] {
        let role = try role(to: "reset a password", among: [.administrator])
        try requireReason()
        guard !id.isService else { throw AccessRefusal(.serviceCannotSign) }
        _ = try active(id)
        guard try asker().person != id else {
            throw AccessRefusal(.ownAffair(act: "reset their own key, rather than change it,"))
        }
        return acts([.reset(id)], as: role)
    }

    /// Writes down whose a key is, at the wish of the one who made it.
    func key(
        _ facts: SigningKeyFacts, because reason: KeyReason
    ) throws(AccessRefusal) -> [AccessAct] {
        let person = try active(asker().person)
        guard !person.id.isService else { throw AccessRefusal(.serviceCannotSign) }
        guard facts.publicKey.count == SigningKeyFacts.publicKeyLength else {
            throw unfit("public key", "\(facts.publicKey.count) bytes", "32 bytes")
        }
        guard facts.cost.isUsable else {
            throw unfit("cost", "\(facts.cost)", "a cost that scrypt takes, at most 1 GiB")
        }
        switch reason {
        case .enrolled, .renewed:
            guard person.key == nil else { throw AccessRefusal(.keyThere) }
            guard person.keys.isEmpty == (reason == .enrolled) else {
                throw unfit("reason", reason.rawValue, person.keys.isEmpty ? "enrolled" : "renewed")
            }
            guard directory.keyHolders[facts.keyID] == nil else { throw AccessRefusal(.keyTaken) }
        case .passwordChanged, .secondFactor:
            guard let key = person.key else { throw AccessRefusal(.keyMissing) }
            guard key.facts.keyID == facts.keyID else { throw AccessRefusal(.keyDiffers) }
        }
        return acts([.keyed(person.id, facts, because: reason)], as: nil)
    }

    /// Takes somebody's signature under the accountability text, over their own key.
    func accept(_ signature: AccountabilitySignature) throws(AccessRefusal) -> [AccessAct] {
        let person = try active(asker().person)
        guard !person.id.isService else { throw AccessRefusal(.serviceCannotSign) }
        let statement = signature.statement
        guard statement.person == person.id else {
            throw AccessRefusal(.ownAffair(act: "accept accountability"))
        }
        guard let key = person.key else { throw AccessRefusal(.keyMissing) }
        guard signature.keyID == key.facts.keyID else { throw AccessRefusal(.keyDiffers) }
        guard statement.at == context.now else {
            throw AccessRefusal(.statementDiffers("it was made at another time"))
        }
        guard !person.hasAccepted(statement.revision) else {
            throw AccessRefusal(.accepted(revision: statement.revision))
        }
        return acts([.accountabilitySigned(person.id, signature)], as: nil)
    }

    func report(_ failed: FailedSigning) throws(AccessRefusal) -> [AccessAct] {
        guard case .product = context.doer else { throw AccessRefusal(.onlyByProduct) }
        return acts([.signingFailed(failed)], as: nil)
    }
}
