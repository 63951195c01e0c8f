// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// The page about every kind of record, `docs/KINDS.md`, written from the kinds themselves.
package enum KindsPage {
    package static func markdown(_ catalogue: KindCatalogue) -> String {
        var page = """
            # Kinds of record

            Written by `script/generate-docs` from the kinds themselves. What is not in a table here cannot happen.

            Every record has a number, a title, a site, acts, links and attachments. Every kind can be *superseded* by
            another of its kind, and declared *void* with a reason and a signature; a closed record is opened again
            only as a new revision. A signature covers the record as it stands: any change after it asks for it again.
            People who sign for one step are different people, whatever their roles.

            | kind | numbers | what it is for |
            |---|---|---|

            """
        for kind in catalogue.kinds {
            page += "| [\(kind.name)](#\(kind.name)) | \(kind.prefix)-… | \(kind.purpose.cell) |\n"
        }
        for kind in catalogue.kinds { page += "\n" + section(kind) }
        return page
    }

    /// One kind: diagram, steps, fields.
    package static func section(_ kind: Kind) -> String {
        var text = "## \(kind.name)\n\n\(kind.purpose)\n\n"
        text += "Numbers begin with `\(kind.prefix)`. Opened by: \(roles(kind.openedBy)). "
        text += "Serves: \(kind.topics.joined(separator: ", ")). "
        text += "Kept \(kind.retention.years) years (\(kind.retention.because))."
        if !kind.covers.isEmpty { text += " Answers: \(kind.covers.joined(separator: ", "))." }
        text += "\n\n" + diagram(kind.lifecycle) + "\n" + states(kind.lifecycle)
        text += "\n" + steps(kind.lifecycle) + "\n" + fields(kind)
        if !kind.links.isEmpty { text += "\n" + links(kind) }
        return text
    }

    private static func diagram(_ lifecycle: Lifecycle) -> String {
        var text = "```mermaid\nstateDiagram-v2\n"
        for state in lifecycle.states {
            text += "    \(identifier(state.name)) : \(state.name)\n"
        }
        text += "    [*] --> \(identifier(lifecycle.first))\n"
        for step in lifecycle.transitions {
            for state in lifecycle.states.map(\.name) where step.from.contains(state) {
                text += "    \(identifier(state)) --> \(identifier(step.to)) : \(step.name)\n"
            }
        }
        for state in lifecycle.states where state.status.isFinal {
            text += "    \(identifier(state.name)) --> [*]\n"
        }
        return text + "```\n"
    }

    private static func identifier(_ state: StateName) -> String {
        String(state.text.map { $0 == "-" ? "_" : $0 })
    }

    private static func states(_ lifecycle: Lifecycle) -> String {
        var text = "| state | status | meaning |\n|---|---|---|\n"
        for state in lifecycle.states {
            text += "| \(state.name) | \(state.status.rawValue) | \(state.meaning.cell) |\n"
        }
        if let reopening = lifecycle.reopening {
            text += "\nOpened again into *\(reopening.to)* by \(roles(reopening.by)). "
        } else {
            text += "\nNever opened again. "
        }
        let need = lifecycle.voiding
        return text + "Declared void by \(roles(need.roles)), signed as \(need.meaning.rawValue).\n"
    }

    private static func steps(_ lifecycle: Lifecycle) -> String {
        var text = "| step | rule | taken by | signatures | guards |\n|---|---|---|---|---|\n"
        for step in lifecycle.transitions {
            var by = roles(step.by)
            if !step.notBy.isEmpty { by += "; not by " + excluded(step.notBy) }
            if step.asksReason { by += "; gives a reason" }
            let signatures = step.signatures.map { need in
                "\(need.meaning.rawValue) by \(roles(need.roles))"
                    + (need.qualification.map { ", qualified for \($0)" } ?? "")
                    + (need.notBy.isEmpty ? "" : "; not by " + excluded(need.notBy))
            }
            let guards = step.guards.map { rule in
                "**\(rule.name)** (\(rule.severity.rawValue)"
                    + (rule.covers.isEmpty ? "" : ", " + rule.covers.joined(separator: ", "))
                    + ") \(rule.rule)"
            }
            text += "| \(step.name) | \(step.rule.cell) | \(by.cell) | "
            text += "\(signatures.joined(separator: "<br>").cell) | "
            text += "\(guards.joined(separator: "<br>").cell) |\n"
        }
        return text
    }

    private static func fields(_ kind: Kind) -> String {
        guard !kind.fields.isEmpty else { return "It has no fields of its own.\n" }
        var text = "| field | holds | required | changes | what to write |\n|---|---|---|---|---|\n"
        for field in kind.fields {
            let holds =
                (field.isList ? "several, each " : "") + field.type.expectation
                + (field.bodyClass == .person ? " (kept apart as personal)" : "")
            let required =
                switch field.requirement {
                case .never: ""
                case .always: "always"
                case .from(let state): "from *\(state)*"
                }
            let changes =
                switch field.change {
                case .freely: ""
                case .onlyInFirstState: "only in *\(kind.lifecycle.first)*"
                case .never: "never"
                case .until(let state): "until *\(state)*"
                case .onlyThrough(let other): "only by a \(other)"
                }
            text += "| \(field.name) | \(holds.cell) | \(required) | \(changes) | "
            text += "\(field.explanation.cell)\(choices(field.type)) |\n"
        }
        return text
    }

    private static func choices(_ type: FieldType) -> String {
        guard case .choice(let choices) = type else { return "" }
        return choices.map { "<br>`\($0.name)`: \($0.meaning.cell)" }.joined()
    }

    private static func links(_ kind: Kind) -> String {
        var text = "| link | to | says |\n|---|---|---|\n"
        for link in kind.links {
            let targets =
                link.targets.isEmpty
                ? "any" : link.targets.map(\.text).joined(separator: ", ")
            text += "| \(link.name) | \(targets) | \(link.meaning.cell)"
            text += (link.isPermanent ? "; for good" : "")
            text += (link.isForOpen ? "; while that is open" : "") + " |\n"
        }
        return text
    }

    private static func roles(_ roles: Set<Role>) -> String {
        roles.map(\.title).sorted().joined(separator: ", ")
    }

    private static func excluded(_ rules: [Excluded]) -> String {
        rules.map(\.phrase).joined(separator: ", ")
    }
}

extension String {
    /// As a cell of a table: no bars, no line ends.
    fileprivate var cell: String {
        String(map { $0 == "|" ? "/" : $0 == "\n" ? " " : $0 })
    }
}
