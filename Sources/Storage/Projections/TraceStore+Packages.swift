// SPDX-License-Identifier: Apache-2.0
import Canon
import Relational
import Traceability

extension TraceStore: PackageCatalogue {
    package func packages(
        containing entries: [EntryPosition]
    ) throws(any Error) -> [(package: PackageOnFile, entries: [EntryPosition])] {
        var found: [Int64: [EntryPosition]] = [:]
        for run in Runs(entries.map { Int64(clamping: $0.number) }) {
            try transaction.forEach(
                """
                SELECT position, package FROM package_entry
                WHERE position BETWEEN \(run.lowerBound) AND \(run.upperBound)
                ORDER BY position, package
                """
            ) { row in
                let entry = EntryPosition(UInt64(clamping: try row.integer(0)))
                found[try row.integer(1), default: []].append(entry)
            }
        }
        return try found.keys.sorted().compactMap { number in
            try package(number).map { ($0, found[number] ?? []) }
        }.sorted { $0.0.sealed < $1.0.sealed }
    }

    package func packages(about things: [ThingID]) throws(any Error) -> [PackageOnFile] {
        let scopes = try transaction.all(
            "SELECT scope, number FROM package WHERE scope IS NOT NULL ORDER BY scope, number"
        ) { row in (ThingID(try row.integer(0)), try row.integer(1)) }
        let asked = Set(things)
        return try scopes.filter { asked.contains($0.0) }.compactMap { try package($0.1) }
            .sorted { $0.sealed < $1.sealed }
    }

    /// Sealed packages in order of sealing, latest first.
    package func packages(limit: Int = 100) throws -> [PackageOnFile] {
        try transaction.all(
            """
            SELECT number FROM package WHERE sealed IS NOT NULL
            ORDER BY sealed DESC LIMIT \(limit)
            """
        ) { try $0.integer(0) }.compactMap { try package($0) }
    }

    /// A package that was sealed; one that was not is none yet.
    private func package(_ number: Int64) throws -> PackageOnFile? {
        let issues = try transaction.all(
            """
            SELECT position, issued_at, recipient FROM package_issue
            WHERE package = \(number) ORDER BY position
            """
        ) { row in
            PackageOnFile.Issue(
                entry: EntryPosition(UInt64(clamping: try row.integer(0))),
                at: Instant(microseconds: try row.integer(1)), recipient: try row.text(2))
        }
        return try transaction.first(
            """
            SELECT id, revision, sealed, sealed_at, scope FROM package
            WHERE number = \(number) AND sealed IS NOT NULL
            """
        ) { row in
            PackageOnFile(
                id: try row.text(0), revision: Int(try row.integer(1)),
                sealed: EntryPosition(UInt64(clamping: try row.integer(2))),
                sealedAt: Instant(microseconds: try row.integer(3)),
                scope: try row.integerIfAny(4).map(ThingID.init), issues: issues)
        }
    }
}
