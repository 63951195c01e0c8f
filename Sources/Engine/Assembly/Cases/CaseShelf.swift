// SPDX-License-Identifier: Apache-2.0
import Activities
import EvidencePackage
import Records

/// Where a package of governed records finds its entries. Contract:
///
/// - All answers are of one state of the log.
/// - An answer may name records that no longer name what was asked for; it never lacks one that does.
package protocol CaseShelf: Sendable {
    /// Where the acts of a record stand, in their order; empty when there is no such record.
    func positions(of record: RecordID) async throws -> [UInt64]
    /// The records that name one, by link or in a field.
    func records(naming record: RecordID) async throws -> [RecordID]
    /// Where the entries about people, their keys and their roles stand, in order.
    func peoplePositions() async throws -> [UInt64]
    /// The entry at a position, opened.
    func entry(at position: UInt64) async throws -> OpenedEntry
    /// Whether the bytes of a file are at hand.
    func holds(_ file: FileReference) async throws -> Bool
}

/// Why there is no dossier of a record.
package enum CaseRefusal: Error, Equatable, CustomStringConvertible {
    case noSuchRecord(RecordID)
    /// An entry that is listed as an act cannot be read as one.
    case unreadable(UInt64, String)
    case broken(BrokenHistory)

    package var description: String {
        switch self {
        case .noSuchRecord(let id): "There is no record \(id)."
        case .unreadable(let position, let why):
            "Entry \(position) cannot be read as an act of a record: \(why). Run fsck."
        case .broken(let history): "\(history) Run fsck."
        }
    }
}
