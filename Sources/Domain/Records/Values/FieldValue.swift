// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon

/// What a field of a record holds.
///
/// Values are kept as they were given: a time with the zone it was written in, a quantity with its
/// unit, a thing as its source names it. Nothing is converted silently.
package enum FieldValue: Hashable, Sendable {
    case text(String)
    /// One of the choices of the field, by name.
    case choice(String)
    case flag(Bool)
    case date(CivilDate)
    /// A moment as it was written, with its zone.
    case moment(SourceTime)
    case quantity(Quantity)
    case thing(Thing)
    case person(PersonID)
    case record(RecordID)
    case document(DocumentRevision)
    case file(FileReference)
    /// Several values of one type, in the order given.
    case list([FieldValue])
}

/// A document and the revision of it that is meant; "the latest" is no revision.
package struct DocumentRevision: Hashable, Sendable {
    package let name: String
    package let revision: String

    package init(name: String, revision: String) {
        self.name = name
        self.revision = revision
    }
}

/// A file in the store of originals, known by its digest.
package struct FileReference: Hashable, Sendable {
    package let digest: Digest
    package let name: String
    /// In bytes.
    package let size: Int64
    package let mediaType: String

    package init(digest: Digest, name: String, size: Int64, mediaType: String) {
        self.digest = digest
        self.name = name
        self.size = size
        self.mediaType = mediaType
    }
}

extension FieldValue {
    /// The values one by one: those of a list, or this one.
    package var elements: [FieldValue] {
        if case .list(let values) = self { values } else { [self] }
    }

    /// Every thing that is named.
    package var things: [Thing] {
        elements.compactMap { if case .thing(let thing) = $0 { thing } else { nil } }
    }

    /// Every record that is named.
    package var records: [RecordID] {
        elements.compactMap { if case .record(let record) = $0 { record } else { nil } }
    }

    /// Every person that is named.
    package var people: [PersonID] {
        elements.compactMap { if case .person(let person) = $0 { person } else { nil } }
    }

    /// Every file that is named.
    package var files: [FileReference] {
        elements.compactMap { if case .file(let file) = $0 { file } else { nil } }
    }
}
