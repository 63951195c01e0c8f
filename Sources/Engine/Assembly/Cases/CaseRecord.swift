// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import EvidencePackage
import Records
import Traceability

/// A governed record in a dossier: as it stands, and every act that made it so.
package struct CaseRecord: Sendable {
    package let state: RecordState
    /// What a page calls records of its kind; the kind's name where the program has no such kind.
    package let kindTitle: String
    package let status: Status
    package let acts: [LoggedAct]
    /// The names of its fields by what they are called in entries.
    package let fieldTitles: [String: String]
    /// How many links away from the record that was asked for; 0 is that record.
    package let distance: Int
    package let files: [CaseFile]

    package var id: RecordID { state.id }
    package var kind: String { state.kind.text }
    package var isFinal: Bool { status.isFinal }
    package var positions: [EntryPosition] { acts.map { EntryPosition($0.position) } }

    /// The entries that tell how it began and how it stands: its first and its latest act.
    package var span: [EntryPosition] {
        [acts.first, acts.last].compactMap { $0.map { EntryPosition($0.position) } }
    }

    /// "PH-2026-0003 (placed)".
    package var nameAndState: String { "\(id) (\(state.state))" }

    /// Signatures on it, in order, with the entry each stands in.
    package var signatures: [(given: GivenSignature, act: LoggedAct)] {
        acts.compactMap { logged in logged.act.deed.given.map { ($0, logged) } }
    }
}

/// A file that somebody attached to a record, or named in a field.
package struct CaseFile: Equatable, Sendable {
    package let reference: FileReference
    /// The entry that names it.
    package let entry: EntryPosition
    /// Whether its bytes are at hand.
    package let isHeld: Bool

    package init(_ reference: FileReference, entry: EntryPosition, isHeld: Bool) {
        self.reference = reference
        self.entry = entry
        self.isHeld = isHeld
    }

    /// The whole file as the originals store has it.
    package var part: OriginalPart { reference.whole }
}

extension FileReference {
    /// The file as the originals store knows it: all of it.
    package var whole: OriginalPart {
        OriginalPart(file: digest, offset: 0, length: size, digest: digest)
    }
}

extension Deed {
    /// The signature that the deed is, if it is one.
    package var given: GivenSignature? {
        switch self {
        case .signed(_, let given), .voided(_, let given): given
        case .opened, .amended, .attached, .linked, .unlinked, .systemLinked, .systemChecked,
            .synchronised, .proposed, .refused, .transitioned, .superseded, .reopened:
            nil
        }
    }

    /// The fields that the deed changed.
    package var changedFields: [ValueChange] {
        switch self {
        case .opened(_, _, _, let changes, _), .amended(let changes), .synchronised(_, let changes):
            changes
        case .attached, .linked, .unlinked, .systemLinked, .systemChecked, .proposed, .signed,
            .refused, .transitioned, .superseded, .voided, .reopened:
            []
        }
    }

    /// Every file that the deed brought.
    package var files: [FileReference] {
        if case .attached(let file, _) = self { return [file] }
        return changedFields.flatMap { $0.new?.files ?? [] }
    }
}
