// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Relational
import Traceability

/// One state of the read models, good for the length of a closure: see ``TraceProjection/read(_:)``.
package struct TraceStore {
    let transaction: any ReadTransaction

    init(_ transaction: any ReadTransaction) { self.transaction = transaction }
}

extension TraceStore: TraceGraph {
    package func links(
        of things: [ThingID], _ selection: LinkSelection
    ) throws(any Error) -> [TraceLink] {
        var links: [TraceLink] = []
        let rest = try condition(selection)
        if let positions = selection.positions, selection.during == nil {
            // The log's order finds a stretch of it faster than the thing's order of time.
            for thing in things {
                let query: SQL = """
                    SELECT \(LinkColumns.list) FROM link
                    WHERE position >= \(Int64(clamping: positions.lowerBound.number))
                        AND position < \(Int64(clamping: positions.upperBound.number))
                        AND +thing = \(thing.number) AND \(rest)
                    ORDER BY since, position, ordinal
                    """
                try transaction.forEach(query) { links.append(try LinkColumns.link($0)) }
            }
            return links
        }
        for run in Runs(things.map(\.number)) {
            let query: SQL = """
                SELECT \(LinkColumns.list) FROM link
                WHERE thing BETWEEN \(run.lowerBound) AND \(run.upperBound) AND \(rest)
                ORDER BY thing, since, position, ordinal
                """
            try transaction.forEach(query) { links.append(try LinkColumns.link($0)) }
        }
        return links
    }

    package func links(
        from activities: [EntryPosition], _ roles: RoleSet
    ) throws(any Error) -> [TraceLink] {
        var links: [TraceLink] = []
        let mask = Int64(roles.mask)
        for run in Runs(activities.map { Int64(clamping: $0.number) }) {
            let query: SQL = """
                SELECT \(LinkColumns.list) FROM link
                WHERE position BETWEEN \(run.lowerBound) AND \(run.upperBound)
                    AND ((\(mask) >> role) & 1) = 1
                ORDER BY position, ordinal
                """
            try transaction.forEach(query) { links.append(try LinkColumns.link($0)) }
        }
        return links
    }

    package func positions(
        received period: Period
    ) throws(any Error) -> Range<EntryPosition> {
        let first = try firstPosition(arrivedFrom: period.since.microseconds)
        let next =
            period.until == nil
            ? .last
            : try firstPosition(arrivedFrom: period.end.adding(microseconds: 1).microseconds)
        return first..<max(first, next)
    }

    /// The first activity that the log had no earlier than a moment, by halving.
    ///
    /// `arrived` never falls along the log, so it needs no index.
    private func firstPosition(arrivedFrom moment: Int64) throws -> EntryPosition {
        let last = try transaction.integer("SELECT MAX(position) FROM activity")
        guard let last else { return .last }
        var low: Int64 = 0
        var high = last + 1
        while low < high {
            let middle = low + (high - low) / 2
            let found: (Int64, Int64)? = try transaction.first(
                """
                SELECT position, arrived FROM activity WHERE position >= \(middle)
                ORDER BY position LIMIT 1
                """
            ) { (try $0.integer(0), try $0.integer(1)) }
            guard let found, found.1 < moment else {
                high = middle
                continue
            }
            low = found.0 + 1
        }
        return low > last ? .last : EntryPosition(UInt64(clamping: low))
    }

    private func condition(_ selection: LinkSelection) throws -> SQL {
        let mask = Int64(selection.roles.mask)
        let telling = Int64(LinkMarks([.signed, .measured]).rawValue)
        var conditions: [SQL] = [
            selection.includesTelling
                ? """
                (((\(mask) >> role) & 1) = 1 OR state IS NOT NULL OR (marks & \(telling)) <> 0)
                """
                : "((\(mask) >> role) & 1) = 1"
        ]
        if let during = selection.during {
            // What began too long ago to reach into the period need not be looked at.
            let reach = try Reflected(in: transaction).longest
            let begin = during.since.adding(microseconds: -reach).microseconds
            conditions.append(
                """
                since BETWEEN \(begin) AND \(during.end.microseconds)
                    AND COALESCE(until, since) >= \(during.since.microseconds)
                """)
        }
        if let positions = selection.positions {
            conditions.append(
                """
                position >= \(Int64(clamping: positions.lowerBound.number))
                    AND position < \(Int64(clamping: positions.upperBound.number))
                """)
        }
        return .joined(conditions, by: " AND ")
    }
}

/// Ascending numbers as stretches without a gap, so that neighbours are read together.
///
/// A gap is never bridged: the one number in it may be a machine with a million links.
struct Runs: Sequence, IteratorProtocol {
    private let numbers: [Int64]
    private var place = 0

    init(_ numbers: [Int64]) { self.numbers = numbers }

    mutating func next() -> ClosedRange<Int64>? {
        guard place < numbers.count else { return nil }
        let first = numbers[place]
        var last = first
        place += 1
        while place < numbers.count, numbers[place] <= last + 1 {
            last = numbers[place]
            place += 1
        }
        return first...last
    }
}
