// SPDX-License-Identifier: Apache-2.0
import Canon
import DataIntegrity
import EvidencePackage
import Ledger

/// Somebody's decision about a finding, as it stands in the log.
///
/// A finding is worked out anew each time; a decision is a fact. It names the check and the entry
/// that the finding speaks of first, and is an entry of its own: no record changes by it, and the
/// finding goes on being shown, as decided.
package struct FindingDecision: Equatable, Sendable {
    /// What kind of entry it is in the log.
    package static let kind = "finding.decided"

    package let check: String
    /// The version of the check whose finding was decided; a newer version asks again.
    package let version: Int
    /// The entry that the finding speaks of first.
    package let entry: UInt64
    package let reason: String
    /// Who decided; `nil` when the name was erased.
    package let by: String?
    /// Where the decision itself stands.
    package let position: UInt64

    /// Whether it decides a finding.
    package func decides(_ finding: Finding) -> Bool {
        finding.entries.first == entry && finding.version == version
            && finding.check.utf8.elementsEqual(check.utf8)
    }

    /// The entry for a decision that somebody makes now.
    ///
    /// - Throws: never in fact; the type's name is checked like any other.
    package static func draft(
        on finding: Finding, by person: String, because reason: String, source: String,
        actor: String, at moment: Instant
    ) throws -> EntryDraft {
        let entry = finding.entries.first ?? 0
        let content: JSON = [
            "check": .string(finding.check), "entry": .integer(Int64(clamping: entry)),
            "reason": .string(reason), "version": .integer(Int64(finding.version)),
        ]
        let names: JSON = ["names": .array([.string(person)])]
        return EntryDraft(
            type: try EntryType(kind), source: source,
            event: "\(kind):\(finding.check):\(entry):\(moment.rfc3339)", received: moment,
            actor: actor, content: content.canonical, person: names.canonical)
    }

    /// Reads a decision out of its entry.
    init(
        content: [UInt8], person: [UInt8]?, at position: UInt64
    ) throws(ExaminationFault) {
        let json: JSON
        var names: JSON?
        do throws(JSONError) {
            json = try JSON(parsing: content)
            if let person { names = try JSON(parsing: person) }
        } catch {
            throw ExaminationFault(position: position, reason: "\(error)")
        }
        guard let check = json["check"]?.text, let entry = json["entry"]?.integer, entry >= 0,
            let version = json["version"]?.integer, let reason = json["reason"]?.text
        else {
            throw ExaminationFault(position: position, reason: "it is no decision about a finding")
        }
        self.check = check
        self.version = Int(clamping: version)
        self.entry = UInt64(entry)
        self.reason = reason
        by = names?["names"]?.elements?.first?.text
        self.position = position
    }
}

extension FindingsReport {
    /// The latest decision about a finding, if there is one.
    package func decision(on finding: Finding) -> FindingDecision? {
        decisions.last { $0.decides(finding) }
    }
}
