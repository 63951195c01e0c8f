// SPDX-License-Identifier: Apache-2.0
import Canon

/// A checkpoint of the log, and who besides us has seen it.
package struct ConfirmedPoint: Hashable, Sendable {
    /// How many entries it covers.
    package let size: UInt64
    /// When we sealed it, by our clock.
    package let sealedAt: Instant
    /// Witnesses and time-stamping services that vouch for it, by name.
    package let confirmedBy: [String]

    package init(size: UInt64, sealedAt: Instant, confirmedBy: [String]) {
        self.size = size
        self.sealedAt = sealedAt
        self.confirmedBy = confirmedBy
    }

    /// Whether it covers an entry.
    package func covers(_ entry: EntryPosition) -> Bool { entry.number < size }
}

/// The last points at which the log is known to have been as it is, before a suspicion begins.
///
/// Everything they cover was in the log when nothing was suspect yet, and cannot have been changed
/// by the suspect since. A seal of our own shows it to whoever trusts our key; a point that others
/// confirmed shows it to everybody.
package struct LastConfirmed: Hashable, Sendable {
    /// The last checkpoint that we sealed before the moment.
    package let sealed: ConfirmedPoint?
    /// The last one that somebody else confirmed as well.
    package let confirmed: ConfirmedPoint?

    /// Chooses among checkpoints in any order.
    package init(before moment: Instant, among points: some Sequence<ConfirmedPoint>) {
        let earlier = points.filter { $0.sealedAt <= moment }
        func last(_ points: [ConfirmedPoint]) -> ConfirmedPoint? {
            points.max { ($0.size, $0.sealedAt) < ($1.size, $1.sealedAt) }
        }
        sealed = last(earlier)
        confirmed = last(earlier.filter { !$0.confirmedBy.isEmpty })
    }
}
