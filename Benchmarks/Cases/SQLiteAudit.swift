// SPDX-License-Identifier: Apache-2.0
import Canon
import Relational
import SQLiteEngine

extension Case {
    /// What many would build first: a table, and a trigger that writes its history.
    ///
    /// It keeps no tree, signs nothing and shows no change of the history itself; it is what the
    /// ledger's work on top of a table costs.
    static let sqlite = Case("sqlite", "baseline: a SQLite table with an audit trigger") { bench in
        let alone = bench.scale.pick(quick: 1_000, usual: 5_000, full: 10_000)
        let batches = bench.scale.pick(quick: 50, usual: 200, full: 400)
        return Prepared { disk in
            let folder = try bench.folder("sqlite")
            defer { WholeFile.remove(folder) }
            let database = try SQLiteDatabase.open(
                SQLiteSettings(.file("\(folder)/table.db"), kind: .auditTable))
            try await database.write { for part in AuditTable.schema { try $0.run(part) } }
            let body = [UInt8](repeating: 0x78, count: 256)
            let (serial, _) = try await Timing.of {
                for number in 0..<alone {
                    try await database.write {
                        try AuditTable.insert(number..<number + 1, body, $0)
                    }
                }
            }
            let size = 1_024
            let (bulk, _) = try await Timing.of {
                for batch in 0..<batches {
                    let start = alone + batch * size
                    try await database.write {
                        try AuditTable.insert(start..<start + size, body, $0)
                    }
                }
            }
            let count = try await database.read {
                try $0.integer("SELECT COUNT(*) FROM activity_history")
            }
            guard count == Int64(alone + batches * size) else {
                throw WrongResult("the trigger wrote \(count ?? 0) rows")
            }
            await database.close()
            let rate = Double(alone) / serial.seconds
            return [
                Sample("1 row a transaction", rate, "rows/s"),
                Sample("1 row, of the disk's sync rate", rate / disk.perSecond, "×"),
                Sample(
                    "1024 rows a transaction, processor",
                    bulk.processor / Double(batches * size) * 1e6, "µs/row"),
                Sample("1024 rows a transaction", Double(batches * size) / bulk.seconds, "rows/s"),
            ]
        }
    }
}

private enum AuditTable {
    static let schema: [SQL] = [
        """
        CREATE TABLE activity (
            id INTEGER PRIMARY KEY, source TEXT NOT NULL, event TEXT NOT NULL, body BLOB NOT NULL,
            UNIQUE (source, event)
        )
        """,
        """
        CREATE TABLE activity_history (
            id INTEGER PRIMARY KEY, operation TEXT NOT NULL, at TEXT NOT NULL,
            activity INTEGER NOT NULL, source TEXT, event TEXT, body BLOB
        )
        """,
        """
        CREATE TRIGGER activity_inserted AFTER INSERT ON activity BEGIN
            INSERT INTO activity_history (operation, at, activity, source, event, body)
            VALUES ('INSERT', strftime('%Y-%m-%dT%H:%M:%fZ'), new.id, new.source, new.event, new.body);
        END
        """,
    ]

    static func insert(
        _ numbers: Range<Int>, _ body: [UInt8], _ transaction: any WriteTransaction
    ) throws {
        for number in numbers {
            try transaction.run(
                """
                INSERT INTO activity (source, event, body)
                VALUES (\("urn:plant7:mes-\(number % 5)"), \("event-\(number)"), \(body))
                """)
        }
    }
}

extension SQLiteSettings.FileKind {
    /// "WMBE".
    fileprivate static let auditTable = Self(id: 0x574D_4245, name: "audit table")
}
