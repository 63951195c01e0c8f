// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc

/// A tar archive being written, with a list of what was put in.
struct TarFile: ~Copyable {
    private let handle: Int32
    private let path: String
    private var list: [UInt8] = []
    /// How many bytes were written so far.
    private(set) var byteCount: UInt64 = 0

    /// Makes a new file that only its owner can read: it may hold names of persons and a key.
    init(creating path: String) throws(BackupFault) {
        handle = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        self.path = path
        guard handle >= 0 else { throw .file(FileFault(path, "be created")) }
    }

    deinit { close(handle) }

    /// Adds a file from memory.
    mutating func add(_ name: String, _ bytes: [UInt8]) throws(BackupFault) {
        try addUnlisted(name, bytes)
        note(name, Digest(of: bytes))
    }

    /// Adds a file from the disk, as long as it is now; it may grow meanwhile.
    mutating func add(_ name: String, fileAt source: String) throws(BackupFault) {
        let file = open(source, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .file(FileFault(source, "be opened")) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .file(FileFault(source, "be examined")) }
        let header = try TarHeader(path: name, size: UInt64(status.st_size))
        try write(header.bytes)
        var stream = DigestStream()
        var left = Int(status.st_size)
        while left > 0 {
            let chunk: [UInt8]
            do { chunk = try DurableFile.readChunk(of: file, path: source) } catch {
                throw .file(error)
            }
            guard !chunk.isEmpty else {
                throw .file(FileFault(path: source, what: "became shorter", code: EIO))
            }
            let part = chunk.prefix(left)
            stream.update(part)
            try write(part)
            left -= part.count
        }
        try write([UInt8](repeating: 0, count: header.padding)[...])
        note(name, stream.digest)
    }

    /// Adds the list, ends the archive, and puts it on the disk.
    mutating func finish() throws(BackupFault) {
        try addUnlisted(BackupDescription.listPath, list)
        try write([UInt8](repeating: 0, count: 2 * TarHeader.byteCount)[...])
        guard fsync(handle) == 0 else { throw .file(FileFault(path, "be put on the disk")) }
    }

    private mutating func addUnlisted(_ name: String, _ bytes: [UInt8]) throws(BackupFault) {
        let header = try TarHeader(path: name, size: UInt64(bytes.count))
        try write(header.bytes + bytes + [UInt8](repeating: 0, count: header.padding))
    }

    private mutating func note(_ name: String, _ digest: Digest) {
        list += Array("\(digest.hex)  \(name)\n".utf8)
    }

    private mutating func write(_ bytes: [UInt8]) throws(BackupFault) { try write(bytes[...]) }

    private mutating func write(_ bytes: ArraySlice<UInt8>) throws(BackupFault) {
        do { try DurableFile.write(bytes, to: handle, path: path) } catch { throw .file(error) }
        byteCount += UInt64(bytes.count)
    }
}
