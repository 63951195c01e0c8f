// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import Glibc

/// A folder on disk as a tree; links are listed and never followed.
///
/// Files are opened relative to the folder's own descriptor and without following links, so a
/// link that is put in the way after the listing leads nowhere.
package final class FolderTree: FileTree {
    /// Folders deeper than this are refused.
    private static let depthMax = 64

    // A class because it owns the descriptor.
    private let descriptor: Int32
    private let path: String

    package init(path: String) throws(FileFault) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault(path: path, code: errno) }
    }

    deinit { close(descriptor) }

    package func list() throws -> FileListing {
        var listing = FileListing(files: [])
        try list(openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), [], 0, &listing)
        return listing
    }

    private func list(
        _ folder: Int32, _ prefix: [UInt8], _ depth: Int, _ listing: inout FileListing
    ) throws {
        guard folder >= 0, let stream = fdopendir(folder) else {
            throw FileFault(path: shown(prefix), code: errno)
        }
        defer { closedir(stream) }
        guard depth <= Self.depthMax else { throw FileFault(path: shown(prefix), code: ELOOP) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw FileFault(path: shown(prefix), code: errno) }
                return
            }
            let name = FolderTree.name(of: entry)
            if name == [0x2E] || name == [0x2E, 0x2E] { continue }
            try add(name, in: folder, prefix, depth, &listing)
        }
    }

    private func add(
        _ name: [UInt8], in folder: Int32, _ prefix: [UInt8], _ depth: Int,
        _ listing: inout FileListing
    ) throws {
        let bytes = prefix.isEmpty ? name : prefix + [0x2F] + name
        var status = stat()
        let cName = name.map { CChar(bitPattern: $0) } + [0]
        guard fstatat(folder, cName, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            throw FileFault(path: shown(bytes), code: errno)
        }
        let path: FilePath
        do { path = try FilePath(bytes) } catch {
            listing.irregular.append(.init(name: shown(bytes), reason: error.description))
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            listing.files.append(.init(path, size: UInt64(max(0, status.st_size))))
        case S_IFDIR:
            listing.folders.append(path)
            let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
            try list(openat(folder, cName, flags), bytes, depth + 1, &listing)
        case S_IFLNK:
            listing.irregular.append(.init(name: path.description, reason: "is a symbolic link"))
        default:
            listing.irregular.append(.init(name: path.description, reason: "is no file or folder"))
        }
    }

    package func read(_ path: FilePath, _ body: @escaping ([UInt8]) throws -> Void) throws {
        let cPath = path.bytes.map { CChar(bitPattern: $0) } + [0]
        let file = try OpenFile(
            path: shown(path.bytes),
            descriptor: openat(descriptor, cPath, O_RDONLY | O_NOFOLLOW | O_CLOEXEC))
        try file.forEachPiece(in: 0..<file.count, body)
    }

    private func shown(_ bytes: [UInt8]) -> String {
        bytes.isEmpty ? path : "\(path)/\(String(decoding: bytes, as: UTF8.self))"
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            let capacity = MemoryLayout.size(ofValue: pointer.pointee)
            return pointer.withMemoryRebound(to: UInt8.self, capacity: capacity) { bytes in
                Array(UnsafeBufferPointer(start: bytes, count: capacity).prefix { $0 != 0 })
            }
        }
    }
}
