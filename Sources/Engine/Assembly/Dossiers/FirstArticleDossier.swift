// SPDX-License-Identifier: Apache-2.0
import AS9102
import Activities
import Canon
import Traceability

/// What is known of one first article: its history, its inspections as forms, and what was found.
package struct FirstArticleDossier: Sendable {
    package let history: HistoryDossier
    /// Findings that speak of its records, decided or open.
    package let findings: [DossierFinding]
    /// The records that inspect the part, in the order of the log.
    package let inspections: [DossierRecord]
    /// The forms, filled in from the inspection with the most characteristics; the first of those.
    package let report: FirstArticleReport
    /// What the forms leave out or contradict.
    package let review: [FirstArticleFinding]
    /// Characteristics that were measured in more than one inspection.
    package let repeats: [RepeatedCharacteristic]

    package init(history: HistoryDossier, findings: [DossierFinding]) {
        self.history = history
        self.findings = findings
        let inspections = history.own.filter { record in
            !record.activity.results.isEmpty && record.activity.status != .planned
                && record.activity.correction?.kind != .declaredInError
        }
        self.inspections = inspections
        let most = inspections.map(\.activity.results.count).max()
        let chosen = inspections.first { $0.activity.results.count == most }
        var report = chosen.map { FirstArticleReport(from: $0.activity) } ?? FirstArticleReport()
        report.products = FirstArticleDossier.products(of: history)
        self.report = report
        var known = FirstArticleSurroundings()
        known.lastResult = chosen?.activity.ended?.instant ?? chosen?.activity.occurred?.instant
        review = FirstArticleReview.findings(on: report, knowing: known)
        repeats = RepeatedCharacteristic.all(in: inspections)
    }

    package var part: Thing { history.subject }
    package var records: [DossierRecord] { history.records }
    var own: [DossierRecord] { history.own }

    /// The inspection that the forms are filled in from.
    var chosen: DossierRecord? {
        let most = inspections.map(\.activity.results.count).max()
        return inspections.first { $0.activity.results.count == most }
    }

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

/// One characteristic as several inspections of the same part measured it.
package struct RepeatedCharacteristic: Sendable {
    package let characteristic: String
    package let measurements: [Measurement]

    package struct Measurement: Sendable {
        package let result: MeasuredResult
        package let record: DossierRecord

        /// What value and limits say, else what the source claims.
        package var verdict: MeasuredResult.Verdict? { result.computed ?? result.claimed }
    }

    /// Whether one inspection passes it and another does not.
    package var disagrees: Bool {
        let verdicts = Set(measurements.compactMap(\.verdict))
        return verdicts.count > 1
    }

    /// How far the values lie apart, in the unit they are given in; `nil` where one is no number
    /// or the units differ.
    package var spread: Double? {
        let units = Set(measurements.map { $0.result.unit ?? "" })
        let values = measurements.compactMap { JSONDecimal($0.result.value)?.double }
        guard units.count == 1, values.count == measurements.count,
            let least = values.min(), let most = values.max()
        else { return nil }
        return most - least
    }

    /// Characteristics of the same name in more than one inspection, in the order first met.
    static func all(in inspections: [DossierRecord]) -> [RepeatedCharacteristic] {
        var names: [String] = []
        var found: [String: [Measurement]] = [:]
        for record in inspections {
            for result in record.activity.results {
                let name = result.characteristic ?? result.name
                if found[name] == nil { names.append(name) }
                found[name, default: []].append(Measurement(result: result, record: record))
            }
        }
        return names.compactMap { name in
            guard let measurements = found[name],
                Set(measurements.map(\.record.position)).count > 1
            else { return nil }
            return RepeatedCharacteristic(characteristic: name, measurements: measurements)
        }
    }
}
