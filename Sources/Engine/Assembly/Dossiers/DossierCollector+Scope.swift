// SPDX-License-Identifier: Apache-2.0
import Activities
import Traceability

extension DossierCollector {
    /// The entries that name a thing, one of its other names, or what it was made from.
    ///
    /// What findings about a lot or serial are chosen by.
    ///
    /// - Throws: ``DossierRefusal`` when no record names it; the store's failures.
    package func scope(of subject: Thing) throws -> Set<EntryPosition> {
        let id = try number(of: subject)
        let up = try graph.genealogy(of: id, .up, from: standpoint, limits: limits)
        let names = [id, up.root] + up.otherNames.map(\.name)
        let parts = up.items.flatMap { [$0.thing] + $0.otherNames.map(\.name) }
        let links = try graph.links(of: Array(Set(names + parts)).sorted(), LinkSelection(.all))
        return Set(links.filter { standpoint.sees($0) }.map(\.activity))
            .union(up.steps.map(\.activity))
    }
}
