// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

extension Matter {
    /// Those who may link with other systems: the writers, and the services that connect them.
    private var linkers: Set<Role> { writers.union([.service]) }

    func linkSystem(_ link: SystemLink) throws(Refusal) -> Act {
        try requireOpen()
        let capacity = try capacity(to: "link it with another system", among: linkers)
        var reasons: [Refusal.Reason] = []
        for (name, text) in [
            ("system", link.key.system), ("kind", link.key.kind), ("remote-id", link.key.remoteID),
        ] where FieldType.text.read(text) == nil {
            reasons.append(
                .valueUnfit(
                    field: name, found: "\"\(text)\"", expected: FieldType.text.expectation))
        }
        for field in link.ownedThere where kind.field(field) == nil {
            reasons.append(.unknownField(field, known: kind.fields.map(\.name)))
        }
        // Two sides that both own a field would overwrite each other for ever.
        for other in record.systemLinks where other.link.key != link.key {
            for field in link.ownedThere where other.link.ownedThere.contains(field) {
                reasons.append(.ownedElsewhere(field: field, other.link.key))
            }
        }
        if let other = book.claiming(link.key).first(where: { $0.id != record.id }) {
            reasons.append(.remoteClaimed(link.key, by: other.id))
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        guard !record.systemLinks.contains(where: { $0.link == link }) else {
            throw Refusal(.nothingChanges)
        }
        return act(.systemLinked(link), as: capacity)
    }

    func check(_ key: SystemKey, _ check: SystemCheck) throws(Refusal) -> Act {
        let capacity = try capacity(to: "say how a link stands", among: linkers)
        guard record.systemLinks.contains(where: { $0.link.key == key }) else {
            throw Refusal(.systemLinkMissing(key))
        }
        return act(.systemChecked(key, check), as: capacity)
    }

    /// Takes values over from the side that owns them, and no other field.
    func synchronise(_ key: SystemKey, _ wanted: [FieldChange]) throws(Refusal) -> Act {
        try requireOpen()
        let capacity = try capacity(to: "take values over", among: linkers)
        guard let link = record.systemLinks.first(where: { $0.link.key == key })?.link else {
            throw Refusal(.systemLinkMissing(key))
        }
        var reasons: [Refusal.Reason] = []
        for change in wanted where !link.ownedThere.contains(change.field) {
            reasons.append(
                .fieldFixed(field: change.field, why: "it is kept here and not in \(key.system)"))
        }
        let changes = FieldEditing(kind: kind, book: book)
            .changes(wanted, to: record.values, problems: &reasons)
        // Whoever writes the link says which fields it owns, so that must not open a way around.
        for change in changes {
            if let why = fixed(change) {
                reasons.append(.fieldFixed(field: change.field, why: why))
            }
        }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        guard !changes.isEmpty else { throw Refusal(.nothingChanges) }
        return act(.synchronised(key, changes), as: capacity)
    }
}
