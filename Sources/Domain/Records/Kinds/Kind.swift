// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// A kind of governed record: one value, in one file, that says all of its rules.
///
/// The engine decides and evolves records of every kind from this value alone; forms, documentation
/// and commands are derived from it. To add a kind is to write one such value and its tests.
package struct Kind: Sendable {
    package let name: KindName
    /// What a page calls one record of it.
    package let title: String
    /// The capital letters its numbers begin with, `NC`.
    package let prefix: String
    /// What it is for, in a sentence or two.
    package let purpose: String
    /// Who may open one.
    package let openedBy: Set<Role>
    package let fields: [Field]
    package let lifecycle: Lifecycle
    /// What it may be linked to, from itself.
    package let links: [LinkRole]
    /// The topics of the harmonized clauses that it is evidence for: `HS-NC`.
    package let topics: [String]
    package let retention: Retention
    /// Requirements that the kind as a whole answers.
    package let covers: [String]

    package init(
        _ name: KindName, title: String, prefix: String, purpose: String, openedBy: Set<Role>,
        fields: [Field], lifecycle: Lifecycle, links: [LinkRole] = [], topics: [String],
        retention: Retention, covers: [String] = []
    ) {
        self.name = name
        self.title = title
        self.prefix = prefix
        self.purpose = purpose
        self.openedBy = openedBy
        self.fields = fields
        self.lifecycle = lifecycle
        self.links = links
        self.topics = topics
        self.retention = retention
        self.covers = covers
    }

    package func field(_ name: String) -> Field? {
        fields.first { $0.name.hasSameBytes(as: name) }
    }

    package func link(_ name: String) -> LinkRole? {
        links.first { $0.name.hasSameBytes(as: name) }
    }
}

/// The name of a kind of record: `nonconformity`.
package struct KindName: Hashable, Sendable, ExpressibleByStringLiteral {
    package let text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral value: StaticString) { text = "\(value)" }
}

extension KindName: CustomStringConvertible {
    package var description: String { text }
}

/// How a record of one kind may point at another: `contains`, `caused-by`.
package struct LinkRole: Sendable {
    package let name: String
    /// What the link says, read from this record to the other.
    package let meaning: String
    /// Which kinds it may point at; none given: any.
    package let targets: [KindName]
    /// Whether a link of this role is never taken away again.
    package let isPermanent: Bool
    /// Whether it is made only while the other record is open: what is closed was closed with all
    /// that hung on it then.
    package let isForOpen: Bool

    package init(
        _ name: String, _ meaning: String, to targets: [KindName] = [], isPermanent: Bool = false,
        isForOpen: Bool = false
    ) {
        self.name = name
        self.meaning = meaning
        self.targets = targets
        self.isPermanent = isPermanent
        self.isForOpen = isForOpen
    }
}

/// How long a record is kept at least, from when it reaches a final state.
///
/// A number without a source would look like law; where no rule gives one it is our default and
/// says so (requirements §9).
package struct Retention: Sendable {
    package let years: Int
    package let because: String

    package init(years: Int, because: String) {
        self.years = years
        self.because = because
    }

    /// Ten years, where no contract or rule says otherwise.
    package static let vendorDefault = Retention(
        years: 10, because: "vendor default; a contract or a rule may ask for longer")
}
