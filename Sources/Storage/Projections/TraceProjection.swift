// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Ledger
import Relational
import Synchronization
import Traceability

/// The read models of tracing, kept in step with the log.
///
/// Entries are taken in order, in batches; a batch and the position it leads to are one
/// transaction. What is stored depends on the entries alone, not on how they were cut into
/// batches, so models that are dropped and built again are the same to the byte.
///
/// A class because the register of names is shared by whoever feeds it. Invariant: the register
/// speaks of committed rows; when a batch fails it is forgotten.
package final class TraceProjection: Projection {
    private let database: any Database
    private let events: any EventDirectory
    private let register = Mutex(ThingRegister())

    /// Opens the read models, making their tables if the database has none.
    package static func open(
        in database: any Database, events: any EventDirectory
    ) async throws -> TraceProjection {
        try await database.migrate(to: TraceSchema.schema)
        return TraceProjection(database, events)
    }

    private init(_ database: any Database, _ events: any EventDirectory) {
        self.database = database
        self.events = events
    }

    /// How many entries of the log are reflected.
    package func position() async throws -> UInt64 {
        try await database.read { try Reflected(in: $0).position }
    }

    /// Takes in the next entries.
    ///
    /// - Throws: ``ProjectionFault`` when they are not the next ones or cannot be read; what the
    ///   database throws. Nothing is stored then.
    package func apply(_ entries: [LoggedEntry]) async throws {
        guard let first = entries.first else { return }
        let batch = try await ProjectedEntry.read(entries)
        let corrected = try Corrected(by: batch, in: events)
        do {
            try await database.write { transaction in
                let reflected = try Reflected(in: transaction)
                guard reflected.position == first.position else {
                    throw ProjectionFault.notNext(
                        expected: reflected.position, offered: first.position)
                }
                try self.register.withLock { register in
                    // Taken out, so that it has one owner: adding to it would copy all of it.
                    let taken = register
                    register = ThingRegister()
                    var writer = BatchWriter(
                        transaction, reflected, register: consume taken, corrected: corrected)
                    try writer.write(batch)
                    register = writer.register
                }
            }
        } catch {
            register.withLock { $0 = ThingRegister() }
            throw error
        }
    }

    /// Empties the read models; the next entry they take is the log's first.
    package func clear() async throws {
        register.withLock { $0 = ThingRegister() }
        try await database.write { transaction in
            for statement in TraceSchema.tables { try transaction.run(statement) }
        }
    }

    /// Answers questions from one state of the read models.
    package func read<Result: Sendable>(
        _ body: @Sendable (TraceStore) throws -> Result
    ) async throws -> Result {
        try await database.read { try body(TraceStore($0)) }
    }
}

/// How much of the log is in the read models, and what the next entry needs to know.
struct Reflected {
    var position: UInt64 = 0
    /// How many things have a number.
    var things: Int64 = 0
    /// How many packages have a number.
    var packages: Int64 = 0
    /// When the log had its latest entry.
    var arrived = Instant(microseconds: .min)
    /// How long the longest activity lasted, in microseconds.
    var longest: Int64 = 0

    init(in transaction: any ReadTransaction) throws {
        let stored: (Int64, Int64, Int64, Int64, Int64)? = try transaction.first(
            "SELECT position, things, packages, arrived, longest FROM reflected WHERE id = 1"
        ) { row in
            (
                try row.integer(0), try row.integer(1), try row.integer(2), try row.integer(3),
                try row.integer(4)
            )
        }
        guard let stored else { return }
        position = UInt64(clamping: stored.0)
        things = stored.1
        packages = stored.2
        arrived = Instant(microseconds: stored.3)
        longest = stored.4
    }

    func store(in transaction: any WriteTransaction) throws {
        try transaction.run(
            """
            INSERT INTO reflected (id, position, things, packages, arrived, longest)
            VALUES (1, \(Int64(clamping: position)), \(things), \(packages),
                \(arrived.microseconds), \(longest))
            ON CONFLICT (id) DO UPDATE SET position = excluded.position,
                things = excluded.things, packages = excluded.packages,
                arrived = excluded.arrived, longest = excluded.longest
            """)
    }
}
