// SPDX-License-Identifier: Apache-2.0
import Canon

/// Decides what comes of a command about people: all the rules of access.
///
/// Pure: the directory as it is, who asks and when go in; acts or every reason against come out.
package struct AccessDecider: Sendable {
    let directory: Directory
    let context: AccessContext

    package init(_ directory: Directory, in context: AccessContext) {
        self.directory = directory
        self.context = context
    }

    /// The most grants, or delegations, or qualifications of one person.
    package static let partsMax = 1_000
    /// The longest name, method, evidence or reason, in bytes of UTF-8.
    package static let textLengthMax = 500

    /// What comes of a command.
    ///
    /// - Returns: the acts, in order; applied to the directory they are what was asked for.
    /// - Throws: ``AccessRefusal`` with all that is in the way; nothing has happened then.
    package func decide(_ command: AccessCommand) throws(AccessRefusal) -> [AccessAct] {
        switch command {
        case .foundAdministrator(let enrolment): try foundAdministrator(enrolment)
        case .enrol(let enrolment): try enrol(enrolment)
        case .grant(let wish): try grant(wish)
        case .revoke(let id): try revoke(id)
        case .delegate(let wish): try delegate(wish)
        case .endDelegation(let id): try endDelegation(id)
        case .qualify(let person, let qualification): try qualify(person, qualification)
        case .deactivate(let person): try deactivate(person)
        case .reset(let person): try reset(person)
        case .key(let facts, let reason): try key(facts, because: reason)
        case .acceptAccountability(let signature): try accept(signature)
        case .reportFailure(let failed): try report(failed)
        }
    }

    // MARK: Who asks

    /// The person who asks, when it is one who is here.
    func asker() throws(AccessRefusal) -> Actor {
        guard case .person(let actor) = context.doer else {
            throw AccessRefusal(.roleMissing(act: "do this", roles: [.administrator]))
        }
        _ = try active(actor.person)
        return actor
    }

    /// The role among some in which the asker may do something, for a scope.
    ///
    /// Read from the directory and not from what the asker brings, so that a role that was revoked
    /// between looking and asking is gone (P11-10g).
    func role(
        to act: String, among roles: [Role], over scope: Scope? = nil
    ) throws(AccessRefusal) -> Role {
        let person = try asker().person
        let held = directory.grants(of: person, at: context.now).filter { grant in
            guard roles.contains(grant.role) else { return false }
            guard let site = grant.scope.site, let scope else { return true }
            return scope.site?.hasSameBytes(as: site) ?? false
        }
        guard let first = held.first else {
            throw AccessRefusal(.roleMissing(act: act, roles: roles))
        }
        return first.role
    }

    func active(_ id: PersonID) throws(AccessRefusal) -> Person {
        guard let person = directory.people[id] else { throw AccessRefusal(.unknownPerson(id)) }
        guard person.isActive else { throw AccessRefusal(.hasLeft(id)) }
        return person
    }

    func requireReason() throws(AccessRefusal) {
        guard let reason = context.reason, reason.utf8.contains(where: { $0 > 0x20 }) else {
            throw AccessRefusal(.reasonMissing)
        }
        guard AccessDecider.isText(reason) else { throw unfit("reason", reason, "one line") }
    }

    // MARK: Acts

    /// The acts of events, done in a role; `nil` for one's own affairs.
    func acts(_ events: [AccessEvent], as role: Role?) -> [AccessAct] {
        let doer: AccessAct.Doer
        var name: String?
        switch context.doer {
        case .person(let actor):
            doer = .person(actor.person, role, zone: actor.zone)
            name = actor.printedName
        case .setUp(let token): doer = .setUp(token: token)
        case .product: doer = .product
        }
        let stamp = AccessAct.Stamp(
            doer: doer, printedName: name, at: context.now, request: context.request,
            reason: context.reason)
        return events.enumerated().map {
            AccessAct(number: directory.actCount + 1 + $0.offset, stamp: stamp, event: $0.element)
        }
    }

    // MARK: Texts

    func unfit(_ what: String, _ found: String, _ expected: String) -> AccessRefusal {
        AccessRefusal(problem(what, found, expected))
    }

    func problem(_ what: String, _ found: String, _ expected: String) -> AccessRefusal.Reason {
        .valueUnfit(what: what, found: String(found.visible.prefix(120)), expected: expected)
    }

    /// Whether a text is one line that says something: not blank, bounded, all of it visible.
    static func isText(_ text: String, max: Int = textLengthMax) -> Bool {
        (1...max).contains(text.utf8.count) && text.utf8.contains { $0 > 0x20 }
            && text.visible.hasSameBytes(as: text)
    }
}
