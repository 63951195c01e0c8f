// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// What whoever makes a package says about it, apart from what it holds.
public struct PackageCover: Hashable, Sendable {
    /// The question a package answers, and the revision of it.
    public struct Contract: Hashable, Sendable {
        /// Which kind of contract, such as `lot-history`.
        public let kind: String
        /// What a person calls it.
        public let name: String
        public let revision: Int64

        public init(kind: String, name: String, revision: Int64) {
            self.kind = kind
            self.name = name
            self.revision = revision
        }
    }

    /// What the package is about.
    public struct Scope: Hashable, Sendable {
        /// The kind of thing: `lot`, `serial`, `account`, `equipment`.
        public let kind: String
        /// Its name, exactly as its source has it.
        public let name: String
        /// From and until when, where the question has a period.
        public let period: Period?

        public init(kind: String, name: String, period: Period? = nil) {
            self.kind = kind
            self.name = name
            self.period = period
        }
    }

    /// A stretch of time, both ends included.
    public struct Period: Hashable, Sendable {
        public let from: Instant
        public let until: Instant

        public init(from: Instant, until: Instant) {
            self.from = from
            self.until = until
        }
    }

    /// Who made the package, and when by the maker's clock.
    public struct Making: Hashable, Sendable {
        public let at: Instant
        public let by: String
        public let organization: String

        public init(at: Instant, by: String, organization: String) {
            self.at = at
            self.by = by
            self.organization = organization
        }
    }

    /// Why there is another revision.
    public struct Reissue: Hashable, Sendable {
        /// The revision that this one takes the place of.
        public let replaces: Int64
        public let reason: String

        public init(replaces: Int64, reason: String) {
            self.replaces = replaces
            self.reason = reason
        }
    }

    /// The package's identifier; all its revisions share it.
    public let id: String
    /// From 1.
    public let revision: Int64
    /// Present in every revision but the first.
    public let reissue: Reissue?
    public let contract: Contract
    public let scope: Scope
    public let made: Making
    public let items: [PackageItem]
    /// What a reader might expect and the package does not speak of, in sentences.
    public let notCovered: [String]
    /// Whether a time-stamp token must be beside the checkpoint.
    ///
    /// Said here, under the seal, because a token that was taken away leaves no trace.
    public let requiresTimeStamp: Bool

    public init(
        id: String, revision: Int64, reissue: Reissue? = nil, contract: Contract, scope: Scope,
        made: Making, items: [PackageItem], notCovered: [String], requiresTimeStamp: Bool
    ) {
        self.id = id
        self.revision = revision
        self.reissue = reissue
        self.contract = contract
        self.scope = scope
        self.made = made
        self.items = items
        self.notCovered = notCovered
        self.requiresTimeStamp = requiresTimeStamp
    }

    public var completeness: Completeness { Completeness(of: items) }
}

/// `data/package.json`: what the package is, what it holds, and what opens it.
///
/// The file is canonical JSON with no member but the ones read here.
public struct PackageStatement: Hashable, Sendable {
    /// The format and its version, as the member `schema` names it.
    public static let schema = "witnessmark.package/1"

    /// An entry of the log that the package holds.
    public struct EntryRecord: Hashable, Sendable {
        public let index: LeafIndex
        public let type: EntryType
        /// The salts of the bodies that are in the package.
        public let salts: [BodyClass: Salt]
        /// Why the other bodies are not: "names withheld", "erased under entry 9001".
        public let withheld: [BodyClass: String]

        public init(
            index: LeafIndex, type: EntryType, salts: [BodyClass: Salt],
            withheld: [BodyClass: String]
        ) {
            self.index = index
            self.type = type
            self.salts = salts
            self.withheld = withheld
        }
    }

    /// Original bytes that entries in the package were made from.
    public struct Original: Hashable, Sendable {
        /// The SHA-256 of the bytes, which is their file's name.
        public let digest: Digest
        public let byteCount: Int64
        /// What the file was called when it came in, and which part of it this is.
        public let name: String
        /// The entries whose content names the digest, ascending.
        public let entries: [LeafIndex]

        public init(digest: Digest, byteCount: Int64, name: String, entries: [LeafIndex]) {
            self.digest = digest
            self.byteCount = byteCount
            self.name = name
            self.entries = entries
        }
    }

    public let cover: PackageCover
    /// The log that all entries and the seal are in.
    public let log: Origin
    /// Ascending by index.
    public let entries: [EntryRecord]
    /// Ascending by digest.
    public let originals: [Original]

    public init(
        cover: PackageCover, log: Origin, entries: [EntryRecord], originals: [Original]
    ) {
        self.cover = cover
        self.log = log
        self.entries = entries
        self.originals = originals
    }
}
