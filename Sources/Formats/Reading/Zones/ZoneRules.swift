// SPDX-License-Identifier: Apache-2.0
import Canon

/// How the clocks of one place differ from UTC, and when they were changed.
///
/// Made by ``init(named:tzif:)`` from the zone's file; knows nothing of where that file is kept.
package struct ZoneRules: Hashable, Sendable {
    /// The zone's name in the IANA database: `Europe/Berlin`.
    package let name: String
    /// When the offset changed, in seconds since 1970 UTC, ascending.
    let changes: [Int64]
    /// The offset from each change on, in seconds east of UTC.
    let offsets: [Int]
    /// The offset before the first change.
    let firstOffset: Int
    /// What holds from the last change on, year by year; `nil` when the file does not say.
    let yearly: YearlyRule?

    /// How often the clocks showed a date and time.
    package enum Showing: Hashable, Sendable {
        /// Once, at this many minutes east of UTC.
        case once(offsetMinutes: Int)
        /// More than once, because they were put back over it.
        case twice
        /// Not at all, because they were put forward over it.
        case never
        /// The rules say nothing about then, or no offset of whole minutes.
        case unknown
    }

    /// How often the clocks showed a reading (given as if it were UTC).
    package func showing(of reading: Instant) -> Showing {
        var found: Set<Int> = []
        var isUnknown = false
        for offset in Set(offsets + [firstOffset] + (yearly?.offsets ?? [])) {
            // The reading is this offset's if the offset was in force at the moment it gives.
            switch self.offset(at: reading.seconds - Int64(offset)) {
            case offset: found.insert(offset)
            case nil: isUnknown = true
            default: break
            }
        }
        guard let only = found.first else { return isUnknown ? .unknown : .never }
        guard found.count == 1 else { return .twice }
        return only.isMultiple(of: 60) ? .once(offsetMinutes: only / 60) : .unknown
    }

    /// The offset of a reading; `nil` unless the clocks showed it exactly once.
    func offsetMinutes(at reading: Instant) -> Int? {
        guard case .once(let minutes) = showing(of: reading) else { return nil }
        return minutes
    }

    /// The offset in force at a moment; `nil` where the file has no rule for it.
    private func offset(at second: Int64) -> Int? {
        guard let first = changes.first, let last = changes.last else {
            return yearly?.offset(at: second) ?? firstOffset
        }
        if second < first { return firstOffset }
        if second >= last { return yearly?.offset(at: second) }
        var low = 0
        var high = changes.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle] <= second { low = middle } else { high = middle }
        }
        return offsets[low]
    }
}
