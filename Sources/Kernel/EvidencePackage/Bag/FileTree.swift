// SPDX-License-Identifier: Apache-2.0

/// A folder that can be read: on disk, or in an archive.
///
/// What an implementation promises:
/// - `list` names every file below the folder once, and everything that is no file or folder.
/// - `read` hands over the bytes of one listed file in order, all of them, or throws.
/// - Links are not followed; they are listed as irregular.
public protocol FileTree {
    /// Everything in the folder.
    func list() throws -> FileListing

    /// Hands over a file's content in pieces.
    ///
    /// An error may come after pieces were handed over: act on them only when it has returned.
    func read(_ path: FilePath, _ body: @escaping ([UInt8]) throws -> Void) throws
}

/// What a folder holds.
public struct FileListing: Sendable {
    /// A file and its length.
    public struct File: Hashable, Sendable {
        public let path: FilePath
        /// The length of the content in bytes.
        public let size: UInt64

        public init(_ path: FilePath, size: UInt64) {
            self.path = path
            self.size = size
        }
    }

    /// Something that has no place in a bag: a link, a device, a name that is no path.
    public struct Irregular: Hashable, Sendable {
        public let name: String
        public let reason: String

        public init(name: String, reason: String) {
            self.name = name
            self.reason = reason
        }
    }

    public var files: [File]
    public var folders: [FilePath]
    public var irregular: [Irregular]

    public init(files: [File], folders: [FilePath] = [], irregular: [Irregular] = []) {
        self.files = files
        self.folders = folders
        self.irregular = irregular
    }
}

extension FileTree {
    /// A whole small file, or `nil` when it has more than `limit` bytes.
    func bytes(of file: FileListing.File, atMost limit: UInt64) throws -> [UInt8]? {
        guard file.size <= limit else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(file.size))
        try read(file.path) { bytes += $0 }
        return bytes
    }
}

/// Why an archive is not one bag (RFC 8493 §4): it has not exactly one folder at its top.
public struct NotOneTopFolder: Error, Equatable, Sendable, CustomStringConvertible {
    /// The names found at the top, at most ten.
    public let found: [String]

    public var description: String {
        "a bag in an archive must have exactly one folder at its top; found "
            + (found.isEmpty ? "nothing" : found.joined(separator: ", "))
    }
}

/// The folder at the top of a zip archive, as a tree.
public struct ZipTree: FileTree {
    /// The name of the one folder at the top.
    public let name: FilePath
    private let archive: ZipArchive
    private let entries: [FilePath: Int]
    private let listing: FileListing

    /// Throws ``NotOneTopFolder``.
    public init(_ archive: ZipArchive) throws(NotOneTopFolder) {
        self.archive = archive
        var tops: [[UInt8]] = []
        var isFlat = false
        var entries: [FilePath: Int] = [:]
        var listing = FileListing(files: [])
        entries.reserveCapacity(archive.entries.count)
        for (index, entry) in archive.entries.enumerated() {
            let top = entry.path.top
            if tops.last.map({ !top.elementsEqual($0) }) ?? true, !tops.contains(Array(top)),
                tops.count < 10
            {
                tops.append(Array(top))
            }
            guard let path = entry.path.withoutTop else {
                isFlat = isFlat || !entry.isFolder
                continue
            }
            guard !entry.isFolder else {
                listing.folders.append(path)
                continue
            }
            entries[path] = index
            listing.files.append(.init(path, size: entry.size))
        }
        guard tops.count == 1, !isFlat else {
            throw NotOneTopFolder(found: tops.map { FilePath(unchecked: $0).description })
        }
        name = FilePath(unchecked: tops[0])
        self.entries = entries
        self.listing = listing
    }

    public func list() throws -> FileListing { listing }

    public func read(_ path: FilePath, _ body: @escaping ([UInt8]) throws -> Void) throws {
        guard let index = entries[path] else {
            throw ZipFault(.malformed, at: 0, in: path.description, "there is no such file")
        }
        try archive.read(archive.entries[index], body)
    }
}
