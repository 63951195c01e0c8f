// SPDX-License-Identifier: Apache-2.0
import Canon

/// Why a backup was not written, is not sound, or was not restored.
package enum BackupFault: Error, Equatable, Sendable {
    case file(FileFault)
    case journal(JournalError)
    /// A path that would not come back where it was, or would leave the folder.
    case badPath(String)
    /// The file ends too early.
    case truncated(at: UInt64)
    /// These bytes are not those of a backup.
    case notABackup(at: UInt64)
    /// A later version of the format.
    case unknownVersion(Int64)
    /// The description in the backup is not complete.
    case badDescription(String)
    /// A file is not as it was when the backup was made.
    case changed(path: String, expected: Digest, found: Digest)
    /// A file is in the backup but not in its list, or the other way round.
    case notListed(String)
    case missing(String)
    /// The log in the backup has another head than the backup says.
    case anotherLog(stated: String, found: String)
    /// The folder to restore into has something in it.
    case folderNotEmpty(String)
}

extension BackupFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .file(let fault): fault.description
        case .journal(let error): "The log in the backup cannot be read: \(error)"
        case .badPath(let path):
            "“\(path.debugDescription.dropFirst().dropLast())” is no path a backup can hold."
        case .truncated(let offset):
            "The backup ends at byte \(offset), in the middle. Use another copy of it."
        case .notABackup(let offset): "What stands at byte \(offset) is not part of a backup."
        case .unknownVersion(let version):
            "The backup is of format \(version); this program knows format 1. Use a newer one."
        case .badDescription(let what): "The backup's description is damaged: \(what)"
        case .changed(let path, let expected, let found):
            "\(path) was changed: its SHA-256 is \(found), it was \(expected)."
        case .notListed(let path): "\(path) is in the backup, but not in its list of files."
        case .missing(let path): "\(path) is in the backup's list of files, but not in the backup."
        case .anotherLog(let stated, let found):
            "The backup says that its log is at \(stated), but the log in it is at \(found)."
        case .folderNotEmpty(let path):
            "\(path) is not empty. Restore into a new folder; nothing was changed."
        }
    }
}
