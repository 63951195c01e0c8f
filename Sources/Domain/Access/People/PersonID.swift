// SPDX-License-Identifier: Apache-2.0

/// Who somebody is in the log: a pseudonym such as `P-0003`, given once and never to another.
///
/// It stands where everybody may read. The name behind it is committed apart, so that a package can
/// withhold it and the acts can still be told apart by who did them (21 CFR 11.100(a), P11-100a).
package struct PersonID: Hashable, Comparable, Sendable {
    package let text: String

    /// `nil` unless the text is `P-` or `S-` (a service) and one to nine digits.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (3...11).contains(bytes.count), bytes[0] == 0x50 || bytes[0] == 0x53,
            bytes[1] == 0x2D, bytes[2...].allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.text = text
    }

    /// The pseudonym of a number: `P-0003` for a person, `S-0003` for a service account.
    package init(number: Int, isService: Bool = false) {
        let digits = String(max(number, 0))
        let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
        text = (isService ? "S-" : "P-") + zeros + digits
    }

    /// Whether it is the account of a system, which may act and never sign.
    package var isService: Bool { text.utf8.first == 0x53 }

    package static func < (left: PersonID, right: PersonID) -> Bool { left.text < right.text }
}

extension PersonID: CustomStringConvertible {
    package var description: String { text }
}
