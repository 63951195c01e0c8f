// SPDX-License-Identifier: Apache-2.0
import CSQLite
import Relational

/// A prepared statement of one connection.
///
/// A class because it owns a C handle that must be finalised once. It is used only on its
/// connection's thread.
final class SQLiteStatement: RowSource {
    private let handle: OpaquePointer
    private let database: OpaquePointer
    let statement: String
    let columnCount: Int
    /// Whether running it leaves the database as it is.
    let isReadOnly: Bool
    /// Whether rows are being visited; such a statement must not be run a second time.
    var isInUse = false

    init(_ text: String, on database: OpaquePointer) throws(DatabaseFault) {
        var handle: OpaquePointer?
        var isWhole = true
        let code = text.withCString { start in
            var rest: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(
                database, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &rest)
            isWhole = rest.map { $0.pointee == 0 } ?? true
            return code
        }
        guard code == SQLITE_OK, let handle else {
            let message = code == SQLITE_OK ? "the statement is empty" : lastMessage(database)
            throw DatabaseFault(
                sqlite: code == SQLITE_OK ? SQLITE_ERROR : code, context: text, message: message)
        }
        guard isWhole else {
            sqlite3_finalize(handle)
            throw DatabaseFault(
                .wrongStatement, context: text, cause: "more than one statement was given")
        }
        self.handle = handle
        self.database = database
        self.statement = text
        self.columnCount = Int(sqlite3_column_count(handle))
        self.isReadOnly = sqlite3_stmt_readonly(handle) != 0
    }

    deinit { sqlite3_finalize(handle) }

    // MARK: Parameters, numbered from 1

    func bind(_ index: Int32, null: Void) { sqlite3_bind_null(handle, index) }
    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }
    func bind(_ index: Int32, _ value: Double) { sqlite3_bind_double(handle, index, value) }

    /// Lends bytes to the statement; they must stay in place until it is reset.
    func bind(_ index: Int32, blob bytes: UnsafeRawBufferPointer) {
        if bytes.count == 0 {
            // A null address would be stored as NULL, and nothing is not the same as empty.
            sqlite3_bind_zeroblob(handle, index, 0)
            return
        }
        witnessmark_bind_blob(handle, index, bytes.baseAddress, sqlite3_uint64(bytes.count))
    }

    /// Lends UTF-8 to the statement; it must stay in place until it is reset.
    func bind(_ index: Int32, text bytes: UnsafeRawBufferPointer) {
        witnessmark_bind_text(handle, index, bytes.baseAddress, sqlite3_uint64(bytes.count))
    }

    /// Binds the values, runs `body` while they are in place, then resets the statement.
    func with<Result>(_ values: [SQLValue], _ body: () throws -> Result) throws -> Result {
        let expected = Int(sqlite3_bind_parameter_count(handle))
        guard values.count == expected else {
            throw DatabaseFault(
                .wrongStatement, context: statement,
                cause: "\(values.count) values for \(expected) parameters")
        }
        isInUse = true
        defer {
            reset()
            isInUse = false
        }
        return try bind(values, from: 0, then: body)
    }

    /// Each array and string is lent from within its own scope, so nothing is copied.
    private func bind<Result>(
        _ values: [SQLValue], from first: Int, then body: () throws -> Result
    ) throws -> Result {
        var position = first
        while position < values.count {
            let index = Int32(position + 1)
            switch values[position] {
            case .null: bind(index, null: ())
            case .integer(let value): bind(index, value)
            case .real(let value): bind(index, value)
            case .text(var text):
                return try text.withUTF8 { utf8 in
                    bind(index, text: UnsafeRawBufferPointer(utf8))
                    return try bind(values, from: position + 1, then: body)
                }
            case .blob(let bytes):
                return try bytes.withUnsafeBytes { buffer in
                    bind(index, blob: buffer)
                    return try bind(values, from: position + 1, then: body)
                }
            }
            position += 1
        }
        return try body()
    }

    // MARK: Running

    /// Goes to the next row; `false` at the end.
    func step() throws(DatabaseFault) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let extended = sqlite3_extended_errcode(database)
            throw DatabaseFault(
                sqlite: extended == SQLITE_OK ? code : extended, context: statement,
                message: lastMessage(database))
        }
    }

    /// Makes the statement ready to run again and lets go of lent bytes.
    ///
    /// The code it returns repeats the fault that `step` has already thrown.
    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// As ``reset()``, but keeps the parameters: for loops that bind every one again.
    func rewind() { sqlite3_reset(handle) }

    // MARK: Columns of the current row, numbered from 0

    func name(_ column: Int) -> String {
        sqlite3_column_name(handle, Int32(column)).map { String(cString: $0) } ?? ""
    }

    func kind(_ column: Int) -> SQLValue.Kind {
        switch sqlite3_column_type(handle, Int32(column)) {
        case SQLITE_INTEGER: .integer
        case SQLITE_FLOAT: .real
        case SQLITE_TEXT: .text
        case SQLITE_BLOB: .blob
        default: .null
        }
    }

    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }
    func real(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

    func withBytes<Result>(
        _ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        // The address first, then the count: asking for the address may convert the value.
        let start = sqlite3_column_blob(handle, Int32(column))
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }
}

/// What SQLite says about the last call on a connection.
func lastMessage(_ database: OpaquePointer?) -> String {
    guard let database, let text = sqlite3_errmsg(database) else { return "out of memory" }
    return String(cString: text)
}
