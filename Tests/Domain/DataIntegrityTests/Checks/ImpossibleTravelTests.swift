// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct ImpossibleTravelTests {
    private static let ortiz = "a.ortiz"

    /// Somebody at places at times of one day.
    private func log(
        _ acts: [(place: String, time: String)], by account: String = ortiz,
        distance: (value: String, unit: String)? = nil
    ) throws -> Log {
        var log = Log()
        for act in acts { try visit(&log, act.place, act.time, by: account) }
        if let distance {
            try log.record("distance.registered", from: "urn:plant7:register") {
                $0.participants = [
                    Participation(.about, try Thing(.place, "Hall 1")),
                    Participation(.about, try Thing(.place, "Lyon")),
                ]
                $0.results = [result(distance.value, distance.unit, of: "way")]
            }
        }
        return log
    }

    private func visit(
        _ log: inout Log, _ place: String, _ clock: String, by account: String = ortiz
    ) throws {
        try log.record {
            $0.occurred = try time("2026-11-03T\(clock)+01:00")
            $0.participants = [
                Participation(.performer, try Thing(.account, account)),
                Participation(.place, try Thing(.place, place)),
            ]
        }
    }

    @Test func `A place that nobody reaches in that time fails, with both entries`() throws {
        let said = try log(
            [("Hall 1", "08:00:00"), ("Lyon", "08:20:00")], distance: ("740", "km")
        ).judged(by: .impossibleTravel)
        #expect(said.codes == ["impossible-travel"])
        #expect(said.findings.first?.entries == [1, 0])
        #expect(
            said.findings.first?.words
                == "account a.ortiz was at Hall 1 and 20 min later at Lyon; that is 740 km")
        #expect(said.findings.first?.values.first?.text == "900 km/h")
    }

    @Test(arguments: [
        // 740 km at 900 km/h take 49 min 20 s, and clocks may differ by 5 s.
        ("08:49:14", "740", "km", 1), ("08:49:15", "740", "km", 0),
        ("08:49:14", "740000", "MTR", 1),
        ("08:00:00", "1", "m", 0), ("08:00:00", "1300", "m", 1),
    ])
    func `The limit is the time that the fastest travel takes`(
        clock: String, value: String, unit: String, failures: UInt64
    ) throws {
        let said = try log(
            [("Hall 1", "08:00:00"), ("Lyon", clock)], distance: (value, unit)
        ).judged(by: .impossibleTravel)
        #expect(said.count(.fail) == failures)
        #expect(said.count(.pass) == 2 - failures)
    }

    @Test func `Acts are put in the order of their times, not of the log`() throws {
        let acts = [("Lyon", "12:00:00"), ("Hall 1", "08:00:00"), ("Lyon", "11:00:00")]
        let said = try log(acts, distance: ("740", "km")).judged(by: .impossibleTravel)
        #expect(said.count(of: ImpossibleTravel.inReach) == 3)
    }

    @Test func `Without a distance it stays open, once a pair of places and at its shortest`()
        throws
    {
        let acts = [
            ("Hall 1", "08:00:00"), ("Lyon", "08:20:00"), ("Hall 1", "08:25:00"),
            ("Lyon", "09:00:00"),
        ]
        let said = try log(acts).judged(by: .impossibleTravel)
        #expect(said.codes == ["distance-unknown"])
        #expect(said.findings.first?.entries == [2, 1])
        #expect(said.count(.fail) == 0)
    }

    @Test func `A day later every place is in reach`() throws {
        var log = try log([("Hall 1", "08:00:00")])
        try log.record {
            $0.occurred = try time("2026-11-04T08:00:00+01:00")
            $0.participants = [
                Participation(.performer, try Thing(.account, Self.ortiz)),
                Participation(.place, try Thing(.place, "Lyon")),
            ]
        }
        #expect(try log.judged(by: .impossibleTravel).count(of: ImpossibleTravel.inReach) == 2)
    }

    @Test func `Two people are two people`() throws {
        var log = try log([("Hall 1", "08:00:00")], distance: ("740", "km"))
        try visit(&log, "Lyon", "08:20:00", by: "k.lind")
        #expect(try log.judged(by: .impossibleTravel).count(.fail) == 0)
    }

    @Test func `A terminal stands for the place, a system only where it is known to stand`() throws
    {
        func log(_ kind: ThingKind, distance: Bool) throws -> Log {
            var log = Log()
            let terminals = [try Thing(kind, "T-1"), try Thing(kind, "T-9")]
            for (terminal, clock) in zip(terminals, ["08:00:00", "08:00:30"]) {
                try log.record {
                    $0.occurred = try time("2026-11-03T\(clock)+01:00")
                    $0.participants = [
                        Participation(.performer, try Thing(.person, "A. Ortiz")),
                        Participation(.recorder, terminal),
                    ]
                }
            }
            guard distance else { return log }
            try log.record("distance.registered") {
                $0.participants = terminals.map { Participation(.about, $0) }
                $0.results = [result("60", "km", of: "way")]
            }
            return log
        }
        let known = try log(.equipment, distance: true).judged(by: .impossibleTravel)
        #expect(known.codes == ["impossible-travel"])
        let open = try log(.equipment, distance: false).judged(by: .impossibleTravel)
        #expect(open.codes == ["distance-unknown"])
        let placed = try log(.system, distance: true).judged(by: .impossibleTravel)
        #expect(placed.codes == ["impossible-travel"])
        let anywhere = try log(.system, distance: false).judged(by: .impossibleTravel)
        #expect(anywhere.counts == [ImpossibleTravel.nowhere: 2])
    }

    @Test func `A distance that was taken back is none`() throws {
        var log = try log([("Hall 1", "08:00:00"), ("Lyon", "08:20:00")], distance: ("740", "km"))
        try log.record("distance.registered", from: "urn:plant7:register") {
            $0.correction = Correction(event: "event-2", kind: .declaredInError)
        }
        #expect(try log.judged(by: .impossibleTravel).codes == ["distance-unknown"])
    }

    @Test(arguments: ["mi", "", "mm"])
    func `A distance in a unit that is not known is none`(unit: String) throws {
        let said = try log(
            [("Hall 1", "08:00:00"), ("Lyon", "08:20:00")], distance: ("740", unit)
        ).judged(by: .impossibleTravel)
        #expect(said.codes == ["distance-unknown"])
    }

    @Test func `A time without a zone leaves it open, and who or where unsaid is no case`() throws {
        let unzoned = try verdict(of: .impossibleTravel) {
            $0.occurred = try time("2026-11-03T08:00:00")
            $0.participants = [
                Participation(.performer, try Thing(.account, Self.ortiz)),
                Participation(.place, try Thing(.place, "Hall 1")),
            ]
        }
        #expect(unzoned.codes == ["no-moment"])
        let placeless = try verdict(of: .impossibleTravel) {
            $0.participants = [Participation(.performer, try Thing(.account, Self.ortiz))]
        }
        #expect(placeless.counts == [ImpossibleTravel.nowhere: 1])
    }
}
