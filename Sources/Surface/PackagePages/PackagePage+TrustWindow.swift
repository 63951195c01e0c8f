// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import Traceability

extension PackagePage {
    /// The page of a trust-window report.
    package init(
        _ dossier: TrustDossier, assessment: Assessment, verifyCommand: String,
        files: (EntryPosition) -> (content: String, original: String?)
    ) {
        self.init(
            title: "Trust window: \(dossier.suspect)",
            question: "Which product relied on \(dossier.suspect) between "
                + "\(dossier.since.inWords) and "
                + "\(dossier.until?.inWords ?? "now"), and where is it?",
            assessment: assessment, verifyCommand: verifyCommand)
        story = [PackagePage.story(of: dossier)]
        sections = [
            affectedSection(dossier), relyingSection(dossier), changedSection(dossier),
            endorsedSection(dossier), packageSection(dossier),
            PackagePage.recordSection(dossier.records, files: files),
        ]
    }

    private static func story(of dossier: TrustDossier) -> String {
        guard !dossier.affected.isEmpty else {
            return "\(dossier.relying.count.records) relied on it; no product is affected."
        }
        let counts = dossier.countsByState.map { "\($0.count) \($0.state.phrase)" }
        return "\(dossier.relying.count.records) relied on it. "
            + "\(dossier.affected.count.things) affected: \(counts.joined(separator: ", "))."
    }

    private func affectedSection(_ dossier: TrustDossier) -> Section {
        Section(
            "Affected product", "Each with where it is now and why it is here.",
            columns: ["Item", "Where now", "Why", "Measured since"],
            rows: dossier.affected.map { item in
                let others = item.otherNames.map(\.name)
                let also = others.isEmpty ? "" : " (\(others.joined(separator: ", ")))"
                return [
                    .text(item.thing.description + also), .placement(item.placement),
                    .text(item.path.joined(separator: " → ")),
                    .text(item.crossCheck.map { "entry \($0.number)" } ?? "no"),
                ]
            }, nothing: "No product is affected.")
    }

    private func relyingSection(_ dossier: TrustDossier) -> Section {
        Section(
            "Records that relied on it", "In order of time.",
            columns: ["Entry", "What", "When", "How", "Signed"],
            rows: dossier.relying.map { record in
                [
                    .text("\(record.entry.number)"), .text(record.kind),
                    .text(record.period.since.inWords), .text(record.reason),
                    .text(record.isSigned ? "yes" : "no"),
                ]
            }, nothing: "No record relied on it.")
    }

    private func changedSection(_ dossier: TrustDossier) -> Section {
        Section(
            "What it changed", "Suspect itself from that moment until somebody else set it again.",
            columns: ["Thing", "On", "From", "Until", "Entry"],
            rows: dossier.changes.map { change in
                let machines = change.equipment.map(\.name).joined(separator: ", ")
                return [
                    .text(change.thing.description), .text(machines.isEmpty ? "any" : machines),
                    .text(change.period.since.inWords),
                    .text(change.period.until?.inWords ?? "not set again"),
                    .text("\(change.entry.number)"),
                ]
            }, nothing: "No record says that it changed a programme, document or machine.")
    }

    private func endorsedSection(_ dossier: TrustDossier) -> Section {
        Section(
            "Signatures and releases that rest on it", "Given to affected product since.",
            columns: ["Item", "What", "When", "Entry"],
            rows: dossier.endorsements.map { endorsement in
                let what = endorsement.isRelease ? "release" : "signature"
                return [
                    .text(endorsement.thing.description),
                    .text(endorsement.isSigned ? "\(what), signed" : what),
                    .text(endorsement.at.inWords), .text("\(endorsement.entry.number)"),
                ]
            }, nothing: "No affected product was signed for or released since.")
    }

    private func packageSection(_ dossier: TrustDossier) -> Section {
        Section(
            "Issued packages that rest on it", "Whoever holds one should be told.",
            columns: ["Package", "Revision", "Held by", "Relying records in it"],
            rows: dossier.packages.map { package in
                [
                    .text(package.id), .text("\(package.revision)"),
                    .text(
                        package.recipients.isEmpty
                            ? "nobody" : package.recipients.joined(separator: ", ")),
                    .text("\(package.relyingCount)"),
                ]
            }, nothing: "No package that was sealed before rests on it.")
    }
}
