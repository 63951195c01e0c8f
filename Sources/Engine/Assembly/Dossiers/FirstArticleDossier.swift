// SPDX-License-Identifier: Apache-2.0
import AS9102
import Activities
import Canon
import DataIntegrity
import Traceability

/// What is known of one first article: its history, its inspections as forms, and what was found.
package struct FirstArticleDossier: Sendable {
    package let history: HistoryDossier
    /// Findings that speak of its records, decided or open.
    package let findings: [DossierFinding]
    /// What the list of findings does not hold.
    package let leftOut: FindingsLeftOut
    /// The records that inspect the part, in the order of the log.
    package let inspections: [DossierRecord]
    /// The forms, filled in from the inspection with the most characteristics; the first of those.
    package let report: FirstArticleReport
    /// What the forms leave out or contradict.
    package let review: [FirstArticleFinding]
    /// The inspection that the forms are filled in from.
    let chosen: DossierRecord?
    /// What was in force of the drawing when that inspection was made, as far as the log says.
    let drawingInForce: [Releases.Standing]
    /// The other inspections of the part, each held against that one.
    package let repeats: [RepeatedInspection]

    package init(history: HistoryDossier, findings: [DossierFinding]) {
        self.init(FirstArticleSources(history: history), findings: findings)
    }

    /// Puts a first article together; `releases` tell which revision of the drawing was in force.
    package init(
        _ sources: FirstArticleSources, findings: [DossierFinding],
        leftOut: FindingsLeftOut = .nothing, releases: Releases = Releases()
    ) {
        let history = sources.history
        self.history = history
        self.findings = findings
        self.leftOut = leftOut
        let inspections = history.own.filter { record in
            !record.activity.results.isEmpty && record.activity.status != .planned
                && record.activity.correction?.kind != .declaredInError
        }
        self.inspections = inspections
        let most = inspections.map(\.activity.results.count).max()
        let chosen = inspections.first { $0.activity.results.count == most }
        self.chosen = chosen
        var report = chosen.map { FirstArticleReport(from: $0.activity) } ?? FirstArticleReport()
        report.products = FirstArticleDossier.products(of: history)
        self.report = report
        let drawing = chosen?.things(.document).first { $0.kind == .document }
        let inspected = chosen?.activity.occurred?.instant
        drawingInForce =
            drawing.flatMap { drawing in inspected.map { releases.inForce(drawing, at: $0) } } ?? []
        var known = FirstArticleSurroundings()
        known.lastResult = chosen?.activity.ended?.instant ?? inspected
        let inForce = drawingInForce.compactMap(\.revision).unique
        known.drawingRevisionInForce = inForce.count == 1 ? inForce[0] : nil
        known.serialsBuilt = sources.serialsBuilt.map { built in
            // Field 3 may have the part's serial in another system's words.
            let names = [history.subject.name] + history.otherNames.map(\.name)
            let isBuilt = built.contains { made in names.contains { $0.hasSameBytes(as: made) } }
            return built + (isBuilt ? [report.part[3]].compactMap { $0 } : [])
        }
        review = FirstArticleReview.findings(on: report, knowing: known)
        repeats = inspections.compactMap { record in
            guard let chosen, record.position != chosen.position,
                !record.activity.tellsOfSameMeasuring(as: chosen.activity)
            else { return nil }
            let comparison = InspectionComparison(
                chosen.activity.results, with: record.activity.results)
            return comparison.pairs.isEmpty
                ? nil : RepeatedInspection(record: record, comparison: comparison)
        }
    }

    /// The records that plan the inspection: what was to be measured, before it was.
    var plans: [DossierRecord] {
        records.filter { record in
            record.activity.status == .planned
                && (!record.things(.expected).isEmpty
                    || record.activity.kind.lowercased().contains("inspection"))
        }
    }

    package var part: Thing { history.subject }
    package var records: [DossierRecord] { history.records }
    var own: [DossierRecord] { history.own }

    /// What the review says of one form.
    func review(of form: Form) -> [FirstArticleFinding] { review.filter { $0.form == form } }

    /// Rows of Form 2: every certificate that a record names of what went into the part.
    private static func products(of history: HistoryDossier) -> [FormRow] {
        var seen: Set<Thing> = []
        var rows: [FormRow] = []
        for record in history.records where record.bearing == .upstream {
            let certificates = record.activity.participants
                .filter { $0.thing.kind == .certificate }.map(\.thing)
            let product = record.activity.participants.first {
                ($0.role == .subject || $0.role == .output || $0.role == .about)
                    && ($0.thing.kind == .lot || $0.thing.kind == .material)
            }
            for certificate in certificates where seen.insert(certificate).inserted {
                var row = FormRow(.product)
                row[5] = product?.thing.name
                row[6] =
                    record.activity.participants.first { $0.thing.kind == .document }?
                    .thing.name
                row[8] =
                    (record.things(.sender) + record.things(.performer))
                    .first { $0.kind == .party }?.name
                row[10] = certificate.name
                rows.append(row)
            }
        }
        return rows
    }
}

extension Activity {
    /// Whether two records are exports of one measuring, so that neither repeats the other.
    func tellsOfSameMeasuring(as other: Activity) -> Bool {
        guard let session, let theirs = other.session else { return false }
        return session.hasSameBytes(as: theirs)
    }
}

/// Another inspection of the same part, held against the one that the forms are filled in from.
package struct RepeatedInspection: Sendable {
    package let record: DossierRecord
    package let comparison: InspectionComparison
}

extension InspectionComparison.Pair {
    /// What both call the characteristic.
    package var characteristic: String { first.characteristic ?? first.name }
}

extension InspectionComparison.Difference {
    /// In which way two results disagree, as a person says it.
    package var phrase: String {
        switch self {
        case .claimedVerdict: "verdict claimed"
        case .computedVerdict: "verdict by limits"
        case .lowerLimit: "lower limit"
        case .upperLimit: "upper limit"
        case .nominal: "nominal"
        case .unit: "unit"
        }
    }
}
