// SPDX-License-Identifier: Apache-2.0
import Activities

/// What some activity says should be there.
package struct Expectations: Sendable {
    private var things: Set<Thing> = []

    /// How many expected things are kept in mind.
    package static let thingsMax = 200_000

    mutating func note(_ observation: Observation) {
        for participant in observation.activity.participants where participant.role == .expected {
            guard things.count < Expectations.thingsMax else { return }
            things.insert(participant.thing)
        }
    }

    var isEmpty: Bool { things.isEmpty }

    /// Whether some activity says that a thing should be there.
    func contains(_ thing: Thing) -> Bool { !things.isEmpty && things.contains(thing) }
}
