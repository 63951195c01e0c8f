// SPDX-License-Identifier: Apache-2.0
import Relational

/// The tables by which governed records and the people behind them are found.
///
/// What a record says is read from its entries, never from here: these rows only lead there. Rows of
/// links and things stay when a link is taken away, so that a look finds too much rather than too
/// little; whoever reads the entries sees how it is now.
enum RecordSchema {
    static let creation: [SQL] = [
        """
        CREATE TABLE record (
            id \(.text) NOT NULL PRIMARY KEY,
            kind \(.text) NOT NULL,
            title \(.text) NOT NULL,
            site \(.text) NOT NULL,
            state \(.text) NOT NULL,
            acts \(.integer) NOT NULL,
            opened_at \(.integer) NOT NULL,
            changed_at \(.integer) NOT NULL
        ) \(.keyed)
        """,
        "CREATE INDEX record_by_kind ON record (kind, id)",
        """
        CREATE TABLE record_act (
            record \(.text) NOT NULL,
            number \(.integer) NOT NULL,
            position \(.integer) NOT NULL,
            PRIMARY KEY (record, number)
        ) \(.keyed)
        """,
        """
        CREATE TABLE record_link (
            target \(.text) NOT NULL,
            record \(.text) NOT NULL,
            PRIMARY KEY (target, record)
        ) \(.keyed)
        """,
        """
        CREATE TABLE record_thing (
            thing \(.integer) NOT NULL,
            record \(.text) NOT NULL,
            PRIMARY KEY (thing, record)
        ) \(.keyed)
        """,
        """
        CREATE TABLE record_counterpart (
            system \(.text) NOT NULL,
            kind \(.text) NOT NULL,
            remote_id \(.text) NOT NULL,
            record \(.text) NOT NULL,
            PRIMARY KEY (system, kind, remote_id, record)
        ) \(.keyed)
        """,
        """
        CREATE TABLE request (
            id \(.text) NOT NULL,
            position \(.integer) NOT NULL,
            PRIMARY KEY (id, position)
        ) \(.keyed)
        """,
        """
        CREATE TABLE access_entry (
            position \(.integer) NOT NULL PRIMARY KEY
        ) \(.strict)
        """,
        "CREATE TABLE record_act_log (position \(.integer) NOT NULL PRIMARY KEY) \(.strict)",
    ]

    /// In an order in which they can be emptied.
    static let tables: [SQL] = [
        "DELETE FROM record_act_log", "DELETE FROM access_entry", "DELETE FROM request",
        "DELETE FROM record_counterpart", "DELETE FROM record_thing", "DELETE FROM record_link",
        "DELETE FROM record_act", "DELETE FROM record",
    ]

    static let contents = [
        TraceSchema.Content(name: "record", query: "SELECT * FROM record ORDER BY id"),
        TraceSchema.Content(
            name: "record_act", query: "SELECT * FROM record_act ORDER BY record, number"),
        TraceSchema.Content(
            name: "record_link", query: "SELECT * FROM record_link ORDER BY target, record"),
        TraceSchema.Content(
            name: "record_thing", query: "SELECT * FROM record_thing ORDER BY thing, record"),
        TraceSchema.Content(
            name: "record_counterpart",
            query: """
                SELECT * FROM record_counterpart ORDER BY system, kind, remote_id, record
                """),
        TraceSchema.Content(name: "request", query: "SELECT * FROM request ORDER BY id, position"),
        TraceSchema.Content(
            name: "access_entry", query: "SELECT * FROM access_entry ORDER BY position"),
        TraceSchema.Content(
            name: "record_act_log", query: "SELECT * FROM record_act_log ORDER BY position"),
    ]
}
