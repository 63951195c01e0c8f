// SPDX-License-Identifier: Apache-2.0

/// How one engine spells what engines spell differently.
///
/// Everything else in our statements is the part of SQL that SQLite (3.35 and later) and PostgreSQL
/// (12 and later) read alike: joins, common table expressions, `ON CONFLICT … DO UPDATE`,
/// `RETURNING`, window functions.
package struct Dialect: Sendable, Hashable {
    /// What stands before the number of a parameter.
    package let placeholder: String
    private let spellings: [String]

    /// Words of table definitions.
    package enum Word: Int, CaseIterable, Sendable {
        /// A 64-bit signed integer column.
        case integer
        /// A 64-bit floating-point column.
        case real
        /// A text column.
        case text
        /// A column of bytes.
        case blob
        /// Ends a table: columns refuse values of another kind.
        case strict
        /// Ends a table that is kept in the order of its primary key and has no other key.
        case keyed
    }

    /// SQLite's spelling.
    package static let sqlite = Dialect(
        placeholder: "?",
        spellings: ["INTEGER", "REAL", "TEXT", "BLOB", "STRICT", "STRICT, WITHOUT ROWID"])

    /// PostgreSQL's spelling; its tables are strict anyway and order nothing.
    ///
    /// Text sorts by bytes there as it does in SQLite, so that pages and walks have one order.
    package static let postgreSQL = Dialect(
        placeholder: "$",
        spellings: ["bigint", "double precision", "text COLLATE \"C\"", "bytea", "", ""])

    package func spelling(of word: Word) -> String { spellings[word.rawValue] }
}
