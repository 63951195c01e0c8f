// SPDX-License-Identifier: Apache-2.0
import Glibc
import TransparencyLog

/// The log's private key in a file that nobody else may read.
package enum LogKeyFile {
    /// Reads the key, unless others than the file's owner could have.
    package static func read(_ path: String) throws(LogKeyRefusal) -> SealingKey {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw errno == ENOENT ? .missing(path) : .unreadable(FileFault(path, "be opened"))
        }
        let mode = status.st_mode & 0o777
        guard mode & 0o077 == 0 else { throw .readableByOthers(path, mode: mode) }
        let bytes: [UInt8]?
        do { bytes = try DurableFile.read(path, atMost: VerifierKey.maximumLength) } catch {
            throw .unreadable(error)
        }
        guard let bytes else { throw .missing(path) }
        let text = String(decoding: bytes, as: UTF8.self)
        let line = text.hasSuffix("\n") ? text.dropLast() : text[...]
        do { return try SealingKey(line) } catch { throw .malformed(path, error) }
    }

    /// Writes a new key; never over another.
    package static func create(_ key: SealingKey, at path: String) throws(FileFault) {
        try DurableFile.create(Array("\(key.secretText)\n".utf8), at: path, mode: 0o600)
    }
}

/// Why the log's key was not taken.
package enum LogKeyRefusal: Error, Equatable, CustomStringConvertible {
    case missing(String)
    /// Others could have read it; with it they could seal another log in this one's name.
    case readableByOthers(String, mode: mode_t)
    case unreadable(FileFault)
    case malformed(String, MalformedText)

    package var description: String {
        switch self {
        case .missing(let path):
            "The log's key \(path) is missing. Put back your copy of it; without it nothing can be sealed."
        case .readableByOthers(let path, let mode):
            """
            The log's key \(path) has mode \(String(mode, radix: 8)), so others than its owner could \
            have read it. If you trust everyone on this machine: chmod 600 \(path)
            """
        case .unreadable(let fault): fault.description
        case .malformed(let path, let text): "The log's key \(path) is damaged: \(text)"
        }
    }
}
