// SPDX-License-Identifier: Apache-2.0
import Relational

/// The tables that trace questions are answered from.
///
/// All of it is derived from the log and can be deleted. Names are kept once and stand in links as
/// numbers. A link's row is found from its activity by the key, and from its thing by the index,
/// which holds every column: a walk through a graph reads the index alone, and the neighbours of a
/// thing lie side by side in order of time.
enum TraceSchema {
    static let schema = Schema(
        "trace",
        [
            Migration(
                1, "things, activities, links and packages",
                [reflected, thing, thingByName, activity, activityByTime, link, linkByThing]
                    + corrections + packages),
            // Numbers of things change with this, so all is made again from the log.
            Migration(
                2, "one number for all spellings of a thing",
                [
                    "DROP TABLE thing", "DELETE FROM package_entry", "DELETE FROM package_issue",
                    "DELETE FROM package", "DELETE FROM awaited_correction", "DELETE FROM link",
                    "DELETE FROM activity", "DELETE FROM reflected", identifiedThing,
                    thingByIdentity, spelling,
                ]),
            // What was read before may hold records, so all is made again from the log.
            Migration(
                3, "governed records and people", RecordSchema.creation + TraceSchema.traceTables),
        ])

    /// Every table that is derived, in an order in which they can be emptied.
    static let tables = RecordSchema.tables + traceTables

    private static let traceTables: [SQL] = [
        "DELETE FROM package_entry", "DELETE FROM package_issue", "DELETE FROM package",
        "DELETE FROM awaited_correction", "DELETE FROM link", "DELETE FROM activity",
        "DELETE FROM spelling", "DELETE FROM thing", "DELETE FROM reflected",
    ]

    /// The rows of a table in the order of its key.
    struct Content: Sendable {
        let name: String
        let query: SQL
    }

    /// Everything that is derived.
    static let contents =
        [
            Content(name: "reflected", query: "SELECT * FROM reflected ORDER BY id"),
            Content(name: "thing", query: "SELECT * FROM thing ORDER BY id"),
            Content(name: "spelling", query: "SELECT * FROM spelling ORDER BY thing, name"),
            Content(name: "activity", query: "SELECT * FROM activity ORDER BY position"),
            Content(name: "link", query: "SELECT * FROM link ORDER BY position, ordinal"),
            Content(
                name: "awaited_correction",
                query: "SELECT * FROM awaited_correction ORDER BY event, source"),
            Content(name: "package", query: "SELECT * FROM package ORDER BY number"),
            Content(
                name: "package_entry",
                query: "SELECT * FROM package_entry ORDER BY position, package"),
            Content(
                name: "package_issue",
                query: "SELECT * FROM package_issue ORDER BY package, position"),
        ] + RecordSchema.contents

    /// One row: how much of the log is in here, and what the next entry needs to know.
    private static let reflected: SQL = """
        CREATE TABLE reflected (
            id \(.integer) NOT NULL PRIMARY KEY,
            position \(.integer) NOT NULL,
            things \(.integer) NOT NULL,
            packages \(.integer) NOT NULL,
            arrived \(.integer) NOT NULL,
            longest \(.integer) NOT NULL
        ) \(.strict)
        """

    private static let thing: SQL = """
        CREATE TABLE thing (
            id \(.integer) NOT NULL PRIMARY KEY,
            kind \(.text) NOT NULL,
            name \(.text) NOT NULL
        ) \(.strict)
        """

    private static let thingByName: SQL =
        "CREATE UNIQUE INDEX thing_by_name ON thing (name, kind)"

    /// `name` is how the log first wrote it, where that is not what it is found by.
    private static let identifiedThing: SQL = """
        CREATE TABLE thing (
            id \(.integer) NOT NULL PRIMARY KEY,
            kind \(.text) NOT NULL,
            identity \(.text) NOT NULL,
            name \(.text)
        ) \(.strict)
        """

    private static let thingByIdentity: SQL =
        "CREATE UNIQUE INDEX thing_by_identity ON thing (identity, kind)"

    /// How else the log wrote things.
    private static let spelling: SQL = """
        CREATE TABLE spelling (
            thing \(.integer) NOT NULL,
            name \(.text) NOT NULL,
            PRIMARY KEY (thing, name)
        ) \(.keyed)
        """

    /// `arrived` is when the log had the activity: the latest time of receipt so far, so that it
    /// never falls along the log even where a clock was set back.
    private static let activity: SQL = """
        CREATE TABLE activity (
            position \(.integer) NOT NULL PRIMARY KEY,
            since \(.integer) NOT NULL,
            until \(.integer),
            arrived \(.integer) NOT NULL,
            marks \(.integer) NOT NULL,
            kind \(.text) NOT NULL,
            withdrawn_by \(.integer)
        ) \(.strict)
        """

    private static let activityByTime: SQL =
        "CREATE INDEX activity_by_time ON activity (since, position)"

    private static let link: SQL = """
        CREATE TABLE link (
            position \(.integer) NOT NULL,
            ordinal \(.integer) NOT NULL,
            role \(.integer) NOT NULL,
            thing \(.integer) NOT NULL,
            since \(.integer) NOT NULL,
            until \(.integer),
            marks \(.integer) NOT NULL,
            amount \(.text),
            unit \(.text),
            revision \(.text),
            state \(.integer),
            withdrawn_by \(.integer),
            PRIMARY KEY (position, ordinal)
        ) \(.keyed)
        """

    private static let linkByThing: SQL = """
        CREATE INDEX link_by_thing ON link (
            thing, since, position, ordinal, role, until, marks, amount, unit, revision, state,
            withdrawn_by)
        """

    /// Corrections of events that the log does not have yet.
    private static let corrections: [SQL] = [
        """
        CREATE TABLE awaited_correction (
            event \(.text) NOT NULL,
            source \(.text) NOT NULL,
            correction \(.integer) NOT NULL,
            PRIMARY KEY (event, source)
        ) \(.keyed)
        """
    ]

    private static let packages: [SQL] = [
        """
        CREATE TABLE package (
            number \(.integer) NOT NULL PRIMARY KEY,
            id \(.text) NOT NULL,
            revision \(.integer) NOT NULL,
            scope \(.integer),
            sealed \(.integer),
            sealed_at \(.integer)
        ) \(.strict)
        """,
        "CREATE UNIQUE INDEX package_by_id ON package (id, revision)",
        "CREATE INDEX package_by_scope ON package (scope)",
        """
        CREATE TABLE package_entry (
            position \(.integer) NOT NULL,
            package \(.integer) NOT NULL,
            PRIMARY KEY (position, package)
        ) \(.keyed)
        """,
        """
        CREATE TABLE package_issue (
            package \(.integer) NOT NULL,
            position \(.integer) NOT NULL,
            issued_at \(.integer) NOT NULL,
            recipient \(.text) NOT NULL,
            PRIMARY KEY (package, position)
        ) \(.keyed)
        """,
    ]
}
