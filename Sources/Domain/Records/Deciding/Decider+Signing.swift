// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// What a signature would cover, before the signer's key makes it.
package struct SignatureWish: Sendable {
    /// The step it is for; ``SignatureWish/voiding`` for declaring a record void.
    package let transition: String
    package let meaning: SignatureMeaning
    /// The log the record is in.
    package let origin: String
    package let nameCommitment: Digest
    /// How the signer was recognised.
    package let authentication: String

    package static let voiding = "void"

    package init(
        transition: String, meaning: SignatureMeaning, origin: String, nameCommitment: Digest,
        authentication: String
    ) {
        self.transition = transition
        self.meaning = meaning
        self.origin = origin
        self.nameCommitment = nameCommitment
        self.authentication = authentication
    }
}

extension Decider {
    /// What somebody would sign, if they may sign it now.
    ///
    /// - Throws: ``Refusal``; a step whose other conditions do not hold yet is not signed for, since
    ///   a signature under an unfinished record says nothing (21 CFR 11.10(f), P11-10f).
    package func statement(
        _ wish: SignatureWish, on record: RecordState, among book: RecordBook, in context: Context
    ) throws(Refusal) -> SignatureStatement {
        guard let kind = kinds[record.kind] else { throw Refusal(.unknownKind(record.kind)) }
        if let seen = context.expectedVersion, seen != record.version {
            throw Refusal(.changedMeanwhile(seen: seen, actual: record.version))
        }
        return try Matter(record: record, kind: kind, book: book, context: context)
            .statement(wish)
    }
}

extension Matter {
    func statement(_ wish: SignatureWish) throws(Refusal) -> SignatureStatement {
        let capacity: Actor.Capacity
        if wish.transition.hasSameBytes(as: SignatureWish.voiding) {
            capacity = try signer(for: kind.lifecycle.voiding, wish)
        } else {
            capacity = try self.capacity(toSign: wish)
        }
        return SignatureStatement(
            origin: wish.origin, record: record.id, kind: record.kind, revision: record.revision,
            version: record.version, digest: record.digest, meaning: wish.meaning,
            transition: wish.transition, signer: context.actor.person,
            nameCommitment: wish.nameCommitment, role: capacity.role, site: record.site,
            onBehalfOf: capacity.onBehalfOf, at: context.now, zone: context.actor.zone,
            authentication: wish.authentication)
    }

    func sign(_ transition: String, _ given: GivenSignature) throws(Refusal) -> Act {
        guard given.statement.transition.hasSameBytes(as: transition) else {
            throw Refusal(.statementDiffers("it was given for \(given.statement.transition)"))
        }
        return act(.signed(transition: transition, given), as: try checked(given))
    }

    /// The capacity in which a signature was given, after comparing it with the record as it stands.
    func checked(_ given: GivenSignature) throws(Refusal) -> Actor.Capacity {
        let said = given.statement
        let expected = try statement(
            SignatureWish(
                transition: said.transition, meaning: said.meaning, origin: said.origin,
                nameCommitment: said.nameCommitment, authentication: said.authentication))
        guard said == expected else {
            throw Refusal(.statementDiffers(difference(said, expected)))
        }
        return Actor.Capacity(said.role, site: said.site, onBehalfOf: said.onBehalfOf)
    }

    private func difference(_ said: SignatureStatement, _ now: SignatureStatement) -> String {
        if said.record != now.record { return "it names \(said.record)" }
        if said.revision != now.revision || said.version != now.version {
            return "it covers revision \(said.revision) version \(said.version), this is revision "
                + "\(now.revision) version \(now.version)"
        }
        if said.digest != now.digest { return "the digest is another" }
        if said.signer != now.signer { return "it names \(said.signer) as signer" }
        return "time, role or site are others"
    }

    // MARK: Who may sign

    private func capacity(toSign wish: SignatureWish) throws(Refusal) -> Actor.Capacity {
        let transition = try way(wish.transition)
        let needs = transition.signatures.filter { $0.meaning == wish.meaning }
        guard !needs.isEmpty else {
            throw Refusal(.signatureNotAsked(transition: wish.transition, wish.meaning))
        }
        let reasons = obstacles(to: transition, blockingOnly: true)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let given = record.valid(for: transition.name)
        if let earlier = given.first(where: { $0.people.contains(context.actor.person) }) {
            throw Refusal(
                .signatureGiven(transition: transition.name, by: earlier.statement.signer))
        }
        var refusal = Refusal(.signatureNotAsked(transition: wish.transition, wish.meaning))
        // Of several needs, the first that this person can meet; else why not the one that they
        // have the role for.
        for need in unmet(transition).filter({ $0.meaning == wish.meaning }) {
            do throws(Refusal) {
                let capacity = try signer(for: need, wish)
                guard let delegator = capacity.onBehalfOf,
                    given.contains(where: { $0.people.contains(delegator) })
                else { return capacity }
                refusal = Refusal(.signatureGiven(transition: transition.name, by: delegator))
            } catch {
                if !refusal.isAboutConduct { refusal = error }
            }
        }
        throw refusal
    }

    /// The capacity in which the actor may give a signature.
    private func signer(
        for need: SignatureNeed, _ wish: SignatureWish
    ) throws(Refusal) -> Actor.Capacity {
        try requireOpen()
        let act = "sign as \(need.meaning.rawValue)"
        guard wish.meaning == need.meaning else {
            throw Refusal(.signatureNotAsked(transition: wish.transition, wish.meaning))
        }
        guard !context.actor.person.isService else { throw Refusal(.serviceCannotSign) }
        if let wanted = need.qualification, !context.actor.qualifications.contains(wanted) {
            throw Refusal(.notQualified(wanted))
        }
        return try permitted(act, among: need.roles, notBy: need.notBy)
    }

    /// A capacity among roles that no rule on separate duties keeps from the act.
    func permitted(
        _ act: String, among roles: Set<Role>, notBy rules: [Excluded]
    ) throws(Refusal) -> Actor.Capacity {
        let first = try capacity(to: act, among: roles)
        let capacities = context.actor.capacities(
            among: roles, kind: kind.name.text, at: record.site)
        var reasons: [Refusal.Reason] = []
        for capacity in capacities {
            let against = exclusions(rules, act, for: capacity)
            if against.isEmpty { return capacity }
            if reasons.isEmpty { reasons = against }
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        return first
    }

    private func exclusions(
        _ rules: [Excluded], _ act: String, for capacity: Actor.Capacity
    ) -> [Refusal.Reason] {
        let acting = [context.actor.person] + (capacity.onBehalfOf.map { [$0] } ?? [])
        return rules.flatMap { rule in
            let kept = people(rule)
            return acting.filter { kept.contains($0) }
                .map { Refusal.Reason.excluded(act: act, rule, $0) }
        }
    }

    private func people(_ rule: Excluded) -> Set<PersonID> {
        switch rule {
        case .authors: record.authors
        case .opener: [record.opener]
        case .signers(let meaning):
            record.signatures.filter {
                $0.statement.meaning == meaning && $0.statement.revision == record.revision
            }.reduce(into: []) { $0.formUnion($1.people) }
        case .performers(let transition): record.performers[transition] ?? []
        case .named(let field): Set(record.people(field))
        }
    }

    /// The signatures that a step still waits for.
    func unmet(_ transition: Transition) -> [SignatureNeed] {
        var given = record.valid(for: transition.name)
        // A need with fewer roles is met first, so that a broad one does not take its signature.
        let order = transition.signatures.indices.sorted {
            (transition.signatures[$0].roles.count, $0) < (
                transition.signatures[$1].roles.count, $1
            )
        }
        var open: Set<Int> = []
        for index in order {
            let need = transition.signatures[index]
            guard
                let match = given.firstIndex(where: {
                    $0.statement.meaning == need.meaning && need.roles.contains($0.statement.role)
                })
            else {
                open.insert(index)
                continue
            }
            given.remove(at: match)
        }
        return transition.signatures.indices.filter { open.contains($0) }
            .map { transition.signatures[$0] }
    }
}

extension Refusal {
    /// Whether it is about what somebody did, rather than about a role they never had.
    fileprivate var isAboutConduct: Bool {
        reasons.contains { reason in
            switch reason {
            case .excluded, .signatureGiven, .notQualified, .serviceCannotSign: true
            default: false
            }
        }
    }
}

extension RecordState.RecordedSignature {
    /// Who stands behind it: the signer, and whoever they signed for.
    package var people: Set<PersonID> {
        Set([statement.signer] + (statement.onBehalfOf.map { [$0] } ?? []))
    }
}
