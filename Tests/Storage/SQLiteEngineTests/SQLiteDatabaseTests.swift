// SPDX-License-Identifier: Apache-2.0
import Foundation
import Relational
import SQLiteEngine
import Testing

/// What is true of this engine beside the promises that every engine keeps.
struct SQLiteDatabaseTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("plant.db")
    }

    private func settings(_ kind: SQLiteSettings.FileKind = .test) -> SQLiteSettings {
        SQLiteSettings(.file(path), kind: kind)
    }

    private func plant(_ settings: SQLiteSettings? = nil) async throws -> SQLiteDatabase {
        let database = try SQLiteDatabase.open(settings ?? self.settings())
        try await database.migrate(to: PlantSchema.schema)
        return database
    }

    // MARK: Who may open a file

    @Test func `A second writer is refused with the process that holds the file`() async throws {
        let first = try await plant()
        let fault = #expect(throws: DatabaseFault.self) { try SQLiteDatabase.open(settings()) }
        #expect(fault?.code == .inUse)
        #expect(fault?.context == path)
        #expect(fault?.cause == "process \(getpid()) holds the lock")
        await first.close()
    }

    @Test func `A file is free again when its writer was closed and let go of`() async throws {
        var first: SQLiteDatabase? = try await plant()
        await first?.close()
        first = nil
        let second = try await plant()
        #expect(try await second.read { try $0.integer("SELECT COUNT(*) FROM lot") } == 0)
    }

    @Test func `A file that another program made is refused and left as it is`() async throws {
        let other = try SQLiteDatabase.open(
            SQLiteSettings(.file(path), kind: .init(id: 7, name: "other")))
        try await other.migrate(to: PlantSchema.schema)
        await other.close()
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(throws: DatabaseFault.self) { try SQLiteDatabase.openForReading(settings()) }
        let after = try Data(contentsOf: URL(filePath: path))
        #expect(before == after)
    }

    @Test func `The ledger is not taken for the projections`() async throws {
        var ledger: SQLiteDatabase? = try await plant(settings(.ledger))
        await ledger?.close()
        ledger = nil
        let fault = #expect(throws: DatabaseFault.self) {
            try SQLiteDatabase.open(settings(.projections))
        }
        #expect(fault?.code == .foreign)
        #expect(fault?.cause.contains("that of a projections is") == true)
    }

    @Test func `A file that is no database at all is refused`() throws {
        try Data("lot;number\n1;HT-1\n".utf8).write(to: URL(filePath: path))
        let fault = #expect(throws: DatabaseFault.self) { try SQLiteDatabase.open(settings()) }
        #expect(fault?.code == .foreign)
    }

    @Test func `A file that is not there is not made by whoever only reads`() throws {
        let fault = #expect(throws: DatabaseFault.self) {
            try SQLiteDatabase.openForReading(settings())
        }
        #expect(fault?.code == .unreachable)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `Whoever reads sees what a writer stores, and cannot write`() async throws {
        let writer = try await plant()
        let reader = try SQLiteDatabase.openForReading(settings())
        try await writer.write { try $0.addLots(3) }
        #expect(try await reader.read { try $0.integer("SELECT COUNT(*) FROM lot") } == 3)
        let fault = await #expect(throws: DatabaseFault.self) {
            try await reader.write { try $0.addLots(1) }
        }
        #expect(fault?.code == .readOnly)
    }

    // MARK: What a commit promises

    @Test(arguments: [
        (SQLiteSettings.Durability.full, Int64(2)), (.normal, 1), (.off, 0),
    ])
    func `A commit waits for what the settings say`(
        durability: SQLiteSettings.Durability, synchronous: Int64
    ) async throws {
        var settings = settings()
        settings.durability = durability
        let database = try await plant(settings)
        let found = try await database.write { transaction in
            [
                try transaction.text("PRAGMA journal_mode"),
                try transaction.integer("PRAGMA synchronous").map(String.init),
                try transaction.integer("PRAGMA foreign_keys").map(String.init),
            ]
        }
        #expect(found == ["wal", String(synchronous), "1"])
    }

    @Test func `Readers never copy the log into the file, and the writer does at its end`()
        async throws
    {
        let database = try await plant()
        try await database.write { try $0.addLots(1_000) }
        _ = try await database.read { try $0.integer("SELECT COUNT(*) FROM lot") }
        let reader = try SQLiteDatabase.openForReading(settings())
        _ = try await reader.read { try $0.integer("SELECT COUNT(*) FROM lot") }
        await reader.close()
        let log = try Data(contentsOf: URL(filePath: path + "-wal"))
        #expect(log.count > 0)
        await database.close()
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test func `What fails before the commit is not stored`() async throws {
        let database = try await plant(failing(.before))
        await #expect(throws: Lost.self) { try await database.write { try $0.addLots(3) } }
        #expect(try await database.read { try $0.integer("SELECT COUNT(*) FROM lot") } == 0)
    }

    @Test func `What fails after the commit is stored, though its caller hears of a failure`()
        async throws
    {
        let database = try await plant(failing(.after))
        await #expect(throws: Lost.self) { try await database.write { try $0.addLots(3) } }
        #expect(try await database.read { try $0.integer("SELECT COUNT(*) FROM lot") } == 3)
    }

    private struct Lost: Error {}

    /// Lets the schema pass and fails every commit after it.
    private func failing(_ moment: SQLiteSettings.CommitMoment) async throws -> SQLiteSettings {
        var first: SQLiteDatabase? = try await plant()
        await first?.close()
        first = nil
        var settings = settings()
        let seen = Count()
        settings.atCommit = { now in
            // The schema's own transaction is the first commit.
            if now == moment, seen.next() > 1 { throw Lost() }
        }
        return settings
    }

    // MARK: When things go wrong

    @Test func `A full disk is a fault that says so, and nothing of the write is stored`()
        async throws
    {
        let database = try await plant()
        try await database.write { try $0.addLots(10) }
        let fault = await #expect(throws: DatabaseFault.self) {
            try await database.write { transaction in
                // SQLite answers as it does when the file system has no room.
                _ = try transaction.integer("PRAGMA max_page_count = 20")
                try transaction.addLots(100_000, from: 10)
            }
        }
        #expect(fault?.code == .full)
        #expect(fault?.isTransient == true)
        #expect(fault?.message.contains("Make room") == true)
        #expect(try await database.read { try $0.integer("SELECT COUNT(*) FROM lot") } == 10)
        try await database.write { transaction in
            _ = try transaction.integer("PRAGMA max_page_count = 4294967294")
            try transaction.addLots(1, from: 10)
        }
        #expect(try await database.read { try $0.integer("SELECT COUNT(*) FROM lot") } == 11)
    }

    @Test func `A page that was overwritten is a fault, not an answer`() async throws {
        var database: SQLiteDatabase? = try await plant()
        try await database?.write { try $0.addLots(5_000) }
        await database?.close()
        database = nil
        var bytes = try Data(contentsOf: URL(filePath: path))
        for index in stride(from: 8_192 * 2, to: bytes.count, by: 97) { bytes[index] ^= 0xFF }
        try bytes.write(to: URL(filePath: path))
        let reader = try SQLiteDatabase.openForReading(settings())
        let fault = await #expect(throws: DatabaseFault.self) {
            try await reader.read { try $0.forEach("SELECT number FROM lot ORDER BY id") { _ in } }
        }
        #expect(fault?.code == .corrupt)
        #expect(fault?.isTransient == false)
    }

    @Test func `A folder that is not there is a fault with the file's name`() {
        let nowhere = SQLiteSettings(.file(folder.path("missing/plant.db")), kind: .test)
        let fault = #expect(throws: DatabaseFault.self) { try SQLiteDatabase.open(nowhere) }
        #expect(fault?.code == .unreachable)
        #expect(fault?.context.contains("missing/plant.db") == true)
    }

    @Test func `Two statements in one are refused`() async throws {
        let database = try await plant()
        let fault = await #expect(throws: DatabaseFault.self) {
            try await database.write { try $0.run("DELETE FROM lot; DROP TABLE lot") }
        }
        #expect(fault?.code == .wrongStatement)
        #expect(fault?.cause == "more than one statement was given")
    }

    @Test func `A closure cannot end the transaction it is in`() async throws {
        let database = try await plant()
        await #expect(throws: DatabaseFault.self) {
            try await database.write { transaction in
                try transaction.addLots(1)
                try transaction.run("COMMIT")
                try transaction.addLots(1, from: 1)
            }
        }
        let fault = await #expect(throws: DatabaseFault.self) {
            try await database.read { try $0.integer("SELECT COUNT(*) FROM nowhere") }
        }
        #expect(fault?.code == .wrongStatement)
        try await database.write { try $0.addLots(1, from: 100) }
    }

    @Test func `Reads that wait for a connection are refused when the database is closed`()
        async throws
    {
        var settings = settings()
        settings.readers = 1
        let database = try await plant(settings)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    do {
                        return try await database.read {
                            try $0.integer("SELECT COUNT(*) FROM lot")
                        } == 0
                    } catch let fault as DatabaseFault {
                        return fault.code == .closed
                    } catch { return false }
                }
            }
            group.addTask {
                await database.close()
                return true
            }
            return await group.reduce(true) { $0 && $1 }
        }
        #expect(outcomes)
    }
}
