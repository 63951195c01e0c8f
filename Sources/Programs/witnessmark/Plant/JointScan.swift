// SPDX-License-Identifier: Apache-2.0
import Canon
import DataIntegrity
import Examining
import Projections
import Quality
import Records
import Registrar

/// Evaluates the trigger rules over the log and the records, and opens a candidate for each new hit.
enum JointScan {
    /// A hit, and the candidate that stands for it.
    struct Found: Sendable {
        let hit: TriggerHit
        let candidate: RecordID
        let isNew: Bool
    }

    /// - Returns: every hit, new ones first opened; the same hit is never opened twice.
    static func run(
        at desk: RecordDesk, _ plant: Plant, _ output: Output, isDryRun: Bool = false
    ) async throws -> [Found] {
        let rows = try await desk.trace.projection.read { store in
            try [
                "trigger-rule", "nonconformity", "cause", "ticket", "system-register-entry",
                "change",
            ]
            .flatMap { try store.records(of: KindName($0), limit: RecordList.rowsMax) }
        }
        var book = RecordBook(QualityKinds.catalogue)
        for row in rows { book[row.id] = try await desk.registrar.record(row.id) }
        let rules = TriggerCriteria.inForce(among: book.all("trigger-rule"), at: .now)
        let report = try await LogExamination(
            of: plant.journal, with: Catalogue.checks, by: plant.settings.standards
        ).run()
        let facts = try await TriggerExamination(of: plant.journal, rules).facts(report, book)
        var found: [Found] = []
        for hit in TriggerCriteria.hits(in: facts, by: rules) {
            let request = JointScan.request(for: hit)
            if let known = try await desk.registrar.answered(request).first {
                found.append(Found(hit: hit, candidate: known.act.record, isNew: false))
                continue
            }
            var docket = desk.registrar.docket(
                for: ReactionRunner.itself, request: request, at: .now)
            let site = hit.record.flatMap { book[$0]?.site } ?? JointScan.everySite
            let candidate = try await docket.open("joint-candidate", cause: hit.cause) { id in
                hit.opening(as: id, at: site, now: .now)
            }
            if !isDryRun { _ = try await docket.commit() }
            found.append(Found(hit: hit, candidate: candidate, isNew: true))
        }
        return found
    }

    /// The same hit has the same request, however often it is found.
    private static func request(for hit: TriggerHit) -> String {
        let ground =
            hit.entries.map(String.init).joined(separator: ",")
            + (hit.record.map { "/\($0)" } ?? "")
        return "trigger:\(hit.rule):\(hit.revision):"
            + Digest(of: Array((ground + hit.why).utf8)).hex.prefix(32)
    }

    /// The site of a candidate that no record of a site led to.
    private static let everySite = "all"
}
