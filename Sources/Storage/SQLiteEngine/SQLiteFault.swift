// SPDX-License-Identifier: Apache-2.0
import CSQLite
import Relational

extension DatabaseFault {
    /// What SQLite's result code means, in the port's words.
    ///
    /// The list is that of sqlite.org/rescode.html; the extended code is kept in the cause.
    init(sqlite code: Int32, context: String, message: String) {
        self.init(
            Code(sqlite: code), context: context,
            cause: "SQLite \(code): \(message)")
    }
}

extension DatabaseFault.Code {
    fileprivate init(sqlite code: Int32) {
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_FULL: self = .full
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: self = .readOnly
        case SQLITE_IOERR, SQLITE_NOLFS, SQLITE_PROTOCOL: self = .inputOutput
        case SQLITE_CORRUPT: self = .corrupt
        case SQLITE_NOTADB: self = .foreign
        case SQLITE_CONSTRAINT: self = .constraint
        case SQLITE_CANTOPEN: self = .unreachable
        case SQLITE_INTERRUPT, SQLITE_ABORT: self = .interrupted
        case SQLITE_ERROR, SQLITE_MISMATCH, SQLITE_MISUSE, SQLITE_RANGE, SQLITE_TOOBIG,
            SQLITE_SCHEMA:
            self = .wrongStatement
        default: self = .other
        }
    }
}
