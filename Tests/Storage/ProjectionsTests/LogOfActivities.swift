// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import Ledger
import Projections
import Relational
import SQLiteEngine
import Traceability

/// A log in memory, told activity by activity, with a graph in memory beside it to compare with.
struct LogOfActivities {
    private(set) var entries: [LoggedEntry] = []
    private(set) var graph = MemoryTraceGraph()

    static let t0 = Instant(seconds: 1_764_000_000)

    static func minute(_ minute: Int) -> Instant {
        t0.adding(microseconds: Int64(minute) * 60_000_000)
    }

    static func time(_ minute: Int) -> SourceTime {
        let instant = Self.minute(minute)
        return SourceTime(text: instant.rfc3339, instant: instant, zone: .given(offsetMinutes: 0))
    }

    /// Logs an activity and answers its position.
    @discardableResult
    mutating func record(
        _ parts: [Participation], at minute: Int, until end: Int? = nil, receivedAt: Int? = nil,
        from source: String = "urn:plant7:mes", event: String? = nil,
        change: (inout Activity) -> Void = { _ in }
    ) throws -> EntryPosition {
        var activity = Activity(kind: "step")
        activity.occurred = Self.time(minute)
        activity.ended = end.map(Self.time)
        activity.participants = parts
        change(&activity)
        let received = Self.minute(receivedAt ?? entries.count)
        let nothing = Digest(of: [UInt8]())
        let bodies = RecordedActivity(
            activity: activity,
            original: OriginalPart(file: nothing, offset: 0, length: 0, digest: nothing),
            reader: "test"
        ).bodies
        let position = try log(
            "activity.recorded", content: bodies.content, person: bodies.person, from: source,
            event: event, received: received)
        graph.record(
            TracedActivity(
                position: position, source: try Thing(.system, source), received: received,
                activity: activity))
        return position
    }

    /// Logs any entry and answers its position.
    @discardableResult
    mutating func log(
        _ type: String, content: [UInt8], person: [UInt8]? = nil,
        from source: String = "urn:plant7:witnessmark", event: String? = nil,
        received: Instant? = nil
    ) throws -> EntryPosition {
        let position = UInt64(entries.count)
        let fixed = [UInt8](repeating: UInt8(truncatingIfNeeded: position), count: Salt.byteCount)
        guard let salt = Salt(bytes: fixed) else { throw EntryFault.tooLong(fixed.count) }
        let opening = Opening(salt: salt, body: content)
        let names = person.map { Opening(salt: salt, body: $0) }
        let entry = try Entry(
            type: try EntryType(type), source: source, event: event ?? "e-\(position)",
            received: received ?? Self.minute(Int(position)), actor: "test",
            content: opening.commitment(as: .content), person: names?.commitment(as: .person))
        entries.append(
            LoggedEntry(
                position: position,
                entry: PreparedEntry(
                    entry, content: opening, person: names,
                    fingerprint: PreparedEntry.fingerprint(content: content, person: person))))
        return EntryPosition(position)
    }

    mutating func withdrawInMemory(_ activity: EntryPosition, by correction: EntryPosition) {
        graph.withdraw(activity, by: correction)
    }
}

extension LogOfActivities: EventDirectory {
    func positions(of events: [EventKey]) -> [UInt64?] {
        events.map { key in entries.first { $0.entry.event == key }?.position }
    }
}

extension LogOfActivities {
    /// Read models of this log, taken in batches of the given size.
    func projected(batch: Int = 1_000) async throws -> (any Database, TraceProjection) {
        let database = try SQLiteDatabase.open(SQLiteSettings(.memory, kind: .projections))
        let projection = try await TraceProjection.open(in: database, events: self)
        try await feed(projection, batch: batch)
        return (database, projection)
    }

    /// Applies what the read models do not have yet.
    func feed(_ projection: TraceProjection, batch: Int = 1_000) async throws {
        var position = Int(try await projection.position())
        while position < entries.count {
            let next = min(position + batch, entries.count)
            try await projection.apply(Array(entries[position..<next]))
            position = next
        }
    }
}

/// One participant: `part(.input, .lot, "L-1", "2.5")`.
func part(
    _ role: Participation.Role, _ kind: ThingKind, _ name: String, _ amount: String? = nil
) throws -> Participation {
    Participation(role, try Thing(kind, name), quantity: amount.map { Quantity($0, unit: "KGM") })
}
