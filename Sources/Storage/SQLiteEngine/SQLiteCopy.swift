// SPDX-License-Identifier: Apache-2.0
import CSQLite
import Glibc
import Relational

/// A whole copy of a database, made while it is written to.
enum SQLiteCopy {
    /// Writes what the connection's snapshot shows to a file that does not exist yet.
    ///
    /// The copy is made under another name, synced, and only then given its own, so whatever is found
    /// under the name is whole. It is a single file, with no log beside it.
    static func write(_ source: SQLiteConnection, to path: String) throws {
        guard !fileExists(path) else {
            throw DatabaseFault(.foreign, context: path, cause: "there is a file already")
        }
        let draft = path + ".partial"
        for leftover in [draft, draft + "-journal"] { unlink(leftover) }
        do {
            try copyPages(of: source, to: draft)
            try sync(draft)
            // Unlike `rename`, this refuses to replace what came there in the meantime.
            guard link(draft, path) == 0 else { throw fault(path) }
            unlink(draft)
            try sync(folder(of: path))
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// All pages in one go: the source's snapshot is held, so its writer goes on undisturbed.
    private static func copyPages(of source: SQLiteConnection, to path: String) throws {
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE
        let opened = sqlite3_open_v2(path, &handle, flags, nil)
        defer { sqlite3_close_v2(handle) }
        guard opened == SQLITE_OK, let handle else {
            throw DatabaseFault(sqlite: opened, context: path, message: lastMessage(handle))
        }
        guard let backup = sqlite3_backup_init(handle, "main", source.handle, "main") else {
            throw DatabaseFault(
                sqlite: sqlite3_extended_errcode(handle), context: path,
                message: lastMessage(handle))
        }
        let stepped = sqlite3_backup_step(backup, -1)
        let finished = sqlite3_backup_finish(backup)
        guard stepped == SQLITE_DONE, finished == SQLITE_OK else {
            let code = finished == SQLITE_OK ? stepped : finished
            throw DatabaseFault(sqlite: code, context: path, message: lastMessage(handle))
        }
        // The copy says, as the source does, that it has a write-ahead log; a file of a backup is one
        // file.
        guard sqlite3_exec(handle, "PRAGMA journal_mode=DELETE", nil, nil, nil) == SQLITE_OK else {
            throw DatabaseFault(
                sqlite: sqlite3_extended_errcode(handle), context: path,
                message: lastMessage(handle))
        }
    }

    /// Waits until the disk has a file, or the names in a folder.
    private static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault(path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw fault(path) }
    }

    private static func folder(of path: String) -> String {
        let upper = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        guard let upper else { return "." }
        return upper == path.startIndex ? "/" : String(path[..<upper])
    }

    private static func fault(_ path: String) -> DatabaseFault {
        let reason = errno
        let code: DatabaseFault.Code =
            switch reason {
            case ENOSPC, EDQUOT: .full
            case EACCES, EPERM, EROFS: .readOnly
            case EEXIST: .foreign
            default: .inputOutput
            }
        return DatabaseFault(code, context: path, cause: String(cString: strerror(reason)))
    }
}
