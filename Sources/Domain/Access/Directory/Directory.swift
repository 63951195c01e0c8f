// SPDX-License-Identifier: Apache-2.0
import Canon

/// Everybody the plant knows, and what each may do: worked out from the access acts of the log.
///
/// - Nobody is ever removed, and no number is given twice (P11-100a).
/// - What was taken away stays away: whether something holds *now* does not depend on a clock that
///   was put back.
/// - What held at an earlier moment is asked of a directory that was replayed up to there.
package struct Directory: Sendable {
    package internal(set) var people: [PersonID: Person] = [:]
    package internal(set) var grants: [GrantID: Grant] = [:]
    package internal(set) var delegations: [DelegationID: Delegation] = [:]
    /// How many acts made it what it is.
    package internal(set) var actCount = 0
    /// Whose each key is, for all time; a key is never of two.
    var keyHolders: [Digest: PersonID] = [:]
    /// Whose each login is, for all time, by its UTF-8 bytes.
    var logins: [[UInt8]: PersonID] = [:]

    package init() {}

    /// The most people that are kept account of.
    package static let peopleMax = 100_000

    package func person(login: String) -> Person? {
        logins[Array(login.utf8)].flatMap { people[$0] }
    }

    /// Somebody by number or login, as a command names them.
    package func person(named text: String) -> Person? {
        PersonID(text).flatMap { people[$0] } ?? person(login: text)
    }

    /// A key and its holder, also long after it ended: old signatures are verified with old keys.
    package func key(_ id: Digest) -> (holder: PersonID, key: HeldKey)? {
        guard let holder = keyHolders[id],
            let key = people[holder]?.keys.last(where: { $0.facts.keyID == id })
        else { return nil }
        return (holder, key)
    }

    /// Whose key it is, when the key could be used at a moment.
    package func holder(of key: Digest, at moment: Instant) -> PersonID? {
        guard let held = self.key(key), held.key.isValid(at: moment) else { return nil }
        return held.holder
    }

    /// The sites that roles were given for, sorted.
    package var sites: [String] {
        Set(grants.values.compactMap(\.scope.site)).sorted()
    }

    /// Somebody's own roles at a moment, by number.
    package func grants(of person: PersonID, at moment: Instant) -> [Grant] {
        grants.values.filter { $0.person == person && $0.isInForce(at: moment) }
            .sorted { $0.id < $1.id }
    }

    /// Who administers the plant at a moment, sorted.
    ///
    /// A grant with an end does not count for being the last: it runs out by itself.
    package func administrators(at moment: Instant) -> [PersonID] {
        Set(
            grants.values.filter { $0.role == .administrator && $0.isInForce(at: moment) }
                .map(\.person)
        ).sorted()
    }
}

extension Directory {
    /// Somebody as they are at a moment: with their own roles and those lent to them.
    ///
    /// - Returns: `nil` for somebody who is not known or has left.
    package func actor(_ id: PersonID, at moment: Instant) -> Actor? {
        guard let person = people[id], person.isActive else { return nil }
        let own = grants(of: id, at: moment)
        var capacities = own.map {
            Actor.Capacity($0.role, site: $0.scope.site, kinds: $0.scope.kinds)
        }
        let lent = delegations.values.filter { $0.to == id && $0.isInForce(at: moment) }
            .sorted { $0.id < $1.id }
        for delegation in lent
        where delegation.role.isDelegable
            && own.allSatisfy({ $0.role.isCompatible(with: delegation.role) })
        {
            capacities += self.capacities(lentBy: delegation, at: moment)
        }
        return Actor(
            person: id, printedName: person.printedName ?? id.text, capacities: capacities,
            qualifications: person.qualifications(at: moment), zone: person.zone)
    }

    /// What a delegation gives: only what the delegator has themselves at that moment.
    ///
    /// A role that was lent to the delegator is not theirs, so it is not handed on.
    private func capacities(
        lentBy delegation: Delegation, at moment: Instant
    ) -> [Actor.Capacity] {
        guard people[delegation.from]?.isActive == true else { return [] }
        return grants(of: delegation.from, at: moment)
            .filter { $0.role == delegation.role }
            .compactMap { $0.scope.intersection(delegation.scope) }
            .map {
                Actor.Capacity(
                    delegation.role, site: $0.site, kinds: $0.kinds, onBehalfOf: delegation.from)
            }
    }

    /// Everybody who holds roles that one person must not hold together (A11D-12.3).
    ///
    /// Commands cannot bring this about; a history that was made otherwise can show it.
    package func incompatibleHoldings(at moment: Instant) -> [IncompatibleHolding] {
        people.keys.sorted().flatMap { id in
            let roles = Set(grants(of: id, at: moment).map(\.role))
                .sorted { $0.rawValue < $1.rawValue }
            return roles.indices.flatMap { first in
                roles[(first + 1)...].filter { !roles[first].isCompatible(with: $0) }
                    .map { IncompatibleHolding(person: id, roles: [roles[first], $0]) }
            }
        }
    }
}

/// Two roles in one hand that must not be.
package struct IncompatibleHolding: Hashable, Sendable {
    package let person: PersonID
    package let roles: [Role]
}
