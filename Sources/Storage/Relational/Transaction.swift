// SPDX-License-Identifier: Apache-2.0

/// One consistent view of the database, good for the length of a closure.
package protocol ReadTransaction: AnyObject {
    /// Calls `body` with each row in order until it answers ``Visit/stop`` or there are no more.
    ///
    /// Rows come one at a time from the engine and are never gathered, so an answer of any size
    /// takes the memory of one row (PostgreSQL: single-row mode). Other statements may run inside.
    func visit(_ query: SQL, _ body: (borrowing Row) throws -> Visit) throws
}

/// Whether more rows are wanted.
package enum Visit: Sendable {
    case next, stop
}

extension ReadTransaction {
    /// Calls `body` with each row in order.
    package func forEach(_ query: SQL, _ body: (borrowing Row) throws -> Void) throws {
        try visit(query) { row in
            try body(row)
            return .next
        }
    }

    /// Every row, mapped.
    ///
    /// For answers known to be short; ``forEach(_:_:)`` is for the others.
    package func all<Value>(
        _ query: SQL, _ map: (borrowing Row) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try forEach(query) { values.append(try map($0)) }
        return values
    }

    /// The first row, mapped, or `nil` when there is none.
    package func first<Value>(
        _ query: SQL, _ map: (borrowing Row) throws -> Value
    ) throws -> Value? {
        var value: Value?
        try visit(query) { row in
            value = try map(row)
            return .stop
        }
        return value
    }

    /// The integer in the only column of the first row, as `COUNT` gives it, or `nil`.
    package func integer(_ query: SQL) throws -> Int64? {
        try first(query) { row in try row.integerIfAny(0) } ?? nil
    }

    /// The text in the only column of the first row, or `nil`.
    package func text(_ query: SQL) throws -> String? {
        try first(query) { row in try row.textIfAny(0) } ?? nil
    }
}

/// The only transaction that writes, good for the length of a closure.
///
/// It reads its own writes.
package protocol WriteTransaction: ReadTransaction {
    /// Runs one statement that gives no rows; answers how many rows it changed.
    @discardableResult
    func run(_ statement: SQL) throws -> Int

    /// Stores many rows in one table by the engine's fastest way.
    ///
    /// A prepared loop in SQLite, `COPY … FROM STDIN BINARY` in PostgreSQL; there, the rows are
    /// checked when `body` returns, so a fault may come later than the row that caused it.
    func insert(
        into table: StaticString, columns: [StaticString],
        _ body: (any RowSink) throws -> Void
    ) throws
}

extension WriteTransaction {
    /// Stores many rows in one table by the engine's fastest way.
    package func insert(
        into table: StaticString, columns: [StaticString], rows: some Sequence<[SQLValue]>
    ) throws {
        try insert(into: table, columns: columns) { sink in
            for row in rows { try sink.row(row) }
        }
    }
}

/// Takes rows value by value, in the order of the columns.
///
/// Values are copied when they are given; nothing need outlive the call.
package protocol RowSink: AnyObject {
    func null()
    func integer(_ value: Int64)
    func real(_ value: Double)
    func text(_ value: String)
    func blob(_ bytes: UnsafeRawBufferPointer)
    /// Ends the row; a fault when it has too few or too many values, or is refused.
    func endRow() throws
}

extension RowSink {
    /// Bytes as an array.
    package func blob(_ bytes: [UInt8]) { bytes.withUnsafeBytes { blob($0) } }

    /// A value of any kind.
    package func value(_ value: SQLValue) {
        switch value {
        case .null: null()
        case .integer(let number): integer(number)
        case .real(let number): real(number)
        case .text(let string): text(string)
        case .blob(let bytes): blob(bytes)
        }
    }

    /// A whole row.
    package func row(_ values: [SQLValue]) throws {
        for each in values { value(each) }
        try endRow()
    }
}
