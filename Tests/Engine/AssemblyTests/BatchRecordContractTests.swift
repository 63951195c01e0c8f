// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import DataIntegrity
import EvidencePackage
import Testing
import Traceability

/// Each test spoils one thing about a batch that may be released and reads what stands in the way.
struct BatchRecordContractTests {
    static func lot() throws -> Thing { try Thing(.lot, "L-0418") }

    static func record(
        _ position: UInt64, _ kind: String, bearing: DossierRecord.Bearing = .own,
        _ change: (inout Activity) throws -> Void
    ) throws -> DossierRecord {
        var activity = Activity(kind: kind)
        activity.occurred = SourceTime("2026-11-03T08:\(10 + position):00+01:00")
        activity.attribution = .personNamed
        try change(&activity)
        return DossierRecord(
            traced: TracedActivity(
                position: EntryPosition(position), source: try Thing(.system, "urn:plant7:mes"),
                received: Instant(seconds: 0), activity: activity),
            original: OriginalPart(
                file: Digest(of: [1]), offset: 0, length: 1, digest: Digest(of: [2])),
            reader: "test / 1", remarks: [], hasOriginal: true, bearing: bearing)
    }

    static func signature(
        _ position: UInt64, of entry: String, _ meaning: String, by person: String
    ) throws -> DossierRecord {
        try record(position, "batch-record.signature") {
            $0.attribution = .personSigned
            $0.participants = [
                Participation(.about, try lot()), Participation(.about, try Thing(.record, entry)),
                Participation(.signatory, try Thing(.person, person), meaning: meaning),
            ]
        }
    }

    static func exception(_ position: UInt64, _ state: ExceptionState) throws -> DossierRecord {
        try record(position, "batch-record.event") {
            $0.participants = [
                Participation(.subject, try lot()),
                Participation(.subject, try Thing(.record, "BPR-1/E-9")),
                Participation(.performer, try Thing(.person, "A. Ortiz")),
            ]
            $0.exception = state
            $0.summary = "Mixer stopped for 12 minutes"
        }
    }

    static func complete() throws -> [DossierRecord] {
        [
            try record(0, "certificate.issued", bearing: .upstream) {
                $0.participants = [
                    Participation(.subject, try Thing(.lot, "RM-7")),
                    Participation(.evidence, try Thing(.certificate, "C-7")),
                ]
            },
            try record(1, "line.clearance") {
                $0.participants = [
                    Participation(.subject, try lot()),
                    Participation(.performer, try Thing(.person, "A. Ortiz")),
                    Participation(.document, try Thing(.document, "MBR-12"), revision: "4"),
                ]
            },
            try record(2, "batch.mixed") {
                $0.participants = [
                    Participation(.output, try lot(), quantity: Quantity("118", unit: "KGM")),
                    Participation(
                        .input, try Thing(.lot, "RM-7"), quantity: Quantity("120", unit: "KGM")),
                    Participation(.performer, try Thing(.person, "A. Ortiz")),
                ]
                var result = MeasuredResult(name: "pH", value: "7.0")
                (result.lowerLimit, result.upperLimit) = ("6.8", "7.4")
                result.computed = .pass
                $0.results = [result]
            },
            try signature(3, of: "BPR-1", "Review", by: "B. Haas"),
            try record(4, "batch.released") {
                $0.state = .released
                $0.participants = [
                    Participation(.subject, try lot()),
                    Participation(.performer, try Thing(.person, "K. Lind")),
                    Participation(.signatory, try Thing(.person, "K. Lind"), meaning: "Release"),
                ]
            },
        ]
    }

    static func judge(
        _ records: [DossierRecord], findings: [DossierFinding] = [],
        leftOut: FindingsLeftOut = .nothing, state: ProductState = .released,
        isMadeOf: Bool = true
    ) throws -> (ReleaseQuestion, Assessment) {
        let material = HistoryDossier.Relative(
            thing: try Thing(.lot, "RM-7"), depth: 1, quantity: Quantity("120", unit: "KGM"),
            explanation: "lot RM-7 went into lot L-0418", entry: EntryPosition(2))
        let dossier = BatchDossier(
            history: HistoryDossier(
                subject: try lot(), otherNames: [], records: records,
                ancestors: isMadeOf ? [material] : [],
                descendants: [], placement: Placement(state: state, entry: EntryPosition(4)),
                isCut: false),
            findings: findings, leftOut: leftOut)
        let assessment = try Assessment(of: dossier, under: .batchRecord)
        return (ReleaseQuestion(of: dossier, assessment), assessment)
    }

    @Test func `A batch with nothing open is complete, and was rightly released`() throws {
        let (question, assessment) = try Self.judge(try Self.complete())
        #expect(assessment.missing.map(\.judgement.finding) == [])
        #expect(question.obstacles == [])
        #expect(
            question.answer
                == "It was released (entry 4), and nothing on record stood in the way.")
    }

    @Test func `Before its release it may be released`() throws {
        let (question, assessment) = try Self.judge(
            Array(try Self.complete().dropLast()), state: .inProcess)
        #expect(assessment.missing.map(\.id) == ["release"])
        #expect(question.answer == "It may be released: nothing on record stands in the way.")
    }

    @Test func `An open exception stands in the way, by its name and its entry`() throws {
        let records = try Self.complete() + [try Self.exception(5, .open)]
        let (question, assessment) = try Self.judge(records)
        #expect(question.obstacles.map(\.kind) == [.exceptionOpen])
        #expect(question.obstacles.first?.entry == EntryPosition(5))
        #expect(question.obstacles.first?.words.contains("BPR-1/E-9 (entry 5)") == true)
        #expect(question.answer.hasPrefix("It was released (entry 4) although 1 thing stands"))
        #expect(assessment.missing.map(\.id) == ["exceptions"])
    }

    @Test func `An exception that was closed and not signed for stands in the way`() throws {
        let records =
            try Self.complete() + [try Self.exception(5, .open), try Self.exception(6, .closed)]
        let (question, _) = try Self.judge(records)
        #expect(question.obstacles.map(\.kind) == [.exceptionUnsigned])
    }

    @Test func `An exception that was closed and signed for is settled`() throws {
        let records =
            try Self.complete() + [
                try Self.exception(5, .open), try Self.exception(6, .closed),
                try Self.signature(7, of: "BPR-1/E-9", "Approval", by: "K. Lind"),
            ]
        let (question, assessment) = try Self.judge(records)
        #expect(question.isClear)
        let item = try #require(assessment.items.first { $0.id == "exceptions" })
        #expect(item.judgement.state == .present)
    }

    @Test func `A signature for the closing entry settles the exception it closes`() throws {
        let closing = try Self.record(6, "batch-record.event") {
            $0.exception = .closed
            $0.participants = [
                Participation(.subject, try Self.lot()),
                Participation(.subject, try Thing(.record, "BPR-1/E-10")),
                Participation(.about, try Thing(.record, "BPR-1/E-9")),
            ]
        }
        let closed = try Self.complete() + [try Self.exception(5, .open), closing]
        #expect(try Self.judge(closed).0.obstacles.map(\.kind) == [.exceptionUnsigned])
        let signature = try Self.signature(7, of: "BPR-1/E-10", "Deviation closed", by: "B. Haas")
        #expect(try Self.judge(closed + [signature]).0.isClear)
    }

    @Test func `A signature from before the closing is none for it`() throws {
        let records =
            try Self.complete() + [
                try Self.exception(5, .open),
                try Self.signature(6, of: "BPR-1/E-9", "Performed", by: "A. Ortiz"),
                try Self.exception(7, .closed),
            ]
        #expect(try Self.judge(records).0.obstacles.map(\.kind) == [.exceptionUnsigned])
    }

    @Test func `An exception that is opened again is open`() throws {
        let records =
            try Self.complete() + [
                try Self.exception(5, .open), try Self.exception(6, .closed),
                try Self.signature(7, of: "BPR-1/E-9", "Approval", by: "K. Lind"),
                try Self.exception(8, .open),
            ]
        #expect(try Self.judge(records).0.obstacles.map(\.kind) == [.exceptionOpen])
    }

    @Test func `A result outside its limits needs an exception that speaks of it`() throws {
        var records = try Self.complete()
        records[2] = try Self.record(2, "batch.mixed") {
            $0.participants = [
                Participation(.output, try Self.lot(), quantity: Quantity("118", unit: "KGM")),
                Participation(.subject, try Thing(.record, "BPR-1/E-4")),
                Participation(
                    .input, try Thing(.lot, "RM-7"), quantity: Quantity("120", unit: "KGM")),
            ]
            var result = MeasuredResult(name: "pH", value: "7.9")
            (result.lowerLimit, result.upperLimit) = ("6.8", "7.4")
            (result.claimed, result.computed) = (.pass, .fail)
            $0.results = [result]
        }
        let bare = try Self.judge(records).0
        #expect(bare.obstacles.map(\.kind) == [.resultFailed])
        #expect(bare.obstacles.first?.words.hasPrefix("pH 7.9 (6.8 to 7.4)") == true)

        records.append(
            try Self.record(5, "deviation.closed") {
                $0.exception = .closed
                $0.participants = [
                    Participation(.subject, try Thing(.record, "DEV-3")),
                    Participation(.about, try Thing(.record, "BPR-1/E-4")),
                    Participation(.about, try Self.lot()),
                    Participation(.signatory, try Thing(.person, "K. Lind"), meaning: "Approval"),
                ]
            })
        #expect(try Self.judge(records).0.isClear)
    }

    @Test func `A batch without any result may not be released`() throws {
        var records = try Self.complete()
        records[2] = try Self.record(2, "batch.mixed") {
            $0.participants = [
                Participation(.output, try Self.lot(), quantity: Quantity("118", unit: "KGM")),
                Participation(
                    .input, try Thing(.lot, "RM-7"), quantity: Quantity("120", unit: "KGM")),
            ]
        }
        let (question, assessment) = try Self.judge(records)
        #expect(assessment.missing.map(\.id) == ["parameters"])
        #expect(question.obstacles.map(\.kind) == [.itemMissing])
    }

    @Test func `A batch on hold may not be released`() throws {
        let (question, _) = try Self.judge(try Self.complete(), state: .onHold)
        #expect(question.obstacles.map(\.kind) == [.onHold])
    }

    @Test func `A review by who did the work is none`() throws {
        var records = try Self.complete()
        records[3] = try Self.signature(3, of: "BPR-1", "Review", by: "A. Ortiz")
        let (_, assessment) = try Self.judge(records)
        #expect(assessment.missing.map(\.id) == ["audit-trail-review"])
    }

    @Test func `An open finding stands in the way until somebody decides`() throws {
        var review = IntegrityReview(
            Catalogue.checks.filter { $0.name == "chronology" }, Register())
        var backwards = Activity(kind: "batch.mixed")
        backwards.occurred = SourceTime("2026-11-03T10:00:00Z")
        backwards.ended = SourceTime("2026-11-03T09:00:00Z")
        review.observe(
            Observation(
                position: 2, received: Instant(seconds: 2_000_000_000), source: "urn:plant7:mes",
                event: "1",
                recorded: RecordedActivity(
                    activity: backwards,
                    original: OriginalPart(
                        file: Digest(of: [1]), offset: 0, length: 1, digest: Digest(of: [2])),
                    reader: "test / 1")))
        let finding = try #require(
            review.finish().flatMap(\.findings).first { $0.outcome == .fail })
        let open = try Self.judge(try Self.complete(), findings: [DossierFinding(finding)])
        #expect(open.0.obstacles.map(\.kind) == [.findingOpen])
        #expect(open.1.missing.map(\.id) == ["findings"])

        let decision = DossierFinding.Decision(
            by: "K. Lind", reason: "clock of the mixer was wrong", entry: EntryPosition(9))
        let decided = try Self.judge(
            try Self.complete(), findings: [DossierFinding(finding, decision)])
        #expect(decided.0.isClear)
        #expect(decided.1.missing.isEmpty)
    }

    @Test func `That a batch record was opened is no step of the batch`() throws {
        let head = try Self.record(5, "BatchProductionRecord") {
            $0.attribution = .none
            $0.participants = [
                Participation(.about, try Thing(.record, "BPR-1")),
                Participation(.output, try Self.lot()),
                Participation(.order, try Thing(.operation, "B-1")),
            ]
        }
        let (_, assessment) = try Self.judge(try Self.complete() + [head])
        let steps = try #require(assessment.items.first { $0.id == "steps" }).judgement
        #expect(steps.finding == "3 records, each put down to somebody.")
        #expect(!steps.entries.contains(EntryPosition(5)))
        // Its entries are steps as before, although they too speak of the record.
        let event = try Self.record(6, "batch-record") {
            $0.attribution = .none
            $0.participants = [
                Participation(.subject, try Thing(.record, "BPR-1/E-1")),
                Participation(.about, try Thing(.record, "BPR-1")),
                Participation(.subject, try Self.lot()),
            ]
        }
        let spoiled = try Self.judge(try Self.complete() + [event]).1
        #expect(spoiled.missing.map(\.id) == ["steps"])
    }

    @Test func `A certificate of the batch itself is named, and stands for no material`() throws {
        let certificate = try Self.record(5, "certificate.issued") {
            $0.participants = [
                Participation(.subject, try Self.lot()),
                Participation(.about, try Thing(.certificate, "C-0418")),
            ]
        }
        func judged(_ records: [DossierRecord], isMadeOf: Bool = true) throws -> Judgement {
            let assessment = try Self.judge(records, isMadeOf: isMadeOf).1
            return try #require(assessment.items.first { $0.id == "certificates" }).judgement
        }
        let both = try judged(try Self.complete() + [certificate])
        #expect(both.entries == [EntryPosition(0), EntryPosition(5)])
        let withoutMaterials = Array(try Self.complete().dropFirst()) + [certificate]
        let own = try judged(withoutMaterials)
        #expect(own.state == .missing)
        #expect(own.finding.hasSuffix("of itself: certificate.issued (entry 5)."))
        // What was bought as it is has no materials here, and its certificate is its own.
        #expect(try judged(withoutMaterials, isMadeOf: false).state == .present)
        #expect(try judged(try Self.complete(), isMadeOf: false).state == .present)
    }

    @Test func `Findings that are not listed stand in the way, and are counted`() throws {
        let leftOut = FindingsLeftOut(
            unlisted: [.init(check: "chronology", outcome: .fail, count: 7)], boundsReached: [])
        let (question, assessment) = try Self.judge(try Self.complete(), leftOut: leftOut)
        #expect(question.obstacles.map(\.kind) == [.findingOpen])
        let findings = try #require(assessment.missing.first)
        #expect(findings.id == "findings")
        #expect(
            findings.judgement.finding.hasSuffix(
                "chronology: 7 more that fail than the 10000 that are listed."))
        let open = FindingsLeftOut(
            unlisted: [.init(check: "chronology", outcome: .indeterminate, count: 7)],
            boundsReached: [])
        let told = try Self.judge(try Self.complete(), leftOut: open)
        #expect(told.0.isClear)
        let item = try #require(told.1.items.first { $0.id == "findings" })
        #expect(item.judgement.finding.contains("7 more that are left open"))
    }
}
