// SPDX-License-Identifier: Apache-2.0
import Canon
import Ledger
import Relational

/// Holds kept read models against ones that are made anew from the log.
///
/// Nothing derived is evidence, but people act on it: who may write the file of the read models
/// could hide a record from a trace, and from a package that is put together by one. What is stored
/// depends on the entries alone, so both must be the same, row by row.
package struct ReadModelCheck {
    /// Gives entries from the first of a range on, as many as it likes, at least one.
    package typealias Entries = (Range<UInt64>) throws -> [LoggedEntry]

    private let kept: any Database
    private let size: UInt64
    private let entries: Entries
    private let events: any EventDirectory

    /// Prepares a check of the read models in a database that is only read.
    ///
    /// - Parameters:
    ///   - kept: the database.
    ///   - size: how many entries the log has.
    ///   - events: the log's index of events.
    ///   - entries: the log.
    package init(
        of kept: any Database, logOf size: UInt64, events: any EventDirectory,
        entries: @escaping Entries
    ) {
        self.kept = kept
        self.size = size
        self.entries = entries
        self.events = events
    }

    /// Makes the read models again in an empty database and compares.
    ///
    /// Entries that the kept ones do not reflect yet are left out of both.
    ///
    /// - Parameters:
    ///   - scratch: an empty database, which is filled.
    ///   - progress: is told how many entries of how many were read.
    /// - Returns: what differs, a sentence for each table; empty when nothing does.
    /// - Throws: what database and log throw when they cannot be read.
    package func differences(
        making scratch: any Database, progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws -> [String] {
        // Those of an older version are emptied and made again when they are next asked.
        guard try await !isOlder() else { return [] }
        do { try await kept.check(TraceSchema.schema) } catch let fault as DatabaseFault
            where fault.code == .changedSchema || fault.code == .newerSchema
        {
            return ["are those of another version of this program: \(fault.cause)"]
        }
        let position = try await kept.read { try Reflected(in: $0).position }
        guard position <= size else {
            return ["reflect \(position) entries, and the log has \(size)"]
        }
        let made = try await TraceProjection.open(in: scratch, events: events)
        var reached: UInt64 = 0
        while reached < position {
            let entries = try self.entries(reached..<position)
            guard let last = entries.last else {
                throw JournalError.corrupt(position: reached, "no entry is kept here")
            }
            try await made.apply(entries)
            reached = last.position + 1
            progress(reached, position)
        }
        let now = try await kept.read { try Reflected(in: $0).position }
        // Somebody let them follow the log meanwhile; what is compared would not be one state.
        guard now == position else {
            return try await differences(making: emptied(scratch, made), progress: progress)
        }
        var differences: [String] = []
        for table in TraceSchema.contents {
            if let difference = try await difference(in: table, from: scratch) {
                differences.append(difference)
            }
        }
        return differences
    }

    private func isOlder() async throws -> Bool {
        let schema = TraceSchema.schema
        return try await kept.read { transaction in
            let steps = try transaction.integer(
                "SELECT COUNT(*) FROM schema_migration WHERE schema = \(schema.name)")
            return (steps ?? 0) < Int64(schema.version)
        }
    }

    private func emptied(
        _ scratch: any Database, _ made: TraceProjection
    ) async throws -> any Database {
        try await made.clear()
        return scratch
    }

    /// What differs in one table, as the rest of a sentence.
    private func difference(
        in table: TraceSchema.Content, from made: any Database
    ) async throws -> String? {
        let keptRuns = try await runs(of: table, in: kept)
        let madeRuns = try await runs(of: table, in: made)
        guard keptRuns.digests != madeRuns.digests else { return nil }
        let pairs = zip(keptRuns.digests, madeRuns.digests)
        let run =
            pairs.enumerated().first { $1.0 != $1.1 }?.offset
            ?? min(keptRuns.digests.count, madeRuns.digests.count)
        let keptRows = try await rows(of: table, inRun: run, of: kept)
        let madeRows = try await rows(of: table, inRun: run, of: made)
        let at = zip(keptRows, madeRows).enumerated().first { $1.0 != $1.1 }?.offset
        let place = at ?? min(keptRows.count, madeRows.count)
        let row = place < madeRows.count ? madeRows[place] : keptRows[place]
        return """
            are not what the log gives: the table \(table.name) has \(keptRuns.rowCount) rows instead \
            of \(madeRuns.rowCount), and the first that differs is near \(ReadModelCheck.key(row))
            """
    }

    /// How many rows share a digest.
    private static let runRowCount = 256

    private func runs(
        of table: TraceSchema.Content, in database: any Database
    ) async throws -> (digests: [Digest], rowCount: Int) {
        try await database.read { transaction in
            var digests: [Digest] = []
            var stream = DigestStream()
            var count = 0
            try transaction.forEach(table.query) { row in
                for column in 0..<row.count {
                    stream.update(ReadModelCheck.bytes(try row.value(column)))
                }
                count += 1
                guard count % ReadModelCheck.runRowCount == 0 else { return }
                digests.append(stream.digest)
                stream = DigestStream()
            }
            if count % ReadModelCheck.runRowCount != 0 { digests.append(stream.digest) }
            return (digests, count)
        }
    }

    private func rows(
        of table: TraceSchema.Content, inRun run: Int, of database: any Database
    ) async throws -> [[SQLValue]] {
        try await database.read { transaction in
            var rows: [[SQLValue]] = []
            var count = 0
            try transaction.visit(table.query) { row in
                defer { count += 1 }
                guard count >= run * ReadModelCheck.runRowCount else { return .next }
                guard rows.count < ReadModelCheck.runRowCount else { return .stop }
                var values: [SQLValue] = []
                for column in 0..<row.count { values.append(try row.value(column)) }
                rows.append(values)
                return .next
            }
            return rows
        }
    }

    /// A value so that no two rows have the same bytes.
    private static func bytes(_ value: SQLValue) -> [UInt8] {
        let content: [UInt8] =
            switch value {
            case .null: []
            case .integer(let number): Array("\(number)".utf8)
            case .real(let number): Array("\(number.bitPattern)".utf8)
            case .text(let text): Array(text.utf8)
            case .blob(let bytes): bytes
            }
        return Array("\(value.kind.rawValue) \(content.count) ".utf8) + content
    }

    /// The row's numbers, which lead to it; never its texts, which may be names.
    private static func key(_ row: [SQLValue]) -> String {
        let numbers = row.prefix(2).compactMap { value in
            if case .integer(let number) = value { "\(number)" } else { nil }
        }
        return numbers.isEmpty ? "its beginning" : "row \(numbers.joined(separator: ", "))"
    }
}
