// SPDX-License-Identifier: Apache-2.0
import Canon
import Ledger
import Relational

/// The insert that an append repeats for each of its entries.
///
/// Nothing is copied but the four values of 32 bytes, which have no lasting address of their own;
/// header and bodies are lent to SQLite where they lie. A class because it owns the memory they are
/// copied to; used on the writer's connection only.
final class EntryInsert {
    private let row: SQLiteStatement
    private let fixed = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 4 * Digest.byteCount, alignment: 16)

    /// Parameters, in the order of the columns.
    private enum Column: Int32 {
        case position = 1, leaf, fingerprint, kind, source, event, header
        case contentSalt, contentBody, personSalt, personBody
    }

    init(on connection: SQLiteConnection) throws {
        row = try connection.statement(
            """
            INSERT INTO entry (
                position, leaf, fingerprint, kind, source, event, header,
                content_salt, content_body, person_salt, person_body
            ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """)
    }

    deinit {
        row.reset()
        fixed.deallocate()
    }

    func run(_ entry: PreparedEntry, at position: Int64, kind: Int64, source: Int64) throws {
        row.bind(Column.position.rawValue, position)
        row.bind(Column.kind.rawValue, kind)
        row.bind(Column.source.rawValue, source)
        entry.leaf.withUnsafeBytes { lend($0, as: .leaf, at: 0) }
        entry.fingerprint.withUnsafeBytes { lend($0, as: .fingerprint, at: 1) }
        lend(entry.content, as: .contentSalt, at: 2)
        lend(entry.person, as: .personSalt, at: 3)
        var event = entry.event.event
        try event.withUTF8 { event in
            row.bind(Column.event.rawValue, blob: UnsafeRawBufferPointer(event))
            try lending(entry.header, as: .header) {
                try lending(entry.content?.body, as: .contentBody) {
                    try lending(entry.person?.body, as: .personBody) {
                        // The bytes are lent no longer than this step.
                        defer { row.rewind() }
                        _ = try row.step()
                    }
                }
            }
        }
    }

    private func lend(_ opening: EntryOpening?, as column: Column, at seat: Int) {
        guard let opening else { return row.bind(column.rawValue, null: ()) }
        opening.salt.withUnsafeBytes { lend($0, as: column, at: seat) }
    }

    /// Copies 32 bytes to one of the four seats and lends them from there.
    private func lend(_ bytes: UnsafeRawBufferPointer, as column: Column, at seat: Int) {
        let start = seat * Digest.byteCount
        let place = UnsafeMutableRawBufferPointer(
            rebasing: fixed[start..<start + Digest.byteCount])
        place.copyMemory(from: bytes)
        row.bind(column.rawValue, blob: UnsafeRawBufferPointer(place))
    }

    private func lending(
        _ bytes: [UInt8]?, as column: Column, _ body: () throws -> Void
    ) rethrows {
        guard let bytes else {
            row.bind(column.rawValue, null: ())
            return try body()
        }
        try bytes.withUnsafeBytes { buffer in
            row.bind(column.rawValue, blob: buffer)
            try body()
        }
    }
}

extension PreparedEntry {
    var content: EntryOpening? { openings.first { $0.bodyClass == "content" } }
    var person: EntryOpening? { openings.first { $0.bodyClass == "person" } }
}
