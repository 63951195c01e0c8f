// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Quality
import Records

/// A case as its people look at it: everything that hangs on it, and what is missing, said as missing.
struct CaseView {
    let record: RecordState
    let book: RecordBook
    let next: [NextStep]
    let now: Instant
    let names: PeopleNames

    init(
        _ record: RecordState, in book: RecordBook, next: [NextStep], at now: Instant,
        _ names: PeopleNames
    ) {
        self.record = record
        self.book = book
        self.next = next
        self.now = now
        self.names = names
    }

    /// What belongs to it, and to the nonconformities that are part of it.
    private func matter(_ kind: KindName) -> [RecordState] {
        book.measures(kind, of: record.id)
    }

    var text: String {
        var lines = [
            "\(record.id)  \(record.title)",
            "  \(record.state), since \(record.stateSince.rfc3339Seconds)"
                + "; \(QualityKinds.catalogue.status(of: record).rawValue)",
        ]
        if let scope = record["scope"] { lines.append("  scope  \(scope.written)") }
        if let suspects = record["suspects"] { lines.append("  suspects  \(suspects.written)") }
        if let lead = record["lead"] {
            lines.append(
                "  lead  \(names.written(lead)), co-lead "
                    + (record["co-lead"].map(names.written) ?? "nobody"))
        }
        lines += ticket + containment + trust + causes + rest
        for escalation in Escalation.due(for: record, at: now) {
            lines.append(
                "\nESCALATE to \(escalation.to.title): \(escalation.afterHours) hours in "
                    + "\(record.state) have passed")
        }
        return (lines + RecordText.nextSteps(next)).joined(separator: "\n")
    }

    private var ticket: [String] {
        guard record.kind == "joint-case" else { return [] }
        var lines = ["\nSecurity ticket"]
        let obstacles = SecurityTicket.obstacles(to: record)
        lines += SecurityTicket.links(of: record).map { linked in
            "  \(linked.link.key.description)"
                + (linked.lastCheck?.sourceState.map { ", \"\($0)\" there" } ?? "")
        }
        lines +=
            obstacles.isEmpty
            ? ["  both name each other"] : obstacles.map { "  NOT LINKED: \($0.message)" }
        return lines
    }

    private var containment: [String] {
        let board = ContainmentBoard(of: record.id, in: book, at: now)
        guard !board.rows.isEmpty else { return ["\nContainment\n  nothing was ordered"] }
        var table = TextTable(
            ("  measure", .left), ("state", .left), ("by", .left), ("proof", .left),
            ("side effect", .left))
        for row in board.rows {
            table.add(
                "  \(row.record) \(row.title)", row.state.text + (row.isOverdue ? " OVERDUE" : ""),
                row.executingSystem ?? "nobody said", row.proof.map { _ in "yes" } ?? "none",
                row.sideEffect ?? "nobody said")
        }
        var lines = ["\nContainment", table.text]
        lines += board.freezes.map { freeze in
            let waiting = freeze.waitsFor.map(\.text).joined(separator: ", ")
            return "  release of \(freeze.hold): \(freeze.line)"
                + (waiting.isEmpty ? "" : "; waits for \(waiting)")
        }
        if !board.isContained {
            lines.append("  NOT CONTAINED: what was ordered is not all in force")
        }
        return lines
    }

    private var trust: [String] {
        let windows = matter("trust-window-snapshot")
        let verdicts = matter("trust-verdict")
        guard record.kind == "joint-case" else { return [] }
        guard !windows.isEmpty else { return ["\nTrust window\n  not asked yet"] }
        var lines = ["\nTrust window"]
        lines += windows.map { window in
            "  \(window.id) \(window.state): \(window["records-count"]?.written ?? "?"), "
                + "\(window["product-count"]?.written ?? "0") of product, "
                + "\(window["delivered-count"]?.written ?? "0") delivered"
        }
        let streams = Set(windows.flatMap { $0.things("streams") })
        for stream in streams.sorted(by: { $0.name < $1.name }) {
            let verdict = verdicts.last { $0.things("stream").contains(stream) }
            lines.append(
                "  \(stream): "
                    + (verdict.map { "\($0.text("verdict") ?? "?") (\($0.id), \($0.state))" }
                        ?? "NO VERDICT"))
        }
        return lines
    }

    private var causes: [String] {
        let analysis = CauseAnalysis(of: record.id, in: book)
        guard !analysis.chains.isEmpty else { return ["\nCauses\n  none was looked for"] }
        var lines = ["\nCauses"]
        lines += analysis.chains.map { chain in
            let isRuledOut = chain.links.contains { $0.state == "rejected" }
            return "  \(chain.asked)"
                + (chain.isShown ? "" : isRuledOut ? "  (ruled out)" : "  (not all shown)")
        }
        lines += analysis.openLegs.map { "  unanswered: \($0.question)" }
        if record.kind == "joint-case", !analysis.isSecurityAnswered {
            lines.append("  unanswered: no branch of security was looked at")
        }
        return lines
    }

    private var rest: [String] {
        let groups: [(String, [KindName])] = [
            ("Assessments", ["impact-assessment"]),
            ("Actions", ["action", "effectiveness-check", "extension-request"]),
            ("Product", ["disposition", "notice-of-escape"]),
            ("Changes and mitigations", ["change", "layered-mitigation"]), ("Duties", ["duty"]),
        ]
        var lines: [String] = []
        for (heading, kinds) in groups {
            let records = kinds.flatMap { matter($0) }
            guard !records.isEmpty else { continue }
            lines.append("\n\(heading)")
            lines += records.map { "  \($0.id)  \($0.state)  \($0.title)\(hasRunOut($0))" }
        }
        let decisions = book.linking(to: record.id, as: "about").filter { $0.kind == "decision" }
        if !decisions.isEmpty {
            lines.append("\nDecisions")
            lines += decisions.map { "  \($0.id)  \($0.state)  \($0.title)" }
        }
        return lines
    }

    /// Approved layers that are past their day shield nothing.
    private func hasRunOut(_ record: RecordState) -> String {
        record.kind == "layered-mitigation" && record.state == "approved"
            && !Mitigations.isInForce(record, at: now) ? "  RUN OUT" : ""
    }

    var json: JSON {
        let board = ContainmentBoard(of: record.id, in: book, at: now)
        let related = book.all.filter {
            $0.id != record.id
                && $0.links.contains { link in
                    link.target == record.id
                        || book.linking(to: record.id, as: "part-of").contains {
                            $0.id == link.target
                        }
                }
        }
        return [
            "schema": "witnessmark.case/1", "record": RecordText.json(record, next: next),
            "ticketObstacles": .array(
                SecurityTicket.obstacles(to: record).map { .string($0.message) }),
            "isContained": .bool(board.isContained),
            "freezes": .array(
                board.freezes.map { freeze in
                    [
                        "hold": .string(freeze.hold.text), "met": .integer(Int64(freeze.met)),
                        "conditions": .integer(Int64(freeze.conditions)),
                        "waitsFor": .array(freeze.waitsFor.map { .string($0.text) }),
                    ]
                }),
            "related": .array(related.map { RecordText.json($0) }),
            "escalations": .array(
                Escalation.due(for: record, at: now).map { .string($0.to.rawValue) }),
        ]
    }
}
