// SPDX-License-Identifier: Apache-2.0
import Relational

/// Holds the tables, indexes and triggers of a ledger's file against those that this program makes.
///
/// A trigger that somebody put in would run with our own rights at the next append and could change
/// what is stored; one that is gone is a fence that is down. Neither changes a row, so only a look at
/// the schema itself sees it.
enum StoredSchema {
    private struct Object: Hashable {
        let type: String
        let name: String
    }

    /// What differs, each as the rest of a sentence that begins with the file.
    static func differences(on connection: SQLiteConnection) throws -> [String] {
        let fresh = try SQLiteConnection(SQLiteSettings(.memory, kind: .ledger), as: .writer)
        try fresh.writing(atCommit: nil) { fresh in
            try SQLiteTransaction(fresh, mayWrite: true)
                .migrate(to: JournalSchema.schema, in: .sqlite)
        }
        let expected = try objects(on: fresh)
        let found = try objects(on: connection)
        var differences: [String] = []
        for (object, text) in expected where found[object] != text {
            let what = found[object] == nil ? "has no" : "has another"
            differences.append("\(what) \(object.type) \(object.name)")
        }
        for object in found.keys where expected[object] == nil {
            differences.append("has a \(object.type) \(object.name) that this program did not make")
        }
        return differences.sorted()
    }

    private static func objects(on connection: SQLiteConnection) throws -> [Object: String] {
        let rows = try SQLiteStatement(
            "SELECT type, name, coalesce(sql, '') FROM sqlite_master", on: connection.handle)
        var objects: [Object: String] = [:]
        while try rows.step() {
            let text = (0..<3).map { column in
                rows.withBytes(column) { String(decoding: $0, as: UTF8.self) }
            }
            objects[Object(type: text[0], name: text[1])] = text[2]
        }
        return objects
    }
}
