// SPDX-License-Identifier: Apache-2.0
import Access
import Records

/// What stands in a joint case's way while it is being joined.
enum JointRules {
    static let criterionMet = Guard(
        "criterion-met", "A trigger rule was met; the candidate says which and by what.",
        covers: ["EPK-JQS-1"]
    ) { situation in
        let candidates = situation.linked("because-of")
        guard !candidates.isEmpty else {
            return [Obstacle("it was opened because of no candidate")]
        }
        return candidates.filter { $0.state == "dismissed" }.map {
            Obstacle("it was dismissed", in: $0.id)
        }
    }

    static let leadFollowsScope = Guard(
        "lead-follows-scope", "The leading function is the one that the scope asks for.",
        covers: ["JQS-1"]
    ) { situation in
        let scope = JointScope.of(situation.record)
        guard !scope.isEmpty, let text = situation.record.text("lead-function") else { return [] }
        let expected = LeadFunction.leading(scope)
        guard text != expected.rawValue else { return [] }
        return [
            Obstacle(
                "with \(scope.map(\.rawValue).sorted().joined(separator: ", ")) in scope, "
                    + "\(expected.rawValue) leads", field: "lead-function")
        ]
    }

    static let leadsDiffer = Guard(
        "leads-differ", "Nobody leads for both functions.", covers: ["JQS-1"]
    ) { situation in
        let both = Set(situation.record.people("lead"))
            .intersection(situation.record.people("co-lead"))
        return both.map { Obstacle("\($0) would lead for both functions", field: "co-lead") }
    }

    /// A scope that shrinks would be a way to take the case apart again.
    static let scopeIsWhole = Guard(
        "scope-is-whole", "The scope holds all that its nonconformities and its ticket bring in.",
        covers: ["JQS-1"]
    ) { situation in
        let scope = JointScope.of(situation.record)
        let joined = situation.linking("part-of", "nonconformity")
        var brought: [(JointScope, RecordID?)] = joined.prefix(1).map { (.product, $0.id) }
        for record in joined {
            if record.isTrue("security-in-scope") { brought.append((.security, record.id)) }
            if record.isTrue("data-integrity-in-scope") {
                brought.append((.dataIntegrity, record.id))
            }
        }
        if !SecurityTicket.links(of: situation.record).isEmpty,
            scope.isDisjoint(with: [.security, .dataIntegrity])
        {
            brought.append((.security, nil))
        }
        return brought.filter { !scope.contains($0.0) }.map {
            Obstacle("\($0.0.rawValue) is in scope by what was joined", in: $0.1, field: "scope")
        }
    }

    /// What was joined is not let go of by calling the case unfounded.
    static let nothingJoined = Guard(
        "nothing-joined", "No nonconformity is part of it and nothing was done under it.",
        covers: ["JQS-1"]
    ) { situation in
        (situation.linking("part-of", "nonconformity")
            + situation.book.linking(to: situation.record.id, as: "of"))
            .filter { situation.book.status(of: $0) != .cancelled }
            .map { Obstacle("it belongs to this case", in: $0.id) }
    }

    static let nonconformityJoined = Guard(
        "nonconformity-joined", "With product in scope, a nonconformity is part of it.",
        covers: ["JQS-1", "EPK-JQS-2"]
    ) { situation in
        guard JointScope.of(situation.record).contains(.product),
            situation.linking("part-of", "nonconformity").isEmpty
        else { return [] }
        return [Obstacle("product is in scope, and no nonconformity is part of it")]
    }

    static let ticketLinked = ticketGuard("ticket-linked", .block)

    /// Later on a broken link is shown at every step, and asked about; at the end it stops it again.
    static let ticketStillLinked = ticketGuard("ticket-still-linked", .warn)

    private static func ticketGuard(_ name: String, _ severity: Guard.Severity) -> Guard {
        Guard(
            name, "The security ticket and this record name each other, as last looked at.",
            severity: severity, covers: ["JQS-1", "EPK-JQS-2"]
        ) { SecurityTicket.obstacles(to: $0.record) }
    }

    static let impactSigned = Guard(
        "impact-signed", "One assessment of its impact stands, signed by three functions.",
        covers: ["JQS-2", "EPK-JQS-6"]
    ) { situation in
        let assessments = situation.linking("of", "impact-assessment").filter {
            situation.book.status(of: $0) != .cancelled && $0.supersededBy == nil
        }
        guard !assessments.isEmpty else { return [Obstacle("its impact is not assessed")] }
        return assessments.filter { $0.state != "signed" }.map {
            Obstacle("it is \($0.state) and not signed", in: $0.id)
        }
    }
}

/// The ticket of the security desk that a joint case is the counterpart of.
package enum SecurityTicket {
    /// What a security desk calls the objects that it works on.
    package static let kinds: Set<String> = [
        "incident", "security-incident", "ticket", "case", "alert",
    ]

    /// The links of a record to security tickets.
    package static func links(of record: RecordState) -> [RecordState.LinkedSystem] {
        record.systemLinks.filter { kinds.contains($0.link.key.kind) }
    }

    /// Why record and ticket cannot be said to name each other; empty when they do.
    package static func obstacles(to record: RecordState) -> [Obstacle] {
        let links = links(of: record)
        guard !links.isEmpty else { return [Obstacle("no security ticket is linked")] }
        return links.compactMap { linked in
            let key = linked.link.key.description
            switch linked.lastCheck?.result {
            case .mutual: return nil
            case nil: return Obstacle("nobody has looked whether \(key) names this record")
            case .oneWay: return Obstacle("\(key) does not name this record")
            case .broken: return Obstacle("\(key) is not there")
            case .unreachable: return Obstacle("\(key) could not be looked at")
            case .conflict: return Obstacle("\(key) says something else than this record")
            }
        }
    }
}
