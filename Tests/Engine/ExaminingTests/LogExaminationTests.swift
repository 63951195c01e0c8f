// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import DataIntegrity
import EvidencePackage
import Ledger
import Testing
import TransparencyLog

@testable import Examining

/// From entries in a log to findings with their places.
struct LogExaminationTests {
    static let file = Digest(of: Array("cmm.qif".utf8))

    /// An activity that measured something, with or without its unit.
    private func measured(_ event: String, _ value: String, unit: String?) throws -> PreparedEntry {
        var activity = Activity(kind: "inspection.completed")
        var result = MeasuredResult(name: "bore", value: value)
        result.unit = unit
        activity.results = [result]
        activity.participants = [Participation(.performer, try Thing(.person, "A. Ortiz"))]
        let bodies = RecordedActivity(
            activity: activity,
            original: OriginalPart(
                file: Self.file, offset: 120, length: 30, digest: Digest(of: Array(event.utf8))),
            reader: "test / 1"
        ).bodies
        return try entry(
            "activity.recorded", event, content: bodies.content, person: bodies.person)
    }

    private func original() throws -> PreparedEntry {
        let content: JSON = ["digest": .string(Self.file.hex), "name": "cmm.qif"]
        return try entry("original.received", "original:1", content: content.canonical)
    }

    @Test func `A finding names entry, file and bytes`() async throws {
        let journal = try await log([
            try original(), try measured("m-1", "12.01", unit: "mm"),
            try measured("m-2", "12.02", unit: nil),
        ])
        let check = try #require(Catalogue.check(named: "unit-missing"))
        let report = try await LogExamination(of: journal, with: [check]).run()
        #expect(report.size == 3)
        #expect(report.activities == 2)
        #expect(report.count(.fail) == 1)
        #expect(report.count(.pass) == 1)
        #expect(report.judgements.first?.findings.map(\.entries) == [[2]])
        #expect(report.places[2]?.words == "cmm.qif, bytes 120 to 149")
        #expect(report.places[2]?.kind == "inspection.completed")
    }

    @Test func `A second account of an event is found`() async throws {
        let journal = try await log([
            try measured("m-1", "12.01", unit: "mm"), try measured("m-1", "12.02", unit: "mm"),
        ])
        let check = try #require(Catalogue.check(named: "duplicate-identity"))
        let report = try await LogExamination(of: journal, with: [check]).run()
        #expect(report.judgements.first?.findings.map(\.entries) == [[0, 1]])
        #expect(report.places[1]?.source == "urn:witnessmark:intake")
    }

    @Test func `Findings as data have entries with places, and counts`() async throws {
        let journal = try await log([try original(), try measured("m-2", "12.02", unit: nil)])
        let report = try await LogExamination(of: journal, with: Catalogue.checks).run()
        let json = FindingsAnswer.json(report)
        #expect(json["schema"]?.text == "witnessmark.findings/1")
        #expect(json["checks"]?.elements?.count == Catalogue.checks.count)
        let finding = try #require(
            json["findings"]?.elements?.first { $0["check"]?.text == "unit-missing" })
        #expect(finding["outcome"]?.text == "fail")
        #expect(finding["severity"]?.text == "major")
        #expect(finding["entries"]?.elements?.first?["file"]?.text == "cmm.qif")
        #expect(json["counts"]?["fail"]?.integer == Int64(report.count(.fail)))
    }

    @Test func `An entry that is not what this program writes stops the examination`() async throws
    {
        let journal = try await log([
            try entry("activity.recorded", "m-1", content: Array("{}".utf8))
        ])
        await #expect(throws: ExaminationFault.self) {
            try await LogExamination(of: journal, with: Catalogue.checks).run()
        }
    }

    @Test func `An empty log has nothing to find`() async throws {
        let report = try await LogExamination(of: MemoryJournal(), with: Catalogue.checks).run()
        #expect(report.judgements.count == Catalogue.checks.count)
        #expect(report.judgements.allSatisfy { $0.findings.isEmpty })
    }

    @Test func `Progress goes twice through the log`() async throws {
        let journal = try await log([
            try original(), try measured("m-1", "12.01", unit: "mm"),
        ])
        var seen: [UInt64] = []
        _ = try await LogExamination(of: journal, with: []).run { done, total in
            seen.append(done)
            #expect(total == 4)
        }
        #expect(seen == [2, 4])
    }
}
