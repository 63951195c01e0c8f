// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import DataIntegrity
import EvidencePackage
import Ledger
import Quality
import Records
import TransparencyLog

/// Gathers from a log what trigger criteria are evaluated over.
///
/// Findings come from a report that was made before; activities are read once more, and only those
/// whose kind some rule in force speaks of are kept.
package struct TriggerExamination: Sendable {
    private let journal: any Journal
    private let words: Set<String>

    /// The most activities that are kept for criteria to look at.
    package static let happeningsMax = 100_000

    package init(of journal: any Journal, _ rules: [TriggerCriteria.RuleInForce]) {
        self.journal = journal
        words = Set(
            rules.flatMap { rule in
                rule.parameters.written.flatMap { written in
                    written.split(separator: "=", maxSplits: 1).dropFirst()
                        .flatMap { $0.split(separator: ",").map(String.init) }
                }
            })
    }

    /// Gathers all that the criteria look at.
    ///
    /// - Parameters:
    ///   - report: what the data-integrity checks found.
    ///   - book: the records that criteria look at: rules, nonconformities, causes, tickets, systems.
    /// - Returns: the facts, as the log and the records have them now.
    /// - Throws: the journal's errors; ``ExaminationFault`` at an entry that cannot be read.
    package func facts(
        _ report: FindingsReport, _ book: RecordBook
    ) async throws -> TriggerFacts {
        var facts = TriggerFacts(recordsOf: book)
        facts.findings = report.judgements.flatMap(\.findings).filter { $0.outcome == .fail }.map {
            TriggerFacts.Finding(
                check: $0.check, reason: $0.reason.code, entries: $0.entries, things: $0.things,
                isExplained: report.decision(on: $0) != nil)
        }
        let ticketed = Set(facts.tickets.flatMap(\.things))
        let size = try journal.head().size.value
        var position: UInt64 = 0
        while position < size {
            let entries = try journal.entries(in: position..<size)
            guard let last = entries.last else {
                throw JournalError.corrupt(position: position, "no entry is kept here")
            }
            for logged in entries { try take(logged, ticketed, into: &facts) }
            position = last.position + 1
        }
        return facts
    }

    /// Keeps what a criterion looks at, and which of what tickets name was shipped.
    private func take(
        _ logged: LoggedEntry, _ ticketed: Set<Thing>, into facts: inout TriggerFacts
    ) throws {
        switch logged.entry.kind {
        case SeenEntry.activityKind:
            guard case .activity(let seen) = try SeenEntry(logged) else { return }
            if seen.activity.state == .shipped {
                for thing in seen.activity.participants.map(\.thing)
                where ticketed.contains(thing) {
                    facts.tags[thing, default: []].insert(.shipped)
                }
            }
            guard facts.activities.count < TriggerExamination.happeningsMax,
                words.contains(seen.activity.kind)
            else { return }
            facts.activities.append(
                TriggerFacts.Happening(
                    kind: seen.activity.kind, entry: logged.position,
                    things: seen.activity.participants.map(\.thing),
                    attributes: Dictionary(
                        seen.activity.attributes.map { ($0.name, $0.value) },
                        uniquingKeysWith: { first, _ in first })))
        case "signing.failed":
            guard let failed = try TriggerExamination.failure(logged) else { return }
            facts.failedSignings.append(failed)
        case _: return
        }
    }

    /// A failed attempt at signing; `nil` for one by nobody who is known.
    private static func failure(
        _ logged: LoggedEntry
    ) throws -> TriggerFacts.FailedSigning? {
        guard let body = logged.entry.content?.body else { return nil }
        let content = try JSON(parsing: body)
        guard let person = content["person"]?.text.flatMap({ PersonID($0) }),
            let at = content["at"]?.text.flatMap({ WrittenTime($0)?.instant })
        else { return nil }
        let why = content["why"]?.text
        return TriggerFacts.FailedSigning(
            person: person, at: at, entry: logged.position,
            wasRevoked: why == FailedSigning.Why.deactivated.rawValue
                || why == FailedSigning.Why.credentialExchanged.rawValue)
    }
}
