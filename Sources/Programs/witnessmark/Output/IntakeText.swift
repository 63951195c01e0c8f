// SPDX-License-Identifier: Apache-2.0
import Canon
import Intake
import Reading

/// How the reports of an intake are told.
enum IntakeText {
    /// The most problems shown on a terminal; `--json` and the quarantine list more.
    private static let shownMax = 20

    static func text(_ reports: [IntakeReport]) -> String {
        var table = TextTable(
            ("file", .left), ("activities", .right), ("recorded", .right), ("known", .right),
            ("conflicts", .right), ("", .left))
        for report in reports {
            table.add(
                report.name, TextTable.number(report.activities),
                TextTable.number(report.recorded), TextTable.number(report.duplicates),
                TextTable.number(report.conflicts), outcome(report))
        }
        return ([table.text] + reports.flatMap(problems)).joined(separator: "\n")
    }

    private static func outcome(_ report: IntakeReport) -> String {
        switch report.outcome {
        case .takenIn: report.reader ?? ""
        case .partlyTakenIn: "PARTLY taken in"
        case .rejected: "REJECTED"
        case .checked: report.problems.isEmpty ? "checked, no problems" : "checked, has problems"
        }
    }

    private static func problems(of report: IntakeReport) -> [String] {
        var lines: [String] = []
        if report.problems.count > 0 {
            lines.append("\n\(report.name): \(counted(report.problems.count, "problem")).")
            lines += report.problems.listed.prefix(shownMax).map { "  \($0)" }
            let more = Int(report.problems.count) - min(shownMax, report.problems.listed.count)
            if more > 0 { lines.append("  and \(TextTable.number(more)) more; --json lists them") }
        }
        switch report.outcome {
        case .rejected(let path):
            lines.append("  Nothing of it is in the log. It is kept in \(path).")
        case .partlyTakenIn(let path): lines.append("  The original is kept in \(path).")
        case .takenIn, .checked: break
        }
        for conflict in report.contradictions.prefix(shownMax) {
            lines.append(
                "  \(report.name): \(conflict.source) says otherwise of its event "
                    + "\(conflict.event) than in entry \(conflict.first); recorded as entry "
                    + "\(conflict.second)")
        }
        if report.remarks.count > 0 {
            lines.append(
                "\n\(report.name): \(counted(report.remarks.count, "remark")), taken in all the same."
            )
            lines += report.remarks.listed.prefix(shownMax).map { "  \($0)" }
        }
        return lines
    }

    private static func counted(_ count: UInt64, _ noun: String) -> String {
        TextTable.number(count) + " \(noun)" + (count == 1 ? "" : "s")
    }

    static func status(_ reports: [IntakeReport]) -> ExitStatus {
        let bad = reports.filter { report in
            switch report.outcome {
            case .takenIn: false
            case .partlyTakenIn, .rejected: true
            case .checked: !report.problems.isEmpty
            }
        }
        if bad.isEmpty { return .ok }
        let allRejected =
            bad.count == reports.count
            && bad.allSatisfy { report in
                switch report.outcome {
                case .rejected, .checked: true
                case .takenIn, .partlyTakenIn: false
                }
            }
        return allRejected ? .failed : .partlyDone
    }

    static func json(_ reports: [IntakeReport]) -> JSON {
        ["schema": "witnessmark.ingest/1", "files": .array(reports.map(json))]
    }

    private static func json(_ report: IntakeReport) -> JSON {
        var members: [JSON.Member] = [
            .init("name", .string(report.name)), .init("sha256", .string(report.file.hex)),
            .init("size", .integer(Int64(clamping: report.size))),
            .init("activities", .integer(Int64(clamping: report.activities))),
            .init("recorded", .integer(Int64(clamping: report.recorded))),
            .init("duplicates", .integer(Int64(clamping: report.duplicates))),
            .init("conflicts", .integer(Int64(clamping: report.conflicts))),
            .init("corrections", .integer(Int64(clamping: report.corrections))),
            .init("problemCount", .integer(Int64(clamping: report.problems.count))),
            .init("problems", .array(report.problems.listed.map(json))),
            .init("remarks", .array(report.remarks.listed.map(json))),
        ]
        switch report.outcome {
        case .takenIn: members.append(.init("outcome", "taken in"))
        case .checked: members.append(.init("outcome", "checked"))
        case .partlyTakenIn(let path):
            members += [.init("outcome", "partly taken in"), .init("quarantine", .string(path))]
        case .rejected(let path):
            members += [.init("outcome", "rejected"), .init("quarantine", .string(path))]
        }
        if let reader = report.reader { members.append(.init("reader", .string(reader))) }
        if let positions = report.positions {
            members += [
                .init("firstEntry", .integer(Int64(clamping: positions.lowerBound))),
                .init("lastEntry", .integer(Int64(clamping: positions.upperBound))),
            ]
        }
        return .object(members)
    }

    private static func json(_ problem: Problem) -> JSON {
        [
            "code": .string(problem.code), "line": .integer(Int64(clamping: problem.place.line)),
            "column": .integer(Int64(clamping: problem.place.column)),
            "offset": .integer(Int64(clamping: problem.place.offset)),
            "path": .string(problem.place.path), "found": .string(problem.found),
            "expected": .string(problem.expected),
        ]
    }
}
