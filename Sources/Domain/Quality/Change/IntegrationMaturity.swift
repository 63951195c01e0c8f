// SPDX-License-Identifier: Apache-2.0
import Canon
import Records

/// How well another system is joined with ours, from a number on paper to events that reconcile.
package enum IntegrationMaturity: Int, CaseIterable, Hashable, Comparable, Sendable {
    case manual, fileImport, oneWay, twoWay, reconciled

    /// As a field holds it.
    package var name: String {
        switch self {
        case .manual: "manual"
        case .fileImport: "file-import"
        case .oneWay: "one-way"
        case .twoWay: "two-way"
        case .reconciled: "reconciled"
        }
    }

    package init?(name: String) {
        guard let level = IntegrationMaturity.allCases.first(where: { $0.name == name }) else {
            return nil
        }
        self = level
    }

    /// How a link between two records stands on the same ladder.
    ///
    /// A link says what it is meant to be; a link that was never found mutual is no more than a
    /// number that somebody wrote down.
    package init(of link: RecordState.LinkedSystem) {
        self =
            switch (link.link.maturity, link.lastCheck?.result) {
            case (.synchronised, .mutual): .twoWay
            case (.synchronised, .oneWay), (.synchronised, .conflict): .oneWay
            case (.checked, .mutual), (.checked, .oneWay): .oneWay
            case (.checked, .conflict), (_, .broken), (_, .unreachable), (_, nil), (.noted, _):
                .manual
            }
    }

    package static func < (left: IntegrationMaturity, right: IntegrationMaturity) -> Bool {
        left.rawValue < right.rawValue
    }

    private var meaning: String {
        switch self {
        case .manual: "0: somebody writes its numbers down."
        case .fileImport: "1: files or mails are brought in."
        case .oneWay: "2: it is read by itself."
        case .twoWay: "3: changes go both ways."
        case .reconciled: "4: events both ways, and both sides are compared."
        }
    }

    static let choices = allCases.map { FieldType.Choice($0.name, $0.meaning) }

    /// How many systems of a site stand on each level, and the lowest: what a site can rely on.
    package static func levels(
        at site: String, in book: RecordBook
    ) -> [IntegrationMaturity: Int] {
        book.all("system-register-entry")
            .filter { $0.site.hasSameBytes(as: site) && $0.state == "in-use" }
            .compactMap { $0.text("integration").flatMap { IntegrationMaturity(name: $0) } }
            .reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}
