// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import DataIntegrity
import EvidencePackage
import Traceability

/// Whether a batch may be released, and if not, what stands in the way.
///
/// The answer is worked out from the records. It is put before the person who decides; it never
/// decides for them.
package struct ReleaseQuestion: Sendable {
    package let obstacles: [Obstacle]
    /// The release that is on record already.
    package let released: DossierRecord?

    /// One thing that stands in the way, and the entry to look at.
    package struct Obstacle: Equatable, Sendable {
        package let kind: Kind
        package let words: String
        package let entry: EntryPosition?

        package enum Kind: String, CaseIterable, Sendable {
            case exceptionOpen = "exception-open"
            case exceptionUnsigned = "exception-unsigned"
            case onHold = "on-hold"
            case resultFailed = "result-failed"
            case findingOpen = "finding-open"
            case itemMissing = "item-missing"
        }
    }

    /// Asks the question of a batch that was held against its contract.
    package init(of dossier: BatchDossier, _ assessment: Assessment) {
        var obstacles: [Obstacle] = []
        for exception in dossier.exceptions {
            switch exception.state {
            case .open:
                obstacles.append(
                    Obstacle(
                        kind: .exceptionOpen,
                        words: "Exception \(exception.title) is open: \(exception.summary)",
                        entry: exception.raised.position))
            case .closed where exception.signatures.isEmpty:
                obstacles.append(
                    Obstacle(
                        kind: .exceptionUnsigned,
                        words: "Exception \(exception.title) was closed and nobody signed for it: "
                            + exception.summary,
                        entry: exception.closed?.position))
            case .closed: break
            }
        }
        let placement = dossier.history.placement
        if placement.state == .onHold {
            obstacles.append(
                Obstacle(kind: .onHold, words: "The batch is on hold.", entry: placement.entry))
        }
        obstacles += dossier.unexplainedFailures.map { record, result in
            Obstacle(
                kind: .resultFailed,
                words: "\(result.inWords) is outside its limits, and no exception speaks of it.",
                entry: record.position)
        }
        // An exception that stands in the way is told once, as what it is.
        let failures = dossier.findings.filter { finding in
            finding.isOpen
                && !(finding.finding.check == "exception-unapproved"
                    && dossier.exceptions.contains { !$0.isSettled && $0.speaks(of: finding) })
        }
        obstacles += FindingGroup.all(failures).map { group in
            Obstacle(
                kind: .findingOpen, words: "Open finding: \(group.line)",
                entry: group.entries.first)
        }
        obstacles += dossier.leftOut.unlisted.filter { $0.outcome == .fail }.map { unlisted in
            Obstacle(
                kind: .findingOpen,
                words:
                    "Open findings of \(unlisted.check): \(unlisted.count) more than are listed.",
                entry: nil)
        }
        var told: Set<String> = ["exceptions", "findings", "release", "hold"]
        if !dossier.unexplainedFailures.isEmpty { told.insert("parameters") }
        obstacles += assessment.missing.filter { $0.need == .required && !told.contains($0.id) }
            .map {
                Obstacle(
                    kind: .itemMissing, words: "\($0.title): \($0.judgement.finding)", entry: nil)
            }
        self.obstacles = obstacles
        released = dossier.release
    }

    /// Whether nothing on record stands in the way.
    package var isClear: Bool { obstacles.isEmpty }

    /// The answer in a sentence.
    package var answer: String {
        let count = obstacles.count == 1 ? "1 thing stands" : "\(obstacles.count) things stand"
        return switch (released, isClear) {
        case (nil, true): "It may be released: nothing on record stands in the way."
        case (nil, false): "It may not be released yet: \(count) in the way."
        case (let release?, true):
            "It was released (\(release.entryName)), and nothing on record stood in the way."
        case (let release?, false):
            "It was released (\(release.entryName)) although \(count) in the way."
        }
    }
}

extension MeasuredResult {
    /// "pH 7.9 (6.8 to 7.4)".
    var inWords: String {
        let unit = unit.map { " \($0)" } ?? ""
        let limits =
            switch (lowerLimit, upperLimit) {
            case (let lower?, let upper?): " (\(lower) to \(upper))"
            case (let lower?, nil): " (at least \(lower))"
            case (nil, let upper?): " (at most \(upper))"
            case (nil, nil): ""
            }
        return "\(name) \(value)\(unit)\(limits)"
    }
}
