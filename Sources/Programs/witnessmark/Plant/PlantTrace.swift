// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import EvidencePackage
import Intake
import Ledger
import Projections
import Traceability

/// The read models of a plant, brought up to the log before they are asked.
struct PlantTrace: Sendable {
    let projection: TraceProjection
    let journal: any Journal
    let originals: OriginalStore

    /// Lets the read models follow the log to its head.
    func catchUp(_ output: Output) async throws {
        let follower = Follower(of: journal, for: projection)
        var bar = ProgressBar(output)
        defer { bar.clear() }
        do {
            try await follower.catchUp { bar.show($0, of: $1, "read models follow the log") }
        } catch FollowerError.aheadOfLog {
            // They reflect another copy of the log; everything in them can be made again.
            output.talk("The read models are ahead of the log and are made anew.")
            try await projection.clear()
            try await follower.catchUp { bar.show($0, of: $1, "read models are made anew") }
        }
    }

    /// Asks one question from one state of the read models.
    func ask<Answer: Sendable>(
        _ question:
            @Sendable (TraceStore, DossierCollector<TraceStore, LedgerRecords>) throws -> Answer
    ) async throws -> Answer {
        try await ask(from: .now, question)
    }

    /// As ``ask(_:)``, as it was at a past moment or as was known at an earlier entry.
    func ask<Answer: Sendable>(
        from standpoint: Standpoint,
        _ question:
            @Sendable (TraceStore, DossierCollector<TraceStore, LedgerRecords>) throws -> Answer
    ) async throws -> Answer {
        try await projection.read { store in
            let records = LedgerRecords(
                store: store, journal: journal, originals: StoredParts(originals))
            return try question(
                store,
                DossierCollector(graph: store, source: records, standpoint: standpoint))
        }
    }
}

/// Names from the read models, records from the ledger itself.
struct LedgerRecords: RecordSource {
    let store: TraceStore
    let journal: any Journal
    let originals: StoredParts

    func thing(_ id: ThingID) throws -> Thing { try store.thing(id) }
    func id(of thing: Thing) throws -> ThingID? { try store.id(of: thing) }

    func record(at position: EntryPosition) throws -> SourceRecord {
        let number = position.number
        guard let logged = try journal.entries(in: number..<number + 1).first else {
            throw JournalError.corrupt(position: number, "no entry is kept here")
        }
        let header = try Entry(parsing: logged.entry.header)
        guard let content = logged.entry.content else {
            throw CommandFailure(
                "WM-LOG-005", "The content of entry \(number) was erased.",
                remedy: "The entry still stands in the log; what it said cannot be shown.")
        }
        let recorded = try RecordedActivity(
            content: content.body, person: logged.entry.person?.body)
        return SourceRecord(
            traced: TracedActivity(
                position: position, source: try Thing(.system, header.source),
                received: header.received, activity: recorded.activity),
            recorded: recorded, hasOriginal: originals.holds(recorded.original))
    }
}

/// The journal's index of source events, as the read models ask for it.
struct JournalEvents: EventDirectory {
    let journal: any Journal

    func positions(of events: [EventKey]) throws -> [UInt64?] {
        try journal.events(events).map { $0?.position }
    }
}
