// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing
import Traceability

struct GenealogyTests {
    var shop = Shop()

    @Test mutating func `A serial leads up to its heat and down to its shipment's pallet`() throws {
        try shop.record([part(.input, .lot, "HEAT-1"), part(.output, .lot, "BAR-1")], at: 10)
        try shop.record([part(.input, .lot, "BAR-1"), part(.output, .serial, "SN-1")], at: 20)
        try shop.record(
            [part(.container, .container, "PALLET"), part(.content, .serial, "SN-1")], at: 30,
            effect: .attach)
        let serial = try shop.id(.serial, "SN-1")
        #expect(shop.names(shop.graph.genealogy(of: serial, .up)) == ["BAR-1", "HEAT-1"])
        #expect(shop.names(shop.graph.genealogy(of: serial, .down)) == ["PALLET"])
    }

    @Test mutating func `Every relative comes with the shortest path that explains it`() throws {
        try shop.record([part(.input, .lot, "HEAT"), part(.output, .lot, "BAR")], at: 10)
        try shop.record([part(.input, .lot, "BAR"), part(.output, .serial, "SN")], at: 20)
        try shop.record([part(.input, .lot, "HEAT"), part(.subject, .serial, "SN")], at: 25)
        let heat = try shop.id(.lot, "HEAT")
        let down = shop.graph.genealogy(of: heat, .down)
        #expect(shop.told(down.path(to: try shop.id(.serial, "SN"))) == ["HEAT wentInto SN #2"])
        #expect(down.steps.count == 3)
    }

    @Test mutating func `Quantities stand on the steps as the sources gave them`() throws {
        try shop.record(
            [part(.input, .lot, "L", "2.50", "KGM"), part(.output, .lot, "M", "12")], at: 10)
        let step = shop.graph.genealogy(of: try shop.id(.lot, "L"), .down).steps[0]
        #expect(step.taken == Quantity("2.50", unit: "KGM"))
        #expect(step.given == Quantity("12"))
    }

    @Test mutating func `A lot that is split and merged again counts once`() throws {
        try shop.record(
            [part(.input, .lot, "L"), part(.output, .lot, "A"), part(.output, .lot, "B")], at: 10)
        try shop.record(
            [part(.input, .lot, "A"), part(.input, .lot, "B"), part(.output, .lot, "M")], at: 20)
        let down = shop.graph.genealogy(of: try shop.id(.lot, "L"), .down)
        #expect(shop.names(down) == ["A", "B", "M"])
        #expect(down.steps.count == 4)
        let up = shop.graph.genealogy(of: try shop.id(.lot, "M"), .up)
        #expect(shop.names(up) == ["A", "B", "L"])
    }

    @Test mutating func `Material that goes round in a circle ends the search`() throws {
        try shop.record([part(.input, .lot, "A"), part(.output, .lot, "B")], at: 10)
        try shop.record([part(.input, .lot, "B"), part(.output, .lot, "A")], at: 20)
        try shop.record([part(.input, .lot, "A"), part(.output, .lot, "B")], at: 30)
        let root = try shop.id(.lot, "A")
        #expect(shop.names(shop.graph.genealogy(of: root, .down)) == ["B"])
        #expect(shop.names(shop.graph.genealogy(of: root, .up)) == ["B"])
    }

    @Test mutating func `What was added to a lot after it was used is no ancestor`() throws {
        try shop.record([part(.input, .lot, "EARLY"), part(.output, .lot, "MIX")], at: 10)
        try shop.record([part(.input, .lot, "MIX"), part(.output, .serial, "SN")], at: 20)
        try shop.record([part(.input, .lot, "LATE"), part(.output, .lot, "MIX")], at: 30)
        let up = shop.graph.genealogy(of: try shop.id(.serial, "SN"), .up)
        #expect(shop.names(up) == ["MIX", "EARLY"])
        #expect(shop.names(shop.graph.genealogy(of: try shop.id(.lot, "LATE"), .down)) == ["MIX"])
    }

    @Test mutating func `What was inside the assembly is what was inside on that day`() throws {
        func move(_ name: String, at minute: Int, _ effect: Activity.Effect) throws {
            try shop.record(
                [part(.container, .serial, "ASSY"), part(.component, .serial, name)], at: minute,
                effect: effect)
        }
        try move("PUMP-1", at: 10, .attach)
        try move("PUMP-1", at: 50, .detach)
        try move("PUMP-2", at: 55, .attach)
        let assembly = try shop.id(.serial, "ASSY")
        func inside(at minute: Int) -> [String] {
            shop.names(
                shop.graph.genealogy(of: assembly, .up, from: Standpoint(asOf: Shop.minute(minute)))
            )
        }
        #expect(inside(at: 5) == [])
        #expect(inside(at: 30) == ["PUMP-1"])
        #expect(inside(at: 52) == [])
        #expect(inside(at: 60) == ["PUMP-2"])
    }

    @Test mutating func `An assembly is asked what was inside when it was used up`() throws {
        let box = try part(.container, .container, "BOX")
        try shop.record([box, part(.content, .lot, "IN")], at: 10, effect: .attach)
        try shop.record([box, part(.content, .lot, "OUT")], at: 11, effect: .attach)
        try shop.record([box, part(.content, .lot, "OUT")], at: 15, effect: .detach)
        try shop.record([part(.input, .container, "BOX"), part(.output, .lot, "MIX")], at: 20)
        try shop.record([box, part(.content, .lot, "AFTER")], at: 30, effect: .attach)
        let up = shop.graph.genealogy(of: try shop.id(.lot, "MIX"), .up)
        #expect(shop.names(up) == ["BOX", "IN"])
    }

    @Test mutating func `Emptying a container takes everything out`() throws {
        let box = try part(.container, .container, "BOX")
        try shop.record([box, part(.content, .serial, "S")], at: 10, effect: .attach)
        try shop.record([box], at: 20, effect: .detach)
        try shop.record([part(.input, .container, "BOX"), part(.output, .lot, "SCRAP")], at: 30)
        let serial = try shop.id(.serial, "S")
        #expect(shop.names(shop.graph.genealogy(of: serial, .down)) == ["BOX"])
        let step = shop.graph.genealogy(of: serial, .down).steps[0]
        #expect(step.period == Shop.minutes(10, 20))
        #expect(shop.names(shop.graph.genealogy(of: try shop.id(.lot, "SCRAP"), .up)) == ["BOX"])
    }

    @Test mutating func `A transformation told in parts joins what went in to what came out`()
        throws
    {
        let run = try part(.order, .operation, "MELT-7")
        try shop.record([part(.input, .lot, "ORE"), run], at: 10)
        try shop.record([part(.input, .lot, "LATE"), run], at: 40)
        try shop.record([part(.output, .lot, "STEEL"), run], at: 30)
        let ore = try shop.id(.lot, "ORE")
        let down = shop.graph.genealogy(of: ore, .down)
        #expect(shop.names(down) == ["STEEL"])
        #expect(down.items[0].depth == 1)
        #expect(
            shop.told(down.path(to: try shop.id(.lot, "STEEL")))
                == ["ORE enteredRun MELT-7 #0", "MELT-7 cameFromRun STEEL #2"])
        let up = shop.graph.genealogy(of: try shop.id(.lot, "STEEL"), .up)
        #expect(shop.names(up) == ["ORE"])
        #expect(up.items[0].depth == 1)
    }

    @Test mutating func `A thing is followed under all its names`() throws {
        try shop.record([part(.input, .lot, "L"), part(.output, .serial, "SN-1")], at: 10)
        try shop.record([part(.subject, .serial, "SN-1"), part(.alias, .serial, "urn:1")], at: 90)
        try shop.record([part(.input, .serial, "urn:1"), part(.output, .serial, "ASSY")], at: 20)
        let lot = try shop.id(.lot, "L")
        let past = Standpoint(asOf: Shop.minute(30))
        #expect(
            shop.names(shop.graph.genealogy(of: lot, .down, from: past))
                == ["SN-1", "ASSY"])
        let up = shop.graph.genealogy(of: try shop.id(.serial, "ASSY"), .up)
        #expect(shop.names(up) == ["SN-1", "L"])
        #expect(up.items[0].otherNames.map { shop.name($0.name) } == ["urn:1"])
    }

    @Test mutating func `What was recorded later was not known, though it had happened`() throws {
        try shop.record([part(.input, .lot, "A"), part(.output, .serial, "SN")], at: 10)
        let late = try shop.record([part(.input, .lot, "B"), part(.subject, .serial, "SN")], at: 5)
        let serial = try shop.id(.serial, "SN")
        let before = Standpoint(knownAt: EntryPosition(late.number - 1))
        #expect(shop.names(shop.graph.genealogy(of: serial, .up, from: before)) == ["A"])
        #expect(shop.names(shop.graph.genealogy(of: serial, .up)) == ["A", "B"])
    }

    @Test mutating func `A correction counts from when it was made, not before`() throws {
        let wrong = try shop.record(
            [part(.input, .lot, "A"), part(.output, .serial, "SN")], at: 10)
        let correction = try shop.record([part(.recorder, .system, "MES-1")], at: 60)
        shop.graph.withdraw(wrong, by: correction)
        let serial = try shop.id(.serial, "SN")
        #expect(shop.names(shop.graph.genealogy(of: serial, .up)) == [])
        let before = Standpoint(knownAt: wrong)
        #expect(shop.names(shop.graph.genealogy(of: serial, .up, from: before)) == ["A"])
    }

    @Test mutating func `A limit on depth or number is said, never silent`() throws {
        for step in 0..<5 {
            try shop.record(
                [part(.input, .lot, "L-\(step)"), part(.output, .lot, "L-\(step + 1)")], at: step)
        }
        let root = try shop.id(.lot, "L-0")
        let shallow = shop.graph.genealogy(of: root, .down, limits: TraceLimits(depthMax: 2))
        #expect(shop.names(shallow) == ["L-1", "L-2"])
        #expect(shallow.isCut)
        let few = shop.graph.genealogy(of: root, .down, limits: TraceLimits(itemsMax: 3))
        #expect(shop.names(few) == ["L-1", "L-2"])
        #expect(few.isCut)
        #expect(!shop.graph.genealogy(of: root, .down, limits: TraceLimits(depthMax: 5)).isCut)
    }

    @Test mutating func `A material number relates what used it to nothing else`() throws {
        try shop.record([part(.input, .material, "STEEL"), part(.output, .lot, "A")], at: 10)
        try shop.record([part(.input, .lot, "X"), part(.output, .material, "STEEL")], at: 5)
        #expect(shop.names(shop.graph.genealogy(of: try shop.id(.lot, "X"), .down)) == [])
        #expect(shop.names(shop.graph.genealogy(of: try shop.id(.lot, "A"), .up)) == ["STEEL"])
    }
}
