// SPDX-License-Identifier: Apache-2.0
import AS9102
import Activities
import Assembly
import Traceability

extension PackagePage {
    /// The page of a first article: the three forms as tables, then what they rest on.
    package init(
        _ dossier: FirstArticleDossier, assessment: Assessment, verifyCommand: String,
        forms: [(label: String, path: String)],
        files: (EntryPosition) -> (content: String, original: String?)
    ) {
        self.init(
            title: "First article inspection of \(dossier.part)",
            question: "Does the first article meet every characteristic of the drawing?",
            assessment: assessment, verifyCommand: verifyCommand)
        let rows = dossier.report.characteristics
        let failed = rows.filter { $0.verdict == .fail }.map(\.title)
        let unjudged = rows.filter { $0.verdict == nil }.count
        story = [
            "\(rows.count.counted("characteristic")): "
                + "\(rows.count - failed.count - unjudged) met, \(failed.count) not met, "
                + "\(unjudged) without limits to compare with.",
            failed.isEmpty ? "" : "Not met: \(failed.joined(separator: ", ")).",
        ].filter { !$0.isEmpty }
        sections =
            dossier.report.tables.map(PackagePage.formSection)
            + [
                PackagePage.reviewSection(dossier.review),
                PackagePage.repeatSection(dossier.repeats),
                PackagePage.findingSection(dossier.findings, dossier.leftOut),
                PackagePage.formFileSection(forms),
                PackagePage.recordSection(dossier.records, files: files),
            ]
    }

    private static func formSection(_ table: FormTable) -> Section {
        // What every form repeats in front is on Form 1 already.
        let skipped = table.form == .part ? 0 : 4
        return Section(
            table.name, "As the records have it; what they do not say is blank.",
            columns: Array(table.headings.dropFirst(skipped)),
            rows: table.rows.map { $0.dropFirst(skipped).map { .text($0) } },
            nothing: "No record fills a row of this form.")
    }

    private static func reviewSection(_ review: [FirstArticleFinding]) -> Section {
        Section(
            "What the forms leave open", "Each to be answered by who signs.",
            columns: ["Form", "Where", "What"],
            rows: review.map { finding in
                let row = finding.row.map { "row \($0)" }
                let field = finding.field.map { "field \($0)" }
                return [
                    .text("\(finding.form.rawValue)"),
                    .text([row, field].compactMap { $0 }.joined(separator: ", ")),
                    .text(finding.text),
                ]
            }, nothing: "Nothing.")
    }

    private static func repeatSection(_ repeats: [RepeatedInspection]) -> Section {
        Section(
            "The same part inspected again",
            "Every characteristic that another inspection measured too, beside what the forms say.",
            columns: ["Characteristic", "In the forms", "Again", "Entry", "Differs in"],
            rows: repeats.flatMap { repeated in
                repeated.comparison.pairs.map { pair in
                    let ways = pair.differences.map(\.phrase).joined(separator: ", ")
                    return [
                        .text(pair.characteristic), .text(PackagePage.value(pair.first)),
                        .text(PackagePage.value(pair.second)),
                        .text("\(repeated.record.position.number)"),
                        ways.isEmpty ? .text("nothing") : .state("differs", .bad, more: ways),
                    ]
                }
            }, nothing: "No characteristic was measured in more than one inspection.")
    }

    /// "12.01 mm, pass".
    private static func value(_ result: MeasuredResult) -> String {
        let verdict = (result.computed ?? result.claimed).map { ", \($0.rawValue)" } ?? ""
        return result.value + (result.unit.map { " \($0)" } ?? "") + verdict
    }

    private static func formFileSection(_ forms: [(label: String, path: String)]) -> Section {
        Section(
            "The forms as files", "The same tables, to be opened in a spreadsheet program.",
            columns: ["File"],
            rows: forms.map { [.file(path: $0.path, label: $0.label)] },
            nothing: "There are none.")
    }
}
