// SPDX-License-Identifier: Apache-2.0
import Relational

/// A prepared `INSERT` that is bound, stepped and rewound for each row.
///
/// Texts and blobs of a row are gathered in one buffer that is used again, and lent to SQLite from
/// there: one copy and no allocation a value.
final class SQLiteRowSink: RowSink {
    private let statement: SQLiteStatement
    private let width: Int
    private var cells: [Cell] = []
    private var bytes: [UInt8] = []

    private enum Cell {
        case null
        case integer(Int64)
        case real(Double)
        case text(Range<Int>)
        case blob(Range<Int>)
    }

    init(_ table: StaticString, _ columns: [StaticString], on connection: SQLiteConnection) throws {
        width = columns.count
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let places = (1...max(1, width)).map { "?\($0)" }.joined(separator: ", ")
        statement = try SQLiteStatement(
            "INSERT INTO \"\(table)\" (\(names)) VALUES (\(places))", on: connection.handle)
        cells.reserveCapacity(width)
    }

    func null() { cells.append(.null) }
    func integer(_ value: Int64) { cells.append(.integer(value)) }
    func real(_ value: Double) { cells.append(.real(value)) }

    func text(_ value: String) {
        let start = bytes.count
        bytes.append(contentsOf: value.utf8)
        cells.append(.text(start..<bytes.count))
    }

    func blob(_ value: UnsafeRawBufferPointer) {
        let start = bytes.count
        bytes.append(contentsOf: value)
        cells.append(.blob(start..<bytes.count))
    }

    func endRow() throws {
        defer {
            cells.removeAll(keepingCapacity: true)
            bytes.removeAll(keepingCapacity: true)
        }
        guard cells.count == width else {
            throw DatabaseFault(
                .wrongStatement, context: statement.statement,
                cause: "a row has \(cells.count) values for \(width) columns")
        }
        try bytes.withUnsafeBytes { buffer in
            for (position, cell) in cells.enumerated() {
                let index = Int32(position + 1)
                switch cell {
                case .null: statement.bind(index, null: ())
                case .integer(let value): statement.bind(index, value)
                case .real(let value): statement.bind(index, value)
                case .text(let range):
                    statement.bind(index, text: UnsafeRawBufferPointer(rebasing: buffer[range]))
                case .blob(let range):
                    statement.bind(index, blob: UnsafeRawBufferPointer(rebasing: buffer[range]))
                }
            }
            defer { statement.rewind() }
            _ = try statement.step()
        }
    }

    /// Refuses values that no row was ended after; they would be lost in silence.
    func finish() throws {
        statement.reset()
        guard cells.isEmpty else {
            throw DatabaseFault(
                .wrongStatement, context: statement.statement, cause: "the last row was not ended")
        }
    }
}
