// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import Ledger
import Projections
import Testing
import Traceability

struct TraceStoreTests {
    @Test func `Things are found by how their name begins, byte for byte`() async throws {
        var log = LogOfActivities()
        for name in ["SN-1", "SN-10", "SN-2", "sn-1", "S%", "SN"] {
            try log.record([part(.subject, .serial, name)], at: 1)
        }
        try log.record([part(.subject, .lot, "SN-1")], at: 2)
        let (_, projection) = try await log.projected()
        func names(_ prefix: String, _ kind: ThingKind? = nil) async throws -> [String] {
            try await projection.read { store in
                try store.things(named: prefix, kind: kind).map { "\($0.thing)" }
            }
        }
        #expect(try await names("SN-1") == ["lot SN-1", "serial SN-1", "serial SN-10"])
        #expect(try await names("SN-1", .lot) == ["lot SN-1"])
        #expect(try await names("S%") == ["serial S%"])
        #expect(try await names("X") == [])
        #expect(try await projection.read { try $0.things(named: "", limit: 2).count } == 2)
    }

    @Test func `A thing's activities are listed latest first, page by page`() async throws {
        var log = LogOfActivities()
        for minute in [5, 3, 9, 3] {
            try log.record(
                [part(.subject, .serial, "SN"), part(.input, .serial, "SN")], at: minute)
        }
        let (_, projection) = try await log.projected()
        try await projection.read { store in
            let thing = try #require(try store.id(of: Thing(.serial, "SN")))
            let all = try store.activities(of: thing)
            #expect(all.map(\.position.number) == [2, 0, 3, 1])
            let rest = try store.activities(of: thing, before: all[1], limit: 1)
            #expect(rest == [all[2]])
        }
    }

    @Test func `A source's activities are those of the system it is`() async throws {
        var log = LogOfActivities()
        try log.record([], at: 1, from: "urn:a")
        try log.record([], at: 2, from: "urn:b")
        let (_, projection) = try await log.projected()
        try await projection.read { store in
            let system = try #require(try store.id(of: Thing(.system, "urn:b")))
            #expect(try store.activities(of: system).map(\.position.number) == [1])
        }
    }

    @Test func `Activities of a period are listed latest first, page by page`() async throws {
        var log = LogOfActivities()
        for minute in [5, 3, 9, 4] { try log.record([], at: minute) }
        let (_, projection) = try await log.projected()
        let period = Period(since: LogOfActivities.minute(3), until: LogOfActivities.minute(5))
        try await projection.read { store in
            let all = try store.activities(during: period)
            #expect(all.map(\.position.number) == [0, 3, 1])
            #expect(try store.activities(during: period, before: all[0], limit: 1) == [all[1]])
        }
    }

    @Test func `The time of receipt leads to positions, also where a clock was set back`()
        async throws
    {
        var log = LogOfActivities()
        for received in [0, 10, 5, 20, 20, 30] { try log.record([], at: 1, receivedAt: received) }
        let (_, projection) = try await log.projected()
        let all = log.entries.map(\.position)
        func positions(_ since: Int, _ until: Int?) async throws -> [UInt64] {
            try await projection.read { store in
                let range = try store.positions(
                    received: Period(
                        since: LogOfActivities.minute(since),
                        until: until.map(LogOfActivities.minute)))
                return all.filter { range.contains(EntryPosition($0)) }
            }
        }
        #expect(try await positions(0, 0) == [0])
        #expect(try await positions(6, 20) == [1, 2, 3, 4])
        #expect(try await positions(21, nil) == [5])
        #expect(try await positions(31, nil) == [])
        #expect(try await positions(-9, -1) == [])
    }

    @Test func `Packages are found by what they contain and by what they are about`() async throws {
        var log = LogOfActivities()
        let suspect = try log.record(
            [part(.subject, .lot, "L"), part(.equipment, .equipment, "E")], at: 5)
        try log.record([part(.subject, .lot, "X")], at: 6)
        func note(_ type: String, _ notice: PackageNotice) throws {
            try log.log(type, content: JSON.object(notice.members).canonical)
        }
        try note("package.sealed", PackageNotice(package: "PK-1", revision: 1))
        var issued = PackageNotice(package: "PK-1", revision: 1)
        issued.entries = [suspect]
        issued.scope = try Thing(.lot, "X")
        issued.recipient = "Orion"
        try note("package.issued", issued)
        var about = PackageNotice(package: "PK-2", revision: 1)
        about.scope = try Thing(.lot, "L")
        try note("package.issued", about)
        try note("package.sealed", PackageNotice(package: "PK-2", revision: 1))
        var unsealed = about
        unsealed.package = "PK-3"
        try note("package.listed", unsealed)

        let (_, projection) = try await log.projected()
        try await projection.read { store in
            let suspicion = Suspicion(
                of: try #require(try store.id(of: Thing(.equipment, "E"))), isSystem: false,
                during: Period(since: LogOfActivities.minute(0), until: LogOfActivities.minute(9)))
            let doubtful = try store.trustWindow(suspicion).packages(in: store)
            #expect(doubtful.map(\.package.id) == ["PK-1", "PK-2"])
            #expect(doubtful.map(\.relying) == [[suspect], []])
            #expect(doubtful[0].package.issues.map(\.recipient) == ["Orion"])
            #expect(doubtful[0].package.sealed == EntryPosition(2))
            #expect(try store.packages().map(\.id) == ["PK-2", "PK-1"])
        }
    }
}
