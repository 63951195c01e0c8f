// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// How a person is shown: what they may do now, and what they had.
enum PersonText {
    static func text(_ person: Person, in directory: Directory, at now: Instant) -> String {
        var lines = [
            "\(person.id)  \((person.printedName ?? "(name erased)").visible)",
            "login         \(person.login ?? "(erased)")",
            "zone          \(person.zone.visible)",
            "enrolled      \(person.enrolledAt.rfc3339Seconds); identity: "
                + "\(person.verification.method.visible), \(person.verification.date.visible)",
        ]
        if let left = person.deactivatedAt { lines.append("left          \(left.rfc3339Seconds)") }
        lines.append("signs         \(signing(of: person))")
        for key in person.keys {
            lines.append(
                "key           \(key.facts.keyID.hex.prefix(16)) since "
                    + key.since.rfc3339Seconds + AccessText.until(key.until))
        }
        for accepted in person.acceptances {
            lines.append(
                "accountable   revision \(accepted.revision.visible), "
                    + accepted.at.rfc3339Seconds)
        }
        for grant in directory.grants.values.filter({ $0.person == person.id })
            .sorted(by: { $0.id < $1.id })
        {
            lines.append(
                "\(padded(grant.id))\(grant.role.title)\(AccessText.words(grant.scope))"
                    + AccessText.until(grant.until) + ended(grant.endedAt))
        }
        for delegation in delegations(of: person.id, in: directory) {
            let other =
                delegation.from == person.id ? "to \(delegation.to)" : "from \(delegation.from)"
            lines.append(
                "\(padded(delegation.id))\(delegation.role.title) \(other)"
                    + AccessText.words(delegation.scope)
                    + " from \(delegation.since.rfc3339Seconds)"
                    + AccessText.until(delegation.until) + ended(delegation.endedAt))
        }
        for qualification in person.qualifications {
            lines.append(
                "qualified     \(qualification.name.visible)"
                    + AccessText.until(qualification.until)
                    + (qualification.isInForce(at: now) ? "" : " (has run out)")
                    + ": \(qualification.evidence.visible)")
        }
        if person.failedAttempts > 0 {
            lines.append("failed        \(person.failedAttempts) attempts to be recognised")
        }
        return lines.joined(separator: "\n")
    }

    static func json(_ person: Person, in directory: Directory, at now: Instant) -> JSON {
        let actor = directory.actor(person.id, at: now)
        var members: [JSON.Member] = [
            .init("active", .bool(person.isActive)),
            .init("capacities", .array((actor?.capacities ?? []).map(json))),
            .init("enrolled", .string(person.enrolledAt.rfc3339)),
            .init("failedAttempts", .integer(Int64(person.failedAttempts))),
            .init("hasKey", .bool(person.key != nil)),
            .init("hasTOTP", .bool(person.key?.facts.hasTOTP ?? false)),
            .init("person", .string(person.id.text)),
            .init(
                "qualifications",
                .array(person.qualifications(at: now).sorted().map { .string($0) })),
            .init("zone", .string(person.zone)),
        ]
        if let login = person.login { members.append(.init("login", .string(login))) }
        if let name = person.printedName { members.append(.init("name", .string(name))) }
        if let key = person.key {
            members.append(.init("keyID", .string(key.facts.keyID.hex)))
            members.append(.init("passwordSince", .string(key.changedAt.rfc3339)))
        }
        if let left = person.deactivatedAt {
            members.append(.init("deactivated", .string(left.rfc3339)))
        }
        return .object(members)
    }

    private static func json(_ capacity: Actor.Capacity) -> JSON {
        var members: [JSON.Member] = [.init("role", .string(capacity.role.rawValue))]
        if let kinds = capacity.kinds {
            members.append(.init("kinds", .array(kinds.sorted().map { .string($0) })))
        }
        if let delegator = capacity.onBehalfOf {
            members.append(.init("onBehalfOf", .string(delegator.text)))
        }
        if let site = capacity.site { members.append(.init("site", .string(site))) }
        return .object(members)
    }

    /// Their roles now, own ones first, on one line.
    static func roles(of person: Person, in directory: Directory, at now: Instant) -> String {
        guard let actor = directory.actor(person.id, at: now) else { return "(has left)" }
        return actor.capacities.map { capacity in
            capacity.role.title
                + AccessText.words(Scope(site: capacity.site, kinds: capacity.kinds))
                + (capacity.onBehalfOf.map { " for \($0)" } ?? "")
        }.joined(separator: "; ")
    }

    /// Whether they can sign, and with what they are recognised.
    static func signing(of person: Person) -> String {
        guard !person.id.isService else { return "never" }
        guard let key = person.key else { return "no password yet" }
        let factors = key.facts.hasTOTP ? "password and code" : "password"
        return person.acceptances.isEmpty ? factors + "; accountability not accepted" : factors
    }

    /// What a reviewer of access should look at.
    static func remarks(on directory: Directory, at now: Instant) -> [String] {
        var remarks = directory.incompatibleHoldings(at: now).map {
            "\($0.person) holds roles that exclude each other: "
                + $0.roles.map(\.title).joined(separator: " and ") + "."
        }
        if directory.administrators(at: now).count == 1 {
            remarks.append(
                "There is one administrator. If they lose their password nobody can reset it; "
                    + "make a second.")
        }
        return remarks
    }

    private static func delegations(
        of person: PersonID, in directory: Directory
    ) -> [Delegation] {
        directory.delegations.values.filter { $0.from == person || $0.to == person }
            .sorted { $0.id < $1.id }
    }

    private static func padded(_ id: some CustomStringConvertible) -> String {
        let text = id.description
        return text + String(repeating: " ", count: max(1, 14 - text.count))
    }

    private static func ended(_ moment: Instant?) -> String {
        moment.map { " (ended \($0.rfc3339Seconds))" } ?? ""
    }
}
