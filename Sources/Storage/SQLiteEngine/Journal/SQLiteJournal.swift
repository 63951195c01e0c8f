// SPDX-License-Identifier: Apache-2.0
import Canon
import Ledger
import Relational
import Synchronization
import TransparencyLog

/// A ledger's journal in one SQLite file.
///
/// An append inserts one row for each entry, one row of index slots for the batch, the tiles it
/// completes and the new head, and returns after the fsync of that commit. What the file is safe from
/// and what not is said at ``SQLiteDatabase``, whose rule holds here too: one process, one connection
/// that writes.
///
/// A class because it owns connections that must be closed once. Invariants:
/// - `writer` is the only connection that writes, and is used only under its lock;
/// - what the writer remembers (index, names) speaks of committed rows, or it is forgotten.
package final class SQLiteJournal: JournalInspection, JournalBackup {
    let settings: SQLiteSettings
    private let writer: Mutex<JournalWriter>
    private let readers: ReaderRing
    private let lock: ProcessLock?

    /// Makes a new file with an empty log, and refuses when there is one already.
    package static func create(at path: String) throws(JournalError) {
        try JournalError.translating {
            let lock = try ProcessLock(beside: path)
            defer { withExtendedLifetime(lock) {} }
            guard !fileExists(path) else {
                throw DatabaseFault(.foreign, context: path, cause: "there is a file already")
            }
            let connection = try SQLiteConnection(
                SQLiteSettings(.file(path), kind: .ledger), as: .writer)
            try connection.writing(atCommit: nil) { connection in
                let transaction = SQLiteTransaction(connection, mayWrite: true)
                try transaction.migrate(to: JournalSchema.schema, in: .sqlite)
                try transaction.run(
                    """
                    INSERT INTO head (id, size, root) VALUES (1, 0, \(TreeHead.empty.root))
                    """)
            }
        }
    }

    /// Opens the file to append to it, or refuses when another process does.
    ///
    /// `waitingMax` is how many index rows wait for the sweep; see ``EventIndex``.
    package static func open(
        at path: String, waitingMax: Int = EventIndex.waitingMaxByDefault,
        adjusting adjust: (inout SQLiteSettings) -> Void = { _ in }
    ) throws(JournalError) -> SQLiteJournal {
        try JournalError.translating {
            var settings = SQLiteSettings(.file(path), kind: .ledger)
            settings.createsFile = false
            adjust(&settings)
            let lock = try ProcessLock(beside: path)
            let connection = try SQLiteConnection(settings, as: .writer)
            try connection.writing(atCommit: nil) { connection in
                try SQLiteTransaction(connection, mayWrite: true)
                    .migrate(to: JournalSchema.schema, in: .sqlite)
            }
            return SQLiteJournal(
                settings, JournalWriter(connection, waitingMax: waitingMax), lock)
        }
    }

    /// Opens the file to read it, beside whoever appends.
    package static func openForReading(at path: String) throws(JournalError) -> SQLiteJournal {
        try JournalError.translating {
            let settings = SQLiteSettings(.file(path), kind: .ledger)
            let connection = try SQLiteConnection(settings, as: .reader)
            try connection.reading { connection in
                try SQLiteTransaction(connection, mayWrite: false)
                    .check(JournalSchema.schema, in: .sqlite)
            }
            return SQLiteJournal(settings, JournalWriter(connection, waitingMax: .max), nil)
        }
    }

    private init(
        _ settings: SQLiteSettings, _ writer: JournalWriter, _ lock: ProcessLock?
    ) {
        self.settings = settings
        self.writer = Mutex(writer)
        self.readers = ReaderRing(settings)
        self.lock = lock
    }

    deinit {
        // The last connection to close copies the log into the file, and only the writer may.
        readers.close()
    }

    // MARK: Appending and sealing

    package func append(_ batch: JournalBatch, after head: TreeHead) throws(JournalError) {
        try writing { writer, connection in
            try writer.append(batch, after: head, on: connection)
        }
    }

    package func seal(
        _ checkpoint: SealedCheckpoint, after previous: TreeHead?
    ) throws(JournalError) {
        try writing { writer, connection in
            try writer.seal(checkpoint, after: previous, on: connection)
        }
    }

    package func events(_ keys: [EventKey]) throws(JournalError) -> [KnownEvent?] {
        try remembering { writer, connection in try writer.events(keys, on: connection) }
    }

    /// A transaction that writes; after a failure the writer trusts nothing it remembers.
    private func writing(
        _ body: (inout JournalWriter, SQLiteConnection) throws -> Void
    ) throws(JournalError) {
        try JournalError.translating {
            guard lock != nil else {
                throw DatabaseFault(
                    .readOnly, context: "\(settings.place)", cause: "it was opened to be read")
            }
            try writer.withLock { writer in
                do {
                    let connection = writer.connection
                    try connection.writing(atCommit: settings.atCommit) {
                        try body(&writer, $0)
                    }
                } catch {
                    writer.forget()
                    throw error
                }
            }
        }
    }

    /// A read with what the writer remembers of rows that have not reached their table.
    func remembering<Result: Sendable>(
        _ body: (inout JournalWriter, SQLiteConnection) throws -> Result
    ) throws(JournalError) -> Result {
        try JournalError.translating {
            try writer.withLock { writer in
                let connection = writer.connection
                // Somebody else may have appended since a connection for reading last looked.
                if lock == nil { writer.forget() }
                return try connection.reading { try body(&writer, $0) }
            }
        }
    }

    /// A read on one of the connections for reading.
    func reading<Result: Sendable>(
        _ body: (SQLiteConnection) throws -> Result
    ) throws(JournalError) -> Result {
        try JournalError.translating {
            try readers.with { connection in try connection.reading(body) }
        }
    }
}

extension JournalError {
    /// Runs `body`; a database's fault becomes the journal's.
    static func translating<Result>(
        _ body: () throws -> Result
    ) throws(JournalError) -> Result {
        do {
            return try body()
        } catch let error as JournalError {
            throw error
        } catch let fault as DatabaseFault {
            switch fault.code {
            case .corrupt, .foreign, .constraint, .wrongKind, .wrongStatement, .newerSchema,
                .changedSchema:
                throw .corrupt(position: nil, "\(fault): \(fault.cause)")
            case .busy, .full, .readOnly, .inputOutput, .outcomeUnknown, .unreachable, .inUse,
                .interrupted, .closed, .other:
                throw .unavailable("\(fault): \(fault.cause)")
            }
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
