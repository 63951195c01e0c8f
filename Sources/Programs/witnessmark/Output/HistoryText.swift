// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Traceability

/// How a history is told on a terminal.
enum HistoryText {
    static func text(_ dossier: HistoryDossier) -> String {
        var lines = ["\(dossier.subject): \(dossier.placement.phrase)"]
        if !dossier.otherNames.isEmpty {
            lines.append("  also called " + dossier.otherNames.map(\.name).joined(separator: ", "))
        }
        lines += relatives("\nWhat went into it", dossier.ancestors)
        lines += relatives("\nWhat it went into", dossier.descendants)
        lines.append("\nWhat happened to it")
        var table = TextTable(
            ("  entry", .right), ("occurred", .left), ("what", .left), ("on", .left))
        for record in dossier.own {
            let tools = record.activity.participants
                .filter { $0.role == .equipment || $0.role == .instrument }.map(\.thing.name)
            table.add(
                "\(record.position.number)", record.activity.occurred?.text ?? "not given",
                record.activity.kind, tools.joined(separator: ", "))
        }
        lines.append(table.text)
        if dossier.isCut {
            lines.append("\nThe genealogy is larger than the limit and was cut off.")
        }
        return lines.joined(separator: "\n")
    }

    private static func relatives(
        _ heading: String, _ relatives: [HistoryDossier.Relative]
    ) -> [String] {
        guard !relatives.isEmpty else { return ["\(heading): nothing on record"] }
        var table = TextTable(
            ("  thing", .left), ("steps", .right), ("quantity", .right), ("entry", .right))
        for relative in relatives {
            let quantity = relative.quantity.map { "\($0.value) \($0.unit ?? "pieces")" } ?? ""
            table.add(
                "  \(relative.thing)", "\(relative.depth)", quantity, "\(relative.entry.number)")
        }
        return [heading, table.text]
    }
}
