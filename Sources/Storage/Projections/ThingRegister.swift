// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Relational
import Traceability

/// Gives things their numbers, in the order in which the log first names them.
///
/// Spellings of one identity share a number. What is shown is the spelling that the log had first;
/// the others are kept beside it.
///
/// Remembers names that were used lately, within a bound. What it remembers speaks of committed
/// rows, or it is forgotten: after a transaction that failed it must be made new.
struct ThingRegister {
    /// How many names are remembered; about 100 bytes each.
    static let rememberedMax = 200_000

    /// By the name as written.
    private var remembered: [Thing: ThingID] = [:]
    /// Things named for the first time in this batch, in order, with what they are found by.
    private var fresh: [(id: ThingID, identity: Thing, name: String?)] = []
    /// Those of them that were written otherwise, by identity: they have no row to be found by yet.
    private var freshIdentities: [Thing: ThingID] = [:]
    /// Other spellings met in this batch, in order.
    private var spellings: [(ThingID, String)] = []

    /// The number of a thing; `count` is how many things there are, and grows when it is new.
    mutating func id(
        of thing: Thing, count: inout Int64, in transaction: any ReadTransaction
    ) throws -> ThingID {
        if let id = remembered[thing] { return id }
        let identity = thing.identity
        let id: ThingID
        if let known = freshIdentities[identity] ?? remembered[identity] {
            id = known
            spellings.append((id, thing.name))
        } else if let known = try transaction.row(of: identity) {
            id = known.id
            if !known.name.hasSameBytes(as: thing.name) { spellings.append((id, thing.name)) }
        } else {
            count += 1
            id = ThingID(count)
            let isSpelledOtherwise = identity != thing
            fresh.append((id, identity, isSpelledOtherwise ? thing.name : nil))
            if isSpelledOtherwise { freshIdentities[identity] = id }
        }
        remembered[thing] = id
        return id
    }

    /// Stores the new things and spellings of the batch.
    mutating func store(in transaction: any WriteTransaction) throws {
        if !fresh.isEmpty {
            try transaction.insert(into: "thing", columns: ["id", "kind", "identity", "name"]) {
                sink in
                for (id, identity, name) in fresh {
                    sink.integer(id.number)
                    sink.text(identity.kind.rawValue)
                    sink.text(identity.name)
                    sink.textIfAny(name)
                    try sink.endRow()
                }
            }
        }
        for (id, name) in spellings {
            try transaction.run(
                """
                INSERT INTO spelling (thing, name) VALUES (\(id.number), \(name))
                ON CONFLICT (thing, name) DO NOTHING
                """)
        }
        fresh.removeAll(keepingCapacity: true)
        freshIdentities.removeAll(keepingCapacity: true)
        spellings.removeAll(keepingCapacity: true)
        // Forgotten between batches only: within one, a new thing has no row to be found by.
        if remembered.count >= Self.rememberedMax { remembered.removeAll(keepingCapacity: true) }
    }
}

extension ReadTransaction {
    /// The number of a thing, in whichever spelling; `nil` when the log never named it.
    func id(of thing: Thing) throws -> ThingID? { try row(of: thing.identity)?.id }

    /// The number of an identity, and how the log first wrote it.
    fileprivate func row(of identity: Thing) throws -> (id: ThingID, name: String)? {
        try first(
            """
            SELECT id, COALESCE(name, identity) FROM thing
            WHERE identity = \(identity.name) AND kind = \(identity.kind.rawValue)
            """
        ) { row in (ThingID(try row.integer(0)), try row.text(1)) }
    }
}
