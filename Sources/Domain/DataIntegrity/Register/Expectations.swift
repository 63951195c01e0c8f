// SPDX-License-Identifier: Apache-2.0
import Activities

/// What some activity says should be there.
package struct Expectations: Sendable {
    private var things: Set<Thing> = []
    private var hasRecords = false

    /// How many expected things are kept in mind.
    package static let thingsMax = 200_000

    mutating func note(_ observation: Observation) {
        for participant in observation.activity.participants where participant.role == .expected {
            guard things.count < Expectations.thingsMax else { return }
            things.insert(participant.thing)
            if participant.thing.kind == .record { hasRecords = true }
        }
    }

    var isEmpty: Bool { things.isEmpty }

    /// The expected records that a result is of: of its characteristic, on whatever feature.
    func characteristics(of result: MeasuredResult) -> [Thing] {
        guard hasRecords else { return [] }
        let name = result.characteristic ?? result.name
        let whole = name.components(before: " on ")
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

extension String {
    /// What stands before the first of some words; `nil` where they are not in it.
    fileprivate func components(before words: String) -> String? {
        firstRange(of: words).map { String(self[..<$0.lowerBound]) }
    }
}
