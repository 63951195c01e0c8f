// SPDX-License-Identifier: Apache-2.0

/// One row of an answer, readable only while it is visited.
///
/// It lends what the engine holds instead of copying it, so it cannot be stored: the compiler
/// refuses to let it out of the closure. Columns are numbered from 0 in the order of the statement.
package struct Row: ~Copyable {
    private let source: any RowSource

    package init(_ source: any RowSource) {
        self.source = source
    }

    /// How many columns there are.
    package var count: Int { source.columnCount }

    /// The integer in a column; a fault when the column is null or of another kind.
    package func integer(_ column: Int) throws(DatabaseFault) -> Int64 {
        try expect(.integer, in: column)
        return source.integer(column)
    }

    /// The number in a column; an integer is read as a real number too.
    package func real(_ column: Int) throws(DatabaseFault) -> Double {
        if try kind(of: column) == .integer { return Double(source.integer(column)) }
        try expect(.real, in: column)
        return source.real(column)
    }

    /// The text in a column.
    package func text(_ column: Int) throws(DatabaseFault) -> String {
        try expect(.text, in: column)
        return source.withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes in a column.
    package func blob(_ column: Int) throws(DatabaseFault) -> [UInt8] {
        try expect(.blob, in: column)
        return source.withBytes(column) { [UInt8]($0) }
    }

    /// Lends the bytes of a blob or the UTF-8 of a text without copying them.
    package func withBytes<Result>(
        _ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        let kind = try kind(of: column)
        guard kind == .blob || kind == .text else {
            throw wrongKind(.blob, in: column, found: kind)
        }
        return try source.withBytes(column, body)
    }

    /// Whether a column holds nothing.
    package func isNull(_ column: Int) throws(DatabaseFault) -> Bool {
        try kind(of: column) == .null
    }

    /// The integer in a column, or `nil` when it holds nothing.
    package func integerIfAny(_ column: Int) throws(DatabaseFault) -> Int64? {
        try isNull(column) ? nil : try integer(column)
    }

    /// The number in a column, or `nil` when it holds nothing.
    package func realIfAny(_ column: Int) throws(DatabaseFault) -> Double? {
        try isNull(column) ? nil : try real(column)
    }

    /// The text in a column, or `nil` when it holds nothing.
    package func textIfAny(_ column: Int) throws(DatabaseFault) -> String? {
        try isNull(column) ? nil : try text(column)
    }

    /// The bytes in a column, or `nil` when it holds nothing.
    package func blobIfAny(_ column: Int) throws(DatabaseFault) -> [UInt8]? {
        try isNull(column) ? nil : try blob(column)
    }

    /// Whatever a column holds.
    package func value(_ column: Int) throws(DatabaseFault) -> SQLValue {
        switch try kind(of: column) {
        case .null: .null
        case .integer: .integer(source.integer(column))
        case .real: .real(source.real(column))
        case .text: .text(try text(column))
        case .blob: .blob(try blob(column))
        }
    }

    private func kind(of column: Int) throws(DatabaseFault) -> SQLValue.Kind {
        guard (0..<source.columnCount).contains(column) else {
            throw DatabaseFault(
                .wrongStatement, context: source.statement,
                cause: "column \(column) of \(source.columnCount) was asked for")
        }
        return source.kind(column)
    }

    private func expect(_ expected: SQLValue.Kind, in column: Int) throws(DatabaseFault) {
        let found = try kind(of: column)
        guard found == expected else { throw wrongKind(expected, in: column, found: found) }
    }

    private func wrongKind(
        _ expected: SQLValue.Kind, in column: Int, found: SQLValue.Kind
    ) -> DatabaseFault {
        DatabaseFault(
            .wrongKind, context: source.statement,
            cause: "column \(column) (\(source.name(column))) holds \(found), not \(expected)")
    }
}

/// What an engine lends while a row is visited; columns asked for are in range.
package protocol RowSource: AnyObject {
    var columnCount: Int { get }
    /// The statement, for messages.
    var statement: String { get }
    func name(_ column: Int) -> String
    func kind(_ column: Int) -> SQLValue.Kind
    func integer(_ column: Int) -> Int64
    func real(_ column: Int) -> Double
    /// The bytes of a text or a blob; an empty buffer when it has none.
    func withBytes<Result>(
        _ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result
}
