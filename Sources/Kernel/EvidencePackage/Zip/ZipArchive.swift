// SPDX-License-Identifier: Apache-2.0

/// A zip archive whose directory has been read and found to mean exactly one thing.
///
/// Evidence is opened by tools we did not write. If the archive could be read in two ways, the file
/// that was verified and the file that a person sees might differ; so every byte of the archive must
/// be accounted for. What must hold:
/// - It has one part, no comment, and nothing before, between or after its records.
/// - Each entry's local header says the same as the directory, in every field both have.
/// - Names are unique, relative, in UTF-8, and stay inside the folder they are unpacked into.
/// - Entries are files or folders (no links, no devices), stored or deflated, not encrypted.
///
/// zip64 is read. Contents are checked against length and checksum as they are streamed.
public struct ZipArchive {
    /// Bounds that keep a hostile archive from exhausting the reader.
    public struct Limits: Sendable {
        /// How many entries an archive may have.
        public var entryCountMax: UInt64
        /// How many bytes all its files together may have.
        public var totalBytesMax: UInt64

        public init(entryCountMax: UInt64 = 2_000_000, totalBytesMax: UInt64 = 1 << 40) {
            self.entryCountMax = entryCountMax
            self.totalBytesMax = totalBytesMax
        }
    }

    /// One file or folder in the archive.
    public struct Entry: Sendable {
        /// The name, split at its slashes and without the one that ends a folder's.
        public let path: FilePath
        public let isFolder: Bool
        /// The length of the content in bytes.
        public let size: UInt64
        let compressedSize: UInt64
        let isDeflated: Bool
        let crc: UInt32
        /// Where the content starts in the archive.
        var contentOffset: UInt64 = 0
        let localOffset: UInt64
    }

    /// The longest directory that is read, in bytes.
    static let directoryBytesMax: UInt64 = 1 << 30
    /// Deflate cannot do better than this; an entry that claims to is a bomb or a lie.
    static let ratioMax: UInt64 = 1_032

    let source: any ByteSource
    /// The entries in the order of the directory.
    public let entries: [Entry]
    /// Names that differ as bytes but that some file systems hold to be one.
    public let lookalikes: [(FilePath, FilePath)]

    /// Reads and checks directory and local headers; contents are read later.
    ///
    /// Throws ``ZipFault``, or what the source throws.
    public init(_ source: any ByteSource, limits: Limits = Limits()) throws {
        let directory = try ZipDirectory(source, limits: limits)
        self.source = source
        entries = directory.entries
        lookalikes = ZipArchive.lookalikes(in: entries)
    }

    /// Streams a file's content in pieces and checks it as it goes.
    ///
    /// Throws ``ZipFault`` when length, checksum or compressed data are wrong, which may be found
    /// after pieces were handed over: act on them only after this has returned.
    public func read(_ entry: Entry, _ body: ([UInt8]) throws -> Void) throws {
        var content = content(of: entry)
        while let piece = try content.next() { try body(piece) }
    }

    /// A file's content, to be taken piece by piece by whoever cannot be called back.
    public func content(of entry: Entry) -> ZipContent { ZipContent(entry, in: source) }

    /// Pairs of names that are one after case and Unicode composition are put aside.
    private static func lookalikes(in entries: [Entry]) -> [(FilePath, FilePath)] {
        var seen: [String: FilePath] = [:]
        var found: [(FilePath, FilePath)] = []
        for entry in entries {
            // `String ==` is canonical equivalence, which is exactly what is wanted here.
            let folded = entry.path.description.lowercased()
            if let other = seen.updateValue(entry.path, forKey: folded) {
                found.append((other, entry.path))
            }
        }
        return found
    }
}
