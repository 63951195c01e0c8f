// SPDX-License-Identifier: Apache-2.0
import Relational
import Synchronization

/// The connections that read: opened when first needed, lent to one reader at a time.
///
/// Invariants: `lent + idle.count ≤ limit`; somebody waits only while all are lent.
final class ReaderPool: Sendable {
    private let settings: SQLiteSettings
    private let state = Mutex(State())

    private struct State {
        var idle: [ConnectionActor] = []
        var lent = 0
        var waiting: [CheckedContinuation<ConnectionActor?, Never>] = []
        var isClosed = false
    }

    init(_ settings: SQLiteSettings) {
        self.settings = settings
    }

    /// Lends a connection for the length of `body`.
    func with<Result: Sendable>(
        _ body: @Sendable (SQLiteConnection) throws -> Result
    ) async throws -> Result {
        let reader = try await take()
        defer { give(reader) }
        return try await reader.run(body)
    }

    /// Opens a connection now, so that a file that cannot be read is refused at once.
    func openFirst() throws {
        let reader = try ConnectionActor(settings, as: .reader)
        state.withLock { $0.idle.append(reader) }
    }

    /// Refuses further calls, and closes each connection when it is given back.
    func close() async {
        let (idle, waiting) = state.withLock { state in
            defer {
                state.idle = []
                state.waiting = []
                state.isClosed = true
            }
            return (state.idle, state.waiting)
        }
        for each in waiting { each.resume(returning: nil) }
        for each in idle { await each.close() }
    }

    private enum Taken {
        case reader(ConnectionActor)
        case mayOpen
        case mustWait
        case closed
    }

    private func take() async throws -> ConnectionActor {
        let taken: Taken = state.withLock { state in
            if state.isClosed { return .closed }
            if let reader = state.idle.popLast() {
                state.lent += 1
                return .reader(reader)
            }
            guard state.lent < settings.readers else { return .mustWait }
            state.lent += 1
            return .mayOpen
        }
        switch taken {
        case .reader(let reader): return reader
        case .mayOpen:
            do { return try ConnectionActor(settings, as: .reader) } catch {
                giveUp()
                throw error
            }
        case .mustWait:
            guard let reader = await wait() else { throw closed }
            return reader
        case .closed: throw closed
        }
    }

    /// Waits for a connection to be given back; `nil` when the pool is closed first.
    private func wait() async -> ConnectionActor? {
        await withCheckedContinuation { continuation in
            let now: ConnectionActor?? = state.withLock { state in
                if state.isClosed { return .some(nil) }
                // One may have come back since `take` looked.
                if let reader = state.idle.popLast() {
                    state.lent += 1
                    return reader
                }
                state.waiting.append(continuation)
                return nil
            }
            if let now { continuation.resume(returning: now) }
        }
    }

    /// Hands the connection to whoever waits longest; otherwise keeps it.
    private func give(_ reader: ConnectionActor) {
        let next: CheckedContinuation<ConnectionActor?, Never>? = state.withLock { state in
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            state.lent -= 1
            if !state.isClosed { state.idle.append(reader) }
            return nil
        }
        next?.resume(returning: reader)
    }

    /// Gives back the right to open a connection that could not be opened.
    ///
    /// Whoever waits is told to close down its wait and fails as the opener did.
    private func giveUp() {
        let next: [CheckedContinuation<ConnectionActor?, Never>] = state.withLock { state in
            state.lent -= 1
            guard state.lent == 0 else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for each in next { each.resume(returning: nil) }
    }

    private var closed: DatabaseFault {
        DatabaseFault(.closed, context: "\(settings.place)", cause: "no connection to read with")
    }
}
