// SPDX-License-Identifier: Apache-2.0
import TransparencyLog

/// What is derived from the log and can be made again from it. Contract:
///
/// - `apply` keeps the effect of all entries and the new position in one transaction, or nothing.
/// - The effect of entries depends on them and on what is there already, on nothing else: a
///   projection that is dropped and built again is the same.
/// - `apply` is given entries in order, each once, beginning at `position()`.
package protocol Projection: Sendable {
    /// How many entries of the log this reflects; 0 for a new one.
    func position() async throws -> UInt64
    /// Takes in the next entries; the position is then that after the last.
    func apply(_ entries: [LoggedEntry]) async throws
}

/// Hands the log to a projection, in order and from where it stopped.
///
/// The cursor is the projection's own, so a follower can be killed at any line: what was applied is
/// not applied again, and what was not is.
package struct Follower: Sendable {
    private let journal: any Journal
    private let projection: any Projection

    package init(of journal: any Journal, for projection: any Projection) {
        self.journal = journal
        self.projection = projection
    }

    /// Brings the projection up to what the log holds now.
    ///
    /// - Parameter progress: is told the position reached and the log's size after each batch.
    /// - Returns: the position it reflects then.
    /// - Throws: ``FollowerError``, or what the projection throws.
    @discardableResult
    package func catchUp(
        progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws -> UInt64 {
        let size = try journal.head().size.value
        var position = try await projection.position()
        guard position <= size else {
            throw FollowerError.aheadOfLog(position: position, size: size)
        }
        while position < size {
            let entries = try journal.entries(in: position..<size)
            guard let last = entries.last, entries.first?.position == position else {
                throw JournalError.corrupt(position: position, "no entry is kept here")
            }
            try await projection.apply(entries)
            let reached = try await projection.position()
            guard reached == last.position + 1 else {
                throw FollowerError.lostCount(expected: last.position + 1, found: reached)
            }
            position = reached
            progress(position, size)
        }
        return position
    }

    /// Keeps the projection up with the log until the pause throws, as it does when cancelled.
    package func follow(pause: @Sendable () async throws -> Void) async throws {
        while true {
            try await catchUp()
            // A pause that throws was cancelled: what is applied is kept, the rest comes next time.
            do { try await pause() } catch { return }
        }
    }
}

/// Why a projection cannot follow.
package enum FollowerError: Error, Equatable, CustomStringConvertible {
    /// The projection reflects entries that the log does not have: it belongs to another copy.
    case aheadOfLog(position: UInt64, size: UInt64)
    /// After a batch the projection says another position than the one it was brought to.
    case lostCount(expected: UInt64, found: UInt64)

    package var description: String {
        switch self {
        case .aheadOfLog(let position, let size):
            """
            The projection reflects \(position) entries, but the log has \(size): it was built from \
            another copy of the log. Delete it; it is built again from the log.
            """
        case .lostCount(let expected, let found):
            """
            The projection says it reflects \(found) entries after \(expected) were applied: \
            somebody else writes to it. Stop the other process, then delete the projection.
            """
        }
    }
}
