// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// An act as the log has it: what it says, and the leaf hash of its entry.
package struct LoggedAct: Hashable, Sendable {
    package let act: Act
    package let leaf: Digest
    package let position: UInt64

    package init(_ act: Act, leaf: Digest, position: UInt64) {
        self.act = act
        self.leaf = leaf
        self.position = position
    }
}

extension RecordState {
    /// Works a record out from all of its acts, in order.
    ///
    /// - Throws: ``BrokenHistory`` when an act is missing, doubled or out of place. The decider makes
    ///   no such history, so somebody else did.
    package init(replaying acts: some Sequence<LoggedAct>) throws(BrokenHistory) {
        var iterator = acts.makeIterator()
        guard let first = iterator.next() else { throw BrokenHistory(nil, "it has no acts") }
        self = try RecordState(opening: first)
        while let next = iterator.next() { try evolve(by: next) }
    }

    private init(opening logged: LoggedAct) throws(BrokenHistory) {
        let act = logged.act
        guard case .opened(let state, let site, let title, let changes, let links) = act.deed,
            act.number == 1
        else { throw BrokenHistory(act, "it does not begin with being opened") }
        id = act.record
        kind = act.kind
        self.title = title
        self.site = site
        self.state = state
        opener = act.stamp.person
        openedAt = act.stamp.at
        changedAt = act.stamp.at
        stateSince = act.stamp.at
        cause = act.stamp.cause
        for change in changes { values[change.field] = change.new }
        self.links = links
        version = 1
        actCount = 1
        contentLeaves = [logged.leaf]
        addAuthor(act.stamp)
    }

    /// What the record is after one more act.
    ///
    /// The same for every kind.
    package mutating func evolve(by logged: LoggedAct) throws(BrokenHistory) {
        let act = logged.act
        guard act.record == id, act.kind == kind else {
            throw BrokenHistory(act, "it is an act of another record")
        }
        guard act.number == actCount + 1 else {
            throw BrokenHistory(act, "act \(actCount + 1) was expected")
        }
        guard act.version == version + (act.deed.changesContent ? 1 : 0) else {
            throw BrokenHistory(act, "its version does not follow on version \(version)")
        }
        let isReopening = if case .reopened = act.deed { true } else { false }
        guard act.revision == revision + (isReopening ? 1 : 0) else {
            throw BrokenHistory(act, "its revision does not follow on revision \(revision)")
        }
        actCount = act.number
        version = act.version
        changedAt = act.stamp.at
        if act.deed.changesContent {
            contentLeaves.append(logged.leaf)
            addAuthor(act.stamp)
        }
        try apply(act)
    }

    private mutating func addAuthor(_ stamp: Act.Stamp) {
        authors.insert(stamp.person)
        if let delegator = stamp.onBehalfOf { authors.insert(delegator) }
    }

    private mutating func apply(_ act: Act) throws(BrokenHistory) {
        switch act.deed {
        case .opened: throw BrokenHistory(act, "it is opened twice")
        case .amended(let changes), .synchronised(_, let changes):
            for change in changes { values[change.field] = change.new }
        case .attached(let file, _): attachments.append(file)
        case .linked(let link): links.append(link)
        case .unlinked(let link): links.removeAll { $0 == link }
        case .systemLinked(let link):
            if let index = systemLinks.firstIndex(where: { $0.link.key == link.key }) {
                systemLinks[index].link = link
            } else {
                systemLinks.append(LinkedSystem(link: link, lastCheck: nil, checkedAt: nil))
            }
        case .systemChecked(let key, let check):
            guard let index = systemLinks.firstIndex(where: { $0.link.key == key }) else {
                throw BrokenHistory(act, "a link is checked that is not there")
            }
            systemLinks[index].lastCheck = check
            systemLinks[index].checkedAt = act.stamp.at
        case .proposed(let transition):
            proposal = Proposal(transition: transition, by: act.stamp.person, version: version)
        case .signed(_, let given):
            signatures.append(
                RecordedSignature(
                    act: act.number, statement: given.statement,
                    printedName: act.stamp.printedName, isSpent: false))
        case .refused(let transition):
            proposal = nil
            spend(transition)
        case .transitioned(let name, let from, let to, _, _):
            guard from == state else {
                throw BrokenHistory(act, "it leads out of \(from), the record is \(state)")
            }
            move(to: to, act)
            performers[name, default: []].insert(act.stamp.person)
            if let delegator = act.stamp.onBehalfOf {
                performers[name, default: []].insert(delegator)
            }
            spend(name)
        case .superseded(let other): supersededBy = other
        case .voided(let from, let given):
            guard from == state else {
                throw BrokenHistory(act, "it is void from \(from), the record is \(state)")
            }
            signatures.append(
                RecordedSignature(
                    act: act.number, statement: given.statement,
                    printedName: act.stamp.printedName, isSpent: true))
            move(to: Voided.state, act)
        case .reopened(let from, let to):
            guard from == state else {
                throw BrokenHistory(act, "it is opened again from \(from), it is \(state)")
            }
            revision = act.revision
            performers = [:]
            move(to: to, act)
        }
    }

    private mutating func move(to state: StateName, _ act: Act) {
        self.state = state
        stateSince = act.stamp.at
        proposal = nil
    }

    private mutating func spend(_ transition: String) {
        for index in signatures.indices
        where signatures[index].statement.transition.hasSameBytes(as: transition) {
            signatures[index].isSpent = true
        }
    }
}

/// The acts of a record do not make a history: something was taken out, added or moved.
package struct BrokenHistory: Error, Hashable, Sendable, CustomStringConvertible {
    package let record: RecordID?
    package let act: Int?
    package let reason: String

    init(_ act: Act?, _ reason: String) {
        record = act?.record
        self.act = act?.number
        self.reason = reason
    }

    package var description: String {
        "The history of \(record?.text ?? "a record") is broken"
            + (act.map { " at act \($0)" } ?? "") + ": \(reason)."
    }
}
