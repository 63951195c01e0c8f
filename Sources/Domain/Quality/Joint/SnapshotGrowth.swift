// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

/// What a trust window counts.
package enum SnapshotCount: String, CaseIterable, Sendable {
    case records, product, delivered, signatures, releases, packages

    package var fieldName: String { "\(rawValue)-count" }

    var field: Field {
        Field(
            fieldName, title, .quantity, meaning, required: self == .records ? .always : .never,
            changes: .never)
    }

    package var title: String {
        switch self {
        case .records: "Records"
        case .product: "Product"
        case .delivered: "Delivered"
        case .signatures: "Signatures"
        case .releases: "Releases"
        case .packages: "Packages"
        }
    }

    private var meaning: String {
        switch self {
        case .records: "How many records relied on a suspect."
        case .product: "How many lots and serials they speak for, downstream ones too."
        case .delivered: "How many of those have left."
        case .signatures: "How many signatures rest on them."
        case .releases: "How many releases rest on them."
        case .packages: "How many packages that went out rest on them."
        }
    }
}

/// What a later snapshot of a trust window has that an earlier one had not.
package struct SnapshotGrowth: Sendable {
    package let earlier: RecordID
    package let later: RecordID
    /// How much each count grew; those that did not grow are not in it.
    package let grown: [SnapshotCount: Amount]
    /// Sources of records that the earlier one did not see.
    package let newStreams: [Thing]

    /// `nil` unless the later one repeats the earlier.
    package init?(from earlier: RecordState, to later: RecordState) {
        guard later.links.contains(RecordLink("repeats", earlier.id)) else { return nil }
        self.earlier = earlier.id
        self.later = later.id
        var grown: [SnapshotCount: Amount] = [:]
        for count in SnapshotCount.allCases {
            guard let now = later.quantity(count.fieldName).flatMap(Amount.init) else { continue }
            let then = earlier.quantity(count.fieldName).flatMap(Amount.init)
            let growth = then.map { now.subtracting($0) } ?? now
            if let growth, growth.isPositive { grown[count] = growth }
        }
        self.grown = grown
        let seen = Set(earlier.things("streams"))
        newStreams = later.things("streams").filter { !seen.contains($0) }
    }

    package var isNothing: Bool { grown.isEmpty && newStreams.isEmpty }
}
