// SPDX-License-Identifier: Apache-2.0
import Canon

/// The number of a grant: `G-0012`.
package struct GrantID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let number: Int

    package init(number: Int) { self.number = number }

    /// `nil` unless the text is `G-` and one to nine digits.
    package init?(_ text: String) {
        guard let number = AccessNumber.read(text, after: "G-") else { return nil }
        self.number = number
    }

    package var description: String { AccessNumber.write(number, after: "G-") }

    package static func < (left: GrantID, right: GrantID) -> Bool { left.number < right.number }
}

/// The number of a delegation: `D-0003`.
package struct DelegationID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let number: Int

    package init(number: Int) { self.number = number }

    /// `nil` unless the text is `D-` and one to nine digits.
    package init?(_ text: String) {
        guard let number = AccessNumber.read(text, after: "D-") else { return nil }
        self.number = number
    }

    package var description: String { AccessNumber.write(number, after: "D-") }

    package static func < (left: DelegationID, right: DelegationID) -> Bool {
        left.number < right.number
    }
}

/// Where a role reaches: a site, some kinds of record, or everywhere.
package struct Scope: Hashable, Sendable {
    /// `nil` is every site.
    package let site: String?
    /// Kinds of record by name; `nil` is all.
    package let kinds: Set<String>?

    package init(site: String? = nil, kinds: Set<String>? = nil) {
        self.site = site
        self.kinds = kinds
    }

    package static let everything = Scope()

    /// Where both reach; `nil` when that is nowhere.
    package func intersection(_ other: Scope) -> Scope? {
        if let site, let theirs = other.site, !site.hasSameBytes(as: theirs) { return nil }
        var shared = kinds ?? other.kinds
        if let kinds, let theirs = other.kinds { shared = kinds.intersection(theirs) }
        if let shared, shared.isEmpty { return nil }
        return Scope(site: site ?? other.site, kinds: shared)
    }
}

/// A role that an administrator gave to somebody.
package struct Grant: Hashable, Sendable {
    package let id: GrantID
    package let person: PersonID
    package let role: Role
    package let scope: Scope
    package let since: Instant
    /// `nil` when it holds until it is revoked.
    package let until: Instant?
    /// Taken away, or ended with the person; whatever the clock says later, it does not come back.
    package internal(set) var endedAt: Instant?

    /// Whether it holds, as things stand, at a moment.
    package func isInForce(at moment: Instant) -> Bool {
        endedAt == nil && (until.map { moment < $0 } ?? true)
    }
}

/// A role that somebody lends to somebody else for a time.
package struct Delegation: Hashable, Sendable {
    package let id: DelegationID
    package let from: PersonID
    package let to: PersonID
    package let role: Role
    package let scope: Scope
    package let since: Instant
    package let until: Instant
    /// Ended early, or with one of the two.
    package internal(set) var endedAt: Instant?

    /// The longest a delegation may last: a year.
    ///
    /// What lasts longer is a role of one's own.
    package static let daysMax: Int64 = 366

    /// Whether it holds, as things stand, at a moment, if the delegator has the role then.
    package func isInForce(at moment: Instant) -> Bool {
        endedAt == nil && since <= moment && moment < until
    }

    /// Whether it holds at a moment or will later.
    package func isPending(at moment: Instant) -> Bool { endedAt == nil && moment < until }
}

/// Numbers with a letter before them.
private enum AccessNumber {
    static func write(_ number: Int, after prefix: String) -> String {
        let digits = String(max(number, 0))
        return prefix + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    static func read(_ text: String, after prefix: String) -> Int? {
        let digits = text.utf8.dropFirst(prefix.utf8.count)
        guard text.hasPrefix(prefix), (1...9).contains(digits.count),
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(String(text.dropFirst(prefix.count)))
    }
}
