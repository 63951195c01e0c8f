// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Relational

/// The owner of one connection: everything done with it is done here, on a thread of its own.
///
/// Calls of the C library block, for an fsync or for a lock, and must not hold a thread of the
/// cooperative pool meanwhile.
actor ConnectionActor {
    nonisolated let unownedExecutor: UnownedSerialExecutor
    private let executor: ConnectionExecutor
    private var connection: SQLiteConnection?
    private let path: String

    init(_ settings: SQLiteSettings, as role: SQLiteConnection.Role) throws {
        let executor = ConnectionExecutor()
        self.executor = executor
        unownedExecutor = executor.asUnownedSerialExecutor()
        connection = try SQLiteConnection(settings, as: role)
        path = "\(settings.place)"
    }

    /// Runs `body` with the connection; nobody else has it meanwhile.
    func run<Result: Sendable>(
        _ body: @Sendable (SQLiteConnection) throws -> Result
    ) throws -> Result {
        guard let connection else {
            throw DatabaseFault(.closed, context: path, cause: "it was closed before this call")
        }
        return try body(connection)
    }

    /// Closes the connection; what was queued before is done first.
    func close() { connection = nil }
}

/// Runs an actor's work on a serial queue.
///
/// The library's own `DispatchSerialQueue` does not exist on Linux, and this is all that Dispatch
/// is used for.
private final class ConnectionExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "witnessmark.database")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
