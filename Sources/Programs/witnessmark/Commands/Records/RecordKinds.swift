// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Glibc
import Quality
import Records
import Registrar

/// What kinds of record there are, and the rules of one.
struct RecordKinds: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "kinds",
        abstract: "List the kinds of record, or show the fields and steps of one.",
        discussion: """
            Example: witnessmark record kinds nonconformity

            docs/KINDS.md has all of it on one page.
            """)

    @OptionGroup var output: OutputOptions

    @Argument(help: "A kind, as it is listed.") var kind: String?

    @Flag(help: ArgumentHelp("Print docs/KINDS.md.", visibility: .hidden)) var page = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        if page {
            Output.write(Array(KindsPage.markdown(QualityKinds.catalogue).utf8), to: STDOUT_FILENO)
            return .ok
        }
        if let kind {
            let kind = try RecordDesk.kind(kind)
            output.result(Self.text(kind), Self.json(kind))
            return .ok
        }
        var table = TextTable(("kind", .left), ("numbers", .left), ("what it is for", .left))
        for kind in QualityKinds.catalogue.kinds {
            table.add(kind.name.text, "\(kind.prefix)-…", kind.purpose)
        }
        output.result(
            table.text,
            [
                "schema": "witnessmark.kinds/1",
                "kinds": .array(QualityKinds.catalogue.kinds.map(Self.json)),
            ])
        return .ok
    }

    private static func text(_ kind: Kind) -> String {
        var lines = ["\(kind.name)  (\(kind.prefix)-…)", "  \(kind.purpose)", "", "Fields"]
        var fields = TextTable(("  field", .left), ("required", .left), ("holds", .left))
        for field in kind.fields {
            let required =
                switch field.requirement {
                case .never: ""
                case .always: "always"
                case .from(let state): "from \(state)"
                }
            fields.add(
                "  \(field.name)", required,
                (field.isList ? "several, each " : "") + field.type.expectation)
        }
        lines += [fields.text, "", "Steps"]
        for step in kind.lifecycle.transitions {
            let from = kind.lifecycle.states.map(\.name).filter { step.from.contains($0) }
                .map(\.text).joined(separator: ", ")
            lines.append("  \(step.name): \(from) → \(step.to)")
            lines.append("    \(step.rule)")
            lines.append(
                "    taken by " + step.by.map(\.title).sorted().joined(separator: ", "))
            for need in step.signatures {
                lines.append(
                    "    signed as \(need.meaning.rawValue) by "
                        + need.roles.map(\.title).sorted().joined(separator: " or "))
            }
            for rule in step.guards {
                lines.append("    [\(rule.name)] \(rule.rule)")
            }
        }
        if !kind.links.isEmpty {
            lines += ["", "Links"]
            for link in kind.links {
                let targets =
                    link.targets.isEmpty
                    ? "any" : link.targets.map(\.text).joined(separator: ", ")
                lines.append("  \(link.name) → \(targets): \(link.meaning)")
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func json(_ kind: Kind) -> JSON {
        [
            "name": .string(kind.name.text), "prefix": .string(kind.prefix),
            "title": .string(kind.title), "purpose": .string(kind.purpose),
            "fields": .array(
                kind.fields.map { field in
                    [
                        "name": .string(field.name), "title": .string(field.title),
                        "expects": .string(field.type.expectation), "isList": .bool(field.isList),
                        "explanation": .string(field.explanation),
                        "bodyClass": .string(field.bodyClass.rawValue),
                    ]
                }),
            "states": .array(
                kind.lifecycle.states.map { state in
                    ["name": .string(state.name.text), "status": .string(state.status.rawValue)]
                }),
            "steps": .array(
                kind.lifecycle.transitions.map { step in
                    [
                        "name": .string(step.name), "to": .string(step.to.text),
                        "from": .array(step.from.map(\.text).sorted().map { .string($0) }),
                        "rule": .string(step.rule),
                        "signatures": .array(
                            step.signatures.map { need in
                                [
                                    "meaning": .string(need.meaning.rawValue),
                                    "roles": .array(
                                        need.roles.map(\.rawValue).sorted().map { .string($0) }),
                                ]
                            }),
                        "guards": .array(step.guards.map { .string($0.name) }),
                    ]
                }),
            "links": .array(kind.links.map { .string($0.name) }),
        ]
    }
}
