// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger
import Relational

/// The insert that an append repeats for each of its entries.
///
/// Nothing is copied but the four values of 32 bytes, which have no lasting address of their own;
/// header and bodies are lent to SQLite where they lie. A class because it owns the memory they are
/// copied to; used on the writer's connection only.
final class EntryInsert {
    private let row: SQLiteStatement
    /// Where the four values are while a row is inserted; bound once, filled for each row.
    private let seats = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 4 * Digest.byteCount, alignment: 16)

    init(on connection: SQLiteConnection) throws {
        row = try connection.statement(
            """
            INSERT INTO entry (
                position, leaf, fingerprint, kind, source, event, header,
                content_salt, content_body, person_salt, person_body
            ) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """)
        row.bind(2, blob: seat(0))
        row.bind(3, blob: seat(1))
    }

    deinit {
        row.reset()
        seats.deallocate()
    }

    func run(_ entry: PreparedEntry, at position: Int64, kind: Int64, source: Int64) throws {
        row.bind(1, position)
        row.bind(4, kind)
        row.bind(5, source)
        entry.leaf.withUnsafeBytes { fill(0, with: $0) }
        entry.fingerprint.withUnsafeBytes { fill(1, with: $0) }
        bind(salt: 8, entry.content, seat: 2)
        bind(salt: 10, entry.person, seat: 3)
        var event = entry.event.event
        try event.withUTF8 { event in
            row.bind(6, blob: UnsafeRawBufferPointer(event))
            try entry.header.withUnsafeBytes { header in
                row.bind(7, blob: header)
                try lend(entry.content?.body, as: 9) {
                    try lend(entry.person?.body, as: 11) {
                        // The bytes are lent no longer than this step.
                        defer { row.rewind() }
                        _ = try row.step()
                    }
                }
            }
        }
    }

    private func bind(salt parameter: Int32, _ opening: Opening?, seat number: Int) {
        guard let opening else { return row.bind(parameter, null: ()) }
        opening.salt.withUnsafeBytes { fill(number, with: $0) }
        row.bind(parameter, blob: seat(number))
    }

    @inline(__always)
    private func lend(
        _ bytes: [UInt8]?, as parameter: Int32, _ body: () throws -> Void
    ) rethrows {
        guard let bytes else {
            row.bind(parameter, null: ())
            return try body()
        }
        try bytes.withUnsafeBytes { buffer in
            row.bind(parameter, blob: buffer)
            try body()
        }
    }

    private func fill(_ number: Int, with bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: seats[range(number)]).copyMemory(from: bytes)
    }

    private func seat(_ number: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: seats[range(number)])
    }

    private func range(_ number: Int) -> Range<Int> {
        number * Digest.byteCount..<(number + 1) * Digest.byteCount
    }
}
