// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger
import Relational
import TransparencyLog

extension SQLiteJournal {
    package func head() throws(JournalError) -> TreeHead {
        try reading { try SQLiteJournal.head(on: $0) }
    }

    package func entries(in positions: Range<UInt64>) throws(JournalError) -> [LoggedEntry] {
        try reading { connection in
            var words = Words()
            var answer: [LoggedEntry] = []
            var bytes = 0
            let rows = try connection.statement(
                """
                SELECT position, leaf, fingerprint, kind, source, event, header,
                    content_salt, content_body, person_salt, person_body
                FROM entry WHERE position >= ?1 AND position < ?2 ORDER BY position LIMIT ?3
                """)
            rows.bind(range: positions)
            rows.bind(3, Int64(JournalLimits.entriesMax))
            defer { rows.reset() }
            while bytes < JournalLimits.bytesMax, try rows.step() {
                let position = positions.lowerBound + UInt64(answer.count)
                guard rows.integer(0) == Int64(clamping: position),
                    let entry = try SQLiteJournal.entry(of: rows, &words, on: connection)
                else { break }
                answer.append(LoggedEntry(position: position, entry: entry))
                bytes += entry.weight
            }
            let size = try SQLiteJournal.head(on: connection).size
            if answer.isEmpty, !positions.isEmpty, positions.lowerBound < size.value {
                throw JournalError.corrupt(
                    position: positions.lowerBound, "no readable entry is kept here")
            }
            return answer
        }
    }

    package func headers(
        in positions: Range<UInt64>, _ visit: (UnsafeRawBufferPointer) -> Void
    ) throws(JournalError) {
        try walk(
            "SELECT position, header FROM entry WHERE position >= ?1 AND position < ?2 ORDER BY position",
            over: positions
        ) { rows, _ in
            rows.withBytes(1, visit)
        }
    }

    package func leaves(in positions: Range<UInt64>) throws(JournalError) -> [Digest] {
        var leaves: [Digest] = []
        try walk(
            "SELECT position, leaf FROM entry WHERE position >= ?1 AND position < ?2 ORDER BY position",
            over: positions
        ) { rows, position in
            guard let leaf = rows.withBytes(1, { Digest(bytes: $0) }) else {
                throw JournalError.corrupt(position: position, "the leaf hash is not 32 bytes")
            }
            leaves.append(leaf)
        }
        return leaves
    }

    /// Visits a row for each position of the range, and stops at the first that has none.
    private func walk(
        _ query: SQL, over positions: Range<UInt64>,
        _ visit: (SQLiteStatement, UInt64) throws -> Void
    ) throws(JournalError) {
        try reading { connection in
            let rows = try connection.statement(query)
            rows.bind(range: positions)
            defer { rows.reset() }
            for position in positions {
                guard try rows.step(), rows.integer(0) == Int64(clamping: position) else {
                    throw JournalError.corrupt(position: position, "no entry is kept here")
                }
                try visit(rows, position)
            }
        }
    }

    package func tiles(at addresses: [TileAddress]) throws(JournalError) -> [[UInt8]?] {
        try reading { connection in
            let query = try connection.statement("SELECT hashes FROM tile WHERE address = ?1")
            return try addresses.map { address in
                query.bind(1, address.key)
                defer { query.reset() }
                return try query.step() ? query.withBytes(0) { [UInt8]($0) } : nil
            }
        }
    }

    package func lastCheckpoint() throws(JournalError) -> SealedCheckpoint? {
        try reading { try SQLiteJournal.lastCheckpoint(on: $0) }
    }

    package func checkpoints(
        after size: UInt64?, limit: Int
    ) throws(JournalError) -> [SealedCheckpoint] {
        try reading { connection in
            let rows = try connection.statement(
                """
                SELECT size, root, note, sealed_at FROM checkpoint
                WHERE size > ?1 ORDER BY size LIMIT ?2
                """)
            rows.bind(1, size.map { Int64(clamping: $0) } ?? -1)
            rows.bind(2, Int64(max(0, limit)))
            defer { rows.reset() }
            var found: [SealedCheckpoint] = []
            while try rows.step() { found.append(try SQLiteJournal.checkpoint(of: rows)) }
            return found
        }
    }
}

/// Rows as values, on whichever connection they are read.
extension SQLiteJournal {
    static func head(on connection: SQLiteConnection) throws -> TreeHead {
        let query = try connection.statement("SELECT size, root FROM head WHERE id = 1")
        defer { query.reset() }
        guard try query.step(), let root = query.withBytes(1, { Digest(bytes: $0) }) else {
            throw JournalError.corrupt(position: nil, "the journal has no head")
        }
        return TreeHead(size: try TreeSize(row: query.integer(0)), root: root)
    }

    static func lastCheckpoint(on connection: SQLiteConnection) throws -> SealedCheckpoint? {
        let query = try connection.statement(
            "SELECT size, root, note, sealed_at FROM checkpoint ORDER BY size DESC LIMIT 1")
        defer { query.reset() }
        return try query.step() ? checkpoint(of: query) : nil
    }

    static func knownEvent(
        at position: Int64, on connection: SQLiteConnection
    ) throws -> KnownEvent? {
        let query = try connection.statement("SELECT fingerprint FROM entry WHERE position = ?1")
        query.bind(1, position)
        defer { query.reset() }
        guard try query.step(), let fingerprint = query.withBytes(0, { Digest(bytes: $0) }) else {
            return nil
        }
        return KnownEvent(
            position: try UInt64(row: position, "a position"), fingerprint: fingerprint)
    }

    private static func checkpoint(of row: SQLiteStatement) throws -> SealedCheckpoint {
        guard let root = row.withBytes(1, { Digest(bytes: $0) }) else {
            throw JournalError.corrupt(position: nil, "a checkpoint's root is not 32 bytes")
        }
        let size = try TreeSize(row: row.integer(0))
        return SealedCheckpoint(
            head: TreeHead(size: size, root: root), note: row.withBytes(2) { [UInt8]($0) },
            sealedAt: Instant(microseconds: row.integer(3)))
    }

    /// The entry of a row; `nil` when its columns are not what an append writes.
    private static func entry(
        of row: SQLiteStatement, _ words: inout Words, on connection: SQLiteConnection
    ) throws -> PreparedEntry? {
        guard let leaf = row.withBytes(1, { Digest(bytes: $0) }),
            let fingerprint = row.withBytes(2, { Digest(bytes: $0) }),
            let kind = try words.name(row.integer(3), on: connection),
            let source = try words.name(row.integer(4), on: connection)
        else { return nil }
        let event = row.withBytes(5) { String(decoding: $0, as: UTF8.self) }
        return PreparedEntry(
            header: row.withBytes(6) { [UInt8]($0) }, leaf: leaf, kind: kind,
            event: EventKey(source: source, event: event), fingerprint: fingerprint,
            content: opening(salt: 7, body: 8, of: row),
            person: opening(salt: 9, body: 10, of: row))
    }

    /// What opens a commitment; `nil` when there is none, or it was erased.
    private static func opening(salt: Int, body: Int, of row: SQLiteStatement) -> Opening? {
        guard row.kind(body) != .null, let salt = row.withBytes(salt, { Salt(bytes: $0) }) else {
            return nil
        }
        return Opening(salt: salt, body: row.withBytes(body) { [UInt8]($0) })
    }
}

extension UInt64 {
    /// A count from a column, which somebody may have made negative.
    init(row value: Int64, _ what: String) throws(JournalError) {
        guard let count = UInt64(exactly: value) else {
            throw .corrupt(position: nil, "\(what) is \(value)")
        }
        self = count
    }
}

extension TreeSize {
    fileprivate init(row value: Int64) throws(JournalError) {
        guard let size = TreeSize(value) else {
            throw .corrupt(position: nil, "a tree's size is \(value)")
        }
        self = size
    }
}

extension SQLiteStatement {
    /// Binds the bounds of a range of positions to the first two parameters.
    fileprivate func bind(range positions: Range<UInt64>) {
        bind(1, Int64(clamping: positions.lowerBound))
        bind(2, Int64(clamping: positions.upperBound))
    }
}
