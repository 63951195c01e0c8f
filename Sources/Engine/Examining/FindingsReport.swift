// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import DataIntegrity
import Ledger

/// What the checks said of a log.
package struct FindingsReport: Sendable {
    /// How many entries the log had.
    package let size: UInt64
    /// How many activities were looked at.
    package var activities: UInt64 = 0
    /// How many activities were erased, so that nobody can judge them.
    package var erased: UInt64 = 0
    /// What there was more of than is kept in mind, so that checks did not see all of it.
    package var boundsReached: [Bound] = []
    /// Which documents and programmes the log says were in force, and when.
    package var releases = Releases()
    /// What each check said, in the order of the catalogue.
    package var judgements: [Judgements] = []
    /// What was decided about findings, in the order of the log.
    package private(set) var decisions: [FindingDecision] = []
    /// Where entries that findings speak of come from.
    package var places: [UInt64: EntryPlace] = [:]

    /// A finding's places are looked up for its first entries only.
    package static let placesPerFindingMax = 20

    /// How many decisions are kept in mind.
    package static let decisionsMax = 100_000

    package init(size: UInt64) { self.size = size }

    mutating func note(_ decision: FindingDecision) {
        if decisions.count < FindingsReport.decisionsMax { decisions.append(decision) }
    }

    package func count(_ outcome: Outcome) -> UInt64 {
        judgements.reduce(0) { $0 + $1.count(outcome) }
    }
}

/// Where an entry comes from: the system and its event, and the part of the file.
package struct EntryPlace: Sendable {
    package let source: String
    package let event: String
    /// The activity's kind, where the entry is one.
    package let kind: String?
    /// The file as it was named when it was taken in.
    package let file: String?
    package let part: OriginalPart?

    init(_ logged: LoggedEntry, _ seen: SeenEntry, _ names: [Digest: String]) {
        source = logged.entry.event.source
        event = logged.entry.event.event
        guard case .activity(let observation) = seen else {
            kind = nil
            file = nil
            part = nil
            return
        }
        kind = observation.activity.kind
        part = observation.recorded.original
        file = names[observation.recorded.original.file]
    }

    /// File and bytes as a person reads them: `cmm.qif, bytes 120 to 479`.
    package var words: String {
        guard let part else { return "\(source), \(event)" }
        let file = file ?? "file \(part.file.hex.prefix(12))…"
        guard part.digest != part.file else { return file }
        return "\(file), bytes \(part.offset) to \(max(part.offset, part.offset + part.length - 1))"
    }
}
