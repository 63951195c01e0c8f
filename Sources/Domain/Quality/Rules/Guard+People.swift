// SPDX-License-Identifier: Apache-2.0
import Access
import Records

extension Guard {
    /// The step is for those whom a field names, and for nobody in their place.
    package static func isTaken(
        byWhom field: String, names title: String, covers: [String] = []
    ) -> Guard {
        Guard(
            "only-\(field)", "Only \(title) takes this step.", covers: covers
        ) { situation in
            let named = situation.record.people(field)
            guard !named.contains(situation.context.actor.person) else { return [] }
            let who = named.map(\.text).joined(separator: ", ")
            return [
                Obstacle(
                    "only \(title) (\(who.isEmpty ? "nobody is named" : who)) can do this",
                    field: field)
            ]
        }
    }

    /// Two fields name different people.
    package static func differ(
        _ field: String, _ other: String, _ rule: String, covers: [String] = []
    ) -> Guard {
        Guard("\(field)-is-not-\(other)", rule, covers: covers) { situation in
            let others = Set(situation.record.people(other))
            return situation.record.people(field).filter { others.contains($0) }
                .map { Obstacle("\($0) is both \(field) and \(other)", field: field) }
        }
    }
}
