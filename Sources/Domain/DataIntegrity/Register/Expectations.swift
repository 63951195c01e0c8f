// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// What some activity says should be there.
package struct Expectations: Sendable {
    private var things: Set<Thing> = []
    private var hasRecords = false

    private(set) var isCut = false

    static let thingsMax = Bound("expected things", 200_000)

    mutating func note(_ observation: Observation) {
        for participant in observation.activity.participants where participant.role == .expected {
            guard things.count < Expectations.thingsMax.most else {
                isCut = true
                return
            }
            things.insert(participant.thing)
            if participant.thing.kind == .record { hasRecords = true }
        }
    }

    var isEmpty: Bool { things.isEmpty }

    /// The expected records that a result is of: of its characteristic, on whatever feature.
    func characteristics(of result: MeasuredResult) -> [Thing] {
        guard hasRecords else { return [] }
        let name = result.characteristic ?? result.name
        let whole = name.byteOffset(of: " on ").map {
            String(decoding: name.utf8.prefix($0), as: UTF8.self)
        }
        return [name, whole].compactMap { name in
            guard let name else { return nil }
            // A characteristic that can be no name is expected by nobody.
            guard let thing = try? Thing(.record, name) else { return nil }
            return contains(thing) ? thing : nil
        }
    }

    /// Whether some activity says that a thing should be there.
    func contains(_ thing: Thing) -> Bool { !things.isEmpty && things.contains(thing) }
}
