// SPDX-License-Identifier: Apache-2.0
import CSQLite
import Relational

/// One connection to a SQLite file, with the statements it has prepared.
///
/// A class because it owns a C handle that must be closed once.
///
/// `@unchecked Sendable`, because it may move between threads but is never on two at once: its only
/// owner is a ``ConnectionActor``, or a `Mutex` of ``SQLiteJournal`` or ``ReaderRing``, and none lets
/// it out of a call. SQLite asks no more of a connection opened with `SQLITE_OPEN_NOMUTEX`.
final class SQLiteConnection: @unchecked Sendable {
    let handle: OpaquePointer
    private let path: String
    private var prepared: [SQL.Shape: SQLiteStatement] = [:]
    /// More than a program has statements; a bound all the same.
    private static let preparedMax = 512

    enum Role { case writer, reader }

    /// Opens the file and makes it behave as the settings say.
    init(_ settings: SQLiteSettings, as role: Role) throws(DatabaseFault) {
        path =
            switch settings.place {
            case .file(let path): path
            case .memory: ":memory:"
            }
        guard SQLiteLibrary.isReady else {
            throw DatabaseFault(.other, context: path, cause: "the SQLite library does not start")
        }
        var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        switch role {
        case .writer:
            flags |= SQLITE_OPEN_READWRITE | (settings.createsFile ? SQLITE_OPEN_CREATE : 0)
        case .reader: flags |= SQLITE_OPEN_READONLY
        }
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, flags, nil)
        guard code == SQLITE_OK, let handle else {
            let message = lastMessage(handle)
            sqlite3_close_v2(handle)
            throw DatabaseFault(sqlite: code, context: path, message: message)
        }
        self.handle = handle
        sqlite3_busy_timeout(handle, settings.busyMillisecondsMax)
        // A schema in a file that somebody else could have written must not run functions.
        witnessmark_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        witnessmark_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        witnessmark_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0)
        witnessmark_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0)
        // Only a file without pages takes this up.
        if role == .writer { try pragma("page_size=\(settings.pageBytes)") }
        try checkKind(settings.kind, mayClaim: role == .writer)
        switch role {
        case .writer: try configureWriter(settings)
        case .reader:
            // Only the writer copies the log into the file; see ``SQLiteDatabase``.
            witnessmark_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
            try pragma("mmap_size=\(settings.mappedBytes)")
            try pragma("query_only=1")
        }
        try pragma("cache_size=-\(settings.cacheKiB)")
        try pragma("cell_size_check=1")
        try pragma("temp_store=MEMORY")
    }

    deinit {
        prepared = [:]
        sqlite3_close_v2(handle)
    }

    private func configureWriter(_ settings: SQLiteSettings) throws(DatabaseFault) {
        if settings.place != .memory {
            // Turning the log on writes to the file, so its kind is settled before.
            try pragma("journal_mode=WAL")
        }
        try pragma("synchronous=\(settings.durability.rawValue)")
        try pragma("wal_autocheckpoint=\(settings.checkpointPages)")
        try pragma("journal_size_limit=\(settings.logBytesMax)")
        try pragma("foreign_keys=1")
    }

    /// Refuses a file that another program, or another part of this one, has written.
    private func checkKind(
        _ kind: SQLiteSettings.FileKind, mayClaim: Bool
    ) throws(DatabaseFault) {
        let found = try pragmaValue("application_id")
        if found == Int64(kind.id) { return }
        let isEmpty = try pragmaValue("page_count") == 0
        guard isEmpty, mayClaim else {
            throw DatabaseFault(
                .foreign, context: path,
                cause: "its application_id is \(found); that of a \(kind.name) is \(kind.id)")
        }
        try pragma("application_id=\(kind.id)")
    }

    // MARK: Statements

    /// The prepared statement of a shape; a second one while the first is being visited.
    func statement(_ sql: SQL) throws(DatabaseFault) -> SQLiteStatement {
        if let found = prepared[sql.shape] {
            if !found.isInUse { return found }
            return try SQLiteStatement(sql.text(in: .sqlite), on: handle)
        }
        let fresh = try SQLiteStatement(sql.text(in: .sqlite), on: handle)
        if prepared.count >= Self.preparedMax {
            prepared = prepared.filter { $0.value.isInUse }
        }
        prepared[sql.shape] = fresh
        return fresh
    }

    /// Runs a statement that this file has written out and that has no parameters.
    func pragma(_ text: String) throws(DatabaseFault) {
        let statement = try SQLiteStatement("PRAGMA " + text, on: handle)
        while try statement.step() {}
    }

    /// The integer that a pragma answers.
    func pragmaValue(_ name: String) throws(DatabaseFault) -> Int64 {
        let statement = try SQLiteStatement("PRAGMA " + name, on: handle)
        return try statement.step() ? statement.integer(0) : 0
    }

    /// How many rows the last statement changed.
    var changes: Int { Int(sqlite3_changes64(handle)) }

    // MARK: Transactions

    /// Runs `body` on a snapshot.
    func reading<Result>(
        _ body: (SQLiteConnection) throws -> Result
    ) throws -> Result {
        try execute("BEGIN")
        defer {
            // A read has nothing to lose; a failure here shows itself at the next BEGIN.
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
        }
        return try body(self)
    }

    /// Runs `body` and commits; undoes everything when it throws.
    func writing<Result>(
        atCommit hook: (@Sendable (SQLiteSettings.CommitMoment) throws -> Void)?,
        _ body: (SQLiteConnection) throws -> Result
    ) throws -> Result {
        try execute("BEGIN IMMEDIATE")
        let result: Result
        do {
            result = try body(self)
            try hook?(.before)
            try execute("COMMIT")
        } catch {
            rollback()
            throw error
        }
        try hook?(.after)
        return result
    }

    private func execute(_ sql: SQL) throws(DatabaseFault) {
        let statement = try statement(sql)
        defer { statement.reset() }
        _ = try statement.step()
    }

    /// Undoes the transaction unless SQLite has done so by itself, as it does when the disk is full.
    private func rollback() {
        guard sqlite3_get_autocommit(handle) == 0 else { return }
        sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
    }
}

/// The library itself, set up once for the process.
private enum SQLiteLibrary {
    /// Counting memory takes a lock around every allocation, and nobody reads the count.
    static let isReady =
        witnessmark_disable_memory_status() == SQLITE_OK && sqlite3_initialize() == SQLITE_OK
}
