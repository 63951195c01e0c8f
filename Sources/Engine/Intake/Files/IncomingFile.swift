// SPDX-License-Identifier: Apache-2.0
import Canon
import Glibc
import Ledger
import Reading

/// A copy of what is being taken in, hashed while it was made, and not yet decided about.
///
/// Everything is read from the copy and never from the outside again: what was checked is then what
/// is kept, even if somebody writes to the original meanwhile.
package struct IncomingFile: Sendable {
    /// Where the copy is until it is kept, quarantined or thrown away.
    package let path: String
    /// The SHA-256 of all of it.
    package let digest: Digest
    /// Its size in bytes.
    package let size: UInt64
    /// Its first bytes, from which the format is told.
    package let prefix: [UInt8]

    /// Copies a file into a folder and puts it on the disk.
    ///
    /// Nothing is left behind when this throws.
    package static func copy(
        _ input: consuming InputFile, into folder: String, named name: String,
        progress: (UInt64) -> Void
    ) throws(FileFault) -> IncomingFile {
        let path = "\(folder)/\(name)"
        let output = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw FileFault(path, "be created") }
        do throws(FileFault) {
            defer { close(output) }
            var stream = DigestStream()
            var size: UInt64 = 0
            var prefix: [UInt8] = []
            while true {
                let count = try input.next { chunk throws(FileFault) in
                    stream.update(chunk)
                    if prefix.count < FileSample.bytesMax {
                        prefix += chunk.prefix(FileSample.bytesMax - prefix.count)
                    }
                    try write(chunk, to: output, path)
                    return chunk.count
                }
                if count == 0 { break }
                size += UInt64(count)
                progress(size)
            }
            guard fsync(output) == 0 else { throw FileFault(path, "be put on the disk") }
            return IncomingFile(path: path, digest: stream.digest, size: size, prefix: prefix)
        } catch {
            unlink(path)
            throw error
        }
    }

    /// What its format is told from: its beginning, and all of an archive that is not too large.
    package func sample(named name: String) throws(FileFault) -> FileSample {
        let beginning = FileSample(prefix: prefix, name: name)
        guard beginning.isArchive, beginning.archive.isEmpty, size <= FileSample.archiveBytesMax
        else { return beginning }
        var input = try InputFile(path)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(size))
        while true {
            let count = try input.next { chunk throws(FileFault) in
                bytes += chunk
                return chunk.count
            }
            if count == 0 { break }
        }
        return FileSample(prefix: prefix, name: name, archive: bytes)
    }

    /// Throws the copy away.
    package func discard() { unlink(path) }

    private static func write(
        _ bytes: UnsafeRawBufferPointer, to output: Int32, _ path: String
    ) throws(FileFault) {
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(
                output, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileFault(path, "be written") }
            written += count
        }
    }
}
