// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing
import Traceability

/// The rule of times: by which clock a record falls into a trust window.
struct WindowRuleTests {
    var shop = Shop()

    private mutating func bases(
        _ kind: ThingKind, _ name: String, includesHeld: Bool = false
    ) throws -> [TimeBasis] {
        var suspicion = Suspicion(
            of: try shop.id(kind, name), isSystem: kind == .system, during: Shop.minutes(100, 200))
        suspicion.includesHeld = includesHeld
        return shop.graph.trustWindow(suspicion).relying.map(\.basis)
    }

    /// What an account did is judged by when it was done, whenever we heard of it.
    @Test(
        arguments: [
            (150, 150, [TimeBasis.occurred]), (150, 900, [.occurred]), (50, 150, []),
            (250, 150, []),
            (nil, 150, [.received]), (nil, 250, []),
        ] as [(Int?, Int, [TimeBasis])])
    mutating func `An account is judged by what occurred, or by receipt where nothing is said`(
        occurred: Int?, received: Int, expected: [TimeBasis]
    ) throws {
        try shop.record(
            [part(.performer, .account, "X")], at: occurred, receivedAt: received)
        #expect(try bases(.account, "X") == expected)
    }

    /// A system that is not to be trusted could write any date.
    @Test(
        arguments: [
            (150, 150, [TimeBasis.received]), (50, 150, [.received]), (250, 150, [.received]),
            (150, 250, [.claimed]), (50, 250, []), (50, 50, []), (150, 50, []), (nil, 250, []),
        ] as [(Int?, Int, [TimeBasis])])
    mutating func `A suspect system's own word on time is not believed`(
        occurred: Int?, received: Int, expected: [TimeBasis]
    ) throws {
        try shop.record([], at: 0, receivedAt: 0, from: "OTHER")
        try shop.record([], at: occurred, receivedAt: received, from: "MES-9")
        #expect(try bases(.system, "MES-9") == expected)
    }

    @Test mutating func `Older records that lay in the suspect system count when asked for`() throws
    {
        try shop.record([], at: 50, receivedAt: 60, from: "MES-9")
        try shop.record([], at: 50, receivedAt: 250, from: "MES-9")
        #expect(try bases(.system, "MES-9") == [])
        #expect(try bases(.system, "MES-9", includesHeld: true) == [.held])
    }

    @Test mutating func `What a suspect system sent may have been affected since the window began`()
        throws
    {
        try shop.record(
            [part(.input, .lot, "L"), part(.output, .serial, "SN")], at: 120, from: "A")
        try shop.record(
            [part(.subject, .lot, "L")], at: 150, receivedAt: 160, from: "MES-9")
        let suspicion = Suspicion(
            of: try shop.id(.system, "MES-9"), isSystem: true, during: Shop.minutes(100, 200))
        let report = shop.graph.trustWindow(suspicion)
        #expect(shop.names(report) == ["L", "SN"])
        #expect(report.items[0].period == Shop.minutes(100, nil))
    }
}
