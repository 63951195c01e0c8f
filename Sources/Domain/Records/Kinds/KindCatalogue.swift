// SPDX-License-Identifier: Apache-2.0
import Canon

/// All kinds of record there are, by name.
package struct KindCatalogue: Sendable {
    package let kinds: [Kind]

    package init(_ kinds: [Kind]) { self.kinds = kinds }

    package subscript(_ name: KindName) -> Kind? { kinds.first { $0.name == name } }

    /// The kind whose records' numbers begin with these letters.
    package func kind(withPrefix prefix: String) -> Kind? {
        kinds.first { $0.prefix.hasSameBytes(as: prefix) }
    }

    /// Where a record stands; a state that the kind no longer has is shown as in progress.
    package func status(of record: RecordState) -> Status {
        if record.state == Voided.state { return .cancelled }
        return self[record.kind]?.lifecycle.state(record.state)?.status ?? .inProgress
    }
}

/// The state that every kind has without saying so: declared void, with a reason and a signature.
package enum Voided {
    package static let state: StateName = "void"
}
