// SPDX-License-Identifier: Apache-2.0
import Relational

/// The promises of ``Database``, each as a check that any engine can be put to.
///
/// A test target of an engine runs them all:
///
/// ```swift
/// @Test(arguments: DatabaseConformance.promises)
/// func `The engine keeps its promise`(promise: DatabaseConformance.Promise) async throws {
///     try await promise.check(on: DatabaseSubject { … })
/// }
/// ```
package enum DatabaseConformance {
    package static let promises = writing + reading + values + schemas

    /// One promise: its sentence, and what finds out whether it is kept.
    package struct Promise: Sendable, CustomStringConvertible {
        package let sentence: String
        private let body: @Sendable (DatabaseSubject) async throws -> Void

        init(
            _ sentence: String, _ body: @escaping @Sendable (DatabaseSubject) async throws -> Void
        ) {
            self.sentence = sentence
            self.body = body
        }

        /// Throws ``Broken``, or whatever the engine throws.
        package func check(on subject: DatabaseSubject) async throws { try await body(subject) }

        package var description: String { sentence }
    }

    /// What a promise's check throws when the engine did something else.
    package struct Broken: Error, CustomStringConvertible {
        package let description: String
    }
}

/// A database of some engine, new and empty.
package struct DatabaseSubject: Sendable {
    /// Opens it; called once in a check.
    package let open: @Sendable () async throws -> any Database
    /// Whether a read goes on beside a write.
    ///
    /// A store in memory may do one after the other.
    package let readsBesideWrites: Bool

    package init(
        readsBesideWrites: Bool, open: @escaping @Sendable () async throws -> any Database
    ) {
        self.readsBesideWrites = readsBesideWrites
        self.open = open
    }

    /// A database with a table of lots: `lot(id, number, size)`.
    func withLots() async throws -> any Database {
        let database = try await open()
        try await database.write { transaction in
            _ = try transaction.run(
                """
                CREATE TABLE lot (
                    id \(.integer) PRIMARY KEY, number \(.text) NOT NULL UNIQUE, size \(.integer)
                ) \(.strict)
                """)
        }
        return database
    }
}

func expect<Value: Equatable>(_ actual: Value, _ expected: Value, _ what: String) throws {
    guard actual != expected else { return }
    throw DatabaseConformance.Broken(description: "\(what): expected \(expected), got \(actual)")
}

/// Demands a fault with one of the codes.
func expectFault(
    _ codes: DatabaseFault.Code..., of what: String, _ body: () async throws -> some Any
) async throws {
    do {
        _ = try await body()
    } catch let fault as DatabaseFault {
        guard codes.contains(fault.code) else {
            throw DatabaseConformance.Broken(
                description: "\(what): expected \(codes), got \(fault.code): \(fault.cause)")
        }
        return
    }
    throw DatabaseConformance.Broken(description: "\(what): nothing was thrown")
}

extension ReadTransaction {
    func lotCount() throws -> Int64? { try integer("SELECT COUNT(*) FROM lot") }

    func numbers() throws -> [String] {
        try all("SELECT number FROM lot ORDER BY id") { row in try row.text(0) }
    }
}

extension WriteTransaction {
    func addLot(_ id: Int, _ number: String) throws {
        try run("INSERT INTO lot (id, number) VALUES (\(id), \(number))")
    }
}
