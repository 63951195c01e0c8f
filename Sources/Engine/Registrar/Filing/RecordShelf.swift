// SPDX-License-Identifier: Apache-2.0
import Activities
import Records

/// Where records are looked up. Contract:
///
/// - Answers reflect the whole log as it was when ``catchUp()`` last returned.
/// - An answer may hold records that no longer name what was asked for; it never lacks one that does.
package protocol RecordShelf: Sendable {
    /// Follows the log to its head.
    func catchUp() async throws
    /// Where the acts of a record stand, in their order; empty when there is no such record.
    func positions(of record: RecordID) async throws -> [UInt64]
    /// The records that name one, by link or in a field.
    func records(naming record: RecordID) async throws -> [RecordID]
    /// The records that name a thing in a field.
    func records(naming thing: Thing) async throws -> [RecordID]
    /// The records that claim an object of another system.
    func records(claiming key: SystemKey) async throws -> [RecordID]
    /// The records of a kind, by number.
    func records(of kind: KindName) async throws -> [RecordID]
    /// How many records have a number that begins so: `NC-2026-`.
    func recordCount(beginning prefix: String) async throws -> Int
    /// The entries that a request made.
    func positions(ofRequest request: String) async throws -> [UInt64]
    /// Where acts of records stand, from a position on.
    func actPositions(from position: UInt64, limit: Int) async throws -> [UInt64]
}
