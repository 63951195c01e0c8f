// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// When the next checkpoint is due: pure, it is told the time and the size.
///
/// - An idle log gets no new checkpoint.
/// - Two checkpoints are at least the interval apart, unless one is asked for.
/// - No checkpoint is dated before the last. While the clock is behind, sealing waits and intake
///   goes on: a clock set back by a time server is no reason to stop a plant.
package struct SealSchedule: Equatable, Sendable {
    /// What is to be done now.
    package enum Action: Equatable, Sendable {
        /// Nothing new, or too soon.
        case wait
        case seal
        /// There is something to seal, but the clock is before the last checkpoint.
        case clockIsBehind(last: Instant)
    }

    /// The least time between two checkpoints, in microseconds.
    package let intervalMicroseconds: Int64
    private var sealedSize: TreeSize
    private var sealedAt: Instant

    /// Begins after the last checkpoint.
    package init(after last: SealedCheckpoint, intervalMicroseconds: Int64) {
        self.intervalMicroseconds = intervalMicroseconds
        sealedSize = last.head.size
        sealedAt = last.sealedAt
    }

    /// What to do about a log of some size; `isAsked` when somebody waits for a checkpoint, so that
    /// the interval is no matter.
    package func action(size: TreeSize, now: Instant, isAsked: Bool = false) -> Action {
        guard size > sealedSize else { return .wait }
        guard now >= sealedAt else { return .clockIsBehind(last: sealedAt) }
        let due = sealedAt.adding(microseconds: intervalMicroseconds)
        return isAsked || now >= due ? .seal : .wait
    }

    /// Takes note of a checkpoint.
    package mutating func sealed(_ checkpoint: SealedCheckpoint) {
        sealedSize = checkpoint.head.size
        sealedAt = checkpoint.sealedAt
    }
}
