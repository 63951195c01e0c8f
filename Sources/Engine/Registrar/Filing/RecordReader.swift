// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger
import Records

/// Reads acts of records out of the log.
package struct RecordReader: Sendable {
    private let journal: any Journal
    private let kinds: KindCatalogue

    package init(_ journal: any Journal, _ kinds: KindCatalogue) {
        self.journal = journal
        self.kinds = kinds
    }

    /// The act at a position.
    ///
    /// - Throws: ``RecordFault`` when it was erased or is none; what the journal throws.
    package func act(at position: UInt64) throws -> LoggedAct {
        guard let logged = try journal.entries(in: position..<position + 1).first else {
            throw RecordFault.unreadable(position, "no entry is kept there")
        }
        return try act(of: logged)
    }

    /// The act that an entry is.
    package func act(of logged: LoggedEntry) throws(RecordFault) -> LoggedAct {
        guard let content = logged.entry.content?.body else {
            throw .unreadable(logged.position, "its content was erased")
        }
        do {
            let person = try logged.entry.person.map { try JSON(parsing: $0.body) }
            let act = try Act(
                type: logged.entry.kind, content: try JSON(parsing: content), person: person,
                kinds: kinds)
            return LoggedAct(act, leaf: logged.entry.leaf, position: logged.position)
        } catch { throw .unreadable(logged.position, "\(error)") }
    }

    /// Where an event stands in the log, by the log's own index.
    func position(of event: EventKey) throws -> UInt64? {
        try journal.events([event])[0]?.position
    }

    /// The acts at some positions, in that order.
    package func acts(at positions: [UInt64]) throws -> [LoggedAct] {
        try positions.map { try act(at: $0) }
    }
}

/// What the log or its read models say of a record cannot be so.
package enum RecordFault: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(UInt64, String)
    case broken(BrokenHistory)
    /// The read models leave out an act that the log has.
    case hidden(RecordID, position: UInt64)
    /// Somebody else's act stands where this one should: another program wrote meanwhile.
    case overtaken(RecordID, position: UInt64)

    package var description: String {
        switch self {
        case .unreadable(let position, let why):
            "Entry \(position) is not an act of a record that can be read: \(why). Run fsck."
        case .broken(let history): "\(history) Run fsck."
        case .hidden(let record, let position):
            "The read models do not show entry \(position), an act on \(record). Run fsck; remove "
                + "projections.db, and it is made again from the log."
        case .overtaken(let record, let position):
            "Somebody else wrote to \(record) first; what was said now stands as a conflict in entry "
                + "\(position). Look at the record and decide again."
        }
    }
}
