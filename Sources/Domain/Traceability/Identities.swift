// SPDX-License-Identifier: Apache-2.0

/// Another name of a thing, and the entry that first said so.
package struct OtherName: Hashable, Sendable {
    package let name: ThingID
    package let entry: EntryPosition
}

/// Which names belong to one thing, as far as a search has seen.
///
/// The name with the smallest number stands for all, which is the one the log has had longest, so
/// the choice does not depend on the way a search took.
struct Identities: Sendable {
    private var canonicals: [ThingID: ThingID] = [:]
    private var groups: [ThingID: [ThingID: EntryPosition]] = [:]

    func canonical(_ thing: ThingID) -> ThingID {
        // Most things have one name, and most searches meet none that have more.
        canonicals.isEmpty ? thing : canonicals[thing, default: thing]
    }

    /// In order of their numbers.
    func otherNames(of thing: ThingID) -> [OtherName] {
        let canonical = canonical(thing)
        return groups[canonical, default: [:]].filter { $0.key != canonical }
            .map { OtherName(name: $0.key, entry: $0.value) }
            .sorted { $0.name < $1.name }
    }

    /// Notes that an entry says these names are of one thing.
    mutating func join(_ names: [ThingID], by entry: EntryPosition) {
        var group: [ThingID: EntryPosition] = [:]
        for name in names {
            group[name] = entry
            let known = groups.removeValue(forKey: canonical(name)) ?? [:]
            group.merge(known) { min($0, $1) }
        }
        guard let canonical = group.keys.min() else { return }
        groups[canonical] = group
        for name in group.keys { canonicals[name] = canonical }
    }
}
