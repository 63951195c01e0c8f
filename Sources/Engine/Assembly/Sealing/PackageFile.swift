// SPDX-License-Identifier: Apache-2.0
import Glibc
import Ledger

/// Writes a package so that its name stands for a whole one, or for none.
package enum PackageFile {
    /// Writes what the body hands to the sink; answers how many bytes there are.
    package static func write(
        to path: String, _ body: (@escaping ([UInt8]) throws -> Void) throws -> Void
    ) throws -> UInt64 {
        let temporary = "\(path).\(getpid()).new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o444)
        guard file >= 0 else { throw FileFault(temporary, "be made") }
        defer { close(file) }
        var count: UInt64 = 0
        do {
            try body { bytes in
                try writeAll(bytes, to: file, path: temporary)
                count += UInt64(bytes.count)
            }
            guard fsync(file) == 0 else { throw FileFault(temporary, "be put on the disk") }
            guard rename(temporary, path) == 0 else { throw FileFault(path, "be given its name") }
        } catch {
            unlink(temporary)
            throw error
        }
        try DurableFile.syncFolder(of: path)
        return count
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32, path: String) throws(FileFault) {
        let failed = bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(
                    file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return true }
                written += count
            }
            return false
        }
        if failed { throw FileFault(path, "be written") }
    }
}
