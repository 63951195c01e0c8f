// SPDX-License-Identifier: Apache-2.0
import Activities
import Ledger
import Relational
import SQLiteEngine
import Testing

@testable import Projections

struct ReadModelCheckTests {
    private func log() throws -> LogOfActivities {
        var log = LogOfActivities()
        for number in 0..<300 {
            try log.record(
                [part(.input, .lot, "L-\(number)"), part(.output, .lot, "L-\(number + 1)")],
                at: number)
        }
        return log
    }

    private func differences(
        in kept: any Database, from log: LogOfActivities, size: Int? = nil
    ) async throws -> [String] {
        let scratch = try SQLiteDatabase.open(SQLiteSettings(.memory, kind: .projections))
        let check = ReadModelCheck(
            of: kept, logOf: UInt64(size ?? log.entries.count), events: log
        ) { range in
            Array(
                log.entries[
                    Int(range.lowerBound)..<Int(min(range.upperBound, range.lowerBound + 7))])
        }
        return try await check.differences(making: scratch)
    }

    @Test func `Read models that follow from the log have no difference`() async throws {
        let log = try log()
        let (database, _) = try await log.projected(batch: 11)
        #expect(try await differences(in: database, from: log) == [])
    }

    @Test func `Read models that are behind the log are compared as far as they go`() async throws {
        var log = try log()
        let (database, _) = try await log.projected()
        try log.record([part(.input, .lot, "L-1")], at: 999)
        #expect(try await differences(in: database, from: log) == [])
    }

    @Test func `Read models of an older version are not compared, they are made again`()
        async throws
    {
        let log = try log()
        let (database, _) = try await log.projected()
        try await database.write { transaction in
            try transaction.run("DELETE FROM link")
            try transaction.run("DELETE FROM schema_migration WHERE number = 2")
        }
        #expect(try await differences(in: database, from: log) == [])
    }

    @Test func `Every table of the read models is compared`() async throws {
        let (database, _) = try await LogOfActivities().projected()
        let tables = try await database.read { transaction in
            try transaction.all(
                """
                SELECT name FROM sqlite_master
                WHERE type = 'table' AND name <> 'schema_migration' ORDER BY name
                """
            ) { try $0.text(0) }
        }
        #expect(TraceSchema.contents.map(\.name).sorted() == tables)
    }

    @Test func `Read models that are ahead of the log are told`() async throws {
        let log = try log()
        let (database, _) = try await log.projected()
        #expect(
            try await differences(in: database, from: log, size: 299)
                == ["reflect 300 entries, and the log has 299"])
    }

    /// Whoever may write the file hides a step of a lot's history from everybody who asks.
    @Test(
        arguments: [
            ("link", "DELETE FROM link WHERE position = 270 AND ordinal = 0", "row 270"),
            ("link", "UPDATE link SET thing = 1 WHERE position = 7", "row 7"),
            ("thing", "UPDATE thing SET identity = 'L-13x' WHERE identity = 'L-13'", "row"),
            ("activity", "UPDATE activity SET since = since + 1 WHERE position = 299", "row 299"),
            ("activity", "DELETE FROM activity", "row 0"),
            ("reflected", "UPDATE reflected SET longest = 5", "row 1"),
        ] as [(String, SQL, String)])
    func `A changed row is found, with its table and its place`(
        table: String, change: SQL, place: String
    ) async throws {
        let log = try log()
        let (database, _) = try await log.projected()
        _ = try await database.write { try $0.run(change) }
        let found = try await differences(in: database, from: log)
        #expect(found.count == 1)
        #expect(
            found.allSatisfy { $0.contains("table \(table) ") && $0.contains(place) }, "\(found)")
    }
}
