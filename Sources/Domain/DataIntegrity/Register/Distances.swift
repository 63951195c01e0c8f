// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// How far apart places and terminals are.
///
/// Told by activities of the kind `distance.registered` that are about exactly two things (places,
/// equipment or systems) and whose first result is the way between them in metres or kilometres.
package struct Distances: Sendable {
    private var distances: [Pair: Distance] = [:]
    private var named: Set<Thing> = []

    private(set) var isCut = false

    static let distancesMax = Bound("registered distances", 100_000)
    static let kind = "distance.registered"

    struct Distance: Sendable {
        let origin: Origin
        let metres: Double
        /// Value and unit as they were registered.
        let text: String
    }

    /// Two things without an order.
    private struct Pair: Hashable {
        let things: Set<Thing>

        init(_ one: Thing, _ other: Thing) { things = [one, other] }
    }

    mutating func note(_ observation: Observation) {
        let activity = observation.activity
        guard activity.kind.hasSameBytes(as: Distances.kind), activity.status == .completed else {
            return
        }
        let about = (activity.things(.about) + activity.things(.subject)).filter {
            $0.kind == .place || $0.kind == .equipment || $0.kind == .system
        }
        guard about.count == 2, about[0] != about[1], let result = activity.results.first,
            let value = WrittenNumber(result.value)?.value, value >= 0,
            let scale = Distances.metres(in: result.unit)
        else { return }
        let pair = Pair(about[0], about[1])
        guard distances[pair] != nil || distances.count < Distances.distancesMax.most else {
            isCut = true
            return
        }
        distances[pair] = Distance(
            origin: Origin(observation), metres: value * scale,
            text: "\(result.value) \(result.unit ?? "")")
        named.formUnion(about)
    }

    mutating func remove(where isWithdrawn: (Origin) -> Bool) {
        distances = distances.filter { !isWithdrawn($0.value.origin) }
    }

    /// How far it is from one to the other; `nil` where nobody registered it.
    func between(_ one: Thing, _ other: Thing) -> Distance? { distances[Pair(one, other)] }

    /// Whether some distance from it is registered, so that it is known to stand somewhere.
    func isPlaced(_ thing: Thing) -> Bool { named.contains(thing) }

    private static func metres(in unit: String?) -> Double? {
        switch unit {
        case "m", "MTR": 1
        case "km", "KMT": 1_000
        default: nil
        }
    }
}
