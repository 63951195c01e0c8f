// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Records
import Relational
import Traceability

/// One governed record, as a list shows it.
package struct RecordRow: Equatable, Sendable {
    package let id: RecordID
    package let kind: KindName
    package let title: String
    package let site: String
    package let state: StateName
    package let openedAt: Instant
    package let changedAt: Instant
}

extension TraceStore {
    /// Where the acts of a record stand in the log, in their order.
    package func positions(of record: RecordID) throws -> [UInt64] {
        try transaction.all(
            "SELECT position FROM record_act WHERE record = \(record.text) ORDER BY number"
        ) { UInt64(clamping: try $0.integer(0)) }
    }

    /// The records that ever named one.
    package func records(naming target: RecordID) throws -> [RecordID] {
        try transaction.all(
            "SELECT record FROM record_link WHERE target = \(target.text) ORDER BY record"
        ) { try $0.text(0) }.compactMap { RecordID($0) }
    }

    /// The records that ever named a thing, in whichever spelling.
    package func records(naming thing: Thing) throws -> [RecordID] {
        guard let number = try transaction.id(of: thing)?.number else { return [] }
        return try transaction.all(
            "SELECT record FROM record_thing WHERE thing = \(number) ORDER BY record"
        ) { try $0.text(0) }.compactMap { RecordID($0) }
    }

    /// The records that ever claimed an object of another system.
    package func records(claiming key: SystemKey) throws -> [RecordID] {
        try transaction.all(
            """
            SELECT record FROM record_counterpart
            WHERE system = \(key.system) AND kind = \(key.kind) AND remote_id = \(key.remoteID)
            ORDER BY record
            """
        ) { try $0.text(0) }.compactMap { RecordID($0) }
    }

    /// How many records have a number that begins so: `NC-2026-`.
    package func recordCount(beginning prefix: String) throws -> Int {
        Int(
            try transaction.integer(
                """
                SELECT COUNT(*) FROM record
                WHERE id >= \(prefix) AND id < \(prefix + "\u{7F}")
                """) ?? 0)
    }

    /// The entries that a request made, in order.
    package func positions(ofRequest request: String) throws -> [UInt64] {
        try transaction.all(
            "SELECT position FROM request WHERE id = \(request) ORDER BY position"
        ) { UInt64(clamping: try $0.integer(0)) }
    }

    /// Records in order of their numbers, of one kind or of all.
    package func records(of kind: KindName?, limit: Int) throws -> [RecordRow] {
        let selection: SQL = kind.map { "WHERE kind = \($0.text)" } ?? ""
        return try transaction.all(
            """
            SELECT id, kind, title, site, state, opened_at, changed_at FROM record
            \(selection) ORDER BY id LIMIT \(Int64(limit))
            """
        ) { row in
            let text = try row.text(0)
            guard let id = RecordID(text) else { throw ProjectionFault.unknownRecord(text) }
            return RecordRow(
                id: id, kind: KindName(try row.text(1)), title: try row.text(2),
                site: try row.text(3), state: StateName(try row.text(4)),
                openedAt: Instant(microseconds: try row.integer(5)),
                changedAt: Instant(microseconds: try row.integer(6)))
        }
    }

    /// Where the entries about people and roles stand, in order.
    package func accessPositions() throws -> [UInt64] {
        try transaction.all("SELECT position FROM access_entry ORDER BY position") {
            UInt64(clamping: try $0.integer(0))
        }
    }

    /// Where acts of records stand, from a position on.
    package func actPositions(from position: UInt64, limit: Int) throws -> [UInt64] {
        try transaction.all(
            """
            SELECT position FROM record_act_log WHERE position >= \(Int64(clamping: position))
            ORDER BY position LIMIT \(Int64(limit))
            """
        ) { UInt64(clamping: try $0.integer(0)) }
    }
}
