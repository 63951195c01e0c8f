// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Traceability

/// What is known of one batch: its history, its exceptions, and what the checks said of its records.
package struct BatchDossier: Sendable {
    package let history: HistoryDossier
    /// Findings that speak of the batch's records, decided or open.
    package let findings: [DossierFinding]
    /// What the list of findings does not hold.
    package let leftOut: FindingsLeftOut
    /// Every exception from the planned course, in the order of the log.
    package let exceptions: [BatchException]

    package init(
        history: HistoryDossier, findings: [DossierFinding], leftOut: FindingsLeftOut = .nothing
    ) {
        self.history = history
        self.findings = findings
        self.leftOut = leftOut
        exceptions = BatchException.all(in: history.records)
    }

    package var lot: Thing { history.subject }
    package var records: [DossierRecord] { history.records }

    /// The records that name the lot itself.
    var own: [DossierRecord] { history.own }

    /// What was done to the batch, as against what was written about it.
    var steps: [DossierRecord] {
        own.filter { record in
            record.activity.status != .planned && !record.isHeadOfBatchRecord
                && record.activity.participants.contains {
                    ($0.role == .subject || $0.role == .output) && $0.thing == lot
                        || $0.role == .input
                }
        }
    }

    /// The release of the batch: a record that puts it in the state *released*, the latest one.
    package var release: DossierRecord? {
        own.last { $0.activity.state == .released && $0.activity.status == .completed }
    }

    /// Results outside their limits, by either account, that no exception speaks of.
    var unexplainedFailures: [(record: DossierRecord, result: MeasuredResult)] {
        own.flatMap { record in
            record.activity.results.filter { $0.computed == .fail || $0.claimed == .fail }
                .map { (record, $0) }
        }.filter { failure in !exceptions.contains { $0.explains(failure.record) } }
    }
}

/// One exception from the planned course, put together from all records that speak of it.
package struct BatchException: Sendable {
    /// What its source calls it; `nil` where it has no name of its own.
    package let name: Thing?
    /// The record that raised it.
    package let raised: DossierRecord
    /// What went otherwise, in the source's words.
    package let summary: String
    package let state: ExceptionState
    /// The record that closed it.
    package let closed: DossierRecord?
    /// Who signed for it, with what meaning, and in which entry.
    package let signatures: [Signature]

    package struct Signature: Sendable {
        package let person: String
        package let meaning: String?
        package let entry: EntryPosition
    }

    /// Whether it was closed and somebody signed for that.
    package var isSettled: Bool { state == .closed && !signatures.isEmpty }

    /// "BPR-0418/E-012 (entry 12)".
    package var title: String {
        name.map { "\($0.name) (\(raised.entryName))" } ?? raised.kindAndEntry
    }

    /// Whether a finding is about one of its own records.
    func speaks(of finding: DossierFinding) -> Bool {
        finding.entry == raised.position || finding.entry == closed?.position
    }

    /// Whether it speaks of a record: it is that record, or about it.
    func explains(_ record: DossierRecord) -> Bool {
        if raised.position == record.position { return true }
        let names = Set(BatchException.names(of: record))
        return !names.isDisjoint(with: BatchException.mentioned(by: raised))
    }

    /// The exceptions that some records speak of.
    ///
    /// An exception that has a name of its own may be raised, signed for and closed by different
    /// records, all of which name it. The latest word on its state counts.
    static func all(in records: [DossierRecord]) -> [BatchException] {
        let raising = records.filter { $0.activity.exception != nil }
        var seen: Set<Thing> = []
        return raising.compactMap { raised in
            let own = BatchException.names(of: raised)
            // A later record about an exception that is known already is its next word.
            let about = BatchException.mentioned(by: raised).filter { seen.contains($0) }
            if own.contains(where: { seen.contains($0) }) || !about.isEmpty { return nil }
            seen.formUnion(own)
            return BatchException(raised, own.first, among: records)
        }
    }

    private init(_ raised: DossierRecord, _ name: Thing?, among records: [DossierRecord]) {
        let speaking = records.filter { record in
            record.position == raised.position
                || name.map { name in
                    BatchException.names(of: record).contains(name)
                        || BatchException.mentioned(by: record).contains(name)
                } ?? false
        }
        let states = speaking.filter { $0.activity.exception != nil }.sorted { $0.precedes($1) }
        let closed = states.last.flatMap { $0.activity.exception == .closed ? $0 : nil }
        self.raised = raised
        self.name = name
        self.closed = closed
        summary = raised.activity.summary ?? raised.activity.kind
        state = closed == nil ? .open : .closed
        signatures = records.filter { record in
            closed.map { BatchException.signs(record, for: $0, of: name) } ?? false
        }.flatMap { record in
            record.activity.participants.filter { $0.role == .signatory }.map {
                Signature(person: $0.thing.name, meaning: $0.meaning, entry: record.position)
            }
        }
    }

    /// Whether a record signs for a closing: it is the closing, is about it, or is about the
    /// exception since then.
    private static func signs(
        _ record: DossierRecord, for closed: DossierRecord, of name: Thing?
    ) -> Bool {
        guard !record.things(.signatory).isEmpty else { return false }
        if record.position == closed.position { return true }
        let about = mentioned(by: record) + names(of: record)
        let own = names(of: closed).filter { $0 != name }
        if own.contains(where: { about.contains($0) }) { return true }
        return name.map { about.contains($0) } ?? false && !record.precedes(closed)
    }

    /// What an entry of a batch record is called: the record it is, not the batch it is about.
    private static func names(of record: DossierRecord) -> [Thing] {
        record.things(.subject).filter { $0.kind == .record }
    }

    private static func mentioned(by record: DossierRecord) -> [Thing] {
        record.things(.about).filter { $0.kind == .record }
    }
}

extension DossierRecord {
    /// Whether it is the head of a batch record: which batch it is of, and no entry in it.
    ///
    /// ISA-88.04 names the lot on the `BatchProductionRecord` itself. That the record was opened is
    /// nothing that was done to the batch, and nobody is named for it.
    fileprivate var isHeadOfBatchRecord: Bool {
        activity.kind.lowercased().hasSuffix("record")
            && things(.about).contains { $0.kind == .record }
            && !things(.subject).contains { $0.kind == .record }
            && things(.input).isEmpty
    }

    /// Whether it happened before another; by the log where one of them has no moment.
    fileprivate func precedes(_ other: DossierRecord) -> Bool {
        if let mine = activity.occurred?.instant, let theirs = other.activity.occurred?.instant,
            mine != theirs
        {
            return mine < theirs
        }
        return position < other.position
    }
}
