// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

extension Matter {
    /// The step of that name, which must lead out of the record's state.
    func way(_ name: String) throws(Refusal) -> Transition {
        guard let transition = kind.lifecycle.transition(name) else {
            throw Refusal(
                .unknownTransition(name, known: kind.lifecycle.transitions.map(\.name)))
        }
        guard transition.from.contains(record.state) else {
            throw Refusal(
                .notFromHere(
                    transition: name, record.state,
                    possible: kind.lifecycle.transitions(from: record.state).map(\.name)))
        }
        return transition
    }

    /// Everything about the record and those around it that stands in the way of a step.
    func obstacles(to transition: Transition, blockingOnly: Bool) -> [Refusal.Reason] {
        var reasons: [Refusal.Reason] = []
        for field in kind.fields
        where record[field.name] == nil && isRequired(field, in: transition.to) {
            reasons.append(.fieldMissing(field: field.name, from: transition.to))
        }
        for rule in transition.guards where !blockingOnly || rule.severity == .block {
            reasons += rule.obstacles(situation).map {
                .guarded(
                    transition: transition.name, guardName: rule.name, rule.severity, $0)
            }
        }
        return reasons
    }

    func propose(_ name: String) throws(Refusal) -> Act {
        let transition = try way(name)
        let capacity = try capacity(to: "propose \"\(name)\"", among: writers)
        let reasons = obstacles(to: transition, blockingOnly: true)
        guard reasons.isEmpty else { throw Refusal(reasons) }
        if let open = record.proposal, open.version == record.version,
            open.transition.hasSameBytes(as: name)
        {
            throw Refusal(.nothingChanges)
        }
        return act(.proposed(transition: name), as: capacity)
    }

    func refuse(_ name: String) throws(Refusal) -> Act {
        let transition = try way(name)
        try requireReason()
        let roles = transition.signatures.reduce(transition.by) { $0.union($1.roles) }
        let capacity = try capacity(to: "refuse \"\(name)\"", among: roles)
        guard
            record.proposal?.transition.hasSameBytes(as: name) == true
                || !record.valid(for: name).isEmpty
        else { throw Refusal(.noProposal(transition: name)) }
        return act(.refused(transition: name), as: capacity)
    }

    func take(
        _ name: String, justifications: [String: String]
    ) throws(Refusal) -> Act {
        let transition = try way(name)
        if transition.asksReason { try requireReason() }
        let capacity = try permitted(
            "take the step \"\(name)\"", among: transition.by, notBy: transition.notBy)
        var reasons: [Refusal.Reason] = []
        var recorded: [Justification] = []
        for reason in obstacles(to: transition, blockingOnly: false) {
            guard case .guarded(_, let rule, .warn, let obstacle) = reason,
                let justification = justifications[rule],
                justification.utf8.contains(where: { $0 > 0x20 })
            else {
                reasons.append(reason)
                continue
            }
            recorded.append(
                Justification(
                    guardName: rule, obstacles: [obstacle.message], reason: justification))
        }
        for need in unmet(transition) {
            reasons.append(
                .signatureMissing(
                    transition: name, need.meaning,
                    need.roles.sorted { $0.rawValue < $1.rawValue }))
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        let signatures = transition.signatures.isEmpty ? [] : record.valid(for: name).map(\.act)
        return act(
            .transitioned(
                name, from: record.state, to: transition.to, justifications: recorded,
                signatures: signatures), as: capacity)
    }

    func supersede(by other: RecordID) throws(Refusal) -> Act {
        try requireReason()
        guard record.state != Voided.state, record.supersededBy == nil else {
            throw Refusal(.final(record.id, record.state))
        }
        let capacity = try capacity(to: "supersede it", among: kind.openedBy)
        guard other != record.id else { throw Refusal(.supersededBySelf) }
        guard let successor = book[other] else { throw Refusal(.noSuchRecord(other)) }
        guard successor.kind == record.kind else {
            throw Refusal(.linkTarget(role: "superseded by", other, expected: [record.kind]))
        }
        return act(.superseded(by: other), as: capacity)
    }

    func void(_ given: GivenSignature) throws(Refusal) -> Act {
        try requireOpen()
        try requireReason()
        guard given.statement.transition.hasSameBytes(as: SignatureWish.voiding) else {
            throw Refusal(.statementDiffers("it was given for \(given.statement.transition)"))
        }
        return act(.voided(from: record.state, given), as: try checked(given))
    }

    func reopen() throws(Refusal) -> Act {
        try requireReason()
        guard let reopening = kind.lifecycle.reopening else {
            throw Refusal(.cannotReopen(record.kind))
        }
        guard book.status(of: record) == .closed else {
            throw Refusal(
                .notFromHere(transition: "reopen", record.state, possible: ["any closed state"]))
        }
        let capacity = try capacity(to: "open it again", among: reopening.by)
        return act(
            .reopened(from: record.state, to: reopening.to), as: capacity,
            revision: record.revision + 1)
    }
}

/// What could be done with a record next, and what stands in the way of each step.
package struct NextStep: Sendable {
    package let transition: Transition
    package let obstacles: [Refusal.Reason]
    /// The signatures it still waits for.
    package let unmet: [SignatureNeed]
}

extension Decider {
    /// The steps that lead out of a record's state, each with what is missing, whoever asks.
    package func nextSteps(
        of record: RecordState, among book: RecordBook, in context: Context
    ) -> [NextStep] {
        guard let kind = kinds[record.kind], !book.isFinal(record) else { return [] }
        let matter = Matter(record: record, kind: kind, book: book, context: context)
        return kind.lifecycle.transitions(from: record.state).map {
            NextStep(
                transition: $0, obstacles: matter.obstacles(to: $0, blockingOnly: false),
                unmet: matter.unmet($0))
        }
    }
}
