// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import Glibc

/// A file or folder that the system would not open or read, and why.
package struct FileFault: Error, CustomStringConvertible {
    /// The path as it was given.
    let path: String
    /// `errno` as it was right after the call.
    let code: Int32

    /// The system's own words, without the path.
    var reason: String { String(cString: strerror(code)) }

    package var description: String { "\(path): \(reason)" }
}

/// An open file, read at any place.
///
/// A class because it owns the descriptor: the last user closes it. Reads go through `pread` and not
/// through a memory map, where a file that shrinks meanwhile would end the program.
package final class OpenFile: ByteSource {
    private let descriptor: Int32
    private let path: String
    package let count: UInt64

    /// Opens a regular file for reading.
    package convenience init(path: String) throws(FileFault) {
        try self.init(path: path, descriptor: open(path, O_RDONLY | O_CLOEXEC))
    }

    init(path: String, descriptor: Int32) throws(FileFault) {
        guard descriptor >= 0 else { throw FileFault(path: path, code: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw FileFault(path: path, code: code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw FileFault(path: path, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
        }
        self.descriptor = descriptor
        self.path = path
        count = UInt64(max(0, status.st_size))
    }

    deinit { close(descriptor) }

    package func bytes(in range: Range<UInt64>) throws -> [UInt8] {
        let length = Int(range.upperBound - range.lowerBound)
        return try [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
            while filled < length {
                let position = off_t(range.lowerBound) + off_t(filled)
                let got = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, length - filled, position)
                if got < 0 && errno == EINTR { continue }
                // Fewer bytes than the file had when it was opened: it was cut meanwhile.
                guard got > 0 else { throw FileFault(path: path, code: got < 0 ? errno : EIO) }
                filled += got
            }
        }
    }

    /// All bytes, when there are not too many.
    package func content(atMost limit: UInt64) throws(FileFault) -> [UInt8] {
        guard count <= limit else { throw FileFault(path: path, code: EFBIG) }
        do { return try bytes(in: 0..<count) } catch let fault as FileFault { throw fault } catch {
            throw FileFault(path: path, code: EIO)
        }
    }
}
