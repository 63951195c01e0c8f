// SPDX-License-Identifier: Apache-2.0
import AS9102
import Activities
import Assembly
import Canon
import DataIntegrity
import EvidencePackage
import Testing
import Traceability

/// Each test changes one thing about a first article whose inspection is whole.
struct FirstArticleContractTests {
    static func result(
        _ name: String, _ value: String, claimed: MeasuredResult.Verdict? = .pass
    ) -> MeasuredResult {
        var result = MeasuredResult(name: name, value: value)
        (result.lowerLimit, result.upperLimit, result.unit) = ("11.9", "12.1", "mm")
        result.claimed = claimed
        result.computed = result.verdictByLimits
        return result
    }

    static func inspection(
        _ position: UInt64, _ results: [MeasuredResult],
        _ change: (inout Activity) throws -> Void = { _ in }
    ) throws -> DossierRecord {
        var activity = Activity(kind: "inspection.results")
        activity.occurred = SourceTime("2026-11-03T08:00:00+01:00")
        activity.participants = [
            Participation(.subject, try Thing(.serial, "BOX/12")),
            Participation(.about, try Thing(.material, "BOX"), revision: "A"),
            Participation(.document, try Thing(.document, "DWG-BOX"), revision: "C"),
            Participation(.instrument, try Thing(.equipment, "CMM-1")),
            Participation(.programme, try Thing(.programme, "BOX-INSPECT"), revision: "2"),
        ]
        activity.results = results
        try change(&activity)
        return DossierRecord(
            traced: TracedActivity(
                position: EntryPosition(position), source: try Thing(.system, "urn:plant7:cmm"),
                received: Instant(seconds: 0), activity: activity),
            original: OriginalPart(
                file: Digest(of: [1]), offset: 0, length: 1, digest: Digest(of: [2])),
            reader: "test / 1", remarks: [], hasOriginal: true, bearing: .own)
    }

    static func dossier(_ records: [DossierRecord]) throws -> FirstArticleDossier {
        FirstArticleDossier(
            history: HistoryDossier(
                subject: try Thing(.serial, "BOX/12"), otherNames: [], records: records,
                ancestors: [], descendants: [], placement: Placement(state: .inProcess),
                isCut: false),
            findings: [])
    }

    static func judgement(_ id: String, _ records: [DossierRecord]) throws -> Judgement {
        let assessment = try Assessment(of: try dossier(records), under: .firstArticle)
        return try #require(assessment.items.first { $0.id == id }).judgement
    }

    @Test func `Form 3 has a row for every characteristic`() throws {
        let records = [
            try Self.inspection(3, [Self.result("1", "12.0"), Self.result("2", "12.1")])
        ]
        let dossier = try Self.dossier(records)
        #expect(dossier.report.characteristics.count == 2)
        #expect(try Self.judgement("form-3", records).state == .present)
        #expect(try Self.judgement("drawing", records).finding == "DWG-BOX rev C.")
        #expect(try Self.judgement("nonconformities", records).state == .nothingToReport)
    }

    @Test func `What is computed to fail is not met, whatever is claimed`() throws {
        let records = [
            try Self.inspection(3, [Self.result("1", "12.4"), Self.result("2", "12.0")])
        ]
        #expect(
            try Self.judgement("nonconformities", records)
                == .missing("Not met, and no nonconformance is named: 1."))
        #expect(try Self.judgement("form-3", records).finding.contains("open: row 1: "))
    }

    @Test func `What another inspection found not to be met needs a nonconformance too`() throws {
        let whole = try Self.inspection(3, [Self.result("1", "12.0"), Self.result("2", "12.0")])
        let other = try Self.inspection(7, [Self.result("1", "12.4")])
        #expect(
            try Self.judgement("nonconformities", [whole, other])
                == .missing(
                    "Not met, and no nonconformance is named: 1 12.4 mm (11.9 to 12.1) in entry 7.")
        )
        let named = try Self.inspection(7, [Self.result("1", "12.4")]) {
            $0.attributes = [Attribute("NonConformance of 1", "NC-7")]
        }
        #expect(
            try Self.judgement("nonconformities", [whole, named]).entries
                == [EntryPosition(3), EntryPosition(7)])
    }

    @Test func `Two inspections that disagree are told, with both values`() throws {
        let records = [
            try Self.inspection(3, [Self.result("1", "12.0"), Self.result("2", "12.05")]),
            try Self.inspection(7, [Self.result("1", "12.2", claimed: nil)]),
        ]
        let dossier = try Self.dossier(records)
        let pairs = try #require(dossier.repeats.first).comparison.pairs
        #expect(dossier.repeats.count == 1)
        #expect(pairs.map(\.characteristic) == ["1"])
        #expect(pairs.map(\.first.value) == ["12.0"])
        #expect(pairs.map(\.second.value) == ["12.2"])
        // The forms are filled in from the inspection that measured most.
        #expect(dossier.report.characteristics.count == 2)
        let told = try Self.judgement("repeated-inspection", records)
        #expect(
            told
                == .present(
                    "1 characteristic measured again, 1 otherwise: 1 (verdict by limits).",
                    in: [EntryPosition(3), EntryPosition(7)]))
    }

    @Test func `Another export of one measuring repeats nothing`() throws {
        func inspection(_ entry: UInt64, session: String?) throws -> DossierRecord {
            try Self.inspection(entry, [Self.result("1", "12.0")]) { $0.session = session }
        }
        let first = try inspection(3, session: "CMM-311")
        let same = try inspection(7, session: "CMM-311")
        let other = try inspection(9, session: "CMM-312")
        let unnamed = try inspection(11, session: nil)
        let dossier = try Self.dossier([first, same, other, unnamed])
        #expect(dossier.repeats.map(\.record.position) == [EntryPosition(9), EntryPosition(11)])
    }

    @Test func `Another unit is a difference of its own`() throws {
        var inches = Self.result("1", "0.47")
        inches.unit = "in"
        let records = [
            try Self.inspection(3, [Self.result("1", "12.0")]), try Self.inspection(7, [inches]),
        ]
        let pair = try #require(try Self.dossier(records).repeats.first?.comparison.pairs.first)
        #expect(pair.differences.contains(.unit))
    }

    @Test func `Names that only look alike are two characteristics`() throws {
        let records = [
            try Self.inspection(3, [Self.result("caf\u{e9}", "12.0")]),
            try Self.inspection(7, [Self.result("cafe\u{301}", "12.4")]),
        ]
        #expect(try Self.dossier(records).repeats.isEmpty)
    }

    @Test func `A drawing without its revision is named`() throws {
        let record = try Self.inspection(3, [Self.result("1", "12.0")]) { activity in
            activity.participants[2].revision = nil
        }
        #expect(
            try Self.judgement("drawing", [record])
                == .missing("Without a revision: document DWG-BOX in entry 3."))
    }

    @Test func `Without an inspection everything about it is missing`() throws {
        let assessment = try Assessment(of: try Self.dossier([]), under: .firstArticle)
        let missing = assessment.missing.map(\.id)
        for id in ["drawing", "form-1", "form-2", "form-3", "measurement-files", "instruments"] {
            #expect(missing.contains(id))
        }
    }

    // MARK: What stands beside the forms

    private static func record(
        _ position: UInt64, _ kind: String, bearing: DossierRecord.Bearing = .own,
        _ change: (inout Activity) throws -> Void
    ) throws -> DossierRecord {
        var activity = Activity(kind: kind)
        activity.occurred = SourceTime("2026-11-02T08:00:00+01:00")
        try change(&activity)
        return DossierRecord(
            traced: TracedActivity(
                position: EntryPosition(position), source: try Thing(.system, "urn:plant7:qms"),
                received: Instant(seconds: 0), activity: activity),
            original: OriginalPart(
                file: Digest(of: [1]), offset: 0, length: 1, digest: Digest(of: [2])),
            reader: "test / 1", remarks: [], hasOriginal: true, bearing: bearing)
    }

    private static func part() throws -> Thing { try Thing(.serial, "BOX/12") }

    private static func plan(_ people: [String]) throws -> [DossierRecord] {
        [
            try record(20, "inspection.planned", bearing: .explaining) {
                $0.status = .planned
                $0.participants = [
                    Participation(.subject, try Thing(.document, "FAI-PLAN-3"), revision: "1"),
                    Participation(.expected, try Thing(.record, "FAI-PLAN-3/1")),
                ]
            }
        ]
            + (try people.enumerated().map { index, person in
                try record(21 + UInt64(index), "document.released", bearing: .explaining) {
                    $0.participants = [
                        Participation(.about, try Thing(.document, "FAI-PLAN-3"), revision: "1"),
                        Participation(.signatory, try Thing(.person, person), meaning: "Approval"),
                    ]
                }
            })
    }

    @Test func `A plan needs the signatures of two persons`() throws {
        let inspection = [try Self.inspection(3, [Self.result("1", "12.0")])]
        #expect(
            try Self.judgement("plan", inspection)
                == .missing("No record plans the inspection of serial BOX/12."))
        #expect(
            try Self.judgement("plan", inspection + Self.plan([]))
                == .missing("inspection.planned (entry 20), and nobody signed for it."))
        #expect(
            try Self.judgement("plan", inspection + Self.plan(["K. Lind"])).state == .missing)
        #expect(
            try Self.judgement("plan", inspection + Self.plan(["K. Lind", "K. Lind"])).state
                == .missing)
        let signed = try Self.judgement("plan", inspection + Self.plan(["K. Lind", "A. Ortiz"]))
        #expect(signed.entries == [20, 21, 22].map { EntryPosition($0) })
    }

    @Test(arguments: [
        ("special-processes", Judgement.State.nothingToReport),
        ("functional-tests", .nothingToReport), ("subassemblies", .notApplicable),
        ("marking", .nothingToReport), ("customer-approval", .nothingToReport),
    ])
    func `What the log does not hold is said, and is no gap`(
        id: String, state: Judgement.State
    ) throws {
        let judgement = try Self.judgement(id, [try Self.inspection(3, [Self.result("1", "12.0")])])
        #expect(judgement.state == state)
        #expect(judgement.finding.hasPrefix("No "))
    }

    @Test func `Who worked on it outside must have been approved at that time`() throws {
        let plated = try Self.record(5, "part.plated") {
            $0.participants = [
                Participation(.subject, try Self.part()),
                Participation(.performer, try Thing(.party, "Galvano Süd")),
            ]
        }
        #expect(
            try Self.judgement("special-processes", [plated])
                == .missing(
                    "No approval that held at the time: Galvano Süd for part.plated (entry 5)."))
        func approval(until: String) throws -> DossierRecord {
            try Self.record(6, "supplier.approved", bearing: .explaining) {
                $0.participants = [Participation(.about, try Thing(.party, "Galvano Süd"))]
                $0.valid = Validity(
                    from: SourceTime("2026-01-01T00:00:00Z"), until: SourceTime(until))
            }
        }
        let lapsed = [plated, try approval(until: "2026-10-31T00:00:00Z")]
        #expect(try Self.judgement("special-processes", lapsed).state == .missing)
        let held = [plated, try approval(until: "2026-12-31T00:00:00Z")]
        #expect(try Self.judgement("special-processes", held).entries == [EntryPosition(6)])
    }

    @Test func `A functional test needs procedure and result, and one that failed is a gap`() throws
    {
        func test(_ value: String, procedure: Bool) throws -> DossierRecord {
            try Self.record(5, "functional-test.performed") {
                $0.participants = [Participation(.subject, try Self.part())]
                if procedure {
                    $0.participants.append(
                        Participation(.document, try Thing(.document, "FTP-4"), revision: "2"))
                }
                $0.results = [Self.result("leak rate", value, claimed: nil)]
            }
        }
        func judged(_ value: String, procedure: Bool) throws -> Judgement.State {
            try Self.judgement("functional-tests", [try test(value, procedure: procedure)]).state
        }
        #expect(try judged("12.0", procedure: true) == .present)
        #expect(try judged("12.0", procedure: false) == .missing)
        #expect(try judged("14.0", procedure: true) == .missing)
    }

    @Test func `Each part in an assembly has an inspection or a certificate`() throws {
        let child = try Thing(.serial, "PIN/4")
        let inspected = try Self.record(4, "inspection.results", bearing: .upstream) {
            $0.participants = [Participation(.subject, child)]
            $0.results = [Self.result("1", "12.0")]
        }
        func judged(_ records: [DossierRecord]) throws -> Judgement {
            let relative = HistoryDossier.Relative(
                thing: child, depth: 1, quantity: nil,
                explanation: "serial PIN/4 was installed in serial BOX/12",
                entry: EntryPosition(2))
            let dossier = FirstArticleDossier(
                history: HistoryDossier(
                    subject: try Self.part(), otherNames: [], records: records,
                    ancestors: [relative], descendants: [],
                    placement: Placement(state: .inProcess), isCut: false), findings: [])
            let assessment = try Assessment(of: dossier, under: .firstArticle)
            return try #require(assessment.items.first { $0.id == "subassemblies" }).judgement
        }
        #expect(
            try judged([])
                == .missing("Neither an inspection nor a certificate of serial PIN/4."))
        #expect(try judged([inspected]).entries == [EntryPosition(4)])
    }

    @Test func `A customer's approval has a date`() throws {
        func approval(at time: SourceTime?) throws -> DossierRecord {
            try Self.record(5, "first-article.signed") {
                $0.participants = [
                    Participation(.subject, try Self.part()),
                    Participation(
                        .signatory, try Thing(.person, "P. Roux"), at: time,
                        meaning: "Customer approval"),
                ]
            }
        }
        let dated = try approval(at: SourceTime("2026-11-04T08:00:00Z"))
        #expect(try Self.judgement("customer-approval", [dated]).state == .present)
        let undated = try approval(at: nil)
        #expect(try Self.judgement("customer-approval", [undated]).state == .missing)
    }

    @Test func `Marking without a picture is said, and a picture is named`() throws {
        let marked = try Self.record(5, "part.marked") {
            $0.participants = [Participation(.subject, try Self.part())]
        }
        #expect(try Self.judgement("marking", [marked]).state == .missing)
        let shown = try Self.record(5, "part.marked") {
            $0.participants = [
                Participation(.subject, try Self.part()),
                Participation(.evidence, try Thing(.record, "IMG_0412.jpg")),
            ]
        }
        #expect(try Self.judgement("marking", [shown]).state == .present)
    }

    @Test func `Another revision than the one in force is told by form and by item`() throws {
        func dossier(released revision: String) throws -> FirstArticleDossier {
            var register = Register()
            var release = Activity(kind: "document.released")
            release.occurred = SourceTime("2026-01-07T08:00:00Z")
            release.participants = [
                Participation(.about, try Thing(.document, "DWG-BOX"), revision: revision)
            ]
            register.note(
                Observation(
                    position: 1, received: Instant(seconds: 1), source: "urn:plant7:qms",
                    event: "1",
                    recorded: RecordedActivity(
                        activity: release,
                        original: OriginalPart(
                            file: Digest(of: [1]), offset: 0, length: 1, digest: Digest(of: [2])),
                        reader: "test / 1")))
            let history = try Self.dossier([try Self.inspection(3, [Self.result("1", "12.0")])])
                .history
            return FirstArticleDossier(
                FirstArticleSources(history: history), findings: [], releases: register.releases)
        }
        let right = try dossier(released: "C")
        #expect(right.review.allSatisfy { $0.code != "fai.drawing.revision" })
        let wrong = try dossier(released: "D")
        #expect(wrong.review.contains { $0.code == "fai.drawing.revision" })
        let assessment = try Assessment(of: wrong, under: .firstArticle)
        #expect(
            assessment.items.first { $0.id == "drawing" }?.judgement
                == .missing("DWG-BOX rev C; in force then was rev D."))
    }

    @Test func `A serial that its order did not make is no first article of it`() throws {
        func codes(built: [String]?) throws -> [String] {
            let history = try Self.dossier([try Self.inspection(3, [Self.result("1", "12.0")])])
                .history
            let sources = FirstArticleSources(history: history, serialsBuilt: built)
            return FirstArticleDossier(sources, findings: []).review.map(\.code)
        }
        #expect(try codes(built: ["BOX/13", "BOX/14"]).contains("fai.serial.not-built"))
        #expect(try !codes(built: ["BOX/11", "BOX/12"]).contains("fai.serial.not-built"))
        #expect(try !codes(built: nil).contains("fai.serial.not-built"))
    }
}
