// SPDX-License-Identifier: Apache-2.0
import Canon

/// The tables a program needs, as the ordered steps that make them.
///
/// A step is applied once and never changes after it was released: a database says which steps it
/// has had and how they read. Two parts of
/// the program may keep schemas in one database under different names.
package struct Schema: Sendable {
    package let name: String
    package let migrations: [Migration]

    /// Numbers must count up from 1 without a gap; anything else is a mistake in the program.
    package init(_ name: StaticString, _ migrations: [Migration]) {
        precondition(
            migrations.map(\.number) == Array(1..<(migrations.count + 1)),
            "the migrations of \(name) are not numbered 1, 2, 3 …")
        self.name = name.description
        self.migrations = migrations
    }

    /// The number of the last step, 0 when there is none.
    package var version: Int { migrations.count }
}

/// One step of a schema.
package struct Migration: Sendable {
    package let number: Int
    /// What holds afterwards, for people who look at the table of applied steps.
    package let title: String
    package let statements: [SQL]

    package init(_ number: Int, _ title: StaticString, _ statements: [SQL]) {
        self.number = number
        self.title = title.description
        self.statements = statements
    }

    /// Changes when the step's text changes.
    fileprivate func digest(in dialect: Dialect) -> Digest {
        var stream = DigestStream()
        for statement in statements {
            stream.update(Array(statement.text(in: dialect).utf8))
            stream.update([0])
        }
        return stream.digest
    }
}

extension Database {
    /// Brings the database up to a schema, applying the steps it has not had, all or none.
    ///
    /// Refuses, before changing anything, a database that has had steps this program does not know
    /// (`newerSchema`: an older program must not write to it) or other steps of the same number
    /// (`changedSchema`).
    package func migrate(to schema: Schema) async throws {
        try await write { try $0.migrate(to: schema, in: dialect) }
    }

    /// Refuses a database whose schema is not exactly this one; for those who only read.
    package func check(_ schema: Schema) async throws {
        try await read { try $0.check(schema, in: dialect) }
    }
}

extension WriteTransaction {
    /// As ``Database/migrate(to:)``, within this transaction.
    package func migrate(to schema: Schema, in dialect: Dialect) throws {
        try run(
            """
            CREATE TABLE IF NOT EXISTS schema_migration (
                schema \(.text) NOT NULL, number \(.integer) NOT NULL,
                title \(.text) NOT NULL, digest \(.text) NOT NULL,
                PRIMARY KEY (schema, number)
            ) \(.keyed)
            """)
        let applied = try applied(schema.name)
        try schema.check(against: applied, in: dialect)
        for migration in schema.migrations.dropFirst(applied.count) {
            for statement in migration.statements { try run(statement) }
            let digest = migration.digest(in: dialect).hex
            try run(
                """
                INSERT INTO schema_migration (schema, number, title, digest)
                VALUES (\(schema.name), \(migration.number), \(migration.title), \(digest))
                """)
        }
    }
}

extension ReadTransaction {
    /// As ``Database/check(_:)``, within this transaction.
    package func check(_ schema: Schema, in dialect: Dialect) throws {
        let applied: [AppliedMigration]
        do {
            applied = try self.applied(schema.name)
        } catch let fault as DatabaseFault where fault.code == .wrongStatement {
            // The statement is right, so the table is not there: no step was ever applied.
            applied = []
        }
        try schema.check(against: applied, in: dialect)
        guard applied.count == schema.version else {
            throw DatabaseFault(
                .changedSchema, context: "schema \(schema.name)",
                cause: "has \(applied.count) of \(schema.version) steps; open it for writing once")
        }
    }
}

extension Schema {
    fileprivate func check(against applied: [AppliedMigration], in dialect: Dialect) throws {
        guard applied.count <= version else {
            throw DatabaseFault(
                .newerSchema, context: "schema \(name)",
                cause: "it has had \(applied.count) steps; this program knows \(version)")
        }
        for (migration, row) in zip(migrations, applied) {
            guard row.number == migration.number, row.digest == migration.digest(in: dialect).hex
            else {
                throw DatabaseFault(
                    .changedSchema, context: "schema \(name), step \(row.number): \(row.title)",
                    cause: "the applied step has digest \(row.digest)")
            }
        }
    }
}

private struct AppliedMigration: Sendable {
    let number: Int
    let title: String
    let digest: String
}

extension ReadTransaction {
    fileprivate func applied(_ schema: String) throws -> [AppliedMigration] {
        try all(
            """
            SELECT number, title, digest FROM schema_migration
            WHERE schema = \(schema) ORDER BY number
            """
        ) { row in
            AppliedMigration(
                number: Int(try row.integer(0)), title: try row.text(1), digest: try row.text(2))
        }
    }
}
