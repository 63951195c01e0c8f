// SPDX-License-Identifier: Apache-2.0
import Activities
import Relational
import Traceability

/// Gives things their numbers, in the order in which the log first names them.
///
/// Remembers names that were used lately, within a bound. What it remembers speaks of committed
/// rows, or it is forgotten: after a transaction that failed it must be made new.
struct ThingRegister {
    /// How many names are remembered; about 100 bytes each.
    static let rememberedMax = 200_000

    private var remembered: [Thing: ThingID] = [:]
    /// Things named for the first time in this batch, in order.
    private(set) var fresh: [(ThingID, Thing)] = []

    /// The number of a thing; `count` is how many things there are, and grows when it is new.
    mutating func id(
        of thing: Thing, count: inout Int64, in transaction: any ReadTransaction
    ) throws -> ThingID {
        if let id = remembered[thing] { return id }
        let known = try transaction.id(of: thing)
        let id: ThingID
        if let known {
            id = known
        } else {
            count += 1
            id = ThingID(count)
            fresh.append((id, thing))
        }
        remembered[thing] = id
        return id
    }

    /// Stores the new things of the batch.
    mutating func store(in transaction: any WriteTransaction) throws {
        guard !fresh.isEmpty else { return }
        try transaction.insert(into: "thing", columns: ["id", "kind", "name"]) { sink in
            for (id, thing) in fresh {
                sink.integer(id.number)
                sink.text(thing.kind.rawValue)
                sink.text(thing.name)
                try sink.endRow()
            }
        }
        fresh.removeAll(keepingCapacity: true)
        // Forgotten between batches only: within one, a new thing has no row to be found by.
        if remembered.count >= Self.rememberedMax { remembered.removeAll(keepingCapacity: true) }
    }
}

extension ReadTransaction {
    /// The number of a thing, or `nil` when the log never named it.
    func id(of thing: Thing) throws -> ThingID? {
        try integer(
            """
            SELECT id FROM thing WHERE name = \(thing.name) AND kind = \(thing.kind.rawValue)
            """
        ).map(ThingID.init)
    }
}
