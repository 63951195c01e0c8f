// SPDX-License-Identifier: Apache-2.0
import AS9102
import Activities
import Assembly
import Canon
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
}
