// SPDX-License-Identifier: Apache-2.0
import Canon

/// What a column can hold: the five kinds that every engine stores without loss.
///
/// Nothing else is portable. An instant is its microseconds, a digest its 32 bytes, an exact
/// quantity its text or a scaled integer: a rounded quantity would be false evidence.
package enum SQLValue: Hashable, Sendable {
    case null
    /// 64 bits, signed: `INTEGER` in SQLite, `bigint` in PostgreSQL.
    case integer(Int64)
    /// 64-bit floating point. Never for quantities that are evidence.
    case real(Double)
    /// UTF-8 without U+0000, which PostgreSQL cannot store.
    case text(String)
    /// Bytes: `BLOB` in SQLite, `bytea` in PostgreSQL.
    case blob([UInt8])

    /// The kind, for messages and for checks that a column is what the reader expects.
    package var kind: Kind {
        switch self {
        case .null: .null
        case .integer: .integer
        case .real: .real
        case .text: .text
        case .blob: .blob
        }
    }

    /// What sort of value is stored.
    package enum Kind: String, Sendable {
        case null, integer, real, text, blob
    }
}

/// A value that can be a parameter of a statement.
package protocol SQLConvertible {
    /// The value as it is stored.
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLConvertible {
    package var sqlValue: SQLValue { self }
}

extension Int64: SQLConvertible {
    package var sqlValue: SQLValue { .integer(self) }
}

extension Int: SQLConvertible {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Bool: SQLConvertible {
    /// 1 or 0: SQLite has no Boolean, so no engine is asked for one.
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension Double: SQLConvertible {
    package var sqlValue: SQLValue { .real(self) }
}

extension String: SQLConvertible {
    package var sqlValue: SQLValue { .text(self) }
}

extension [UInt8]: SQLConvertible {
    package var sqlValue: SQLValue { .blob(self) }
}

extension Digest: SQLConvertible {
    package var sqlValue: SQLValue { .blob(bytes) }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}
