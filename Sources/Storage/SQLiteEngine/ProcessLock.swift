// SPDX-License-Identifier: Apache-2.0
import Glibc
import Relational

/// Says to other processes that this one writes to a database.
///
/// `flock` on a file beside the database: the kernel lets go of it when the process ends, however it
/// ends, so no stale lock is ever left. The number of the process is in the file for the message
/// only. A class because it owns a descriptor that must be closed once.
final class ProcessLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock at once or refuses.
    init(beside path: String) throws(DatabaseFault) {
        let lockPath = path + ".lock"
        let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = errno
            throw DatabaseFault(
                reason == EACCES || reason == EROFS ? .readOnly : .unreachable, context: lockPath,
                cause: String(cString: strerror(reason)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = ProcessLock.text(of: descriptor)
            close(descriptor)
            throw DatabaseFault(
                .inUse, context: path,
                cause: holder.isEmpty ? "the lock is held" : "process \(holder) holds the lock")
        }
        self.descriptor = descriptor
        ProcessLock.write("\(getpid())", to: descriptor)
    }

    deinit { close(descriptor) }

    private static func text(of descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    /// The number is a courtesy; when it cannot be written the lock holds all the same.
    private static func write(_ text: String, to descriptor: Int32) {
        guard ftruncate(descriptor, 0) == 0 else { return }
        _ = Array(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }
}

/// Whether something is at the path.
func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }
