// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// The two bodies of an act's entry; `FORMAT.md` §Records says what stands in them.
extension Act {
    /// What entries of records begin their type with.
    package static let typePrefix = "record."
    static let schema = "witnessmark.record-act/1"

    /// The type of the entry: `record.amended`.
    package var entryType: String { Act.typePrefix + deed.name }

    /// The body `content`, without anything that says who somebody is.
    package var content: JSON {
        var members: [JSON.Member] = [
            .init("act", .integer(Int64(number))), .init("at", .string(stamp.at.rfc3339)),
            .init("by", by), .init("kind", .string(kind.text)),
            .init("record", .string(record.text)), .init("request", .string(stamp.request)),
            .init("revision", .integer(Int64(revision))), .init("schema", .string(Act.schema)),
            .init("version", .integer(Int64(version))),
        ]
        if let reason = stamp.reason { members.append(.init("reason", .string(reason))) }
        if let cause = stamp.cause { members.append(.init("cause", cause.json)) }
        return .object(members + deed.members)
    }

    /// The body `person`: the name as printed, and the values of fields of that class.
    package var person: JSON {
        var members: [JSON.Member] = []
        let changes = deed.changes.filter { $0.bodyClass == .person }
        if !changes.isEmpty {
            members.append(.init("changes", .array(changes.map(\.json))))
        }
        if let salt = deed.signature?.nameSalt {
            members.append(.init("nameSalt", .string(Hex.text(salt))))
        }
        members.append(.init("names", .array(stamp.printedName.map { [.string($0)] } ?? [])))
        return .object(members)
    }

    private var by: JSON {
        var members: [JSON.Member] = []
        if let delegator = stamp.onBehalfOf {
            members.append(.init("onBehalfOf", .string(delegator.text)))
        }
        members += [
            .init("person", .string(stamp.person.text)),
            .init("role", .string(stamp.role.rawValue)), .init("zone", .string(stamp.zone)),
        ]
        return .object(members)
    }
}

extension Cause {
    var json: JSON {
        var members: [JSON.Member] = [
            .init("entries", .array(entries.map { .integer(Int64(clamping: $0)) })),
            .init("revision", .string(revision)), .init("rule", .string(rule)),
        ]
        if let record { members.append(.init("record", .string(record.text))) }
        return .object(members)
    }
}

extension ValueChange {
    var json: JSON {
        var members: [JSON.Member] = [.init("field", .string(field))]
        if let new { members.append(.init("new", new.json)) }
        if let old { members.append(.init("old", old.json)) }
        return .object(members)
    }
}

extension Deed {
    /// The fields it changes.
    package var changes: [ValueChange] {
        switch self {
        case .opened(_, _, _, let changes, _), .amended(let changes),
            .synchronised(_, let changes):
            changes
        case .attached, .linked, .unlinked, .systemLinked, .systemChecked, .proposed, .signed,
            .refused, .transitioned, .superseded, .voided, .reopened:
            []
        }
    }

    var signature: GivenSignature? {
        switch self {
        case .signed(_, let given), .voided(_, let given): given
        case .opened, .amended, .attached, .linked, .unlinked, .systemLinked, .systemChecked,
            .synchronised, .proposed, .refused, .transitioned, .superseded, .reopened:
            nil
        }
    }

    /// What this deed alone says, as members of the content.
    fileprivate var members: [JSON.Member] {
        switch self {
        case .opened(let state, let site, let title, let changes, let links):
            [
                content(changes), .init("links", .array(links.map(\.json))),
                .init("site", .string(site)), .init("state", .string(state.text)),
                .init("title", .string(title)),
            ]
        case .amended(let changes): [content(changes)]
        case .attached(let file, let note):
            [.init("file", FieldValue.file(file).json)]
                + (note.map { [.init("note", .string($0))] } ?? [])
        case .linked(let link), .unlinked(let link): [.init("link", link.json)]
        case .systemLinked(let link): [.init("systemLink", link.json)]
        case .systemChecked(let key, let check):
            [.init("check", check.json), .init("system", key.json)]
        case .synchronised(let key, let changes): [content(changes), .init("system", key.json)]
        case .proposed(let transition), .refused(let transition):
            [.init("transition", .string(transition))]
        case .signed(let transition, let given):
            [.init("signature", given.json), .init("transition", .string(transition))]
        case .transitioned(let name, let from, let to, let justifications, let signatures):
            [
                .init("from", .string(from.text)),
                .init("justifications", .array(justifications.map(\.json))),
                .init("signatures", .array(signatures.map { .integer(Int64($0)) })),
                .init("to", .string(to.text)), .init("transition", .string(name)),
            ]
        case .superseded(let other): [.init("successor", .string(other.text))]
        case .voided(let from, let given):
            [.init("from", .string(from.text)), .init("signature", given.json)]
        case .reopened(let from, let to):
            [.init("from", .string(from.text)), .init("to", .string(to.text))]
        }
    }

    private func content(_ changes: [ValueChange]) -> JSON.Member {
        .init("changes", .array(changes.filter { $0.bodyClass == .content }.map(\.json)))
    }
}

extension RecordLink {
    var json: JSON { ["role": .string(role), "target": .string(target.text)] }
}

extension SystemKey {
    var json: JSON {
        ["kind": .string(kind), "remoteID": .string(remoteID), "system": .string(system)]
    }
}

extension SystemLink {
    var json: JSON {
        var members: [JSON.Member] = [
            .init("key", key.json), .init("maturity", .string(maturity.rawValue)),
            .init("ownedThere", .array(ownedThere.map { .string($0) })),
        ]
        if let url { members.append(.init("url", .string(url))) }
        return .object(members)
    }
}

extension SystemCheck {
    var json: JSON {
        var members: [JSON.Member] = []
        if let detail { members.append(.init("detail", .string(detail))) }
        members.append(.init("result", .string(result.rawValue)))
        if let sourceState { members.append(.init("sourceState", .string(sourceState))) }
        return .object(members)
    }
}

extension Justification {
    var json: JSON {
        [
            "guard": .string(guardName), "obstacles": .array(obstacles.map { .string($0) }),
            "reason": .string(reason),
        ]
    }
}

extension GivenSignature {
    var json: JSON {
        [
            "algorithm": "ed25519", "keyID": .string(keyID.hex), "statement": statement.json,
            "value": .string(Hex.text(value)),
        ]
    }
}
