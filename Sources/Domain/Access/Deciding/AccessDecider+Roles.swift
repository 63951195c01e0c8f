// SPDX-License-Identifier: Apache-2.0
import Canon

extension AccessDecider {
    func grant(_ wish: GrantWish) throws(AccessRefusal) -> [AccessAct] {
        let role = try role(to: "give a role", among: [.administrator], over: wish.scope)
        try requireReason()
        let person = try active(wish.person)
        guard try asker().person != person.id else { throw AccessRefusal(.ownRole) }
        var problems = misfits(of: wish.role, for: person.id) + self.problems(of: wish.scope)
        if let until = wish.until, until <= context.now {
            problems.append(problem("end", until.rfc3339Seconds, "a moment to come"))
        }
        let held = directory.grants(of: person.id, at: context.now)
        if let same = held.first(where: {
            $0.role == wish.role && $0.scope == wish.scope && $0.until == wish.until
        }) {
            problems.append(.roleThere(same.id))
        }
        if held.count >= AccessDecider.partsMax {
            problems.append(.tooMuch(what: "roles", max: AccessDecider.partsMax))
        }
        guard problems.isEmpty else { throw AccessRefusal(problems) }
        return acts(
            [.granted(GrantID(number: directory.grants.count + 1), wish)], as: role)
    }

    /// Takes a role away; it is gone with the next thing its holder asks for.
    func revoke(_ id: GrantID) throws(AccessRefusal) -> [AccessAct] {
        guard let grant = directory.grants[id] else { throw AccessRefusal(.unknownGrant(id)) }
        let role = try role(to: "take a role away", among: [.administrator], over: grant.scope)
        try requireReason()
        guard grant.endedAt == nil else { throw AccessRefusal(.grantEnded(id)) }
        try requireAdministratorBeside(grant.person, without: id)
        return acts([.revoked(id, grant.person, grant.role)], as: role)
    }

    /// Lends a role of one's own, for a time that has an end.
    func delegate(_ wish: DelegationWish) throws(AccessRefusal) -> [AccessAct] {
        let delegator = try asker().person
        try requireReason()
        let person = try active(wish.to)
        guard person.id != delegator else { throw AccessRefusal(.delegationToSelf) }
        guard wish.role.isDelegable else { throw AccessRefusal(.notDelegable(wish.role)) }
        var problems = misfits(of: wish.role, for: person.id) + self.problems(of: wish.scope)
        let isHeld = directory.grants(of: delegator, at: context.now).contains {
            $0.role == wish.role && $0.scope.intersection(wish.scope) != nil
        }
        if !isHeld { problems.append(.roleNotHeld(wish.role)) }
        if wish.until <= max(wish.since, context.now) {
            problems.append(
                problem("end", wish.until.rfc3339Seconds, "a moment to come, after the begin"))
        }
        if wish.since.adding(microseconds: Delegation.daysMax * 86_400_000_000) < wish.until {
            problems.append(
                problem(
                    "end", wish.until.rfc3339Seconds,
                    "at most \(Delegation.daysMax) days after the begin"))
        }
        let lent = directory.delegations.values.filter {
            $0.from == delegator && $0.isPending(at: context.now)
        }
        if lent.count >= AccessDecider.partsMax {
            problems.append(.tooMuch(what: "delegations", max: AccessDecider.partsMax))
        }
        guard problems.isEmpty else { throw AccessRefusal(problems) }
        let id = DelegationID(number: directory.delegations.count + 1)
        return acts([.delegated(id, from: delegator, wish)], as: wish.role)
    }

    func endDelegation(_ id: DelegationID) throws(AccessRefusal) -> [AccessAct] {
        guard let delegation = directory.delegations[id] else {
            throw AccessRefusal(.unknownDelegation(id))
        }
        let person = try asker().person
        try requireReason()
        let isOne = person == delegation.from || person == delegation.to
        let isAdministrator = directory.grants(of: person, at: context.now).contains {
            $0.role == .administrator
        }
        guard isOne || isAdministrator else { throw AccessRefusal(.notYourDelegation(id)) }
        guard delegation.isPending(at: context.now) else {
            throw AccessRefusal(.delegationEnded(id))
        }
        return acts([.delegationEnded(id)], as: isOne ? nil : .administrator)
    }

    /// Why somebody cannot have a role beside those they hold or will hold.
    private func misfits(of role: Role, for id: PersonID) -> [AccessRefusal.Reason] {
        if id.isService, role != .service { return [.notForServices(role)] }
        if !id.isService, role == .service { return [.onlyForServices] }
        let own = directory.grants(of: id, at: context.now).map(\.role)
        let lent = directory.delegations.values.filter {
            $0.to == id && $0.isPending(at: context.now)
        }
        return Set(own + lent.map(\.role)).sorted { $0.rawValue < $1.rawValue }
            .filter { !role.isCompatible(with: $0) }
            .map { .incompatible(role, with: $0) }
    }

    private func problems(of scope: Scope) -> [AccessRefusal.Reason] {
        var problems: [AccessRefusal.Reason] = []
        if let site = scope.site, !AccessDecider.isText(site, max: 200) {
            problems.append(problem("site", site, "one line, at most 200 bytes"))
        }
        guard let kinds = scope.kinds else { return problems }
        if kinds.isEmpty || kinds.count > AccessDecider.partsMax {
            problems.append(
                problem("kinds", "\(kinds.count) of them", "1 to \(AccessDecider.partsMax)"))
        }
        for kind in kinds.sorted() where !AccessDecider.isText(kind, max: 100) {
            problems.append(problem("kind", kind, "the name of a kind of record"))
        }
        return problems
    }
}
