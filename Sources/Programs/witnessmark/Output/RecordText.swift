// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Quality
import Records

/// How governed records are told, to a person and to a program.
enum RecordText {
    /// A record as it stands, and what can be done with it next.
    static func text(
        _ record: RecordState, kind: Kind?, next: [NextStep], children: [RecordState],
        _ names: PeopleNames
    ) -> String {
        let status = QualityKinds.catalogue.status(of: record)
        var lines = [
            "\(record.id)  \(record.title)",
            "  \(kind?.title ?? record.kind.text), \(record.state) (\(status.rawValue)), site "
                + "\(record.site), revision \(record.revision) version \(record.version)",
            "  opened \(record.openedAt.rfc3339Seconds) by \(names.name(record.opener))"
                + (record.cause.map { ", by rule \($0.rule) revision \($0.revision)" } ?? ""),
            "  digest \(record.digest.hex)",
        ]
        if let successor = record.supersededBy { lines.append("  superseded by \(successor)") }
        lines += fields(record, kind, names) + joined(record) + signed(record)
        if !children.isEmpty {
            lines.append("\nRecords that point here")
            var table = TextTable(
                ("  number", .left), ("as", .left), ("state", .left), ("title", .left))
            for child in children {
                let role = child.links.first { $0.target == record.id }?.role ?? "names it"
                table.add("  \(child.id)", role, child.state.text, child.title)
            }
            lines.append(table.text)
        }
        lines += nextSteps(next)
        return lines.joined(separator: "\n")
    }

    private static func fields(
        _ record: RecordState, _ kind: Kind?, _ names: PeopleNames
    ) -> [String] {
        var lines = ["\nFields"]
        let known = kind?.fields.map(\.name) ?? []
        let others = record.values.keys.filter { !known.contains($0) }.sorted()
        let width = (known + others).filter { record[$0] != nil }.map(\.count).max() ?? 0
        for name in known + others {
            guard let value = record[name] else { continue }
            let label = name + String(repeating: " ", count: width - name.count)
            let indent = "\n" + String(repeating: " ", count: width + 4)
            let text = names.lines(value).joined(separator: "\n")
            lines.append(
                "  \(label)  "
                    + text.split(separator: "\n", omittingEmptySubsequences: false)
                    .joined(separator: indent))
        }
        return lines.count == 1 ? [] : lines
    }

    private static func joined(_ record: RecordState) -> [String] {
        var lines: [String] = []
        if !record.links.isEmpty {
            lines.append("\nLinks")
            lines += record.links.map { "  \($0.role)  \($0.target)" }
        }
        if !record.systemLinks.isEmpty {
            lines.append("\nOther systems")
            for system in record.systemLinks {
                let check =
                    system.lastCheck.map { check in
                        check.result.rawValue
                            + (check.sourceState.map { ", \"\($0)\" there" } ?? "")
                            + (system.checkedAt.map { ", looked at \($0.rfc3339Seconds)" } ?? "")
                    } ?? "never looked at"
                lines.append(
                    "  \(system.link.key.description)  \(system.link.maturity.rawValue), \(check)"
                        + (system.link.url.map { "  \($0)" } ?? ""))
            }
        }
        if !record.attachments.isEmpty {
            lines.append("\nAttached")
            lines += record.attachments.map {
                "  \($0.name)  \($0.size) bytes  sha-256 \($0.digest.hex.prefix(16))…"
            }
        }
        return lines
    }

    private static func signed(_ record: RecordState) -> [String] {
        guard !record.signatures.isEmpty else { return [] }
        var lines = ["\nSignatures"]
        for signature in record.signatures {
            let said = signature.statement
            let covers =
                said.version == record.version && said.revision == record.revision
                ? "covers this version" : "covered version \(said.version)"
            lines.append(
                "  \(said.meaning.rawValue)  \(signature.printedName ?? "name withheld")"
                    + " (\(said.signer), \(said.role.title)"
                    + (said.onBehalfOf.map { ", for \($0)" } ?? "") + ")"
                    + "  \(said.at.rfc3339Seconds) (\(said.zone))"
                    + "  for \"\(said.transition)\"; \(covers)")
        }
        return lines
    }

    /// What can be done next and what is in the way.
    static func nextSteps(_ next: [NextStep]) -> [String] {
        guard !next.isEmpty else { return [] }
        var lines = ["\nNext steps"]
        for step in next {
            let ready = step.obstacles.isEmpty && step.unmet.isEmpty
            lines.append(
                "  \(step.transition.name) → \(step.transition.to)"
                    + (ready ? "  can be taken" : ""))
            lines += step.obstacles.map { "    \($0)" }
            lines += step.unmet.map { need in
                "    waits for a signature as \(need.meaning.rawValue) of "
                    + need.roles.map(\.title).sorted().joined(separator: " or ")
            }
        }
        return lines
    }

    static func json(
        _ record: RecordState, next: [NextStep]? = nil, children: [RecordState] = []
    ) -> JSON {
        var members: [JSON.Member] = [
            .init("schema", "witnessmark.record/1"), .init("id", .string(record.id.text)),
            .init("kind", .string(record.kind.text)), .init("title", .string(record.title)),
            .init("site", .string(record.site)), .init("state", .string(record.state.text)),
            .init("status", .string(QualityKinds.catalogue.status(of: record).rawValue)),
            .init("revision", .integer(Int64(record.revision))),
            .init("version", .integer(Int64(record.version))),
            .init("acts", .integer(Int64(record.actCount))),
            .init("digest", .string(record.digest.hex)),
            .init("openedAt", .string(record.openedAt.rfc3339)),
            .init("openedBy", .string(record.opener.text)),
            .init("changedAt", .string(record.changedAt.rfc3339)),
            .init("stateSince", .string(record.stateSince.rfc3339)),
            .init(
                "fields",
                .object(
                    record.values.keys.sorted().compactMap { name in
                        record[name].map { .init(name, $0.json) }
                    })),
            .init(
                "links",
                .array(
                    record.links.map {
                        ["role": .string($0.role), "target": .string($0.target.text)]
                    })),
            .init("systems", .array(record.systemLinks.map(system))),
            .init("attachments", .array(record.attachments.map { FieldValue.file($0).json })),
            .init("signatures", .array(record.signatures.map { signature($0, on: record) })),
        ]
        if let successor = record.supersededBy {
            members.append(.init("supersededBy", .string(successor.text)))
        }
        if let cause = record.cause {
            members.append(
                .init(
                    "cause",
                    ["rule": .string(cause.rule), "revision": .string(cause.revision)]))
        }
        if !children.isEmpty {
            members.append(
                .init(
                    "children",
                    .array(
                        children.map {
                            [
                                "id": .string($0.id.text), "kind": .string($0.kind.text),
                                "state": .string($0.state.text), "title": .string($0.title),
                            ]
                        })))
        }
        if let next { members.append(.init("next", .array(next.map(step)))) }
        return .object(members)
    }

    private static func step(_ step: NextStep) -> JSON {
        [
            "step": .string(step.transition.name), "to": .string(step.transition.to.text),
            "obstacles": .array(
                step.obstacles.map { reason in
                    ["code": .string(reason.code), "message": .string(reason.description)]
                }),
            "waitsFor": .array(
                step.unmet.map { need in
                    [
                        "meaning": .string(need.meaning.rawValue),
                        "roles": .array(need.roles.map(\.rawValue).sorted().map { .string($0) }),
                    ]
                }),
        ]
    }

    private static func system(_ system: RecordState.LinkedSystem) -> JSON {
        var members: [JSON.Member] = [
            .init("system", .string(system.link.key.system)),
            .init("kind", .string(system.link.key.kind)),
            .init("remoteID", .string(system.link.key.remoteID)),
            .init("maturity", .string(system.link.maturity.rawValue)),
            .init("ownedThere", .array(system.link.ownedThere.map { .string($0) })),
        ]
        if let url = system.link.url { members.append(.init("url", .string(url))) }
        if let check = system.lastCheck {
            members.append(.init("lastCheck", .string(check.result.rawValue)))
            if let state = check.sourceState {
                members.append(.init("sourceState", .string(state)))
            }
        }
        if let at = system.checkedAt { members.append(.init("checkedAt", .string(at.rfc3339))) }
        return .object(members)
    }

    private static func signature(
        _ signature: RecordState.RecordedSignature, on record: RecordState
    ) -> JSON {
        var members = signature.statement.json.members ?? []
        members.append(.init("act", .integer(Int64(signature.act))))
        members.append(
            .init(
                "coversCurrent",
                .bool(
                    signature.statement.version == record.version
                        && signature.statement.revision == record.revision)))
        if let name = signature.printedName {
            members.append(.init("printedName", .string(name)))
        }
        return .object(members)
    }
}

extension Deed {
    /// What was done, in a few words.
    var phrase: String {
        switch self {
        case .opened(let state, _, _, _, _): "opened as \(state)"
        case .amended(let changes): "amended \(changes.map(\.field).joined(separator: ", "))"
        case .attached(let file, _): "attached \(file.name)"
        case .linked(let link): "linked \(link.role) \(link.target)"
        case .unlinked(let link): "link \(link.role) \(link.target) taken away"
        case .systemLinked(let link): "linked with \(link.key.description)"
        case .systemChecked(let key, let check):
            "\(key.description) looked at: \(check.result.rawValue)"
        case .synchronised(let key, let changes):
            "\(changes.map(\.field).joined(separator: ", ")) taken over from \(key.system)"
        case .proposed(let step): "\"\(step)\" proposed"
        case .signed(let step, let given):
            "signed as \(given.statement.meaning.rawValue) for \"\(step)\""
        case .refused(let step): "\"\(step)\" refused"
        case .transitioned(let step, let from, let to, _, _): "\(step): \(from) → \(to)"
        case .superseded(let other): "superseded by \(other)"
        case .voided: "declared void"
        case .reopened(_, let to): "opened again, \(to)"
        }
    }
}
