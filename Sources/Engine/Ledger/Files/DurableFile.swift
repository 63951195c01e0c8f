// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Files that are there after a power cut, whole, or not at all.
///
/// A new file takes its final name only when its bytes are on the disk, and the name is on the disk
/// too before the call returns: temporary file, fsync, rename, fsync of the folder.
package enum DurableFile {
    /// Writes a file, in place of an older one of that name.
    ///
    /// - Parameters:
    ///   - bytes: what the file will hold.
    ///   - path: its name; the folder exists.
    ///   - mode: its permissions, exactly.
    /// - Throws: ``FileFault``; the older file is then untouched.
    package static func write(
        _ bytes: [UInt8], to path: String, mode: mode_t = 0o644
    ) throws(FileFault) {
        let temporary = temporaryName(for: path)
        do throws(FileFault) {
            try writeNew(bytes, to: temporary, mode: mode)
            guard rename(temporary, path) == 0 else { throw FileFault(path, "be given its name") }
        } catch {
            unlink(temporary)
            throw error
        }
        try syncFolder(of: path)
    }

    /// Writes a file that must not be there yet.
    package static func create(
        _ bytes: [UInt8], at path: String, mode: mode_t = 0o644
    ) throws(FileFault) {
        try writeNew(bytes, to: path, mode: mode)
        try syncFolder(of: path)
    }

    /// Reads a whole file of at most so many bytes; `nil` when there is none.
    package static func read(_ path: String, atMost limit: Int) throws(FileFault) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw FileFault(path, "be opened")
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        while true {
            let chunk = try readChunk(of: file, path: path)
            if chunk.isEmpty { return bytes }
            bytes += chunk
            guard bytes.count <= limit else {
                throw FileFault(path: path, what: "is longer than \(limit) bytes", code: EFBIG)
            }
        }
    }

    /// Makes the folders that a path goes through.
    package static func makeFolders(upTo path: String) throws(FileFault) {
        var folder = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/").dropLast() {
            folder += part
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
                throw FileFault(folder, "be created")
            }
            folder += "/"
        }
    }

    /// Writes a file whole, without waiting for the disk: ``syncAll()`` follows.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(FileFault) {
        let temporary = temporaryName(for: path)
        do throws(FileFault) {
            try writeNew(bytes, to: temporary, mode: 0o644, syncs: false)
            guard rename(temporary, path) == 0 else { throw FileFault(path, "be given its name") }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Puts on the disk what was written with ``replace(_:with:)``, however many files that was.
    package static func syncAll() { sync() }

    /// Puts the names in a folder on the disk.
    package static func syncFolder(of path: String) throws(FileFault) {
        let folder = path.lastIndex(of: "/").map { path[..<$0].isEmpty ? "/" : path[..<$0] } ?? "."
        let handle = open(String(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw FileFault(String(folder), "be opened") }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw FileFault(String(folder), "be put on the disk") }
    }

    /// The name a file has until it is whole; nothing is there.
    ///
    /// Process numbers come again, in a container at every start. A file of that name was left by a
    /// process that was killed, and would be in the way for ever.
    private static func temporaryName(for path: String) -> String {
        let temporary = "\(path).\(getpid()).new"
        unlink(temporary)
        return temporary
    }

    private static func writeNew(
        _ bytes: [UInt8], to path: String, mode: mode_t, syncs: Bool = true
    ) throws(FileFault) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw FileFault(path, "be created") }
        do throws(FileFault) {
            defer { close(file) }
            // `open` takes the process's mask away from the mode.
            guard fchmod(file, mode) == 0 else { throw FileFault(path, "be given its mode") }
            try write(bytes[...], to: file, path: path)
            guard !syncs || fsync(file) == 0 else { throw FileFault(path, "be put on the disk") }
        } catch {
            unlink(path)
            throw error
        }
    }

    /// Writes all bytes to an open file.
    static func write(
        _ bytes: ArraySlice<UInt8>, to file: Int32, path: String
    ) throws(FileFault) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileFault(path, "be written") }
            written += count
        }
    }

    /// The next bytes of an open file; none at its end.
    static func readChunk(of file: Int32, path: String) throws(FileFault) -> [UInt8] {
        var count = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, used in
            repeat {
                count = Glibc.read(file, buffer.baseAddress, buffer.count)
            } while count < 0 && errno == EINTR
            used = max(0, count)
        }
        guard count >= 0 else { throw FileFault(path, "be read") }
        return chunk
    }
}

/// What the operating system refused to do with a file.
package struct FileFault: Error, Equatable, CustomStringConvertible {
    package let path: String
    /// What happened, following the path in a sentence.
    package let what: String
    /// The system's error number.
    package let code: Int32

    package init(path: String, what: String, code: Int32) {
        self.path = path
        self.what = what
        self.code = code
    }

    /// A fault of the system call that was just made.
    package init(_ path: String, _ doing: String) {
        self.init(
            path: path, what: "cannot \(doing): \(String(cString: strerror(errno)))", code: errno)
    }

    package var description: String { "\(path) \(what)" }
}
