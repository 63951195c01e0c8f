// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Traceability

/// A small plant where anything may happen: splits, merges, circles, boxes in boxes, runs in parts,
/// other names, corrections, activities that last.
struct RandomPlant {
    var shop = Shop()
    private(set) var activities = 0
    private var state: UInt64

    init(seed: UInt64) throws {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
        for _ in 0..<(6 + below(22)) { try happen() }
        for _ in 0..<below(4) {
            let wrong = below(activities)
            shop.graph.withdraw(
                EntryPosition(UInt64(wrong)), by: EntryPosition(UInt64(wrong + below(8) + 1)))
        }
    }

    /// SplitMix64, so that a seed is a plant on every machine.
    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    mutating func thing() throws -> Thing { try Thing(.lot, "T-\(below(9))") }

    private mutating func happen() throws {
        let start = below(28)
        let end = below(4) == 0 ? start + below(3) : nil
        var parts: [Participation] = []
        var effect = Activity.Effect.none
        func add(_ role: Participation.Role, _ thing: Thing) {
            parts.append(Participation(role, thing))
        }
        switch below(10) {
        case 0, 1, 2:
            for _ in 0...below(2) { add(.input, try thing()) }
            for _ in 0...below(2) { add(.output, try thing()) }
        case 3, 4:
            effect = .attach
            add(.container, try thing())
            for _ in 0...below(2) { add(below(2) == 0 ? .content : .component, try thing()) }
        case 5:
            effect = .detach
            add(.container, try thing())
            if below(3) > 0 { add(.content, try thing()) }
        case 6:
            add(below(2) == 0 ? .input : .output, try thing())
            add(.order, try Thing(.operation, "RUN-\(below(2))"))
        case 7:
            add(.input, try thing())
            add(.subject, try thing())
        case 8:
            add(.subject, try thing())
            if below(3) == 0 { add(.alias, try thing()) }
        default:
            add(.subject, try thing())
            add(.equipment, try Thing(.equipment, "E"))
        }
        try shop.record(parts, at: start, until: end, effect: effect)
        activities += 1
    }
}
