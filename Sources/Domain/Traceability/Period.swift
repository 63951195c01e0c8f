// SPDX-License-Identifier: Apache-2.0
import Canon

/// A stretch of time that may still be open; both ends belong to it.
///
/// Both ends belong to it because sources round: what was taken out of a furnace at 10:45 and
/// what happened in the furnace at 10:45 must be taken to have met.
package struct Period: Hashable, Sendable {
    package let since: Instant
    /// `nil` while it has not ended.
    package let until: Instant?

    /// Held open to the end when the end is before the beginning, which means a clock was wrong.
    package init(since: Instant, until: Instant?) {
        self.since = since
        self.until = until.map { max($0, since) }
    }

    /// From a moment on.
    package static func from(_ since: Instant) -> Period { Period(since: since, until: nil) }

    /// The last moment, or the end of time.
    package var end: Instant { until ?? Instant(microseconds: .max) }

    package func contains(_ moment: Instant) -> Bool { since <= moment && moment <= end }

    package func overlaps(_ other: Period) -> Bool { since <= other.end && other.since <= end }

    package func covers(_ other: Period) -> Bool { since <= other.since && other.end <= end }

    /// What both have in common, or `nil`.
    package func intersection(_ other: Period) -> Period? {
        guard overlaps(other) else { return nil }
        let end = min(end, other.end)
        return Period(
            since: max(since, other.since),
            until: end == Instant(microseconds: .max) ? nil : end)
    }
}
