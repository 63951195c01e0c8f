// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Quality
import Records
import Testing

/// Commands thrown at a nonconformity and its lines at random: whatever sticks must be in order.
struct NonconformityWalkTests {
    /// SplitMix64, so that a seed that fails fails again.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let people = [
        People.keller, People.kovacs, People.lind, People.lindgren, People.weiss, People.ortiz,
        People.okoro, People.root,
    ]

    /// Somebody, mostly with one of these roles.
    private func person(_ roles: Set<Role>, _ dice: inout Dice) -> Actor {
        let able = Self.people.filter { $0.capacities.contains { roles.contains($0.role) } }
        let isWild = able.isEmpty || Int.random(in: 0..<6, using: &dice) == 0
        return (isWild ? Self.people : able).randomElement(using: &dice) ?? People.keller
    }

    /// One command by somebody, mostly a sensible one; whether it was taken does not matter.
    private func act(on desk: inout Desk, _ id: RecordID, _ dice: inout Dice) {
        let all = desk.book.linking(to: id, as: "of")
        let open = all.filter { !desk.book.isFinal($0) }
        let target = Bool.random(using: &dice) ? id : (open.randomElement(using: &dice)?.id ?? id)
        guard let record = desk.book[target], let kind = desk.decider.kinds[record.kind] else {
            return
        }
        let steps = kind.lifecycle.transitions(from: record.state)
        // Steps back are rare, so that some walks come to an end; steps from elsewhere are tried too.
        let onward = steps.filter { !$0.asksReason || Int.random(in: 0..<20, using: &dice) == 0 }
        let isWild = Int.random(in: 0..<10, using: &dice) == 0
        let step = (isWild ? kind.lifecycle.transitions : onward).randomElement(using: &dice)
        let standing = all.filter { desk.book.status(of: $0) != .cancelled }.count
        // What is refused leaves no trace; the next command finds everything as it was.
        func trying(_ body: () throws -> Void) { try? body() }
        switch Int.random(in: 0..<10, using: &dice) {
        case 0 where standing < 2 || isWild:
            let amount = isWild ? "2 pieces" : "1 pieces"
            trying { _ = try desk.openLine(of: id, amount, "rework", Desk.rework) }
        case 1 where target == id && isWild:
            let amount = "\(Int.random(in: 1...3, using: &dice)) pieces"
            trying { try desk.amend(id, by: People.keller, ["affected-quantity": .one(amount)]) }
        case 1 where target != id:
            let done: [String: Typed] = [
                "result": "done", "inspection": "passed", "inspection-evidence": "record:CMM-1",
            ]
            trying { try desk.amend(target, by: People.ortiz, done) }
        case 2...5:
            guard let step, let need = step.signatures.randomElement(using: &dice) else { return }
            let signer = person(need.roles, &dice)
            trying { try desk.sign(target, for: step.name, as: need.meaning, by: signer) }
        default:
            guard let step else { return }
            let mover = person(step.by, &dice)
            trying { try desk.step(step.name, on: target, by: mover, because: "at random") }
        }
    }

    /// A nonconformity of two pieces whose dispositions are to be decided.
    private func start(_ desk: inout Desk) throws -> RecordID {
        let id = try desk.evaluatedBrackets()
        try desk.amend(id, by: People.keller, ["affected-quantity": "2 pieces"])
        return id
    }

    @Test(.covers("EPK-NC-4", "EPK-NC-6"), arguments: UInt64(1)...12)
    func `None closes with a line that is not verified, and replay gives the same`(
        seed: UInt64
    ) throws {
        var dice = Dice(state: seed)
        var desk = Desk()
        let id = try start(&desk)
        for _ in 1...400 {
            act(on: &desk, id, &dice)
            let record = try desk[id]
            guard record.state == "closed" else { continue }
            let lines = DispositionLines(of: record, in: desk.book)
            try #require(lines.imbalance.isEmpty)
            try #require(lines.short(of: .verified).isEmpty)
        }
        for (id, acts) in desk.acts {
            let again = try RecordState(replaying: acts)
            #expect(again.state == desk.book[id]?.state)
            #expect(again.digest == desk.book[id]?.digest)
        }
    }

    @Test func `Some of these walks do come to the end`() throws {
        var closed = 0
        for seed in UInt64(1)...12 {
            var dice = Dice(state: seed &* 77)
            var desk = Desk()
            let id = try start(&desk)
            for _ in 1...400 where try desk[id].state != "closed" { act(on: &desk, id, &dice) }
            if try desk[id].state == "closed" { closed += 1 }
        }
        #expect(closed > 0)
    }
}
