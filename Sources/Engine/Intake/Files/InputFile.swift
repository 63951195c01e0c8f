// SPDX-License-Identifier: Apache-2.0
import Glibc
import Ledger

/// An open file that is read from its beginning in large pieces, and closed when it goes.
package struct InputFile: ~Copyable {
    /// How much is read at once: 256 KiB, which keeps a piece in the processor's cache.
    package static let chunkBytes = 256 * 1_024

    private let descriptor: Int32
    private let path: String
    private let closes: Bool
    private let buffer: UnsafeMutableRawBufferPointer
    /// Its size when it was opened; `nil` for what has none, such as a pipe.
    package let size: UInt64?

    /// Opens a file for reading.
    package init(_ path: String) throws(FileFault) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault(path, "be opened") }
        try self.init(descriptor: descriptor, path: path, closes: true)
    }

    /// Reads what comes on standard input.
    package static func standardInput() throws(FileFault) -> InputFile {
        try InputFile(descriptor: STDIN_FILENO, path: "standard input", closes: false)
    }

    private init(descriptor: Int32, path: String, closes: Bool) throws(FileFault) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let fault = FileFault(path, "be looked at")
            if closes { close(descriptor) }
            throw fault
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            if closes { close(descriptor) }
            throw FileFault(path: path, what: "is a folder, not a file", code: EISDIR)
        }
        self.descriptor = descriptor
        self.path = path
        self.closes = closes
        size = status.st_mode & S_IFMT == S_IFREG ? UInt64(clamping: status.st_size) : nil
        buffer = .allocate(byteCount: InputFile.chunkBytes, alignment: 16)
    }

    deinit {
        buffer.deallocate()
        if closes { close(descriptor) }
    }

    /// Lends the next bytes; the count is 0 at the end.
    package mutating func next<R>(
        _ body: (UnsafeRawBufferPointer) throws(FileFault) -> R
    ) throws(FileFault) -> R {
        var count: Int
        repeat {
            count = read(descriptor, buffer.baseAddress, buffer.count)
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw FileFault(path, "be read") }
        return try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
    }

    /// Goes back to the beginning.
    package mutating func rewind() throws(FileFault) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw FileFault(path, "be read again") }
    }
}
