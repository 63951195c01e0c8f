// SPDX-License-Identifier: Apache-2.0
import Activities
import Traceability

/// A part's history with what the log says beside it: plans, releases, approvals, its lot mates.
package struct FirstArticleSources: Sendable {
    package let history: HistoryDossier
    /// The serials that were made under the part's orders; `nil` when the log does not tell.
    package let serialsBuilt: [String]?

    package init(history: HistoryDossier, serialsBuilt: [String]? = nil) {
        self.history = history
        self.serialsBuilt = serialsBuilt
    }

    /// The most records that are looked at beside the part's own, of either kind.
    package static let recordsMax = 2_000
}

extension DossierCollector {
    /// The history of a part, and what a first article review asks for that does not name the part.
    ///
    /// That is what plans, releases or is about a document by which it was inspected, what speaks
    /// of a party that worked on it, and which serials its orders made. Where there are more than
    /// ``FirstArticleSources/recordsMax`` such records, the history says that it was cut off.
    ///
    /// - Throws: ``DossierRefusal`` when no record names the part; the store's failures.
    package func firstArticle(of part: Thing) throws -> FirstArticleSources {
        let history = try history(of: part)
        let documents = Set(history.own.flatMap { $0.things(.document) })
        let parties = Set(
            history.own.flatMap { $0.things(.performer) }.filter { $0.kind == .party })
        var beside = try positions(
            naming: documents, in: [.planned, .about, .performedOn, .produced])
        beside.formUnion(try positions(naming: parties, in: [.mentioned]))
        beside.subtract(history.records.map(\.position))
        let isCut = beside.count > FirstArticleSources.recordsMax
        let kept = beside.sorted().prefix(FirstArticleSources.recordsMax)
        let explaining = try records(
            Dictionary(uniqueKeysWithValues: kept.map { ($0, .explaining) }))
        let whole = HistoryDossier(
            subject: history.subject, otherNames: history.otherNames,
            records: (history.records + explaining).sorted { $0.position < $1.position },
            ancestors: history.ancestors, descendants: history.descendants,
            placement: history.placement, isCut: history.isCut || isCut)
        return FirstArticleSources(
            history: whole, serialsBuilt: try serialsBuilt(with: history))
    }

    /// The serials that came out of activities under the orders of a part.
    private func serialsBuilt(with history: HistoryDossier) throws -> [String]? {
        guard history.subject.kind == .serial else { return nil }
        let orders = Set(history.own.flatMap { $0.things(.order) }.filter { $0.kind == .order })
        let positions = try positions(naming: orders, in: [.orderedUnder]).sorted()
        guard !positions.isEmpty, positions.count <= FirstArticleSources.recordsMax else {
            return nil
        }
        let made = try graph.links(from: positions, [.produced, .assembled])
        let things = try names(Set(made.filter { standpoint.sees($0) }.map(\.thing)).sorted())
        let serials = things.filter { $0.kind == .serial }.map(\.name)
        return serials.isEmpty ? nil : serials
    }

    private func positions(
        naming things: Set<Thing>, in roles: RoleSet
    ) throws -> Set<EntryPosition> {
        let ids = try things.compactMap { try source.id(of: $0) }.sorted()
        guard !ids.isEmpty else { return [] }
        let links = try graph.links(of: ids, LinkSelection(roles))
        return Set(links.filter { standpoint.sees($0) }.map(\.activity))
    }
}
