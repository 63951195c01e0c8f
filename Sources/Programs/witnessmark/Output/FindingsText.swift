// SPDX-License-Identifier: Apache-2.0
import DataIntegrity
import Examining

/// How findings are told on a terminal: what was counted, then what fails, then what stays open.
enum FindingsText {
    static func text(_ report: FindingsReport, shownMax: Int) -> String {
        let activities = TextTable.number(report.activities)
        let entries = TextTable.number(report.size)
        var sections = [
            "\(activities) records in \(entries) entries: "
                + "\(TextTable.number(report.count(.fail))) judgements fail, "
                + "\(TextTable.number(report.count(.indeterminate))) stay open"
        ]
        if report.erased > 0 {
            sections.append("\(TextTable.number(report.erased)) erased records were not judged.")
        }
        sections.append(counts(report))
        sections += sorted(report, .fail, "fails", shownMax)
        if shownMax == .max {
            sections += sorted(report, .indeterminate, "stays open", shownMax)
            sections += sorted(report, .pass, "passes", shownMax)
        } else {
            sections += open(report)
        }
        return sections.joined(separator: "\n\n")
    }

    /// The checks with what they ask and what they go by.
    static func list(_ checks: [Check]) -> String {
        checks.map { check in
            var lines = [
                check.name,
                "  \(check.title).  (\(check.principle.rawValue); "
                    + "\(check.rules.joined(separator: ", ")); version \(check.version))",
            ]
            for threshold in check.thresholds {
                lines.append("  \(threshold.name): \(threshold.text), vendor default")
            }
            return lines.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private static func counts(_ report: FindingsReport) -> String {
        var table = TextTable(
            ("check", .left), ("pass", .right), ("fail", .right), ("open", .right),
            ("not applicable", .right))
        for said in report.judgements {
            table.add(
                said.check.name, TextTable.number(said.count(.pass)),
                TextTable.number(said.count(.fail)), TextTable.number(said.count(.indeterminate)),
                TextTable.number(said.count(.notApplicable)))
        }
        return table.text
    }

    /// What stays open, a line for each reason and file: the remedy is the same for all of them.
    private static func open(_ report: FindingsReport) -> [String] {
        var table = TextTable(
            ("  check", .left), ("stays open because", .left), ("in", .left), ("times", .right),
            ("first entry", .right))
        for said in report.judgements {
            var groups: [(reason: Reason, file: String, count: Int, first: UInt64)] = []
            for finding in said.findings where finding.outcome == .indeterminate {
                let entry = finding.entries.first ?? 0
                let place = report.places[entry]
                let file = place?.file ?? place?.source ?? ""
                if let index = groups.firstIndex(where: {
                    $0.reason == finding.reason && $0.file == file
                }) {
                    groups[index].count += 1
                } else {
                    groups.append((finding.reason, file, 1, entry))
                }
            }
            for group in groups {
                table.add(
                    "  \(said.check.name)", group.reason.meaning, group.file,
                    TextTable.number(group.count), "\(group.first)")
            }
        }
        guard !table.isEmpty else { return [] }
        return ["What stays open (--all or --json lists every one)\n" + table.text]
    }

    private static func sorted(
        _ report: FindingsReport, _ outcome: Outcome, _ verb: String, _ shownMax: Int
    ) -> [String] {
        report.judgements.flatMap { said in
            let reasons = said.counts.filter { $0.key.outcome == outcome }
            return reasons.sorted { $0.key.code < $1.key.code }.map { reason, count in
                section(said, reason, count, verb, report, shownMax)
            }
        }.filter { !$0.isEmpty }
    }

    private static func section(
        _ said: Judgements, _ reason: Reason, _ count: UInt64, _ verb: String,
        _ report: FindingsReport, _ shownMax: Int
    ) -> String {
        let findings = said.findings.filter { $0.reason == reason }
        guard !findings.isEmpty else { return "" }
        let weight = reason.severity.map { ", \($0.rawValue)" } ?? ""
        var table = TextTable(("  entry", .right), ("what", .left), ("where", .left))
        for finding in findings.prefix(shownMax) {
            let entry = finding.entries.first ?? 0
            let decided = report.decision(on: finding).map { decision in
                ", decided: \(decision.reason) (entry \(decision.position))"
            }
            table.add(
                "\(entry)", finding.words + (decided ?? ""), report.places[entry]?.words ?? "")
        }
        var lines = [
            "\(said.check.name) \(verb): \(reason.meaning) "
                + "(\(reason.code)\(weight), \(TextTable.number(count)))", table.text,
        ]
        let rest = count - UInt64(min(findings.count, shownMax))
        if rest > 0 {
            lines.append(
                "  and \(TextTable.number(rest)) more; --check \(said.check.name) --all or --json "
                    + "lists up to \(TextTable.number(Judgements.listedMax))")
        }
        return lines.joined(separator: "\n")
    }
}
