// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing
import Traceability

struct WhereaboutsTests {
    var shop = Shop()

    private mutating func whereabouts(
        _ kind: ThingKind, _ name: String, from standpoint: Standpoint = .now
    ) throws -> Whereabouts {
        shop.graph.whereabouts(of: try shop.id(kind, name), from: standpoint)
    }

    @Test mutating func `Nothing said is unknown`() throws {
        try shop.record([part(.subject, .serial, "SN")], at: 1)
        #expect(try whereabouts(.serial, "SN") == Whereabouts())
    }

    @Test mutating func `The latest word counts by when it occurred, whenever it arrived`() throws {
        let hold = try shop.record([part(.subject, .serial, "SN")], at: 30, state: .onHold)
        try shop.record([part(.subject, .serial, "SN")], at: 20, state: .inProcess)
        let now = try whereabouts(.serial, "SN")
        #expect(now.state == .onHold)
        #expect(now.entry == hold)
        #expect(now.since == Shop.minute(30))
        let then = try whereabouts(.serial, "SN", from: Standpoint(asOf: Shop.minute(25)))
        #expect(then.state == .inProcess)
    }

    @Test mutating func `Of two words of one moment the one recorded later counts`() throws {
        try shop.record([part(.subject, .serial, "SN")], at: 30, state: .onHold)
        try shop.record([part(.subject, .serial, "SN")], at: 30, state: .released)
        #expect(try whereabouts(.serial, "SN").state == .released)
    }

    @Test mutating func `A shipment names to whom and where`() throws {
        try shop.record(
            [
                part(.subject, .serial, "SN"), part(.recipient, .party, "ORION"),
                part(.destinationPlace, .place, "BER"),
            ], at: 30, state: .shipped)
        let now = try whereabouts(.serial, "SN")
        #expect(now.party.map(shop.name) == "ORION")
        #expect(now.place.map(shop.name) == "BER")
    }

    @Test mutating func `What is packed goes where its container goes`() throws {
        try shop.record([part(.subject, .serial, "SN")], at: 5, state: .inStock)
        try shop.record(
            [part(.container, .container, "BOX"), part(.content, .serial, "SN")], at: 10,
            effect: .attach)
        try shop.record(
            [part(.container, .container, "PALLET"), part(.content, .container, "BOX")], at: 20,
            effect: .attach)
        try shop.record(
            [part(.subject, .container, "PALLET"), part(.recipient, .party, "ORION")], at: 30,
            state: .shipped)
        let now = try whereabouts(.serial, "SN")
        #expect(now.state == .shipped)
        #expect(now.party.map(shop.name) == "ORION")
        #expect(now.inside.map(shop.name) == ["BOX", "PALLET"])
        let before = try whereabouts(.serial, "SN", from: Standpoint(asOf: Shop.minute(25)))
        #expect(before.state == .inStock)
    }

    @Test mutating func `What was taken out before the container left stays behind`() throws {
        let box = try part(.container, .container, "BOX")
        try shop.record(
            [box, part(.content, .serial, "SN")], at: 10, effect: .attach, state: .inStock)
        try shop.record([box], at: 20, effect: .detach)
        try shop.record([part(.subject, .container, "BOX")], at: 30, state: .shipped)
        let now = try whereabouts(.serial, "SN")
        #expect(now.state == .inStock)
        #expect(now.inside == [])
    }

    @Test mutating func `A single thing is used up whole, a lot keeps what is left`() throws {
        try shop.record([part(.subject, .serial, "SN")], at: 1, state: .inStock)
        try shop.record([part(.subject, .lot, "L")], at: 1, state: .inStock)
        try shop.record(
            [
                part(.input, .serial, "SN"), part(.input, .lot, "L", "2", "KGM"),
                part(.output, .serial, "ASSY"),
            ], at: 10)
        let serial = try whereabouts(.serial, "SN")
        #expect(serial.state == .consumed)
        #expect(serial.wentInto.map(shop.name) == ["ASSY"])
        #expect(try whereabouts(.lot, "L").state == .inStock)
    }

    @Test mutating func `What ceased to be without a word is scrapped`() throws {
        try shop.record([part(.subject, .serial, "SN")], at: 10, effect: .destroy)
        #expect(try whereabouts(.serial, "SN").state == .scrapped)
    }

    @Test mutating func `A part that is only known to be built in is installed`() throws {
        try shop.record(
            [part(.container, .serial, "ASSY"), part(.component, .serial, "PUMP")], at: 10,
            effect: .attach)
        #expect(try whereabouts(.serial, "PUMP").state == .installed)
    }

    @Test mutating func `Boxes that are said to be inside each other end the search`() throws {
        for (outer, inner) in [("A", "B"), ("B", "A")] {
            try shop.record(
                [part(.container, .container, outer), part(.content, .container, inner)], at: 10,
                effect: .attach)
        }
        #expect(try whereabouts(.container, "A").inside.map(shop.name) == ["B"])
    }
}
