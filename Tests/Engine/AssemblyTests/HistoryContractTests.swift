// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import EvidencePackage
import Testing
import Traceability

/// Each test spoils one thing about a complete history and reads what the contract says.
struct HistoryContractTests {
    static func record(
        _ position: UInt64, _ kind: String, _ change: (inout Activity) throws -> Void
    ) throws -> DossierRecord {
        var activity = Activity(kind: kind)
        activity.occurred = SourceTime("2026-11-03T08:00:00+01:00")
        activity.attribution = .personNamed
        activity.participants = [Participation(.subject, try Thing(.serial, "P7-1042"))]
        try change(&activity)
        return DossierRecord(
            traced: TracedActivity(
                position: EntryPosition(position), source: try Thing(.system, "urn:plant7:mes-2"),
                received: Instant(seconds: 0), activity: activity),
            original: OriginalPart(
                file: Digest(of: [1]), offset: 0, length: 1, digest: Digest(of: [2])),
            reader: "test / 1", remarks: [], hasOriginal: true, bearing: .own)
    }

    static func complete() throws -> [DossierRecord] {
        [
            try record(1, "part.cut") {
                $0.participants = [
                    Participation(.output, try Thing(.serial, "P7-1042")),
                    Participation(.equipment, try Thing(.equipment, "SAW-1")),
                    Participation(.order, try Thing(.order, "WO-7001")),
                ]
            },
            try record(2, "part.turned") {
                $0.participants += [
                    Participation(.equipment, try Thing(.equipment, "LATHE-1")),
                    Participation(.order, try Thing(.order, "WO-7001")),
                    Participation(.programme, try Thing(.programme, "O4471"), revision: "B"),
                ]
            },
            try record(3, "hardness.tested") {
                var result = MeasuredResult(name: "hardness", value: "38.2")
                (result.claimed, result.computed) = (.pass, .pass)
                $0.results = [result]
            },
            try record(4, "part.released") {
                $0.state = .inStock
                $0.participants.append(Participation(.signatory, try Thing(.person, "K. Lind")))
            },
        ]
    }

    static func certificate() throws -> DossierRecord {
        let record = try record(0, "lot.shipped") {
            $0.participants = [
                Participation(.subject, try Thing(.lot, "H4340-01")),
                Participation(.evidence, try Thing(.certificate, "C-1")),
            ]
        }
        return DossierRecord(
            traced: record.traced, original: record.original, reader: record.reader, remarks: [],
            hasOriginal: true, bearing: .upstream)
    }

    static func judge(
        _ records: [DossierRecord], placement: Placement? = nil
    ) throws -> Assessment {
        let lot = HistoryDossier.Relative(
            thing: try Thing(.lot, "H4340-01"), depth: 1, quantity: Quantity("1.85", unit: "KGM"),
            explanation: "lot H4340-01 went into serial P7-1042", entry: EntryPosition(1))
        let dossier = HistoryDossier(
            subject: try Thing(.serial, "P7-1042"), otherNames: [],
            records: [try certificate()] + records, ancestors: [lot], descendants: [],
            placement: placement ?? Placement(state: .inStock, entry: EntryPosition(4)),
            isCut: false)
        return try Assessment(of: dossier, under: .history)
    }

    func finding(_ id: String, _ assessment: Assessment) throws -> Judgement {
        try #require(assessment.items.first { $0.id == id }).judgement
    }

    @Test func `A whole history is complete, with its nil returns`() throws {
        let whole = try HistoryContractTests.judge(try HistoryContractTests.complete())
        #expect(whole.missing.map(\.judgement.finding) == [])
        #expect(try finding("corrections", whole).state == .nothingToReport)
        #expect(try finding("nonconformities", whole).state == .nothingToReport)
        #expect(try finding("materials", whole).finding.contains("1.85 KGM"))
    }

    @Test func `A release without a signature is no release`() throws {
        var records = try HistoryContractTests.complete()
        records[3] = try HistoryContractTests.record(4, "part.released") { $0.state = .inStock }
        let judged = try HistoryContractTests.judge(records)
        #expect(judged.missing.map(\.id) == ["release"])
        #expect(try finding("release", judged).finding.contains("part.released (entry 4)"))
    }

    @Test func `A programme without its revision is named`() throws {
        var records = try HistoryContractTests.complete()
        records[1] = try HistoryContractTests.record(2, "part.turned") {
            $0.participants += [
                Participation(.equipment, try Thing(.equipment, "LATHE-1")),
                Participation(.programme, try Thing(.programme, "O4471")),
            ]
        }
        let judged = try HistoryContractTests.judge(records)
        #expect(
            try finding("documents", judged)
                == .missing("Without a revision: programme O4471 in entry 2."))
    }

    @Test func `A result that is claimed to pass and does not is a gap`() throws {
        var records = try HistoryContractTests.complete()
        records[2] = try HistoryContractTests.record(3, "hardness.tested") {
            var result = MeasuredResult(name: "hardness", value: "40.6")
            (result.claimed, result.computed) = (.pass, .fail)
            $0.results = [result]
        }
        let judged = try HistoryContractTests.judge(records)
        #expect(judged.missing.map(\.id) == ["inspection"])
        #expect(try finding("nonconformities", judged).state == .present)
    }

    @Test func `Scrap needs no release`() throws {
        var records = try HistoryContractTests.complete()
        records[3] = try HistoryContractTests.record(4, "part.scrapped") { $0.state = .scrapped }
        let scrapped = Placement(state: .scrapped, entry: EntryPosition(4))
        let judged = try HistoryContractTests.judge(records, placement: scrapped)
        #expect(try finding("release", judged).state == .notApplicable)
        #expect(try finding("nonconformities", judged).finding.contains("entry 4"))
    }

    @Test func `What no record names is missing, and the package says so`() throws {
        let empty = HistoryDossier(
            subject: try Thing(.serial, "NOBODY"), otherNames: [], records: [], ancestors: [],
            descendants: [], placement: Placement(state: .unknown), isCut: false)
        let judged = try Assessment(of: empty, under: .history)
        #expect(judged.completeness.outcome == .incomplete)
        #expect(try finding("identity", judged) == .missing("No record names serial NOBODY."))
    }
}
