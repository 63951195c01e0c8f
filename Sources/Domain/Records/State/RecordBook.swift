// SPDX-License-Identifier: Apache-2.0
import Activities

/// The records that a decision looks at: those linked with a record, and those that name its things.
///
/// The shell loads them before it asks; a rule that needs one that is not in here does not see it,
/// so what is loaded is part of the rule's contract (see `Registrar`).
package struct RecordBook: Sendable {
    private var records: [RecordID: RecordState] = [:]
    private let kinds: KindCatalogue

    package init(_ kinds: KindCatalogue, _ records: [RecordState] = []) {
        self.kinds = kinds
        for record in records { self.records[record.id] = record }
    }

    package subscript(_ id: RecordID) -> RecordState? {
        get { records[id] }
        set { records[id] = newValue }
    }

    package var count: Int { records.count }

    /// All of them, by number.
    package var all: [RecordState] { records.values.sorted { $0.id < $1.id } }

    /// The records of a kind, by number.
    package func all(_ kind: KindName) -> [RecordState] { all.filter { $0.kind == kind } }

    /// The records that link to one in a role.
    package func linking(to target: RecordID, as role: String) -> [RecordState] {
        all.filter { $0.links.contains(RecordLink(role, target)) }
    }

    /// The records of a kind that name a thing in a field.
    package func naming(_ thing: Thing, in field: String, _ kind: KindName) -> [RecordState] {
        all(kind).filter { $0.things(field).contains(thing) }
    }

    /// The records that claim an object of another system.
    package func claiming(_ key: SystemKey) -> [RecordState] {
        all.filter { $0.systemLinks.contains { $0.link.key == key } }
    }

    /// Where a record stands, in the words common to all kinds.
    package func status(of record: RecordState) -> Status { kinds.status(of: record) }

    /// Whether nothing more is done to it.
    package func isFinal(_ record: RecordState) -> Bool { status(of: record).isFinal }
}
