// SPDX-License-Identifier: Apache-2.0
import AS9102
import Activities
import Assembly
import Canon
import DataIntegrity
import EvidencePackage
import Examining
import Glibc
import HTML
import Ledger
import PackagePages
import Records
import Traceability
import TransparencyLog

/// A question that a package answers.
enum PackageQuestion: Sendable {
    case history(of: Thing)
    case trustWindow(on: Thing, from: Instant, until: Instant?)
    case batchRecord(of: Thing)
    case firstArticle(of: Thing)
    /// One governed record, with what is linked with it at once.
    case record(RecordID)
    /// A joint case with everything that hangs on it.
    case jointCase(RecordID)

    /// An identifier that says what it is about.
    var suggestedID: String {
        switch self {
        case .history(let thing): "history-\(thing.name)"
        case .batchRecord(let lot): "batch-record-\(lot.name)"
        case .firstArticle(let part): "first-article-\(part.name)"
        case .record(let id): "record-\(id)"
        case .jointCase(let id): "case-\(id)"
        case .trustWindow(let thing, let since, _):
            "trust-window-\(thing.name)-\(since.rfc3339Seconds.prefix(10))"
        }
    }
}

/// Makes packages of one plant: asks, assesses, lays the page out, seals.
struct PackageMaker: Sendable {
    let plant: Plant
    let trace: PlantTrace
    let output: Output
    private let timeStamping: (any TimeStamping)?

    init(plant: Plant, output: Output) async throws {
        self.plant = plant
        self.output = output
        trace = try await Wiring.trace(
            of: plant.folder, following: plant.journal, originals: plant.originals)
        timeStamping = Wiring.timeStamping(of: plant.folder, plant.settings)
    }

    private var assembler: PackageAssembler {
        PackageAssembler(
            ledger: plant.ledger, preparer: plant.preparer,
            originals: StoredParts(plant.originals), actor: plant.actor,
            folder: plant.folder.packages, now: { .now })
    }

    /// Makes a package, and the custody entry when somebody gets it at once.
    func make(
        _ question: PackageQuestion, id: String, making: PackageMaking,
        reissuing: (revision: Int64, reissue: PackageCover.Reissue)?
    ) async throws -> SealedPackage {
        try await trace.catchUp(output)
        var request = PackageRequest(
            id: id, maker: plant.makerName, organization: plant.settings.origin)
        request.withholdsPersons = making.withholdPersons
        request.waivers = try making.waivers().map {
            Waiver(item: $0.item, reason: $0.reason, authority: $0.authority)
        }
        if let reissuing {
            request.revision = reissuing.revision
            request.reissue = reissuing.reissue
        }
        let (draft, page) = try await draft(of: question, request)
        let sealed = try await assembler.seal(draft, page: page, timeStamping: timeStamping)
        if let recipient = making.to {
            _ = try await assembler.issue(id: id, revision: request.revision, to: recipient)
        }
        try await trace.catchUp(output)
        return sealed
    }

    /// The answer of a trust window, without making a package of it.
    func trustWindow(_ question: PackageQuestion) async throws -> TrustDossier {
        guard case .trustWindow(let suspect, let since, let until) = question else {
            throw CommandFailure("WM-PKG-005", "The question is not a trust window.")
        }
        try await trace.catchUp(output)
        return try await trace.trustWindow(on: suspect, from: since, to: until)
    }

    /// Notes that somebody got a package.
    func issue(id: String, revision: Int64, to recipient: String) async throws -> UInt64 {
        try await assembler.issue(id: id, revision: revision, to: recipient).position
    }

    // MARK: Questions

    private func draft(
        of question: PackageQuestion, _ request: PackageRequest
    ) async throws -> (PackageDraft, [UInt8]) {
        switch question {
        case .history(let thing):
            let dossier = try await trace.ask { _, collector in try collector.history(of: thing) }
            let assessment = try Assessment(of: dossier, under: .history, waivers: request.waivers)
            let shown = try request.withholdsPersons ? dossier.withholdingPersons() : dossier
            var page = PackagePage(
                shown, assessment: assessment, verifyCommand: verifyCommand(request), files: files)
            finish(&page, request)
            let draft = PackageDraft(
                request: request, contract: Contract<HistoryDossier>.history.cover,
                scope: PackageCover.Scope(kind: thing.kind.rawValue, name: thing.name),
                assessment: assessment, records: dossier.records,
                answer: HistoryAnswer.json(dossier, assessment))
            return (draft, page.html.bytes)
        case .batchRecord(let lot): return try await batchRecord(of: lot, request)
        case .firstArticle(let part): return try await firstArticle(of: part, request)
        case .record(let id): return try await record(id, .record, depth: 1, request)
        case .jointCase(let id):
            return try await record(id, .jointCase, depth: CaseCollector.depthMax, request)
        case .trustWindow(let thing, let since, let until):
            let dossier = try await trace.trustWindow(on: thing, from: since, to: until)
            let assessment = try Assessment(
                of: dossier, under: .trustWindow, waivers: request.waivers)
            let shown = try request.withholdsPersons ? dossier.withholdingPersons() : dossier
            var page = PackagePage(
                shown, assessment: assessment, verifyCommand: verifyCommand(request), files: files)
            finish(&page, request)
            let draft = PackageDraft(
                request: request, contract: Contract<TrustDossier>.trustWindow.cover,
                scope: PackageCover.Scope(
                    kind: thing.kind.rawValue, name: thing.name,
                    period: PackageCover.Period(from: since, until: until ?? .now)),
                assessment: assessment, records: dossier.records,
                answer: TrustWindowAnswer.json(dossier, assessment))
            return (draft, page.html.bytes)
        }
    }

    /// The review of a batch: its records, and what the checks say of them.
    private func batchRecord(
        of lot: Thing, _ request: PackageRequest
    ) async throws -> (PackageDraft, [UInt8]) {
        let history = try await trace.ask { _, collector in try collector.history(of: lot) }
        let examined = try await examine(history.records)
        let dossier = BatchDossier(
            history: history, findings: examined.findings, leftOut: examined.leftOut)
        let assessment = try Assessment(of: dossier, under: .batchRecord, waivers: request.waivers)
        let question = ReleaseQuestion(of: dossier, assessment)
        var page = PackagePage(
            dossier, question, assessment: assessment, verifyCommand: verifyCommand(request),
            files: files)
        finish(&page, request)
        let draft = PackageDraft(
            request: request, contract: Contract<BatchDossier>.batchRecord.cover,
            scope: PackageCover.Scope(kind: lot.kind.rawValue, name: lot.name),
            assessment: assessment, records: dossier.records,
            answer: BatchRecordAnswer.json(dossier, question, assessment))
        return (draft, page.html.bytes)
    }

    /// The first article inspection of a part, with its forms as tables and as files.
    private func firstArticle(
        of part: Thing, _ request: PackageRequest
    ) async throws -> (PackageDraft, [UInt8]) {
        let sources = try await trace.ask { _, collector in
            try collector.firstArticle(of: part)
        }
        let examined = try await examine(sources.history.records)
        let dossier = FirstArticleDossier(
            sources, findings: examined.findings, leftOut: examined.leftOut,
            releases: examined.releases)
        let assessment = try Assessment(
            of: dossier, under: .firstArticle, waivers: request.waivers)
        let forms =
            [
                PackageDraft.Attachment("forms/as9102.xlsx", try dossier.report.workbook())
            ]
            + dossier.report.tables.map { table in
                PackageDraft.Attachment("forms/as9102-form-\(table.form.rawValue).csv", table.csv)
            }
        var page = PackagePage(
            dossier, assessment: assessment, verifyCommand: verifyCommand(request),
            forms: forms.map { ($0.path, $0.path) }, files: files)
        finish(&page, request)
        let draft = PackageDraft(
            request: request, contract: Contract<FirstArticleDossier>.firstArticle.cover,
            scope: PackageCover.Scope(kind: part.kind.rawValue, name: part.name),
            assessment: assessment, records: dossier.records,
            answer: FirstArticleAnswer.json(dossier, assessment), attachments: forms)
        return (draft, page.html.bytes)
    }

    /// What the checks say of some records, and what the log says of documents in force.
    private struct Examined {
        let findings: [DossierFinding]
        let leftOut: FindingsLeftOut
        let releases: Releases
    }

    /// What the checks say of some records, and what was decided about it.
    private func examine(_ records: [DossierRecord]) async throws -> Examined {
        let entries = Set(records.map(\.position.number))
        let examination = LogExamination(
            of: plant.journal, with: Catalogue.checks, by: plant.settings.standards,
            Spotlight(entries: entries))
        var bar = ProgressBar(output)
        defer { bar.clear() }
        let report = try await examination.run { bar.show($0, of: $1, "records are examined") }
        let findings = report.judgements.flatMap(\.findings).map { finding in
            DossierFinding(
                finding,
                report.decision(on: finding).map { decision in
                    DossierFinding.Decision(
                        by: decision.by, reason: decision.reason,
                        entry: EntryPosition(decision.position))
                })
        }
        return Examined(
            findings: findings,
            leftOut: FindingsLeftOut(
                of: report.judgements, boundsReached: report.boundsReached),
            releases: report.releases)
    }

    func verifyCommand(_ request: PackageRequest) -> String {
        "witnessmark-verify --key \(plant.ledger.verifierKey.text) \(request.fileName)"
    }

    func files(_ position: EntryPosition) -> (content: String, original: String?) {
        ("entries/\(position.number).content.json", nil)
    }

    func finish(_ page: inout PackagePage, _ request: PackageRequest) {
        page.isDemo = plant.settings.isDemo
        page.facts = [
            .init("Package", "\(request.id), revision \(request.revision)"),
            .init("Log", plant.settings.origin, isCode: true),
            .init("Made by", request.maker), .init("Made at", Instant.now.inWords),
            .init("Log key", plant.ledger.verifierKey.text, isCode: true),
        ]
        if let reissue = request.reissue {
            page.facts.append(.init("Replaces", "revision \(reissue.replaces): \(reissue.reason)"))
        }
        if request.withholdsPersons {
            page.facts.append(.init("Withheld", "names of persons and accounts"))
        }
    }
}

extension Contract {
    var cover: PackageCover.Contract {
        PackageCover.Contract(kind: name, name: title, revision: Int64(revision))
    }
}

extension Plant {
    /// The account that runs this program, as a package's cover names its maker.
    var makerName: String {
        getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(geteuid())"
    }
}
