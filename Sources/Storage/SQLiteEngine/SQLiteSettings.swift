// SPDX-License-Identifier: Apache-2.0

/// Where a SQLite database is and how it is kept.
package struct SQLiteSettings: Sendable {
    /// Where the database is.
    package let place: Place
    /// Written into a new file and demanded of an old one, so that no file is taken for another.
    package let kind: FileKind
    /// What a commit waits for.
    package var durability: Durability
    /// Whether a missing file is made.
    package var createsFile = true
    /// How many connections read at once.
    package var readers = 4
    /// The size of a new file's pages, in bytes.
    ///
    /// Each page a commit touches costs its whole length in the log and two system calls: small pages
    /// favour single commits, large ones bulk. This is in between; no benchmark has chosen it yet.
    package var pageBytes = 8_192
    /// Pages in the write-ahead log before the writer copies them into the file.
    package var checkpointPages: Int32 = 4_000
    /// What the log file is cut to after a checkpoint, in bytes.
    package var logBytesMax = 64 << 20
    /// How much of the file each reader maps instead of reading, in bytes.
    package var mappedBytes = 1 << 30
    /// Cache of each connection, in KiB.
    package var cacheKiB = 16 << 10
    /// How long to wait for another process that holds the file, in milliseconds.
    package var busyMillisecondsMax: Int32 = 5_000
    /// Called on either side of each commit; what it throws, the write throws.
    ///
    /// Tests set it.
    package var atCommit: (@Sendable (CommitMoment) throws -> Void)?

    package init(_ place: Place, kind: FileKind, durability: Durability = .full) {
        self.place = place
        self.kind = kind
        self.durability = durability
    }

    package enum Place: Sendable, Hashable {
        /// A file at this path.
        case file(String)
        /// In memory, for one connection, gone when it is closed.
        case memory
    }

    /// What a commit waits for before it returns.
    package enum Durability: String, Sendable {
        /// The disk has the commit. For what cannot be made again.
        case full = "FULL"
        /// The file stays whole in a power cut, but the last commits may be gone. For what can be
        /// made again and knows the position it stands at.
        case normal = "NORMAL"
        /// Nothing; a power cut may ruin the file. For what is thrown away then.
        case off = "OFF"
    }

    /// The number in a file's header that says whose it is (SQLite's `application_id`).
    package struct FileKind: Sendable, Hashable {
        package let id: Int32
        package let name: String

        package init(id: Int32, name: StaticString) {
            self.id = id
            self.name = name.description
        }

        /// The ledger: "WMLG".
        package static let ledger = FileKind(id: 0x574D_4C47, name: "ledger")
        /// Read models, which can be made again: "WMPR".
        package static let projections = FileKind(id: 0x574D_5052, name: "projections")
    }

    /// Where a commit can be made to fail.
    package enum CommitMoment: Sendable, CaseIterable {
        /// Everything is written, nothing is committed.
        case before
        /// It is durable, and the caller does not know yet.
        case after
    }
}
