// SPDX-License-Identifier: Apache-2.0
import Ledger
import Relational

extension SQLiteJournal {
    package func storedTiles(
        after address: TileAddress?, limit: Int
    ) throws(JournalError) -> [TileHashes] {
        try reading { connection in
            let rows = try connection.statement(
                "SELECT address, hashes FROM tile WHERE address > ?1 ORDER BY address LIMIT ?2")
            rows.bind(1, address?.key ?? .min)
            rows.bind(2, Int64(max(0, limit)))
            defer { rows.reset() }
            var tiles: [TileHashes] = []
            while try rows.step() {
                tiles.append(
                    TileHashes(
                        address: TileAddress(key: rows.integer(0)),
                        bytes: rows.withBytes(1) { [UInt8]($0) }))
            }
            return tiles
        }
    }

    package func storedEvents(
        after key: EventKey?, limit: Int
    ) throws(JournalError) -> [StoredEvent] {
        try remembering { writer, connection in
            try writer.storedEvents(after: key, limit: limit, on: connection)
        }
    }

    package func storedEntryCount() throws(JournalError) -> UInt64 {
        try reading { connection in
            let query = try connection.statement("SELECT COUNT(*) FROM entry")
            defer { query.reset() }
            return try query.step() ? UInt64(row: query.integer(0), "a count") : 0
        }
    }

    package func engineFindings() throws(JournalError) -> [String] {
        try reading { connection in
            var findings: [String] = []
            do {
                let check = try SQLiteStatement("PRAGMA integrity_check", on: connection.handle)
                while try check.step() {
                    let line = check.withBytes(0) { String(decoding: $0, as: UTF8.self) }
                    if line != "ok" { findings.append("is damaged: \(line)") }
                }
                return findings + (try StoredSchema.differences(on: connection))
            } catch let fault as DatabaseFault where fault.code == .corrupt {
                // The check may break off on what it looks for.
                return findings + ["is damaged: \(fault.cause)"]
            }
        }
    }

    package func copy(to path: String) throws(JournalError) {
        try reading { try SQLiteCopy.write($0, to: path) }
    }
}
