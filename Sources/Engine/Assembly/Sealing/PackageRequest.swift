// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import Traceability

/// What somebody asks of the assembler besides the question itself.
package struct PackageRequest: Sendable {
    /// The package's identifier; all its revisions share it.
    package var id: String
    package var revision: Int64 = 1
    /// Present in every revision but the first.
    package var reissue: PackageCover.Reissue?
    /// Who makes the package, as its cover names them.
    package var maker: String
    package var organization: String
    /// Whether the names of persons and accounts are left out, and shown as withheld.
    package var withholdsPersons = false
    package var waivers: [Waiver] = []

    package init(id: String, maker: String, organization: String) {
        self.id = id
        self.maker = maker
        self.organization = organization
    }

    /// The file's name.
    package var fileName: String { PackageFileName.name(id: id, revision: revision) }
}

/// What a package's file is called: identifier and revision, with nothing a file system minds.
package enum PackageFileName {
    package static func name(id: String, revision: Int64) -> String {
        let plain = id.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." ? $0 : "_" }
        return "\(String(plain))-r\(revision).wmpack"
    }
}

/// A question that has been answered: what goes into a package, but for the seal.
package struct PackageDraft: Sendable {
    package let request: PackageRequest
    package let contract: PackageCover.Contract
    package let scope: PackageCover.Scope
    package let assessment: Assessment
    /// Every entry that goes in, in order, each once.
    package let pieces: [Piece]
    /// The answer as data, canonical JSON: what the page shows, for a program.
    package let answer: JSON
    /// Files of the payload that the question brings: forms, a workbook.
    package let attachments: [Attachment]

    /// An entry that goes in, with the original bytes that belong to it.
    package struct Piece: Sendable {
        package let position: EntryPosition
        package let originals: [Original]

        package init(_ position: EntryPosition, originals: [Original] = []) {
            self.position = position
            self.originals = originals
        }
    }

    /// Original bytes that are at hand, and what a person calls them.
    package struct Original: Sendable {
        package let part: OriginalPart
        package let name: String

        package init(_ part: OriginalPart, name: String) {
            self.part = part
            self.name = name
        }
    }

    /// A file of the payload under `data/`.
    package struct Attachment: Sendable {
        /// As in `forms/form-3.csv`.
        package let path: String
        package let bytes: [UInt8]

        package init(_ path: String, _ bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    package init(
        request: PackageRequest, contract: PackageCover.Contract, scope: PackageCover.Scope,
        assessment: Assessment, pieces: [Piece], answer: JSON, attachments: [Attachment] = []
    ) {
        self.request = request
        self.contract = contract
        self.scope = scope
        self.assessment = assessment
        self.pieces = pieces
        self.answer = answer
        self.attachments = attachments
    }

    /// As with pieces, of records of activities.
    package init(
        request: PackageRequest, contract: PackageCover.Contract, scope: PackageCover.Scope,
        assessment: Assessment, records: [DossierRecord], answer: JSON,
        attachments: [Attachment] = []
    ) {
        self.init(
            request: request, contract: contract, scope: scope, assessment: assessment,
            pieces: records.map(Piece.init), answer: answer, attachments: attachments)
    }

    /// What a reader might expect and no package says.
    package static let notCovered = [
        "Whether a measured value was true when it was recorded.",
        "Whether the persons named held the roles they claimed.",
        "Whether something happened that no system recorded.",
    ]

    /// What is left out with the names of persons, and must be said.
    static let originalsWithheld =
        "The original bytes of records that name persons; they are withheld with the names."
}

extension PackageDraft.Piece {
    init(_ record: DossierRecord) {
        let part = record.original
        let end = part.offset + part.length
        let name = "bytes \(part.offset) to \(end) of \(part.file)"
        self.init(
            record.position,
            originals: record.hasOriginal ? [PackageDraft.Original(part, name: name)] : [])
    }
}

/// A package that was sealed and written.
package struct SealedPackage: Equatable, Sendable {
    package let id: String
    package let revision: Int64
    /// Where the package is.
    package let path: String
    package let byteCount: UInt64
    /// The position of the entry that seals it.
    package let seal: UInt64
    /// The size of the tree under whose checkpoint everything in it is proved.
    package let size: UInt64
    package let entryCount: Int
    package let completeness: Completeness
    /// The time in the time-stamp token; `nil` without one.
    package let timeStamp: Instant?
    /// Why there is no token although a service is configured.
    package let timeStampFailure: String?
}

/// A service that vouches for when a checkpoint was there (RFC 3161).
package protocol TimeStamping: Sendable {
    /// The whole reply over the digest of some bytes, verified, and the time it states.
    func token(over digest: Digest) async throws -> (reply: [UInt8], time: Instant)
}

/// The original bytes that entries were made from.
package protocol OriginalParts: Sendable {
    /// The bytes of a part. Throws when the file is not there or not readable.
    func source(of part: OriginalPart) throws -> any ByteSource
    /// Whether the part is there with the digest it should have.
    func holds(_ part: OriginalPart) -> Bool
}
