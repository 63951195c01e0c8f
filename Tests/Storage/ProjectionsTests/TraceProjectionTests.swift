// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import Ledger
import Projections
import Relational
import Testing
import Traceability

struct TraceProjectionTests {
    /// Every row of every table, in the order of its key.
    private func dump(_ database: any Database) async throws -> [String] {
        let queries: [(String, SQL)] = [
            ("reflected", "SELECT * FROM reflected ORDER BY id"),
            ("thing", "SELECT * FROM thing ORDER BY id"),
            ("spelling", "SELECT * FROM spelling ORDER BY thing, name"),
            ("activity", "SELECT * FROM activity ORDER BY position"),
            ("link", "SELECT * FROM link ORDER BY position, ordinal"),
            ("awaited", "SELECT * FROM awaited_correction ORDER BY event, source"),
            ("package", "SELECT * FROM package ORDER BY number"),
            ("package_entry", "SELECT * FROM package_entry ORDER BY position, package"),
            ("package_issue", "SELECT * FROM package_issue ORDER BY package, position"),
        ]
        return try await database.read { transaction in
            try queries.flatMap { name, query in
                try transaction.all(query) { row in
                    try (0..<row.count).reduce(into: name) { $0 += "|\(try row.value($1))" }
                }
            }
        }
    }

    private func busyLog(seed: UInt64) throws -> LogOfActivities {
        var log = LogOfActivities()
        var chance = Chance(seed: seed)
        for index in 0..<40 {
            try log.record(
                chance.parts(), at: chance.below(50), until: chance.below(3) == 0 ? 52 : nil,
                receivedAt: chance.below(4) == 0 ? chance.below(60) : nil
            ) { activity in
                activity.effect = chance.below(3) == 0 ? .attach : .none
                activity.state = chance.below(3) == 0 ? .onHold : nil
                if chance.below(6) == 0 {
                    activity.correction = Correction(
                        event: "e-\(chance.below(44))", kind: .declaredInError)
                }
            }
            if index == 20 {
                var notice = PackageNotice(package: "PK", revision: 1)
                notice.scope = try Thing(.lot, "T-1")
                notice.entries = [1, 2, 3].map(EntryPosition.init)
                try log.log("package.issued", content: JSON.object(notice.members).canonical)
            }
        }
        return log
    }

    @Test(arguments: [1, 7, 1_000])
    func `Models that are dropped and built again are the same, however the log was cut`(
        batch: Int
    ) async throws {
        let log = try busyLog(seed: 3)
        let (database, projection) = try await log.projected(batch: 9)
        let first = try await dump(database)
        #expect(first.count > 200)
        try await projection.clear()
        #expect(try await dump(database).isEmpty)
        try await log.feed(projection, batch: batch)
        #expect(try await dump(database) == first)
    }

    @Test func `Links are found from both ends as in memory`() async throws {
        for seed in UInt64(0)..<12 {
            let log = try busyLog(seed: seed)
            let graph = log.graph
            let (_, projection) = try await log.projected()
            let count = graph.things.count
            let positions = log.entries.map { EntryPosition($0.position) }
            var window = LinkSelection(.all)
            window.during = Period(
                since: LogOfActivities.minute(10), until: LogOfActivities.minute(20))
            var stretch = LinkSelection(.flow)
            stretch.positions = EntryPosition(5)..<EntryPosition(30)
            var telling = LinkSelection([.consumed])
            telling.includesTelling = true
            var both = window
            both.positions = stretch.positions
            let selections = [LinkSelection(.all), window, stretch, telling, both]
            try await projection.read { store in
                for link in 1...Int64(count) {
                    #expect(try store.thing(ThingID(link)) == graph.things[Int(link) - 1])
                }
                let things = (1...Int64(count)).filter { $0 % 3 != 0 }.map(ThingID.init)
                for selection in selections {
                    let stored = try store.links(of: things, selection)
                    let expected = graph.links(of: things, selection)
                    #expect(stored.map(\.unmarked) == expected.map(\.unmarked))
                }
                #expect(
                    try store.links(from: positions, .flow).map(\.unmarked)
                        == graph.links(from: positions, .flow).map(\.unmarked))
            }
        }
    }

    @Test func `Questions have the same answers as in memory`() async throws {
        for seed in UInt64(0)..<12 {
            var log = try busyLog(seed: seed)
            for entry in log.entries { try withdraw(entry, in: &log) }
            let graph = log.graph
            let (_, projection) = try await log.projected()
            let suspicion = Suspicion(
                of: try #require(
                    try await projection.read { try $0.id(of: Thing(.equipment, "E")) }),
                isSystem: false,
                during: Period(since: LogOfActivities.minute(5), until: LogOfActivities.minute(30)))
            try await projection.read { store in
                for thing in 1...Int64(graph.things.count) {
                    for direction in Genealogy.Direction.allCases {
                        let stored = try store.genealogy(of: ThingID(thing), direction)
                        let expected = graph.genealogy(of: ThingID(thing), direction)
                        #expect(stored.items == expected.items)
                        #expect(stored.steps == expected.steps)
                    }
                    #expect(
                        try store.whereabouts(of: ThingID(thing))
                            == graph.whereabouts(of: ThingID(thing)))
                }
                let stored = try store.trustWindow(suspicion)
                let expected = graph.trustWindow(suspicion)
                #expect(stored.items == expected.items)
                #expect(stored.relying == expected.relying)
            }
        }
    }

    /// Does to the graph in memory what a correction in the log does to the read models.
    private func withdraw(_ entry: LoggedEntry, in log: inout LogOfActivities) throws {
        guard let content = entry.entry.content, entry.entry.kind == "activity.recorded" else {
            return
        }
        let activity = try RecordedActivity(content: content.body, person: nil).activity
        guard let correction = activity.correction else { return }
        let key = EventKey(source: entry.entry.event.source, event: correction.event)
        guard let target = log.positions(of: [key])[0], target != entry.position else { return }
        let known = log.graph.links(from: [EntryPosition(target)], .all).first?.withdrawnBy
        let first = min(known ?? .last, EntryPosition(entry.position))
        log.withdrawInMemory(EntryPosition(target), by: first)
    }

    @Test(arguments: [true, false])
    func `A correction marks the links of its event, whichever came first`(
        arrivesFirst: Bool
    ) async throws {
        var log = LogOfActivities()
        func correct() throws {
            try log.record([], at: 9, from: "urn:qms", event: "fix") {
                $0.correction = Correction(event: "wrong", kind: .declaredInError)
                $0.correction?.source = "urn:mes"
            }
        }
        if arrivesFirst { try correct() }
        let wrong = try log.record(
            [part(.subject, .serial, "SN")], at: 5, from: "urn:mes", event: "wrong")
        try log.record([part(.subject, .serial, "SN")], at: 6, from: "urn:qms", event: "wrong")
        if !arrivesFirst { try correct() }
        for batch in [1, 10] {
            let (_, projection) = try await log.projected(batch: batch)
            try await projection.read { store in
                let links = try store.links(from: [wrong], .all)
                let correction = EntryPosition(arrivesFirst ? 0 : 2)
                #expect(links.count == 2)
                #expect(links.allSatisfy { $0.withdrawnBy == correction })
                #expect(try store.activity(at: wrong)?.withdrawnBy == correction)
                let thing = try #require(try store.id(of: Thing(.serial, "SN")))
                let seen = try store.links(of: [thing], LinkSelection(.all))
                #expect(seen.map { $0.withdrawnBy != nil } == [true, false])
            }
        }
    }

    @Test func `Names that Unicode calls equivalent stay two things`() async throws {
        var log = LogOfActivities()
        try log.record(
            [part(.subject, .lot, "caf\u{E9}"), part(.subject, .lot, "cafe\u{301}")], at: 1)
        let (_, projection) = try await log.projected()
        try await projection.read { store in
            let one = try store.id(of: Thing(.lot, "caf\u{E9}"))
            let other = try store.id(of: Thing(.lot, "cafe\u{301}"))
            #expect(one != nil && other != nil && one != other)
        }
    }

    @Test func `Entries out of turn are refused, and nothing of them is kept`() async throws {
        var log = LogOfActivities()
        for index in 0..<6 { try log.record([part(.subject, .serial, "SN-\(index)")], at: index) }
        let (database, projection) = try await log.projected()
        let before = try await dump(database)
        await #expect(throws: ProjectionFault.notNext(expected: 6, offered: 2)) {
            try await projection.apply(Array(log.entries[2...]))
        }
        #expect(try await dump(database) == before)
    }

    @Test func `A batch that fails leaves no name behind that has no row`() async throws {
        var log = LogOfActivities()
        try log.record([part(.subject, .serial, "SN-1")], at: 1)
        let (database, projection) = try await log.projected()
        try log.record([part(.subject, .serial, "SN-2")], at: 2)
        // The insertion of its links fails after its name was given a number.
        _ = try await database.write { transaction in
            try transaction.run(
                """
                INSERT INTO link (position, ordinal, role, thing, since, marks)
                VALUES (1, 0, 4, 1, 0, 0)
                """)
        }
        await #expect(throws: DatabaseFault.self) { try await log.feed(projection) }
        _ = try await database.write { try $0.run("DELETE FROM link WHERE position = 1") }
        try await log.feed(projection)
        let (fresh, _) = try await log.projected()
        let expected = try await dump(fresh)
        #expect(try await dump(database) == expected)
    }

    @Test func `An entry that cannot be read stops the models and is named`() async throws {
        var log = LogOfActivities()
        try log.record([], at: 1)
        try log.log("activity.recorded", content: Array("{}".utf8))
        await #expect {
            _ = try await log.projected()
        } throws: { error in
            guard case .unreadableEntry(position: 1, _) = error as? ProjectionFault else {
                return false
            }
            return true
        }
    }

    @Test func `Entries of other types, and such that were erased, only move the position`()
        async throws
    {
        var log = LogOfActivities()
        try log.log("original.received", content: Array("{}".utf8))
        let (_, projection) = try await log.projected()
        #expect(try await projection.position() == 1)
    }
}

extension TraceLink {
    /// The link without the mark of a correction, which the graph in memory is told apart.
    fileprivate var unmarked: TraceLink {
        var link = self
        link.withdrawnBy = nil
        return link
    }
}

/// SplitMix64, so that a seed is a log on every machine.
struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 7 }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    mutating func parts() throws -> [Participation] {
        let roles: [Participation.Role] = [
            .input, .output, .subject, .container, .content, .equipment,
        ]
        var parts: [Participation] = []
        for _ in 0...below(4) {
            let role = roles[below(roles.count)]
            let thing =
                role == .equipment ? try Thing(.equipment, "E") : try Thing(.lot, "T-\(below(9))")
            let amount = below(2) == 0 ? Quantity("\(below(90)).50", unit: "KGM") : nil
            parts.append(
                Participation(
                    role, thing, quantity: amount, revision: below(5) == 0 ? "B" : nil))
        }
        return parts
    }
}
