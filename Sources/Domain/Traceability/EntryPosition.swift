// SPDX-License-Identifier: Apache-2.0

/// Where an entry stands in the log, counted from 0.
///
/// An activity is known by the position of the entry that recorded it: the position never changes,
/// is never given twice, and says what was known before what.
package struct EntryPosition: Hashable, Comparable, Sendable {
    package let number: UInt64

    package init(_ number: UInt64) { self.number = number }

    package static func < (left: EntryPosition, right: EntryPosition) -> Bool {
        left.number < right.number
    }

    /// Later than every entry there will ever be.
    package static let last = EntryPosition(UInt64(Int64.max))
}

extension EntryPosition: CustomStringConvertible {
    /// `#184211`, as reports name an entry.
    package var description: String { "#\(number)" }
}
