// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

extension Decider {
    func open(
        _ opening: Command.Opening, among book: RecordBook, in context: Context
    ) throws(Refusal) -> Act {
        guard let kind = kinds[opening.kind] else { throw Refusal(.unknownKind(opening.kind)) }
        guard opening.id.prefix.hasSameBytes(as: kind.prefix) else {
            throw Refusal(
                .valueUnfit(
                    field: "number", found: opening.id.text,
                    expected: "a number that begins with \(kind.prefix)"))
        }
        let capacities = context.actor.capacities(
            among: kind.openedBy, kind: kind.name.text, at: opening.site)
        guard let capacity = context.ruleCapacity ?? capacities.first else {
            throw Refusal(
                .roleMissing(
                    act: "open a \(kind.title)",
                    roles: kind.openedBy.sorted { $0.rawValue < $1.rawValue }))
        }
        var reasons: [Refusal.Reason] = []
        for (name, text) in [("title", opening.title), ("site", opening.site)]
        where FieldType.text.read(text) == nil {
            reasons.append(
                .valueUnfit(
                    field: name, found: "\"\(text)\"", expected: FieldType.text.expectation))
        }
        let editing = FieldEditing(kind: kind, book: book)
        let changes = editing.changes(opening.values, to: [:], problems: &reasons)
        for field in kind.fields
        where field.requirement == .always && !changes.contains(where: { $0.field == field.name }) {
            reasons.append(.fieldMissing(field: field.name, from: kind.lifecycle.first))
        }
        for link in opening.links {
            reasons += editing.problems(of: link)
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        return Act(
            record: opening.id, kind: kind.name, number: 1, revision: 1, version: 1,
            stamp: Act.Stamp(context, as: capacity),
            deed: .opened(
                state: kind.lifecycle.first, site: opening.site, title: opening.title, changes,
                opening.links))
    }
}

extension Matter {
    func amend(_ wanted: [FieldChange]) throws(Refusal) -> Act {
        try requireOpen()
        try requireReason()
        let capacity = try capacity(to: "amend it", among: writers)
        var reasons: [Refusal.Reason] = []
        let editing = FieldEditing(kind: kind, book: book)
        let changes = editing.changes(wanted, to: record.values, problems: &reasons)
        for change in changes {
            if let owner = record.systemLinks.first(where: {
                $0.link.ownedThere.contains(change.field)
            }) {
                reasons.append(.ownedElsewhere(field: change.field, owner.link.key))
            }
            if let why = fixed(change) {
                reasons.append(.fieldFixed(field: change.field, why: why))
            }
            if change.new == nil, let field = kind.field(change.field),
                isRequired(field, in: record.state)
            {
                reasons.append(.fieldMissing(field: field.name, from: record.state))
            }
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        guard !changes.isEmpty else { throw Refusal(.nothingChanges) }
        return act(.amended(changes), as: capacity)
    }

    /// Why a field that has a value may not get another now.
    func fixed(_ change: ValueChange) -> String? {
        guard change.old != nil, let field = kind.field(change.field) else { return nil }
        let isBegun = record.state != kind.lifecycle.first
        switch field.change {
        case .freely: return nil
        case .never: return "it was settled when it was given"
        case .until(let state):
            let isReached = record.revision > 1 || kind.lifecycle.isAtOrAfter(record.state, state)
            return isReached ? "it was settled with the state \(state)" : nil
        case .onlyInFirstState:
            return isBegun ? "it was settled in the state \(kind.lifecycle.first)" : nil
        case .onlyThrough(let other):
            guard isBegun else { return nil }
            guard let id = context.cause?.record, let through = book[id], through.kind == other,
                through.namedRecords.contains(record.id), book.status(of: through) == .closed
            else { return "it changes only by an approved \(other)" }
            return nil
        }
    }

    func isRequired(_ field: Field, in state: StateName) -> Bool {
        switch field.requirement {
        case .never: false
        case .always: true
        case .from(let first): kind.lifecycle.isAtOrAfter(state, first)
        }
    }

    func attach(_ file: FileReference, note: String?) throws(Refusal) -> Act {
        try requireOpen()
        let capacity = try capacity(to: "attach a file", among: writers)
        guard record.attachments.count < Decider.partsMax else {
            throw Refusal(.tooMuch(what: "attachments", max: Decider.partsMax))
        }
        guard !record.attachments.contains(file) else { throw Refusal(.nothingChanges) }
        return act(.attached(file, note: note), as: capacity)
    }

    func link(_ role: String, to target: RecordID) throws(Refusal) -> Act {
        try requireOpen()
        let capacity = try capacity(to: "link it", among: writers)
        let link = RecordLink(role, target)
        let problems = FieldEditing(kind: kind, book: book).problems(of: link)
        guard problems.isEmpty else { throw Refusal(problems) }
        guard !record.links.contains(link) else { throw Refusal(.linkThere(link)) }
        guard record.links.count < Decider.partsMax else {
            throw Refusal(.tooMuch(what: "links", max: Decider.partsMax))
        }
        return act(.linked(link), as: capacity)
    }

    func unlink(_ role: String, from target: RecordID) throws(Refusal) -> Act {
        try requireOpen()
        try requireReason()
        let capacity = try capacity(to: "take a link away", among: writers)
        let link = RecordLink(role, target)
        guard record.links.contains(link) else { throw Refusal(.linkMissing(link)) }
        if let role = kind.link(role), role.isPermanent {
            throw Refusal(
                .fieldFixed(field: role.name, why: "once joined, records are not taken apart"))
        }
        return act(.unlinked(link), as: capacity)
    }
}

/// Checks values and links that are to go into a record, and says everything that is wrong.
struct FieldEditing {
    let kind: Kind
    let book: RecordBook

    /// The changes that really change something, in the order of the kind's fields.
    func changes(
        _ wanted: [FieldChange], to values: [String: FieldValue],
        problems: inout [Refusal.Reason]
    ) -> [ValueChange] {
        var changes: [String: ValueChange] = [:]
        for change in wanted {
            guard let field = kind.field(change.field) else {
                problems.append(.unknownField(change.field, known: kind.fields.map(\.name)))
                continue
            }
            let old = values[field.name]
            guard let new = change.value else {
                if old != nil {
                    changes[field.name] = ValueChange(
                        field.name, field.bodyClass, old: old, new: nil)
                }
                continue
            }
            if let problem = problem(of: new, in: field) {
                problems.append(problem)
                continue
            }
            guard new != old else { continue }
            changes[field.name] = ValueChange(field.name, field.bodyClass, old: old, new: new)
        }
        return kind.fields.compactMap { changes[$0.name] }
    }

    private func problem(of value: FieldValue, in field: Field) -> Refusal.Reason? {
        func unfit(_ expected: String? = nil) -> Refusal.Reason {
            .valueUnfit(
                field: field.name, found: "\"\(value.written.prefix(120))\"",
                expected: expected ?? field.type.expectation)
        }
        if case .list(let elements) = value {
            guard field.isList else { return unfit("one value, \(field.type.expectation)") }
            guard (1...FieldType.valuesMax).contains(elements.count) else {
                return unfit("one to \(FieldType.valuesMax) values")
            }
        } else if field.isList {
            return unfit("a list, each \(field.type.expectation)")
        }
        for element in value.elements {
            // What is stored must be readable again, so it is put to the very same test.
            guard field.type.read(element.json) == element else { return unfit() }
            if case .record(let id) = element, case .record(let targets) = field.type {
                guard let record = book[id] else { return .noSuchRecord(id) }
                guard targets.isEmpty || targets.contains(record.kind) else { return unfit() }
            }
        }
        return nil
    }

    /// What is wrong with a link; empty when it may be made.
    func problems(of link: RecordLink) -> [Refusal.Reason] {
        guard let role = kind.link(link.role) else {
            return [.unknownLink(link.role, known: kind.links.map(\.name))]
        }
        guard let target = book[link.target] else { return [.noSuchRecord(link.target)] }
        guard role.targets.isEmpty || role.targets.contains(target.kind) else {
            return [.linkTarget(role: link.role, link.target, expected: role.targets)]
        }
        if role.isForOpen, book.isFinal(target) { return [.final(target.id, target.state)] }
        return []
    }
}
