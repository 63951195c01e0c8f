// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import EvidencePackage
import Records
import Traceability
import TransparencyLog

/// A governed record with everything that belongs to it: what `record` and `case` packages hold.
package struct CaseDossier: Sendable {
    /// The record that was asked for first, then the others by distance and number.
    package let records: [CaseRecord]
    /// Entries about the people who signed: enrolment, keys, roles, delegations, qualifications.
    package let people: [OpenedEntry]
    /// What the signatures and the order of acts come to, judged as a reader of the package will.
    package let examination: RecordExamination
    /// Whether there were more records around it than are looked at.
    package let isCut: Bool

    package init(
        records: [CaseRecord], people: [OpenedEntry], examination: RecordExamination, isCut: Bool
    ) {
        self.records = records
        self.people = people
        self.examination = examination
        self.isCut = isCut
    }

    /// The record that was asked for; a dossier always has it.
    package var root: CaseRecord? { records.first }

    /// Those linked with it.
    package var linked: ArraySlice<CaseRecord> { records.dropFirst() }

    /// The records of some kinds that nobody withdrew or declared void, by number.
    package func records(of kinds: Set<String>) -> [CaseRecord] {
        records.filter { kinds.contains($0.kind) && $0.status != .cancelled }
            .sorted { $0.id < $1.id }
    }

    /// Every act with its record, in the order of the log.
    package var timeline: [(record: CaseRecord, act: LoggedAct)] {
        records.flatMap { record in record.acts.map { (record, $0) } }
            .sorted { $0.1.position < $1.1.position }
    }

    /// How the signature in an entry was judged.
    package func judgement(at position: UInt64) -> JudgedSignature? {
        examination.signatures.first { $0.entry == LeafIndex(position) }
    }

    /// Every entry that goes into the package, ascending.
    package var positions: [EntryPosition] {
        Set(
            records.flatMap(\.positions) + people.map(\.position)
        ).sorted()
    }

    /// The dossier for somebody who is not to learn who persons are.
    ///
    /// Pseudonyms stay: without them nobody could tell whether one person did two things that two
    /// must do.
    package func withholdingPersons() throws(BrokenHistory) -> CaseDossier {
        CaseDossier(
            records: try records.map { record throws(BrokenHistory) in
                try record.withholdingPersons()
            },
            people: people.map {
                OpenedEntry(
                    index: $0.index, type: $0.type, leaf: $0.leaf, content: $0.content,
                    person: nil)
            }, examination: examination, isCut: isCut)
    }
}

extension CaseRecord {
    fileprivate func withholdingPersons() throws(BrokenHistory) -> CaseRecord {
        let shown = acts.map { logged in
            LoggedAct(
                logged.act.withholdingPersons(), leaf: logged.leaf, position: logged.position)
        }
        return CaseRecord(
            state: try RecordState(replaying: shown), kindTitle: kindTitle, status: status,
            acts: shown, fieldTitles: fieldTitles, distance: distance,
            // What stands in a file nobody here has read, so it is withheld with the names.
            files: files.map { CaseFile($0.reference, entry: $0.entry, isHeld: false) })
    }
}

extension Act {
    /// The act as one reads it whose person body is withheld.
    fileprivate func withholdingPersons() -> Act {
        let plain = deed.changedFields.filter { $0.bodyClass == .content }
        let shown: Deed =
            switch deed {
            case .opened(let state, let site, let title, _, let links):
                .opened(state: state, site: site, title: title, plain, links)
            case .amended: .amended(plain)
            case .synchronised(let key, _): .synchronised(key, plain)
            case .attached, .linked, .unlinked, .systemLinked, .systemChecked, .proposed, .signed,
                .refused, .transitioned, .superseded, .voided, .reopened:
                deed
            }
        return Act(
            record: record, kind: kind, number: number, revision: revision, version: version,
            stamp: Stamp(
                person: stamp.person, printedName: nil, role: stamp.role,
                onBehalfOf: stamp.onBehalfOf, at: stamp.at, zone: stamp.zone,
                request: stamp.request, reason: stamp.reason, cause: stamp.cause), deed: shown)
    }
}
