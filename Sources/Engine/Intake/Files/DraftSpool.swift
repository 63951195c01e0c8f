// SPDX-License-Identifier: Apache-2.0
import Glibc
import Ledger

/// What a file says, waiting until all of the file has been checked.
///
/// A small file waits in memory. A large one waits in a file that has no name any more, so that
/// nothing is left of it when the program ends, however it ends.
///
/// Invariant: what was added is in the file first, then in `buffer`, in the order of adding.
struct DraftSpool: ~Copyable {
    /// How much waits in memory before it goes to the file, and how much is read back at once.
    static let bufferBytes = 4 << 20

    private let path: String
    private let bufferBytes: Int
    private var descriptor: Int32 = -1
    private var buffer: [UInt8] = []
    /// How much of the buffer has been given back.
    private var given = 0
    /// How much of the file is still to be read back.
    private var unread: UInt64 = 0
    private var isReading = false

    /// Waits at a path where no file is; none is made unless there is much to hold.
    init(at path: String, bufferBytes: Int = DraftSpool.bufferBytes) {
        self.path = path
        self.bufferBytes = bufferBytes
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Adds drafts, each behind its count, as ``ActivityDraft/append(to:)`` writes them.
    mutating func add(_ drafts: [UInt8]) throws(FileFault) {
        precondition(!isReading, "what is read back is not added to")
        buffer += drafts
        if buffer.count >= bufferBytes { try flush() }
    }

    /// The next draft, in the order of adding; `nil` after the last.
    mutating func next() throws(FileFault) -> ActivityDraft? {
        if !isReading { try rewind() }
        guard let count = try held(4) else { return nil }
        let size = buffer.withUnsafeBytes { bytes in
            Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: count, as: UInt32.self)))
        }
        guard let start = try held(4 + size).map({ $0 + 4 }) else { throw damaged }
        given = start + size
        let draft = buffer.withUnsafeBytes { bytes in
            ActivityDraft(UnsafeRawBufferPointer(rebasing: bytes[start..<start + size]))
        }
        guard let draft else { throw damaged }
        return draft
    }

    private var damaged: FileFault {
        FileFault(path: path, what: "was changed while it was in use", code: EIO)
    }

    /// Where the next bytes begin in the buffer, once so many are in it; `nil` at the end.
    private mutating func held(_ count: Int) throws(FileFault) -> Int? {
        while buffer.count - given < count {
            guard unread > 0 else {
                if buffer.count == given { return nil }
                throw damaged
            }
            buffer.removeFirst(given)
            given = 0
            try fill()
        }
        return given
    }

    // MARK: The file

    private mutating func flush() throws(FileFault) {
        if descriptor < 0 {
            descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0, unlink(path) == 0 else { throw FileFault(path, "be created") }
        }
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { bytes in
                write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileFault(path, "be written") }
            written += count
        }
        unread += UInt64(buffer.count)
        buffer.removeAll(keepingCapacity: true)
    }

    private mutating func rewind() throws(FileFault) {
        isReading = true
        guard descriptor >= 0 else { return }
        if !buffer.isEmpty { try flush() }
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw FileFault(path, "be read again") }
    }

    private mutating func fill() throws(FileFault) {
        let wanted = Int(min(UInt64(bufferBytes), unread))
        let start = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: wanted))
        var count: Int
        repeat {
            count = buffer.withUnsafeMutableBytes { bytes in
                read(descriptor, bytes.baseAddress?.advanced(by: start), wanted)
            }
        } while count < 0 && errno == EINTR
        guard count > 0 else { throw FileFault(path, "be read") }
        buffer.removeLast(wanted - count)
        unread -= UInt64(count)
    }
}
