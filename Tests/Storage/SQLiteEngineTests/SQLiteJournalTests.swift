// SPDX-License-Identifier: Apache-2.0
import Foundation
import JournalConformance
import Ledger
import Relational
import SQLiteEngine
import Synchronization
import Testing
import TransparencyLog

struct SQLiteJournalConformanceTests {
    @Test(arguments: JournalConformance.promises)
    func `A journal in a file keeps its promise`(promise: Promise) throws {
        try promise.check(on: JournalFile().subject)
    }
}

/// A ledger file of a test's own.
///
/// A second writer is refused, even in this process, so while a journal is alive whoever opens the
/// file again is handed that one; once it was let go of, the file is opened anew.
final class JournalFile: Sendable {
    let folder: TemporaryFolder
    let path: String
    private let living = Mutex(Weak())

    private struct Weak {
        weak var journal: SQLiteJournal?
    }

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("ledger.db")
        try SQLiteJournal.create(at: path)
    }

    func open(
        waitingMax: Int = EventIndex.waitingMaxByDefault,
        adjusting adjust: (inout SQLiteSettings) -> Void = { _ in }
    ) throws -> SQLiteJournal {
        try living.withLock { living in
            if let journal = living.journal { return journal }
            let journal = try SQLiteJournal.open(
                at: path, waitingMax: waitingMax, adjusting: adjust)
            living.journal = journal
            return journal
        }
    }

    var subject: JournalSubject { JournalSubject { try self.open() } }
}

/// What is true of this journal beside the promises that every journal keeps.
struct SQLiteJournalTests {
    let file: JournalFile

    init() throws { file = try JournalFile() }

    @Test(arguments: JournalConformance.promises)
    func `A journal that sweeps its index after each append keeps its promise`(
        promise: Promise
    ) throws {
        let file = file
        try promise.check(on: JournalSubject { try file.open(waitingMax: 0) })
    }

    @Test func `A journal is made only where there is nothing`() throws {
        let error = #expect(throws: JournalError.self) { try SQLiteJournal.create(at: file.path) }
        #expect(error?.text.contains("there is a file already") == true)
    }

    @Test func `Opening makes no journal`() {
        let path = file.folder.path("other.db")
        #expect(throws: JournalError.self) { try SQLiteJournal.open(at: path) }
        #expect(throws: JournalError.self) { try SQLiteJournal.openForReading(at: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `A second process that would append is refused`() throws {
        let journal = try file.open()
        let error = #expect(throws: JournalError.self) { try SQLiteJournal.open(at: file.path) }
        #expect(error?.text.contains("Another program works") == true)
        #expect(try journal.head() == .empty)
    }

    @Test func `Whoever reads beside the writer sees appends, and cannot append`() throws {
        let journal = try file.open()
        let reader = try SQLiteJournal.openForReading(at: file.path)
        for size in [3, 7] as [UInt64] {
            try journal.fill(to: size)
            #expect(try reader.head() == Samples.head(size))
            let keys = [Samples.entry(0).event, Samples.entry(size - 1).event]
            #expect(try reader.events(keys).map { $0?.position } == [0, size - 1])
        }
        #expect(throws: JournalError.self) {
            try reader.append(Samples.batch(7..<8), after: Samples.head(7))
        }
        #expect(try journal.head() == Samples.head(7))
    }

    @Test(arguments: SQLiteSettings.CommitMoment.allCases, [0, 1_000])
    func `A lost answer leaves index and names as they are in the file`(
        moment: SQLiteSettings.CommitMoment, waitingMax: Int
    ) throws {
        let commits = Count()
        // The first commit of an opened journal is that of its schema.
        let journal = try file.open(waitingMax: waitingMax) { settings in
            settings.atCommit = { if $0 == moment, commits.next() == 2 { throw Lost() } }
        }
        try journal.fill(to: 5)
        #expect(throws: JournalError.self) {
            try journal.append(Samples.batch(5..<9), after: Samples.head(5))
        }
        let head = try journal.head()
        #expect(head == (moment == .before ? Samples.head(5) : Samples.head(9)))
        let keys = (0..<12).map { Samples.entry($0).event }
        #expect(try journal.events(keys).compactMap { $0?.position } == Array(0..<head.size.value))
        let rest = Samples.batch(head.size.value..<12)
        try journal.append(rest, after: head)
        #expect(try journal.events(keys).compactMap { $0?.position } == Array(0..<12))
        #expect(throws: JournalError.eventKnown) {
            try journal.append(
                JournalBatch(
                    entries: rest.entries, tiles: [],
                    head: Samples.head(12 + UInt64(rest.entries.count))),
                after: Samples.head(12))
        }
    }

    private struct Lost: Error {}

    @Test func `A journal that was let go of is one file without a log beside it`() throws {
        try fillAndClose()
        #expect(!FileManager.default.fileExists(atPath: file.path + "-wal"))
        #expect(try SQLiteJournal.openForReading(at: file.path).head() == Samples.head(9))
    }

    // MARK: Fences

    @Test(
        arguments: [
            "UPDATE entry SET header = x'00'", "DELETE FROM entry",
            "UPDATE checkpoint SET size = 9",
            "DELETE FROM checkpoint", "UPDATE tile SET hashes = x'00'", "DELETE FROM tile",
        ] as [SQL])
    func `What is logged cannot be changed by mistake`(statement: SQL) async throws {
        try fillAndClose()
        let raw = try SQLiteDatabase.open(SQLiteSettings(.file(file.path), kind: .ledger))
        let fault = await #expect(throws: DatabaseFault.self) {
            try await raw.write { try $0.run(statement) }
        }
        #expect(fault?.code == .constraint)
    }

    private func fillAndClose() throws {
        let journal = try file.open()
        let tile = Samples.tile(0, 0, width: 256)
        try journal.append(Samples.batch(0..<9, tiles: [tile]), after: .empty)
        try journal.seal(Samples.checkpoint(9), after: nil)
        #expect(try journal.head() == Samples.head(9))
    }

    private func tamper(_ statements: [SQL]) async throws {
        let raw = try SQLiteDatabase.open(SQLiteSettings(.file(file.path), kind: .ledger))
        try await raw.write { transaction in
            for statement in statements { try transaction.run(statement) }
        }
        await raw.close()
    }

    // MARK: Rows that somebody has changed

    @Test func `An entry that was taken out is named, by every way of reading`() async throws {
        try fillAndClose()
        try await tamper([
            "DROP TRIGGER entry_is_never_removed", "DELETE FROM entry WHERE position = 4",
        ])
        let journal = try file.open()
        #expect(try journal.entries(in: 0..<9).count == 4)
        for read in [
            { _ = try journal.entries(in: 4..<9) }, { _ = try journal.leaves(in: 0..<9) },
            { try journal.headers(in: 2..<9) { _ in } },
            { _ = try journal.storedEvents(after: nil, limit: 100) },
        ] as [() throws -> Void] {
            let error = #expect(throws: JournalError.self, performing: read)
            guard case .corrupt(position: 4, _)? = error else {
                Issue.record("\(String(describing: error)) does not name position 4")
                return
            }
        }
    }

    @Test func `An index row that leads elsewhere is named`() async throws {
        try file.open(waitingMax: 0).fill(to: 9)
        try await tamper([
            "DELETE FROM event_tail",
            "UPDATE event_slot SET position = 0 WHERE position = 4",
        ])
        let journal = try file.open()
        let error = #expect(throws: JournalError.self) {
            try journal.storedEvents(after: nil, limit: 100)
        }
        #expect(error?.text.contains("the entry of another event") == true)
    }

    @Test func `A negative size is refused, not taken for a large one`() async throws {
        try fillAndClose()
        try await tamper(["UPDATE head SET size = -1"])
        let journal = try file.open()
        #expect(throws: JournalError.self) { try journal.head() }
    }

    // MARK: Copies

    @Test func `A copy holds what was there when it began, in one file`() throws {
        let journal = try file.open()
        try journal.fill(to: 1_500)
        try journal.seal(Samples.checkpoint(1_500), after: nil)
        let copyPath = file.folder.path("backup.db")
        try journal.copy(to: copyPath)
        try journal.fill(to: 1_600)
        let names = try FileManager.default.contentsOfDirectory(atPath: file.folder.url.path)
        #expect(names.filter { $0.hasPrefix("backup") } == ["backup.db"])
        let copy = try SQLiteJournal.open(at: copyPath)
        #expect(try copy.head() == Samples.head(1_500))
        #expect(try copy.leaves(in: 0..<1_500) == journal.leaves(in: 0..<1_500))
        #expect(try copy.lastCheckpoint() == Samples.checkpoint(1_500))
        #expect(try copy.engineFindings() == [])
        try copy.append(Samples.batch(1_500..<1_501), after: Samples.head(1_500))
    }

    /// Whoever may write the file can put a trigger in that runs with our rights at the next append.
    @Test(
        arguments: [
            (
                ["CREATE TRIGGER forger AFTER INSERT ON entry BEGIN SELECT 1; END"],
                "has a trigger forger that this program did not make"
            ),
            (["DROP TRIGGER entry_is_never_changed"], "has no trigger entry_is_never_changed"),
            (["CREATE TABLE hidden (x)"], "has a table hidden that this program did not make"),
            (
                [
                    "DROP TRIGGER tile_is_never_removed",
                    "CREATE TRIGGER tile_is_never_removed BEFORE DELETE ON tile BEGIN SELECT 1; END",
                ],
                "has another trigger tile_is_never_removed"
            ),
        ] as [([SQL], String)])
    func `A changed schema is found`(changes: [SQL], finding: String) async throws {
        let database = try SQLiteDatabase.open(SQLiteSettings(.file(file.path), kind: .ledger))
        try await database.write { for change in changes { try $0.run(change) } }
        await database.close()
        let journal = try SQLiteJournal.openForReading(at: file.path)
        #expect(try journal.engineFindings() == [finding])
    }

    @Test func `A file that is damaged is a finding, not a failure`() throws {
        do {
            let journal = try file.open()
            try journal.fill(to: 1_500)
        }
        var bytes = try Data(contentsOf: URL(filePath: file.path))
        // The first bytes of a page are what kind of page it is.
        for page in 3..<(bytes.count / 8_192) { bytes[page * 8_192] = 0x77 }
        try bytes.write(to: URL(filePath: file.path))
        let findings = try SQLiteJournal.openForReading(at: file.path).engineFindings()
        #expect(!findings.isEmpty)
        #expect(findings.allSatisfy { $0.hasPrefix("is damaged: ") })
    }

    @Test func `A copy replaces nothing`() throws {
        let journal = try file.open()
        let error = #expect(throws: JournalError.self) { try journal.copy(to: file.path) }
        #expect(error?.text.contains("there is a file already") == true)
    }

    @Test func `A copy that cannot be finished leaves nothing behind`() throws {
        let journal = try file.open()
        #expect(throws: JournalError.self) {
            try journal.copy(to: file.folder.path("missing/backup.db"))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: file.folder.url.path)
        #expect(!names.contains { $0.contains("partial") })
    }
}

extension JournalError {
    /// The words in it, wherever they are.
    fileprivate var text: String { "\(self)" }
}
