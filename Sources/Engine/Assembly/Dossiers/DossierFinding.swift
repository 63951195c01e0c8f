// SPDX-License-Identifier: Apache-2.0
import Activities
import DataIntegrity
import Traceability

/// What a data-integrity check said of a record in a dossier, and what somebody decided about it.
package struct DossierFinding: Sendable {
    package let finding: Finding
    /// The decision, when there is one; without it the finding is open.
    package let decision: Decision?

    package init(_ finding: Finding, _ decision: Decision? = nil) {
        self.finding = finding
        self.decision = decision
    }

    /// Somebody's decision about a finding: an entry of its own, which changes no record.
    package struct Decision: Equatable, Sendable {
        /// Who decided; `nil` where the name is withheld.
        package let by: String?
        package let reason: String
        package let entry: EntryPosition

        package init(by: String?, reason: String, entry: EntryPosition) {
            self.by = by
            self.reason = reason
            self.entry = entry
        }
    }

    /// The entry to look at.
    package var entry: EntryPosition? { finding.entries.first.map { EntryPosition($0) } }

    /// Whether it failed and nobody has decided about it.
    ///
    /// What the data leave open is shown beside, and is nobody's decision to make: it passes or
    /// fails when the data are there (EPK-COM-8: zero failures without a decision).
    package var isOpen: Bool { finding.outcome == .fail && decision == nil }

    /// The entry's number in brackets, where it speaks of one.
    package var place: String { entry.map { " (entry \($0.number))" } ?? "" }
}

/// Findings of one check for one reason, told together.
package struct FindingGroup: Sendable {
    package let findings: [DossierFinding]

    /// Groups findings by check and reason, in the order first met.
    package static func all(_ findings: [DossierFinding]) -> [FindingGroup] {
        var order: [String] = []
        var groups: [String: [DossierFinding]] = [:]
        for finding in findings {
            let key = "\(finding.finding.check) \(finding.finding.reason.code)"
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(finding)
        }
        return order.compactMap { groups[$0].map { FindingGroup(findings: $0) } }
    }

    package var entries: [EntryPosition] { findings.compactMap(\.entry) }

    /// "blank-required: a required field is blank, in 5 records (entry 35, …)".
    package var line: String {
        guard let first = findings.first else { return "" }
        guard findings.count > 1 else {
            return "\(first.finding.check): \(first.finding.words)\(first.place)"
        }
        let names = entries.map { "entry \($0.number)" }.unique
        return "\(first.finding.check): \(first.finding.reason.meaning), "
            + "\(findings.count) times (\(names.list))"
    }
}

extension Judgement {
    /// Whether every failed check of a dossier's records has been decided upon.
    ///
    /// Failures that are not listed are failures without a decision: nobody has seen them.
    static func findings(_ findings: [DossierFinding], leftOut: FindingsLeftOut) -> Judgement {
        let open = findings.filter(\.isOpen)
        let unjudged = findings.count { $0.finding.outcome == .indeterminate }
        let rest = ([Judgement.left(unjudged)] + leftOut.words).joined(separator: "; ")
        guard open.isEmpty, leftOut.failures == 0 else {
            let lines = FindingGroup.all(open).map(\.line)
            return .missing(
                "\(open.count.counted("failure")) without a decision"
                    + (lines.isEmpty ? "" : ": \(lines.list)") + "; \(rest).")
        }
        let decided = findings.filter { $0.decision != nil }
        guard !decided.isEmpty else {
            return .nothingToReport("No check of these records failed; \(rest).")
        }
        let entries = decided.flatMap { finding in
            (finding.entry.map { [$0] } ?? []) + (finding.decision.map { [$0.entry] } ?? [])
        }
        return .present(
            "\(decided.count.counted("failure")), each with a decision: "
                + "\(FindingGroup.all(decided).map(\.line).list); \(rest).", in: entries)
    }

    private static func left(_ unjudged: Int) -> String {
        "\(unjudged.counted("judgement")) left open by the data"
    }
}
