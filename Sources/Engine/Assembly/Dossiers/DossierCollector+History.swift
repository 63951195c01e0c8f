// SPDX-License-Identifier: Apache-2.0
import Activities
import Traceability

extension DossierCollector {
    /// The history of a lot or serial.
    ///
    /// - Throws: ``DossierRefusal`` when no record names it; the store's failures.
    package func history(of subject: Thing) throws -> HistoryDossier {
        let id = try number(of: subject)
        let up = try graph.genealogy(of: id, .up, from: standpoint, limits: limits)
        let down = try graph.genealogy(of: id, .down, from: standpoint, limits: limits)
        let otherNames = ([up.root] + up.otherNames.map(\.name)).filter { $0 != id }

        var bearings: [EntryPosition: DossierRecord.Bearing] = [:]
        for (things, bearing) in [
            (down.items.map(\.thing), DossierRecord.Bearing.downstream),
            (up.items.flatMap { [$0.thing] + $0.otherNames.map(\.name) }, .upstream),
        ] {
            let flow = bearing == .upstream ? RoleSet.all : .flow
            for position in try positions(of: things, flow) { bearings[position] = bearing }
        }
        for step in up.steps { bearings[step.activity] = .upstream }
        for step in down.steps { bearings[step.activity] = .downstream }
        for position in try positions(of: [id] + otherNames, .all) { bearings[position] = .own }
        let whereabouts = try graph.whereabouts(of: id, from: standpoint)

        return HistoryDossier(
            subject: subject, otherNames: try names(otherNames), records: try records(bearings),
            ancestors: try relatives(up), descendants: try relatives(down),
            placement: try placement(whereabouts), isCut: up.isCut || down.isCut)
    }

    /// Positions at which a thing is named, other things' masses of records left out.
    private func positions(of things: [ThingID], _ roles: RoleSet) throws -> Set<EntryPosition> {
        let links = try graph.links(of: Array(Set(things)).sorted(), LinkSelection(roles))
        return Set(links.filter { standpoint.sees($0) }.map(\.activity))
    }

    private func relatives(_ genealogy: Genealogy) throws -> [HistoryDossier.Relative] {
        try genealogy.items.compactMap { item in
            let path = genealogy.path(to: item.thing)
            let nearest = genealogy.direction == .up ? path.first : path.last
            guard let last = nearest else { return nil }
            return HistoryDossier.Relative(
                thing: try preferred(item.thing), depth: item.depth,
                quantity: genealogy.direction == .up ? last.taken : last.given,
                explanation: try sentence(last), entry: last.activity)
        }
    }
}
