// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// Decides what comes of a command, for records of every kind: the whole of the engine's rules.
///
/// Pure: the record, the records around it, who acts and when go in; acts or every reason against
/// come out. Nothing here knows what a nonconformity is.
package struct Decider: Sendable {
    package let kinds: KindCatalogue

    package init(_ kinds: KindCatalogue) { self.kinds = kinds }

    /// The most values, links, attachments or acts one record may have.
    package static let partsMax = 10_000

    /// What comes of a command.
    ///
    /// - Parameters:
    ///   - command: what is asked for.
    ///   - record: the record the command is about; `nil` when it is to be opened.
    ///   - book: what is around it.
    ///   - context: who asks, when and why.
    /// - Returns: the acts, in order; applied to `record` they are what was asked for.
    /// - Throws: ``Refusal`` with all that is in the way; nothing has happened then.
    package func decide(
        _ command: Command, on record: RecordState?, among book: RecordBook, in context: Context
    ) throws(Refusal) -> [Act] {
        if case .open(let opening) = command {
            guard record == nil else { throw Refusal(.recordExists(opening.id)) }
            return [try open(opening, among: book, in: context)]
        }
        guard let record else { throw Refusal([]) }
        guard let kind = kinds[record.kind] else { throw Refusal(.unknownKind(record.kind)) }
        if let seen = context.expectedVersion, seen != record.version {
            throw Refusal(.changedMeanwhile(seen: seen, actual: record.version))
        }
        guard record.actCount < Decider.partsMax else {
            throw Refusal(.tooMuch(what: "acts", max: Decider.partsMax))
        }
        let matter = Matter(record: record, kind: kind, book: book, context: context)
        switch command {
        case .open: return []
        case .amend(let changes): return [try matter.amend(changes)]
        case .attach(let file, let note): return [try matter.attach(file, note: note)]
        case .link(let role, let target): return [try matter.link(role, to: target)]
        case .unlink(let role, let target): return [try matter.unlink(role, from: target)]
        case .linkSystem(let link): return [try matter.linkSystem(link)]
        case .checkSystem(let key, let check): return [try matter.check(key, check)]
        case .synchronise(let key, let changes):
            return [try matter.synchronise(key, changes)]
        case .propose(let transition): return [try matter.propose(transition)]
        case .sign(let transition, let signature):
            return [try matter.sign(transition, signature)]
        case .refuse(let transition): return [try matter.refuse(transition)]
        case .transition(let name, let justifications):
            return [try matter.take(name, justifications: justifications)]
        case .supersede(let other): return [try matter.supersede(by: other)]
        case .void(let signature): return [try matter.void(signature)]
        case .reopen: return [try matter.reopen()]
        }
    }
}

/// A record, its kind, what is around it and who acts: what each command is decided on.
struct Matter {
    let record: RecordState
    let kind: Kind
    let book: RecordBook
    let context: Context

    var situation: Situation { Situation(record: record, book: book, context: context) }

    /// Refuses when the record is closed, cancelled or void.
    func requireOpen() throws(Refusal) {
        if book.isFinal(record) { throw Refusal(.final(record.id, record.state)) }
    }

    /// The reason of the request, which must not be blank.
    @discardableResult
    func requireReason() throws(Refusal) -> String {
        guard let reason = context.reason, reason.utf8.contains(where: { $0 > 0x20 }) else {
            throw Refusal(.reasonMissing)
        }
        return reason
    }

    /// The capacity in which the actor does something, their own before a delegated one.
    func capacity(
        to act: String, among roles: Set<Role>
    ) throws(Refusal) -> Actor.Capacity {
        if let capacity = context.ruleCapacity { return capacity }
        let capacities = context.actor.capacities(
            among: roles, kind: kind.name.text, at: record.site)
        guard let first = capacities.first else {
            throw Refusal(.roleMissing(act: act, roles: roles.sorted { $0.rawValue < $1.rawValue }))
        }
        return first
    }

    /// The next act of the record.
    func act(_ deed: Deed, as capacity: Actor.Capacity, revision: Int? = nil) -> Act {
        Act(
            record: record.id, kind: record.kind, number: record.actCount + 1,
            revision: revision ?? record.revision,
            version: record.version + (deed.changesContent ? 1 : 0),
            stamp: Act.Stamp(context, as: capacity), deed: deed)
    }

    /// Everybody who may write the record's content: those who may open one or take a step of it.
    var writers: Set<Role> {
        kind.lifecycle.transitions.reduce(kind.openedBy) { $0.union($1.by) }
    }
}

extension Context {
    /// The capacity of the product itself, when a rule acts and no person asked for it.
    ///
    /// Rules do what people of any role could, save signing; the cause stands beside each act.
    var ruleCapacity: Actor.Capacity? {
        cause != nil && actor.person.isService ? Actor.Capacity(.service) : nil
    }
}

extension Act.Stamp {
    init(_ context: Context, as capacity: Actor.Capacity) {
        self.init(
            person: context.actor.person, printedName: context.actor.printedName,
            role: capacity.role, onBehalfOf: capacity.onBehalfOf, at: context.now,
            zone: context.actor.zone, request: context.request, reason: context.reason,
            cause: context.cause)
    }
}
