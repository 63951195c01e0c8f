// SPDX-License-Identifier: Apache-2.0
import CSQLite
import Relational

/// What a closure of ``SQLiteDatabase`` works on; it ends with the closure.
final class SQLiteTransaction: WriteTransaction {
    private let connection: SQLiteConnection
    private let mayWrite: Bool
    private var isOver = false

    init(_ connection: SQLiteConnection, mayWrite: Bool) {
        self.connection = connection
        self.mayWrite = mayWrite
    }

    /// From now on every call is refused: a transaction that was carried out of its closure must
    /// not write into somebody else's.
    func end() { isOver = true }

    func visit(_ query: SQL, _ body: (borrowing Row) throws -> Visit) throws {
        let statement = try statement(query)
        try statement.with(query.parameters) {
            while try statement.step() {
                switch try body(Row(statement)) {
                case .next: continue
                case .stop: return
                }
            }
        }
    }

    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        let statement = try statement(sql)
        return try statement.with(sql.parameters) {
            let before = sqlite3_total_changes64(connection.handle)
            while try statement.step() {}
            // A definition changes no rows and leaves the count of the statement before it.
            return sqlite3_total_changes64(connection.handle) == before ? 0 : connection.changes
        }
    }

    func insert(
        into table: StaticString, columns: [StaticString], _ body: (any RowSink) throws -> Void
    ) throws {
        try check()
        let sink = try SQLiteRowSink(table, columns, on: connection)
        try body(sink)
        try sink.finish()
    }

    private func statement(_ sql: SQL) throws(DatabaseFault) -> SQLiteStatement {
        try check()
        let statement = try connection.statement(sql)
        guard mayWrite || statement.isReadOnly else {
            throw DatabaseFault(
                .readOnly, context: statement.statement, cause: "a read was asked to write")
        }
        return statement
    }

    private func check() throws(DatabaseFault) {
        guard !isOver else {
            throw DatabaseFault(
                .wrongStatement, context: "a transaction that is over",
                cause: "it was used outside its closure")
        }
    }
}
