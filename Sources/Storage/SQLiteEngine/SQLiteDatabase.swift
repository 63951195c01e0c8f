// SPDX-License-Identifier: Apache-2.0
import Relational

/// A database in one SQLite file: readers beside one writer, in write-ahead mode.
///
/// **One process, one write connection, and only that connection copies the log into the file.**
/// SQLite before 3.51.3 can lose pages when two connections do so at once (the "WAL-reset" defect;
/// Debian 12 ships 3.40.1), so a lock file keeps a second writing process out, readers are opened
/// so that they never do it, and there is no second writer to race with.
///
/// Invariants:
/// - the process lock is held for as long as the writer is open;
/// - the writer is touched only by its actor, a reader only by whoever was lent it.
package final class SQLiteDatabase: Database {
    private let settings: SQLiteSettings
    private let writer: ConnectionActor?
    private let readers: ReaderPool
    private let lock: ProcessLock?

    /// Opens the file for reading and writing, or refuses when another process writes to it.
    package static func open(_ settings: SQLiteSettings) throws -> SQLiteDatabase {
        var lock: ProcessLock?
        if case .file(let path) = settings.place { lock = try ProcessLock(beside: path) }
        let writer = try ConnectionActor(settings, as: .writer)
        return SQLiteDatabase(settings, writer, lock)
    }

    /// Opens an existing file for reading only; any number of processes may.
    package static func openForReading(_ settings: SQLiteSettings) throws -> SQLiteDatabase {
        let readers = ReaderPool(settings)
        try readers.openFirst()
        return SQLiteDatabase(settings, readers)
    }

    private init(_ settings: SQLiteSettings, _ writer: ConnectionActor, _ lock: ProcessLock?) {
        self.settings = settings
        self.writer = writer
        self.readers = ReaderPool(settings)
        self.lock = lock
    }

    private init(_ settings: SQLiteSettings, _ readers: ReaderPool) {
        self.settings = settings
        self.writer = nil
        self.readers = readers
        self.lock = nil
    }

    package var dialect: Dialect { .sqlite }

    package func read<Result: Sendable>(
        _ body: @Sendable (any ReadTransaction) throws -> Result
    ) async throws -> Result {
        try await reading { connection in
            let transaction = SQLiteTransaction(connection, mayWrite: false)
            defer { transaction.end() }
            return try body(transaction)
        }
    }

    package func write<Result: Sendable>(
        _ body: @Sendable (any WriteTransaction) throws -> Result
    ) async throws -> Result {
        try await writing { connection in
            let transaction = SQLiteTransaction(connection, mayWrite: true)
            defer { transaction.end() }
            return try body(transaction)
        }
    }

    package func close() async {
        await readers.close()
        await writer?.close()
    }
}

extension SQLiteDatabase {
    /// A snapshot on the connection itself, for what is native to this engine.
    func reading<Result: Sendable>(
        _ body: @Sendable (SQLiteConnection) throws -> Result
    ) async throws -> Result {
        if settings.place == .memory, let writer {
            // Another connection would be another database.
            return try await writer.run { try $0.reading(body) }
        }
        return try await readers.with { try $0.reading(body) }
    }

    /// A transaction on the connection itself, for what is native to this engine.
    func writing<Result: Sendable>(
        _ body: @Sendable (SQLiteConnection) throws -> Result
    ) async throws -> Result {
        guard let writer else {
            throw DatabaseFault(
                .readOnly, context: "\(settings.place)", cause: "it was opened for reading only")
        }
        let hook = settings.atCommit
        return try await writer.run { try $0.writing(atCommit: hook, body) }
    }
}
