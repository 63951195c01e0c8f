// SPDX-License-Identifier: Apache-2.0
import Relational
import Synchronization

/// The journal's connections for reading, each behind a lock, opened when first needed.
///
/// A class because locks cannot be copied.
final class ReaderRing: Sendable {
    private let settings: SQLiteSettings
    private let seats: [Seat]
    private let next = Atomic<Int>(0)

    private final class Seat: Sendable {
        let connection = Mutex<SQLiteConnection?>(nil)
    }

    init(_ settings: SQLiteSettings) {
        self.settings = settings
        seats = (0..<max(1, settings.readers)).map { _ in Seat() }
    }

    /// Runs `body` on a connection that nobody uses, else on the one whose turn it is.
    func with<Result: Sendable>(_ body: (SQLiteConnection) throws -> Result) throws -> Result {
        for seat in seats {
            let result = try seat.connection.withLockIfAvailable { connection in
                try use(&connection, body)
            }
            if let result { return result }
        }
        let turn = next.wrappingAdd(1, ordering: .relaxed).oldValue
        return try seats[abs(turn % seats.count)].connection.withLock { connection in
            try use(&connection, body)
        }
    }

    /// Closes all connections, each when nobody uses it; a later call opens it anew.
    func close() {
        for seat in seats { seat.connection.withLock { $0 = nil } }
    }

    private func use<Result>(
        _ connection: inout SQLiteConnection?, _ body: (SQLiteConnection) throws -> Result
    ) throws -> Result {
        if let connection { return try body(connection) }
        let opened = try SQLiteConnection(settings, as: .reader)
        connection = opened
        return try body(opened)
    }
}
