// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Records
import Testing

/// What holds after any sequence of commands, sensible or not.
struct PropertyTests {
    /// Small, repeatable, and good enough to wander about with.
    struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let actors = [
        People.lind, People.ortiz, People.mori, People.keller, People.robot,
        People.actor("P-0008", "D. Puty", [.qualityManager], for: People.ortiz.person),
    ]

    private func anyCommand(
        _ desk: inout Desk, _ ids: [RecordID], _ dice: inout Dice, _ actor: Actor
    ) throws -> (Command, RecordID) {
        let id = ids[Int.random(in: ids.indices, using: &dice)]
        let other = ids[Int.random(in: ids.indices, using: &dice)]
        let area = FieldChange("area", .text("bay \(Int.random(in: 1...9, using: &dice))"))
        let lots: FieldValue? =
            Bool.random(using: &dice) ? .list([.thing(try Thing(.lot, "L-1"))]) : nil
        let watch: FieldValue? = Bool.random(using: &dice) ? .person(People.mori.person) : nil
        switch Int.random(in: 0...10, using: &dice) {
        case 0: return (.amend([area]), id)
        case 1: return (.amend([FieldChange("lots", lots)]), id)
        case 2: return (.amend([FieldChange("watch", watch)]), id)
        case 3: return (.link(role: "because-of", to: other), id)
        case 4: return (.propose(transition: "allow"), id)
        case 5: return (.refuse(transition: "allow"), id)
        case 6: return (.transition("end", justifications: [:]), id)
        case 7: return (.reopen, id)
        case 8: return (.transition("allow", justifications: ["watch-named": "dry"]), id)
        case _:
            let given = try desk.signature(id, for: "allow", by: actor)
            desk.now = desk.now.adding(microseconds: -60_000_000)
            return (.sign(transition: "allow", given), id)
        }
    }

    @Test(arguments: 1...40)
    func `No sequence of commands gets past a guard, a signature or separate duties`(
        seed: Int
    ) throws {
        var dice = Dice(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
        var desk = Desk()
        let ids = [try desk.openPermit(1), try desk.openPermit(2, by: People.ortiz)]
        var taken = 0
        for _ in 0..<300 {
            let actor = PropertyTests.actors.randomElement(using: &dice) ?? People.lind
            do {
                let (command, id) = try anyCommand(&desk, ids, &dice, actor)
                try desk.run(command, on: id, by: actor, because: "so")
                taken += 1
            } catch is Refusal { continue }
        }
        #expect(taken > 0)
        for id in ids { try judge(desk.acts[id] ?? [], desk) }
    }

    /// Walks a history and checks at each step taken what its rule asks for.
    private func judge(_ acts: [LoggedAct], _ desk: Desk) throws {
        var prefix: [LoggedAct] = []
        for logged in acts {
            if case .transitioned("allow", _, _, _, let signatures) = logged.act.deed {
                let before = try RecordState(replaying: prefix)
                #expect(before.things("lots").isEmpty)
                let given = before.signatures.filter { signatures.contains($0.act) }
                #expect(given.count == 2)
                #expect(Set(given.flatMap(\.people)).count >= 2)
                #expect(given.allSatisfy { $0.people.isDisjoint(with: before.authors) })
                #expect(given.allSatisfy { $0.statement.version == before.version })
                #expect(given.allSatisfy { $0.statement.digest == before.digest })
            }
            if case .transitioned("end", _, _, _, _) = logged.act.deed {
                let before = try RecordState(replaying: prefix)
                #expect(before.performers["allow"]?.contains(logged.act.stamp.person) != true)
            }
            prefix.append(logged)
        }
    }

    @Test(arguments: 1...20)
    func `Replay from entries gives the state that was decided on`(seed: Int) throws {
        var dice = Dice(state: UInt64(seed) &* 0xD134_2543_DE82_EF95)
        var desk = Desk()
        let id = try desk.openPermit()
        for _ in 0..<120 {
            let actor = PropertyTests.actors.randomElement(using: &dice) ?? People.lind
            do {
                let (command, id) = try anyCommand(&desk, [id], &dice, actor)
                try desk.run(command, on: id, by: actor, because: "so")
            } catch is Refusal { continue }
        }
        let kept = try #require(desk.book[id])
        let read = try (desk.acts[id] ?? []).map { logged in
            LoggedAct(
                try Act(
                    type: logged.act.entryType,
                    content: try JSON(parsing: logged.act.content.canonical),
                    person: try JSON(parsing: logged.act.person.canonical), kinds: catalogue),
                leaf: logged.leaf, position: logged.position)
        }
        let replayed = try RecordState(replaying: read)
        #expect(replayed.values == kept.values)
        #expect(replayed.state == kept.state)
        #expect(replayed.digest == kept.digest)
        #expect(replayed.signatures == kept.signatures)
        #expect(replayed.authors == kept.authors)
    }

    @Test(arguments: 1...20)
    func `Of many who amend at once, each is kept or told, none is lost`(seed: Int) throws {
        var dice = Dice(state: UInt64(seed) &* 0xA076_1D64_78BD_642F)
        var desk = Desk()
        let id = try desk.openPermit()
        var kept: [String] = []
        var told = 0
        for round in 0..<60 {
            // Each saw some version not long ago; only who saw the newest gets through.
            let newest = try #require(desk.book[id]).version
            let seen = newest - Int.random(in: 0...min(1, newest - 1), using: &dice)
            let text = "bay \(round)"
            do {
                try desk.run(
                    .amend([FieldChange("area", .text(text))]), on: id, by: People.keller,
                    because: "moved", seeing: seen)
                kept.append(text)
            } catch is Refusal { told += 1 }
        }
        let written = (desk.acts[id] ?? []).compactMap { logged -> String? in
            guard case .amended(let changes) = logged.act.deed else { return nil }
            return changes.first?.new?.written
        }
        #expect(written == kept)
        #expect(kept.count + told == 60)
    }
}
