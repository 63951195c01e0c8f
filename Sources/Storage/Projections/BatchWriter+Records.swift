// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Records
import Relational
import Traceability

extension BatchWriter {
    mutating func note(_ notice: RecordNotice, at entry: EntryPosition) throws {
        let position = Int64(clamping: entry.number)
        let id = notice.record.text
        if let (title, site) = notice.opening {
            try transaction.run(
                """
                INSERT INTO record (id, kind, title, site, state, acts, opened_at, changed_at)
                VALUES (\(id), \(notice.kind), \(title), \(site), \(notice.state ?? ""), 0,
                    \(notice.at.microseconds), \(notice.at.microseconds))
                ON CONFLICT (id) DO NOTHING
                """)
        }
        if let state = notice.state {
            try transaction.run("UPDATE record SET state = \(state) WHERE id = \(id)")
        }
        try transaction.run(
            """
            UPDATE record SET acts = \(notice.number), changed_at = \(notice.at.microseconds)
            WHERE id = \(id)
            """)
        try transaction.run(
            """
            INSERT INTO record_act (record, number, position)
            VALUES (\(id), \(notice.number), \(position))
            ON CONFLICT (record, number) DO NOTHING
            """)
        try transaction.run("INSERT INTO record_act_log (position) VALUES (\(position))")
        try transaction.run(
            """
            INSERT INTO request (id, position) VALUES (\(notice.request), \(position))
            ON CONFLICT (id, position) DO NOTHING
            """)
        for target in notice.records {
            try transaction.run(
                """
                INSERT INTO record_link (target, record) VALUES (\(target.text), \(id))
                ON CONFLICT (target, record) DO NOTHING
                """)
        }
        for thing in notice.things {
            let number = try self.number(of: thing)
            try transaction.run(
                """
                INSERT INTO record_thing (thing, record) VALUES (\(number), \(id))
                ON CONFLICT (thing, record) DO NOTHING
                """)
        }
        if let key = notice.counterpart {
            try transaction.run(
                """
                INSERT INTO record_counterpart (system, kind, remote_id, record)
                VALUES (\(key.system), \(key.kind), \(key.remoteID), \(id))
                ON CONFLICT (system, kind, remote_id, record) DO NOTHING
                """)
        }
    }

    func noteAccess(at entry: EntryPosition) throws {
        let position = Int64(clamping: entry.number)
        try transaction.run("INSERT INTO access_entry (position) VALUES (\(position))")
    }
}
