// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import EvidencePackage
import Ledger
import Traceability
import TransparencyLog

/// A log with activities about one lot, and the packages made of them.
struct PackagePlant: Sendable {
    let key: VerifierKey
    let records: [DossierRecord]
    private let folder: String
    private let parts: PartsInMemory

    /// Logs so many activities, each with original bytes of its own and a person who did it.
    static func found(records count: Int, in folder: String) async throws -> PackagePlant {
        let log = try BenchLog.found(in: folder)
        var drafts: [PreparedEntry] = []
        var parts = PartsInMemory()
        var recorded: [(RecordedActivity, Instant)] = []
        for number in 0..<count {
            let one = try activity(number, &parts)
            let moment = Instant.now
            recorded.append((one, moment))
            let bodies = one.bodies
            drafts.append(
                try log.preparer.prepare(
                    EntryDraft(
                        type: try EntryType("activity.recorded"), source: "urn:plant7:mes-2",
                        event: "event-\(number)", received: moment, actor: "bench",
                        content: bodies.content, person: bodies.person)))
        }
        let entries = drafts
        try await log.running {
            var rest = entries[...]
            while !rest.isEmpty {
                _ = try await log.ledger.append(Array(rest.prefix(4_096)))
                rest = rest.dropFirst(4_096)
            }
        }
        let source = try Thing(.system, "urn:plant7:mes-2")
        let records = recorded.enumerated().map { number, one in
            DossierRecord(
                traced: TracedActivity(
                    position: EntryPosition(UInt64(number)), source: source, received: one.1,
                    activity: one.0.activity),
                original: one.0.original, reader: "bench", remarks: [], hasOriginal: true,
                bearing: .own)
        }
        return PackagePlant(
            key: log.ledger.verifierKey, records: records, folder: folder, parts: parts)
    }

    private static func activity(
        _ number: Int, _ parts: inout PartsInMemory
    ) throws -> RecordedActivity {
        var activity = Activity(kind: "part.turned")
        let moment = Instant(seconds: 1_795_000_000).adding(
            microseconds: Int64(number) * 60_000_000)
        activity.occurred = SourceTime(
            text: moment.rfc3339Seconds, instant: moment, zone: .given(offsetMinutes: 0))
        activity.participants = [
            Participation(
                .input, try Thing(.lot, "H4340-07"), quantity: Quantity("1.85", unit: "KGM")),
            Participation(.output, try Thing(.serial, "P7-\(number)")),
            Participation(.performer, try Thing(.account, "op-\(number % 5)")),
            Participation(.equipment, try Thing(.equipment, "LATHE-\(number % 2)")),
        ]
        let line = Array(
            #"{"id":"event-\#(number)","source":"urn:plant7:mes-2","data":{"lot":"H4340-07","serial":"P7-\#(number)","by":"op-\#(number % 5)","at":"\#(moment.rfc3339Seconds)"}}"#
                .utf8)
        return RecordedActivity(activity: activity, original: parts.add(line), reader: "bench")
    }

    /// Opens the log and seals a package of all records; answers its path.
    func seal(_ id: String) async throws -> String {
        let log = try BenchLog.open(in: folder)
        let assembler = PackageAssembler(
            ledger: log.ledger, preparer: log.preparer, originals: parts, actor: "bench",
            folder: folder, now: { .now })
        let positions = records.map(\.position)
        let contract = Contract<Int>(
            name: "benchmark", revision: 1, title: "Benchmark",
            items: [
                ContractItem("records", "Records", "-") {
                    .present("\($0) records", in: positions)
                }
            ])
        let draft = PackageDraft(
            request: PackageRequest(id: id, maker: "Benchmark", organization: "Plant 7"),
            contract: PackageCover.Contract(kind: "benchmark", name: "Benchmark", revision: 1),
            scope: PackageCover.Scope(kind: "lot", name: "H4340-07"),
            assessment: try Assessment(of: records.count, under: contract), records: records,
            answer: ["records": .integer(Int64(records.count))])
        let page = Array("<!doctype html><title>\(id)</title>".utf8)
        return try await log.running {
            try await assembler.seal(draft, page: page, timeStamping: nil).path
        }
    }
}

/// Original bytes that are in memory already, as they are in the page cache after intake.
struct PartsInMemory: OriginalParts {
    private var bytes: [Digest: [UInt8]] = [:]
    private var length: Int64 = 0

    mutating func add(_ part: [UInt8]) -> OriginalPart {
        let digest = Digest(of: part)
        bytes[digest] = part
        defer { length += Int64(part.count) }
        return OriginalPart(
            file: Digest(of: []), offset: length, length: Int64(part.count), digest: digest)
    }

    func source(of part: OriginalPart) throws -> any ByteSource {
        guard let bytes = bytes[part.digest] else { throw WrongResult("a part is missing") }
        return BytesInMemory(bytes)
    }

    func holds(_ part: OriginalPart) -> Bool { bytes[part.digest] != nil }
}
