// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// The content of the entry that seals a package: which package, and digests of four of its files.
///
/// `bag-info.txt`, `bagit.txt` and the two payload manifests pin every byte under `data/`; this
/// entry pins them; the log pins this entry. So no byte of the payload can change without
/// the log's own proof breaking, and the log shows when the package was sealed, and how often.
public struct SealContent: Hashable, Sendable {
    /// The format and its version, as the member `schema` names it.
    public static let schema = "witnessmark.seal/1"
    /// The files that are pinned, in the order of their names.
    static let pinned = [
        "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt",
    ]

    /// The package's identifier.
    public let package: String
    /// The package's revision.
    public let revision: Int64
    /// The SHA-256 of each pinned file, in the order of their names.
    public let pins: [Digest]

    /// The body that the entry of type `package.sealed` commits to as content.
    public var bytes: [UInt8] {
        let pins = zip(SealContent.pinned, pins).map {
            JSON.Member($0, .string($1.hex))
        }
        let json: JSON = [
            "schema": .string(SealContent.schema), "package": .string(package),
            "revision": .integer(revision), "pins": .object(pins),
        ]
        return json.canonical
    }

    init(package: String, revision: Int64, pins: [Digest]) {
        self.package = package
        self.revision = revision
        self.pins = pins
    }

    /// - Throws: ``UnknownSchema`` for a later version, else ``MalformedDocument``.
    init(parsing bytes: [UInt8]) throws {
        let file = PackageLayout.sealBody(.content).description
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch {
            throw MalformedDocument(file: file, place: error.pointer, expected: "JSON; \(error)")
        }
        let object = try StrictObject(json, file: file, place: "")
        let schema = try object.text("schema")
        guard schema.hasSameBytes(as: SealContent.schema) else {
            throw UnknownSchema(file: file, schema: schema)
        }
        try object.allow("schema", "package", "revision", "pins")
        package = try object.words("package")
        revision = try object.integer("revision", atLeast: 1)
        let pins = try object.object("pins")
        try pins.allow("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")
        self.pins = try SealContent.pinned.map { try pins.digest($0) }
        guard self.bytes == bytes else { throw object.fault("", "canonical JSON (RFC 8785)") }
    }
}

/// The seal as it stands in the log, with what proves it and the entries of the package.
public struct PackageSeal: Sendable {
    /// The bytes of the entry of type `package.sealed`.
    public let entry: [UInt8]
    public let index: LeafIndex
    /// What opens the entry: the content is ``PackageBuilder/sealContent``.
    public let openings: [BodyClass: Opening]
    public let proof: InclusionProof
    /// The checkpoint's note, under which all proofs are.
    public let checkpoint: [UInt8]
    /// For each entry of the package, its path under the checkpoint.
    public let proofs: [LeafIndex: InclusionProof]
    /// An RFC 3161 response or token over the bytes of `checkpoint`.
    public let timeStamp: [UInt8]?

    public init(
        entry: [UInt8], index: LeafIndex, openings: [BodyClass: Opening], proof: InclusionProof,
        checkpoint: [UInt8], proofs: [LeafIndex: InclusionProof], timeStamp: [UInt8]? = nil
    ) {
        self.entry = entry
        self.index = index
        self.openings = openings
        self.proof = proof
        self.checkpoint = checkpoint
        self.proofs = proofs
        self.timeStamp = timeStamp
    }
}
