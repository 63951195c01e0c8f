// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import EvidencePackage
import Traceability

extension PackagePage {
    /// What every package's page says of its contract, however it was filled.
    package init(
        title: String, question: String, assessment: Assessment, verifyCommand: String
    ) {
        let completeness = assessment.completeness
        let all = completeness.neededCount
        let outcome: Outcome =
            switch completeness.outcome {
            case .complete: .complete(of: all)
            case .completeWithWaivers:
                .completeWithWaivers(of: all, waived: completeness.waivers.count)
            case .incomplete:
                .incomplete(
                    found: all - completeness.gaps.count - completeness.waivers.count, of: all)
            }
        self.init(
            title: title, question: question, outcome: outcome, verifyCommand: verifyCommand)
        items = assessment.items.map(Item.init)
        notCovered = [
            "Whether a measured value was true when it was recorded.",
            "Whether the persons named held the roles they claimed.",
            "Whether something happened that no system recorded.",
        ]
    }

    /// The table of all records in the package, with links to their files.
    static func recordSection(
        _ records: [DossierRecord], files: (EntryPosition) -> (content: String, original: String?)
    ) -> Section {
        Section(
            "Records in this package",
            "Every record, in the order of the log. The entry is what was understood; the original "
                + "is what was received.",
            columns: ["Entry", "Occurred", "What", "Source", "Files"],
            rows: records.map { record in
                let file = files(record.position)
                return [
                    .text("\(record.position.number)"), .text(record.timeText),
                    .text(record.activity.kind), .code(record.traced.source.name),
                    .file(path: file.content, label: "content"),
                ]
            },
            nothing: "There are no records in this package.")
    }
}

extension PackagePage.Item {
    init(_ item: Assessment.Item) {
        let state: State =
            switch (item.judgement.state, item.waiver) {
            case (.missing, .some): .waived
            case (.missing, nil): .missing
            case (.present, _): .present
            case (.notApplicable, _): .notApplicable
            case (.nothingToReport, _): .nothingToReport
            }
        let waived = item.waiver.map { " Waived by \($0.authority): \($0.reason)" } ?? ""
        self.init(
            title: item.title, requirement: item.requirement, state: state,
            finding: item.judgement.finding + waived, isRequired: item.need == .required)
    }
}

extension PackagePage.Cell {
    /// Where a thing is, with a sign that tells product out of our hands from product in them.
    static func placement(_ placement: Placement) -> PackagePage.Cell {
        let tone: PackagePage.Tone =
            switch placement.state {
            case .shipped, .installed, .consumed: .bad
            case .inProcess, .inStock, .released, .returned, .unknown: .watch
            case .onHold, .scrapped: .neutral
            }
        let more = [placement.details, placement.since.map { "since \($0.inWords)" }]
        return .state(
            placement.state.phrase, tone, more: more.compactMap { $0 }.joined(separator: ", "))
    }
}

extension DossierRecord {
    /// When it occurred, as the source wrote it, with what is to be known of its zone.
    var timeText: String {
        guard let time = activity.occurred else { return "not given" }
        return switch time.zone {
        case .given: time.text
        case .assumed: "\(time.text) (zone assumed)"
        case .absent: "\(time.text) (no zone)"
        }
    }
}
