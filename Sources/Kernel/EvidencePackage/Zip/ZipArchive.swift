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
    public func read(_ entry: Entry, _ body: @escaping ([UInt8]) throws -> Void) throws {
        var crc = CRC32()
        let range = entry.contentOffset..<entry.contentOffset + entry.compressedSize
        if entry.isDeflated {
            try inflate(range, entry) { piece in
                crc.update(piece)
                try body(piece)
            }
        } else {
            try source.forEachPiece(in: range) { piece in
                crc.update(piece)
                try body(piece)
            }
        }
        guard crc.value == entry.crc else {
            throw ZipFault(
                .badChecksum, at: entry.contentOffset, in: entry.path.description,
                "the content has CRC-32 \(hex(crc.value)), the directory says \(hex(entry.crc))")
        }
    }

    private func inflate(
        _ range: Range<UInt64>, _ entry: Entry, _ body: @escaping ([UInt8]) throws -> Void
    ) throws {
        var position = range.lowerBound
        do {
            try Inflate.run(
                expecting: entry.size,
                from: {
                    guard position < range.upperBound else { return nil }
                    let end = min(range.upperBound, position + UInt64(1 << 16))
                    defer { position = end }
                    return try source.bytes(in: position..<end)
                }, to: body)
        } catch let fault as Inflate.Fault {
            let reason: ZipFault.Reason =
                switch fault {
                case .tooLong, .tooShort, .bytesAfterEnd: .wrongLength
                case .truncated, .badBlock, .badCode, .badDistance: .badDeflate
                }
            throw ZipFault(
                reason, at: entry.contentOffset, in: entry.path.description,
                "the compressed content is wrong (\(fault)); \(entry.size) bytes were expected")
        }
    }

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

    private func hex(_ value: UInt32) -> String { String(value, radix: 16) }
}
