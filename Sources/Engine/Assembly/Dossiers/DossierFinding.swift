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

    /// Whether somebody still has to decide: only a failure or an undecided case asks for that.
    package var isOpen: Bool {
        switch finding.outcome {
        case .fail, .indeterminate: decision == nil
        case .pass, .notApplicable: false
        }
    }

    /// The finding in a line: "unit-missing: … (entry 12)".
    package var line: String {
        let place = entry.map { " (entry \($0.number))" } ?? ""
        return "\(finding.check): \(finding.words)\(place)"
    }
}

extension Judgement {
    /// Whether every failed and undecided check of a dossier's records has been decided upon.
    static func findings(_ findings: [DossierFinding]) -> Judgement {
        let open = findings.filter(\.isOpen)
        guard open.isEmpty else {
            return .missing("\(open.count.counted("finding")) open: \(open.map(\.line).list).")
        }
        let decided = findings.filter { $0.decision != nil }
        guard !decided.isEmpty else {
            return .nothingToReport("No check of these records failed or was left undecided.")
        }
        let entries = decided.flatMap { finding in
            (finding.entry.map { [$0] } ?? []) + (finding.decision.map { [$0.entry] } ?? [])
        }
        return .present(
            "\(decided.count.counted("finding")), each with a decision: "
                + "\(decided.map(\.line).list).", in: entries)
    }
}
