// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Traceability

extension PackagePage {
    /// The page of a lot or serial history.
    package init(
        _ dossier: HistoryDossier, assessment: Assessment, verifyCommand: String,
        files: (EntryPosition) -> (content: String, original: String?)
    ) {
        self.init(
            title: "History of \(dossier.subject)",
            question: "What is it, what is it made of, how was it made and checked, "
                + "and where is it now?",
            assessment: assessment, verifyCommand: verifyCommand)
        story = [
            "\(dossier.subject) is \(dossier.placement.phrase). \(dossier.own.count.records) about it; "
                + "\(dossier.ancestors.count.things) upstream, "
                + "\(dossier.descendants.count) downstream."
        ]
        sections = [
            Section(
                "What happened to it", "In the order of the log.",
                columns: [
                    "Occurred", "What", "Equipment", "Programme or document", "By", "Result",
                ],
                rows: dossier.own.map(\.historyRow), nothing: "Nothing is on record."),
            PackagePage.relatives(
                "What went into it", dossier.ancestors,
                nothing: "Nothing is known to have gone into it."),
            PackagePage.relatives(
                "What it went into", dossier.descendants,
                nothing: "It is not known to have gone into anything."),
            PackagePage.recordSection(dossier.records, files: files),
        ]
    }

    private static func relatives(
        _ heading: String, _ relatives: [HistoryDossier.Relative], nothing: String
    ) -> Section {
        Section(
            heading, "Nearest first.",
            columns: ["Thing", "Steps", "Quantity", "Because", "Entry"],
            rows: relatives.map { relative in
                let quantity = relative.quantity.map { "\($0.value) \($0.unit ?? "pieces")" }
                return [
                    .text(relative.thing.description), .text("\(relative.depth)"),
                    .text(quantity ?? "not stated"), .text(relative.explanation),
                    .text("\(relative.entry.number)"),
                ]
            }, nothing: nothing)
    }
}

extension DossierRecord {
    var historyRow: [PackagePage.Cell] {
        let governed = activity.participants
            .filter { $0.role == .programme || $0.role == .document }
            .map { $0.thing.name + ($0.revision.map { " rev \($0)" } ?? " (no revision)") }
        let tools = activity.participants
            .filter { $0.role == .equipment || $0.role == .instrument }.map(\.thing.name)
        let people = activity.participants
            .filter { $0.role == .performer || $0.role == .signatory }
            .map { $0.role == .signatory ? "\($0.thing.name) (signed)" : $0.thing.name }
        let results = activity.results.map { result in
            let limits = [result.lowerLimit, result.upperLimit].compactMap { $0 }
            let range = limits.count == 2 ? " (\(limits[0]) to \(limits[1]))" : ""
            let verdict = (result.computed ?? result.claimed).map { ": \($0.rawValue)" } ?? ""
            return "\(result.name) \(result.value)\(result.unit.map { " \($0)" } ?? "")"
                + range + verdict
        }
        return [
            .text(timeText), .text(activity.kind), .text(tools.joined(separator: ", ")),
            .text(governed.joined(separator: ", ")),
            .text(people.isEmpty ? "not named" : people.joined(separator: ", ")),
            .text(results.joined(separator: "; ")),
        ]
    }
}
