// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Projections
import Testing
import Traceability

/// Things that one source spells as EPC URIs and another as GS1 Digital Links.
struct SpellingTests {
    static let urn = "urn:epc:id:sgtin:4012345.011111.9876"
    static let link = "https://id.gs1.org/01/04012345111118/21/9876"
    static let ownLink = "https://plant.example/01/04012345111118/21/9876"

    /// A melt becomes a part under one spelling; the part becomes an assembly under another.
    private func log(_ first: String, _ second: String) throws -> LogOfActivities {
        var log = LogOfActivities()
        try log.record(
            [
                part(.input, .lot, "MELT"), part(.output, .serial, first),
                part(.equipment, .equipment, "FURN-2"),
            ], at: 1)
        try log.record(
            [part(.input, .serial, second), part(.output, .serial, "ASSEMBLY")], at: 2)
        return log
    }

    @Test(
        arguments: [(urn, link), (link, urn), (ownLink, urn), (urn, ownLink), (link, ownLink)],
        [1, 100])
    func `A trace goes through a thing whatever it is called on either side`(
        spellings: (String, String), batch: Int
    ) async throws {
        let log = try log(spellings.0, spellings.1)
        let (_, projection) = try await log.projected(batch: batch)
        try await projection.read { store in
            let assembly = try #require(try store.id(of: Thing(.serial, "ASSEMBLY")))
            let up = try store.genealogy(of: assembly, .up)
            let ancestors = try up.items.map { try store.thing($0.thing).name }
            #expect(ancestors == [spellings.0, "MELT"])

            let furnace = try #require(try store.id(of: Thing(.equipment, "FURN-2")))
            let report = try store.trustWindow(
                Suspicion(
                    of: furnace, isSystem: false,
                    during: Period(
                        since: LogOfActivities.minute(0), until: LogOfActivities.minute(9))))
            let affected = try report.items.map { try store.thing($0.thing).name }
            #expect(affected == [spellings.0, "ASSEMBLY"])
        }
    }

    @Test func `A thing is found by every spelling and shown by the first`() async throws {
        let (_, projection) = try await log(Self.urn, Self.link).projected()
        try await projection.read { store in
            let id = try #require(try store.id(of: Thing(.serial, Self.urn)))
            for name in [Self.link, Self.ownLink] {
                #expect(try store.id(of: Thing(.serial, name)) == id)
            }
            #expect(try store.thing(id).name == Self.urn)
            #expect(try store.otherSpellings(of: id) == [Self.link])
            #expect(try store.things(named: "urn:epc:").map(\.id) == [id])
            #expect(try store.things(named: "https://id.gs1.org/").isEmpty)
            #expect(try store.activities(of: id).count == 2)
        }
    }

    @Test func `A spelling is noted once, however often it comes`() async throws {
        var log = try log(Self.urn, Self.link)
        for minute in 3..<9 {
            try log.record(
                [
                    part(.subject, .serial, Self.link), part(.subject, .serial, Self.ownLink),
                    part(.subject, .serial, Self.urn),
                ], at: minute)
        }
        let (_, projection) = try await log.projected(batch: 2)
        try await projection.read { store in
            let id = try #require(try store.id(of: Thing(.serial, Self.urn)))
            #expect(try store.otherSpellings(of: id) == [Self.link, Self.ownLink])
        }
    }
}
