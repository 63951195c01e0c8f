// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Relational
import Traceability

/// One row of the list of activities.
package struct ActivityLine: Hashable, Sendable {
    package let position: EntryPosition
    /// What happened, in the source's own word.
    package let kind: String
    package let period: Period
    package let marks: LinkMarks
    /// When the log had it.
    package let arrived: Instant
    /// The entry that declared it to be in error.
    package let withdrawnBy: EntryPosition?
}

extension TraceStore {
    /// How many entries of the log are reflected.
    package func position() throws -> UInt64 { try Reflected(in: transaction).position }

    /// The number of a thing, in whichever spelling of its name; `nil` when no activity named it.
    package func id(of thing: Thing) throws -> ThingID? { try transaction.id(of: thing) }

    /// The thing with a number, in the spelling that the log had first.
    package func thing(_ id: ThingID) throws -> Thing {
        let thing = try transaction.first(
            "SELECT kind, COALESCE(name, identity) FROM thing WHERE id = \(id.number)", Self.thing)
        guard let thing else { throw ProjectionFault.unknownThing(id.number) }
        return thing
    }

    /// How else the log wrote a thing's name, in order.
    package func otherSpellings(of id: ThingID) throws -> [String] {
        try transaction.all(
            "SELECT name FROM spelling WHERE thing = \(id.number) ORDER BY name"
        ) { try $0.text(0) }
    }

    /// Things whose name begins with these bytes, in order of name and kind.
    ///
    /// Names that are not what their things are found by have no index: for them every row is read.
    package func things(
        named prefix: String, kind: ThingKind? = nil, limit: Int = 100
    ) throws -> [(id: ThingID, thing: Thing)] {
        let kinds: SQL = kind.map { "AND kind = \($0.rawValue)" } ?? ""
        let end = prefix + "\u{10FFFF}"
        return try transaction.all(
            """
            SELECT kind, identity AS shown, id FROM thing
            WHERE identity >= \(prefix) AND identity < \(end) AND name IS NULL \(kinds)
            UNION ALL
            SELECT kind, name AS shown, id FROM thing
            WHERE name >= \(prefix) AND name < \(end) \(kinds)
            ORDER BY shown, kind LIMIT \(limit)
            """
        ) { row in (ThingID(try row.integer(2)), try Self.thing(row)) }
    }

    /// Activities in which a thing took part, latest first; `before` pages on.
    package func activities(
        of thing: ThingID, before: ActivityLine? = nil, limit: Int = 100
    ) throws -> [ActivityLine] {
        try transaction.all(
            """
            SELECT DISTINCT activity.position, kind, activity.since, activity.until,
                activity.marks, arrived, activity.withdrawn_by
            FROM link JOIN activity ON activity.position = link.position
            WHERE link.thing = \(thing.number) AND \(earlier(than: before, "link"))
            ORDER BY activity.since DESC, activity.position DESC LIMIT \(limit)
            """, Self.line)
    }

    /// Activities that happened in a period, latest first; `before` pages on.
    package func activities(
        during period: Period, before: ActivityLine? = nil, limit: Int = 100
    ) throws -> [ActivityLine] {
        try transaction.all(
            """
            SELECT position, kind, since, until, marks, arrived, withdrawn_by FROM activity
            WHERE since BETWEEN \(period.since.microseconds) AND \(period.end.microseconds)
                AND \(earlier(than: before, "activity"))
            ORDER BY since DESC, position DESC LIMIT \(limit)
            """, Self.line)
    }

    /// The activity recorded at a position, or `nil` when that entry is none.
    package func activity(at position: EntryPosition) throws -> ActivityLine? {
        try transaction.first(
            """
            SELECT position, kind, since, until, marks, arrived, withdrawn_by FROM activity
            WHERE position = \(Int64(clamping: position.number))
            """, Self.line)
    }

    private func earlier(than line: ActivityLine?, _ table: StaticString) -> SQL {
        guard let line else { return "1 = 1" }
        let since = line.period.since.microseconds
        let position = Int64(clamping: line.position.number)
        return switch "\(table)" {
        case "link":
            "(link.since < \(since) OR link.since = \(since) AND link.position < \(position))"
        default:
            "(since < \(since) OR since = \(since) AND position < \(position))"
        }
    }

    private static func line(_ row: borrowing Row) throws -> ActivityLine {
        let since = Instant(microseconds: try row.integer(2))
        return ActivityLine(
            position: EntryPosition(UInt64(clamping: try row.integer(0))),
            kind: try row.text(1),
            period: Period(
                since: since,
                until: try row.integerIfAny(3).map { Instant(microseconds: $0) } ?? since),
            marks: LinkMarks(rawValue: UInt8(clamping: try row.integer(4))),
            arrived: Instant(microseconds: try row.integer(5)),
            withdrawnBy: try row.integerIfAny(6).map { EntryPosition(UInt64(clamping: $0)) })
    }

    private static func thing(_ row: borrowing Row) throws -> Thing {
        guard let kind = ThingKind(rawValue: try row.text(0)) else {
            throw ProjectionFault.unknownCode("kind", 0)
        }
        return try Thing(kind, try row.text(1))
    }
}
