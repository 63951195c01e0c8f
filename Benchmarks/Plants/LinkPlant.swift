// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import Ledger
import Projections
import SQLiteEngine
import TransparencyLog

/// A plant made for its trace links: bars are cut, turned, tempered, machined, packed and shipped.
///
/// A group is one bar, twenty serials and the box they leave in. Every serial of every
/// ``suspectEvery``-th group passes the furnace that comes under suspicion.
struct LinkPlant: Sendable {
    static let suspect = "FURN-2"
    static let groupSerials = 20
    private static let start = Instant(seconds: 1_700_000_000)
    private static let pace: Int64 = 2_000_000

    /// Operations on each serial after the furnace.
    let operations: Int
    let suspectEvery: Int

    /// How many activities a group has.
    var groupActivities: Int { 2 + LinkPlant.groupSerials * (2 + operations) + 1 }

    /// The moment of an activity, by its number in the log.
    func time(_ number: Int) -> Instant {
        LinkPlant.start.adding(microseconds: Int64(number) * LinkPlant.pace)
    }

    /// The groups' activities in the order they happened.
    func activities(ofGroup group: Int) throws -> [Activity] {
        var activities: [Activity] = []
        let serials = (0..<LinkPlant.groupSerials).map { LinkPlant.serial(group, $0) }
        func add(
            _ kind: String, _ participants: [(Participation.Role, ThingKind, String)],
            state: ProductState? = nil, effect: Activity.Effect = .none
        ) throws {
            var activity = Activity(kind: kind)
            let moment = time(group * groupActivities + activities.count)
            activity.occurred = SourceTime(
                text: moment.rfc3339Seconds, instant: moment, zone: .given(offsetMinutes: 0))
            activity.participants = try participants.map { Participation($0, try Thing($1, $2)) }
            activity.state = state
            activity.effect = effect
            activities.append(activity)
        }
        let bar = "BAR-\(group)"
        try add(
            "cut",
            [
                (.input, .lot, "HEAT-\(group / 50)"), (.output, .lot, bar),
                (.equipment, .equipment, "SAW-1"),
            ])
        for (place, serial) in serials.enumerated() {
            try add(
                "turned",
                [
                    (.input, .lot, bar), (.output, .serial, serial),
                    (.equipment, .equipment, "LATHE-\(place % 7)"),
                ], state: .inProcess)
        }
        let furnace = group % suspectEvery == 0 ? LinkPlant.suspect : "FURN-1"
        for serial in serials {
            try add("tempered", [(.subject, .serial, serial), (.equipment, .equipment, furnace)])
        }
        for operation in 0..<operations {
            for (place, serial) in serials.enumerated() {
                try add(
                    "operation-\(operation)",
                    [
                        (.subject, .serial, serial),
                        (.performer, .person, "op-\((place + operation) % 40)"),
                        (.equipment, .equipment, "MC-\(operation)-\(group % 5)"),
                        (.programme, .programme, "NC-\(operation)-\(group % 10)"),
                    ])
            }
        }
        let box = "BOX-\(group)"
        try add(
            "packed",
            [(.container, .container, box)] + serials.map { (.content, .serial, $0) },
            state: .inStock, effect: .attach)
        try add(
            "shipped", [(.subject, .container, box), (.recipient, .party, "CUST-\(group % 12)")],
            state: .shipped)
        return activities
    }

    static func serial(_ group: Int, _ place: Int) -> String {
        "SN-\(group * groupSerials + place)"
    }

    /// Makes read models of this plant with at least so many links; answers links and groups.
    func build(links wanted: Int, at path: String) async throws -> (TraceProjection, Built) {
        let projection = try await TraceProjection.open(
            in: SQLiteDatabase.open(
                SQLiteSettings(.file(path), kind: .projections, durability: .normal)),
            events: NoEvents())
        var made = Built()
        var salts = Opener()
        while made.links < wanted {
            var entries: [LoggedEntry] = []
            while entries.count < 1_024 {
                for activity in try activities(ofGroup: made.groups) {
                    entries.append(try salts.entry(of: activity, at: made.entries))
                    made.entries += 1
                    // One more link leads to the system that sent the record.
                    made.links += activity.participants.count + 1
                }
                made.groups += 1
            }
            let (time, _) = try await Timing.of { try await projection.apply(entries) }
            made.seconds += time.seconds
            made.processor += time.processor
        }
        return (projection, made)
    }

    /// What was made.
    struct Built: Sendable {
        var links = 0
        var groups = 0
        var entries = 0
        /// The time that storing alone took.
        var seconds = 0.0
        var processor = 0.0
    }
}

/// Entries as the log would hand them over; nothing reads their commitments here.
private struct Opener {
    private let opening = Salt(bytes: [UInt8](repeating: 1, count: Salt.byteCount))
    private let digest = Digest(of: [])

    mutating func entry(of activity: Activity, at position: Int) throws -> LoggedEntry {
        guard let salt = opening else { throw WrongResult("a salt is malformed") }
        let bodies = RecordedActivity(
            activity: activity,
            original: OriginalPart(file: digest, offset: 0, length: 0, digest: digest), reader: "-"
        ).bodies
        let received = activity.occurred?.instant?.adding(microseconds: 1_000_000) ?? .now
        let entry = try Entry(
            type: EntryType("activity.recorded"), source: "urn:plant7:mes-\(position % 5)",
            event: "event-\(position)", received: received, actor: "bench", content: digest,
            person: nil)
        return LoggedEntry(
            position: UInt64(position),
            entry: PreparedEntry(
                entry, content: Opening(salt: salt, body: bodies.content),
                person: bodies.person.map { Opening(salt: salt, body: $0) }, fingerprint: digest))
    }
}

/// No correction here names another entry.
private struct NoEvents: EventDirectory {
    func positions(of events: [EventKey]) -> [UInt64?] { events.map { _ in nil } }
}
