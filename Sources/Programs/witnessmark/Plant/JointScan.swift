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
            let candidate = try await docket.open(
                "joint-candidate", title: title(of: hit), site: site(of: hit, in: book),
                fields(of: hit), links: links(of: hit, rules),
                cause: Cause(
                    rule: hit.rule, revision: hit.revision,
                    entries: Array(hit.entries.prefix(100))))
            if !isDryRun {
                _ = try await docket.commit()
                try await desk.registrar.shelf.catchUp()
            }
            found.append(Found(hit: hit, candidate: candidate, isNew: true))
            if isDryRun { continue }
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

    private static func title(of hit: TriggerHit) -> String {
        let title = TriggerCriteria.criterion(hit.rule)?.title ?? hit.rule
        return title.prefix(1).uppercased() + title.dropFirst()
    }

    private static func site(of hit: TriggerHit, in book: RecordBook) -> String {
        hit.record.flatMap { book[$0]?.site } ?? "all"
    }

    private static func links(
        of hit: TriggerHit, _ rules: [TriggerCriteria.RuleInForce]
    ) -> [RecordLink] {
        let rule = rules.first { $0.criterion.rule == hit.rule }?.record
        return (rule.map { [RecordLink("by", $0)] } ?? [])
            + (hit.record.map { [RecordLink("about", $0)] } ?? [])
    }

    private static func fields(of hit: TriggerHit) -> [FieldChange] {
        var fields = [
            FieldChange("rule", .choice(hit.rule)),
            FieldChange("rule-revision", .text(hit.revision)),
            FieldChange("default-action", .choice(hit.action.rawValue)),
            FieldChange("why", .text(hit.why)),
        ]
        if !hit.entries.isEmpty {
            fields.append(
                FieldChange("entries", .list(hit.entries.prefix(1_000).map { .text("\($0)") })))
        }
        if !hit.things.isEmpty {
            fields.append(
                FieldChange("things", .list(hit.things.prefix(1_000).map { .thing($0) })))
        }
        return fields
    }
}
