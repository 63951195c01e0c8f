// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import DataIntegrity
import Traceability

extension PackagePage {
    /// The page of a batch record review: the answer first, then what stands in the way, then all
    /// that it rests on.
    package init(
        _ dossier: BatchDossier, _ question: ReleaseQuestion, assessment: Assessment,
        verifyCommand: String, files: (EntryPosition) -> (content: String, original: String?)
    ) {
        self.init(
            title: "Batch record of \(dossier.lot)",
            question: "May it be released, and if not, what stands in the way?",
            assessment: assessment, verifyCommand: verifyCommand)
        story = [
            question.answer,
            "\(dossier.exceptions.count.counted("exception")) and "
                + "\(dossier.findings.count.counted("finding")) in \(dossier.records.count.records).",
        ]
        sections = [
            Section(
                "What stands in the way", "Each to be settled before a release.",
                columns: ["What", "Entry"],
                rows: question.obstacles.map { obstacle in
                    [
                        .text(obstacle.words),
                        .text(obstacle.entry.map { "\($0.number)" } ?? "none"),
                    ]
                }, nothing: "Nothing on record stands in the way."),
            PackagePage.exceptionSection(dossier.exceptions),
            PackagePage.findingSection(dossier.findings, dossier.leftOut),
            PackagePage.stepSection(dossier.history),
            PackagePage.recordSection(dossier.records, files: files),
        ]
    }

    private static func exceptionSection(_ exceptions: [BatchException]) -> Section {
        Section(
            "Exceptions", "In the order of the log; the latest word on each counts.",
            columns: ["Exception", "What", "State", "Raised", "Closed", "Signed by"],
            rows: exceptions.map { exception in
                let signatures = exception.signatures.map { signature in
                    signature.person + (signature.meaning.map { " (\($0))" } ?? "")
                }
                return [
                    .text(exception.name?.name ?? "without a name"), .text(exception.summary),
                    exception.state == .open
                        ? .state("open", .bad)
                        : .state(
                            "closed", signatures.isEmpty ? .watch : .good),
                    .text("entry \(exception.raised.position.number)"),
                    .text(exception.closed.map(\.entryName) ?? "no"),
                    .text(signatures.isEmpty ? "nobody" : signatures.joined(separator: ", ")),
                ]
            }, nothing: "No record of the batch is an exception.")
    }

    private static func stepSection(_ history: HistoryDossier) -> Section {
        Section(
            "What happened to it", "In the order of the log.",
            columns: ["Occurred", "What", "Equipment", "Recipe or document", "By", "Result"],
            rows: history.own.map(\.historyRow), nothing: "Nothing is on record.")
    }

    /// The findings of the data-integrity checks, each decided or open.
    static func findingSection(
        _ findings: [DossierFinding], _ leftOut: FindingsLeftOut
    ) -> Section {
        // The first row, so that nobody reads on to the end of a list that was cut.
        let cut = leftOut.words.map { words -> [Cell] in
            [.text("not all"), .state("cut off", .bad), .text(words), .text(""), .text("open")]
        }
        return Section(
            "Findings of the data-integrity checks",
            "Failures and undecided cases among these records; thresholds are vendor defaults "
                + "unless the plant set its own.",
            columns: ["Check", "Outcome", "What", "Entries", "Decision"],
            rows: cut
                + findings.map { finding in
                    [
                        .code(finding.finding.check),
                        finding.finding.outcome == .fail
                            ? .state("failed", finding.isOpen ? .bad : .watch)
                            : .state("cannot tell", finding.isOpen ? .watch : .neutral),
                        .text(finding.finding.words),
                        .text(
                            finding.finding.entries.prefix(5).map(String.init).joined(
                                separator: ", ")),
                        .text(finding.decisionText),
                    ]
                }, nothing: "No check of these records failed or was left undecided.")
    }
}

extension DossierFinding {
    fileprivate var decisionText: String {
        guard let decision else { return "open" }
        let by = decision.by.map { "\($0): " } ?? ""
        return "\(by)\(decision.reason) (entry \(decision.entry.number))"
    }
}
