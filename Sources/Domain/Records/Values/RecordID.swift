// SPDX-License-Identifier: Apache-2.0

/// A governed record's number: `NC-2026-0001`, given once and for good.
///
/// Prefix of the kind, year it was opened in, running number of that year.
package struct RecordID: Hashable, Sendable {
    package let text: String

    /// The longest number that is taken, in bytes.
    package static let longest = 40

    /// `nil` unless it is a prefix of capital letters, a year and a number, joined by hyphens.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
        guard text.utf8.count <= RecordID.longest, parts.count == 3,
            (2...8).contains(parts[0].count), parts[1].count == 4, (4...9).contains(parts[2].count),
            parts[0].allSatisfy({ (0x41...0x5A).contains($0) }),
            parts[1...].allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        self.text = text
    }

    /// The number of the `number`th record of a prefix in a year.
    package init?(prefix: String, year: Int64, number: Int) {
        let digits = String(max(number, 0))
        let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
        self.init("\(prefix)-\(year)-\(zeros)\(digits)")
    }

    /// The kind's letters before the first hyphen.
    package var prefix: String { String(text.prefix { $0 != "-" }) }
}

extension RecordID: Comparable, CustomStringConvertible {
    package static func < (left: RecordID, right: RecordID) -> Bool { left.text < right.text }
    package var description: String { text }
}
