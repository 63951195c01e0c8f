// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import Traceability

/// How a trust-window report is told on a terminal.
enum TrustWindowText {
    static func text(_ dossier: TrustDossier, why: Bool) -> String {
        var lines = [
            "\(dossier.suspect), suspect from \(dossier.since.inWords) to "
                + "\(dossier.until?.inWords ?? "now")", "",
            "\(dossier.relying.count.records) relied on it.",
        ]
        for change in dossier.changes {
            let machines = change.equipment.map(\.name).joined(separator: ", ")
            lines.append(
                "It changed \(change.thing)\(machines.isEmpty ? "" : " on \(machines)") at "
                    + "\(change.period.since.inWords); "
                    + (change.period.until.map { "set again at \($0.inWords)" }
                        ?? "nobody has set it again")
                    + " (entry \(change.entry.number)).")
        }
        guard !dossier.affected.isEmpty else {
            return (lines + ["No product is affected."]).joined(separator: "\n")
        }
        lines += ["", summary(dossier), ""]
        var table = TextTable(
            ("item", .left), ("where it is now", .left), ("measured since", .left))
        for item in dossier.affected {
            table.add(
                "\(item.thing)", item.placement.phrase,
                item.crossCheck.map { "entry \($0.number)" } ?? "no")
        }
        lines.append(table.text)
        if why {
            lines.append("")
            for item in dossier.affected {
                lines.append("\(item.thing): \(item.path.joined(separator: " → "))")
            }
        }
        lines += ["", tail(dossier)]
        if dossier.isCut { lines.append("There is more than the limit; the list was cut off.") }
        return lines.joined(separator: "\n")
    }

    /// How many of each kind are affected, and how many of those are in each state.
    static func summary(_ dossier: TrustDossier) -> String {
        var parts: [String] = []
        for kind in ThingKind.allCases {
            let items = dossier.affected.filter { $0.thing.kind == kind }
            guard !items.isEmpty else { continue }
            let states = ProductState.allCases.compactMap { state -> String? in
                let count = items.filter { $0.placement.state == state }.count
                return count == 0 ? nil : "\(count) \(state.phrase)"
            }
            parts.append(
                "\(items.count.counted(kind.rawValue)) affected: \(states.joined(separator: ", "))")
        }
        return parts.joined(separator: "\n")
    }

    private static func tail(_ dossier: TrustDossier) -> String {
        let signed = dossier.endorsements.filter(\.isSigned).count
        let packages = dossier.packages.map { "\($0.id) revision \($0.revision)" }
        return [
            "\(dossier.endorsements.count.counted("release or signature")) since, \(signed) signed.",
            packages.isEmpty
                ? "No issued package rests on it."
                : "Packages that rest on it: \(packages.joined(separator: ", ")).",
        ].joined(separator: "\n")
    }
}
