// SPDX-License-Identifier: Apache-2.0
import Canon

/// Why access acts do not make a directory: somebody else than the decider wrote one of them.
package struct BrokenAccessHistory: Error, Hashable, Sendable, CustomStringConvertible {
    package let number: Int
    package let what: String

    package var description: String { "Access act \(number) cannot be: \(what)." }
}

extension Directory {
    /// Works the directory out from all access acts, in order.
    package init(replaying acts: some Sequence<AccessAct>) throws(BrokenAccessHistory) {
        self.init()
        for act in acts { try evolve(by: act) }
    }

    /// What the directory is after one more act.
    package mutating func evolve(by act: AccessAct) throws(BrokenAccessHistory) {
        func broken(_ what: String) -> BrokenAccessHistory {
            BrokenAccessHistory(number: act.number, what: what)
        }
        guard act.number == actCount + 1 else {
            throw broken("act \(actCount + 1) was expected")
        }
        let at = act.stamp.at
        switch act.event {
        case .enrolled(let id, let enrolment):
            guard people[id] == nil else { throw broken("\(id) was enrolled before") }
            add(id, enrolment, at: at)
        case .keyed(let id, let facts, _):
            guard people[id] != nil else { throw broken("nobody is \(id)") }
            guard keyHolders[facts.keyID, default: id] == id else {
                throw broken("the key of \(id) is somebody else's")
            }
            keep(facts, of: id, at: at)
        case .reset(let id):
            guard people[id] != nil else { throw broken("nobody is \(id)") }
            endKey(of: id, at: at)
        case .deactivated(let id):
            guard people[id] != nil else { throw broken("nobody is \(id)") }
            deactivate(id, at: at)
        case .granted(let id, let wish):
            guard grants[id] == nil else { throw broken("\(id) was given before") }
            guard people[wish.person] != nil else { throw broken("nobody is \(wish.person)") }
            grants[id] = Grant(
                id: id, person: wish.person, role: wish.role, scope: wish.scope, since: at,
                until: wish.until)
        case .revoked(let id, _, _):
            guard grants[id] != nil else { throw broken("there is no \(id)") }
            grants[id]?.endedAt = at
        case .delegated(let id, let from, let wish):
            guard delegations[id] == nil else { throw broken("\(id) was given before") }
            guard people[from] != nil, people[wish.to] != nil else {
                throw broken("nobody is \(from) or \(wish.to)")
            }
            delegations[id] = Delegation(
                id: id, from: from, to: wish.to, role: wish.role, scope: wish.scope,
                since: wish.since, until: wish.until)
        case .delegationEnded(let id):
            guard delegations[id] != nil else { throw broken("there is no \(id)") }
            delegations[id]?.endedAt = at
        case .qualified(let id, let qualification):
            guard people[id] != nil else { throw broken("nobody is \(id)") }
            keep(qualification, of: id)
        case .accountabilitySigned(let id, let signature):
            guard people[id] != nil else { throw broken("nobody is \(id)") }
            people[id]?.acceptances.append(
                Acceptance(
                    revision: signature.statement.revision, signature: signature, at: at))
        case .signingFailed(let failed):
            if let id = failed.person { people[id]?.failedAttempts += 1 }
        }
        actCount = act.number
    }

    private mutating func add(_ id: PersonID, _ enrolment: Enrolment, at moment: Instant) {
        people[id] = Person(
            id: id, login: enrolment.login, printedName: enrolment.printedName,
            zone: enrolment.zone, verification: enrolment.verification, enrolledAt: moment)
        if let login = enrolment.login { logins[Array(login.utf8)] = id }
    }

    private mutating func keep(_ facts: SigningKeyFacts, of id: PersonID, at moment: Instant) {
        keyHolders[facts.keyID] = id
        guard var key = people[id]?.key, key.facts.keyID == facts.keyID else {
            endKey(of: id, at: moment)
            people[id]?.keys.append(HeldKey(facts: facts, since: moment, changedAt: moment))
            return
        }
        key.facts = facts
        key.changedAt = moment
        people[id]?.keys.removeLast()
        people[id]?.keys.append(key)
    }

    private mutating func endKey(of id: PersonID, at moment: Instant) {
        guard var key = people[id]?.key else { return }
        key.until = moment
        people[id]?.keys.removeLast()
        people[id]?.keys.append(key)
    }

    private mutating func keep(_ qualification: Qualification, of id: PersonID) {
        let same = people[id]?.qualifications.firstIndex {
            $0.name.hasSameBytes(as: qualification.name)
        }
        guard let same else {
            people[id]?.qualifications.append(qualification)
            return
        }
        people[id]?.qualifications[same] = qualification
    }

    private mutating func deactivate(_ id: PersonID, at moment: Instant) {
        people[id]?.deactivatedAt = moment
        endKey(of: id, at: moment)
        for grant in grants.values where grant.person == id && grant.endedAt == nil {
            grants[grant.id]?.endedAt = moment
        }
        for delegation in delegations.values
        where (delegation.from == id || delegation.to == id) && delegation.endedAt == nil {
            delegations[delegation.id]?.endedAt = moment
        }
    }
}
