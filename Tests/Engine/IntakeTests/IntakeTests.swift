// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import Foundation
import Intake
import Ledger
import Reading
import Testing

/// What becomes of good files.
struct IntakeTests {
    @Test func `A good file is in the log, after an entry for the file itself`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let bytes = events(1...3)
        let report = try await bench.takeIn(bytes)
        #expect(report.outcome == .takenIn)
        #expect(report.recorded == 3)
        #expect(report.positions == 1...3)
        #expect(report.reader == "cloudevents-json / 1")
        #expect(
            try bench.kinds == ["original.received"]
                + Array(repeating: "activity.recorded", count: 3))
        #expect(
            try bench.entries.dropFirst().map(\.event)
                == (1...3).map { EventKey(source: "urn:plant7:mes", event: "e-\($0)") })
    }

    @Test func `The original is kept under its digest, read-only, and nothing else is left`()
        async throws
    {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let bytes = events(1...3)
        let digest = Digest(of: bytes)
        try await bench.takeIn(bytes)
        #expect(bench.files(in: "originals") == ["\(digest.hex.prefix(2))/\(digest.hex)"])
        #expect(bench.files(in: "quarantine").isEmpty)
        let path = bench.originals.path(of: digest)
        #expect(try [UInt8](Data(contentsOf: URL(filePath: path))) == bytes)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o444)
    }

    @Test func `Each activity names its part of the file, which hashes to what it says`()
        async throws
    {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let bytes = events(1...3)
        try await bench.takeIn(bytes)
        for (line, entry) in try bench.entries.dropFirst().enumerated() {
            let content = try #require(entry.content)
            let recorded = try RecordedActivity(content: content.body, person: nil)
            let part = recorded.original
            #expect(part.file == Digest(of: bytes))
            let range = Int(part.offset)..<Int(part.offset + part.length)
            #expect(Digest(of: bytes[range]) == part.digest)
            #expect(String(decoding: bytes[range], as: UTF8.self).contains("\"e-\(line + 1)\""))
            #expect(entry.fingerprint == part.digest)
        }
    }

    @Test func `Every commitment opens`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        try await bench.takeIn(events(1...3))
        for prepared in try bench.entries {
            let entry = try Entry(parsing: prepared.header)
            #expect(prepared.content?.commitment(as: .content) == entry.content)
            #expect(prepared.person?.commitment(as: .person) == entry.person)
            #expect(entry.received == IntakeBench.t0)
            #expect(entry.actor == "tester")
        }
    }

    @Test func `Names of people stand in the person body alone`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let document =
            #"{"id":"1","source":"mes","activity":"step","by":"A. Ortiz","#
            + #""signedBy":{"account":"k.lind"},"equipment":"FURN-2"}"#
        try await bench.takeIn(Array(document.utf8), named: "step.json")
        let entry = try #require(try bench.entries.last)
        let content = try #require(entry.content?.body)
        let person = try #require(entry.person?.body)
        let contentText = String(decoding: content, as: UTF8.self)
        for name in ["A. Ortiz", "k.lind"] {
            #expect(!contentText.contains(name))
            #expect(String(decoding: person, as: UTF8.self).contains(name))
            #expect(!String(decoding: entry.header, as: UTF8.self).contains(name))
        }
        let whole = try RecordedActivity(content: content, person: person).activity
        #expect(whole.participants.map(\.thing.name) == ["A. Ortiz", "k.lind", "FURN-2", "mes"])
        let withheld = try RecordedActivity(content: content, person: nil).activity
        #expect(withheld.participants.map(\.thing.name) == ["FURN-2", "mes"])
        #expect(withheld.attribution == .personSigned)
    }

    @Test func `The source is the recorder unless the activity names another`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let documents =
            #"{"id":"1","source":"mes","activity":"step"}"# + "\n"
            + #"{"id":"2","source":"mes","activity":"step","system":"PLC-7"}"#
        try await bench.takeIn(Array(documents.utf8))
        let recorders = try bench.entries.dropFirst().map { entry in
            try RecordedActivity(content: entry.content?.body ?? [], person: nil).activity
                .participants.filter { $0.role == .recorder }.map(\.thing.name)
        }
        #expect(recorders == [["mes"], ["PLC-7"]])
    }

    @Test func `What was odd is remarked in the entry`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let report = try await bench.takeIn(
            Array(#"{"id":"1","source":"mes","activity":"step"}"#.utf8))
        #expect(report.remarks.listed.map(\.code) == ["activity.occurred.missing"])
        let body = try #require(try bench.entries.last?.content?.body)
        #expect(try RecordedActivity(content: body, person: nil).remarks.count == 1)
    }

    @Test(arguments: [1, 2, 7, 100])
    func `Positions follow the order of the file, whatever the batches`(size: Int) async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        var options = IntakeOptions()
        options.batchEntriesMax = size
        let report = try await bench.takeIn(events(1...50), options)
        #expect(report.recorded == 50)
        #expect(try bench.entries.dropFirst().map(\.event.event) == (1...50).map { "e-\($0)" })
    }

    @Test func `Where parts cannot be told apart the whole file is the original`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let format = WholeFileFormat()
        for text in ["whole one", "whole two", "whole one"] {
            let file = bench.folder.appending(path: UUID().uuidString)
            try Data(text.utf8).write(to: file)
            try await bench.takeIn(path: file.path, formats: [format])
        }
        let entries = try bench.entries.filter { $0.kind == "activity.recorded" }
        // The same was understood each time, so nothing contradicts anything.
        #expect(entries.count == 1)
        let part = try RecordedActivity(content: entries[0].content?.body ?? [], person: nil)
            .original
        #expect(part.file == Digest(of: Array("whole one".utf8)))
        #expect(part.digest == part.file)
        #expect(part.length == 9)
    }

    @Test func `Corrections are counted`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let document = #"{"id":"2","source":"mes","activity":"step","corrects":{"event":"1"}}"#
        #expect(try await bench.takeIn(Array(document.utf8)).corrections == 1)
    }

    @Test func `A dry run says what would be and keeps nothing`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        var options = IntakeOptions()
        options.isDryRun = true
        let report = try await bench.takeIn(events(1...3) + Array("nonsense".utf8), options)
        #expect(report.outcome == .checked)
        #expect(report.activities == 3)
        #expect(report.problems.count == 1)
        #expect(try bench.entries.isEmpty)
        #expect(bench.files(in: "originals").isEmpty && bench.files(in: "quarantine").isEmpty)
    }

    @Test func `Progress is told for every stage and ends at the end`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let bytes = events(1...20_000)
        let heard = Heard()
        try await bench.takeIn(bytes) { heard.note($0) }
        let last = Dictionary(grouping: heard.all, by: \.stage).compactMapValues(\.last)
        #expect(last[.copying]?.bytes == UInt64(bytes.count))
        #expect(last[.checking]?.activities ?? 0 > 0)
        #expect(last[.storing]?.fraction == 1)
        #expect(last[.storing]?.activities == 20_001)
    }

    @Test func `The first problems of a long file are told long before its end`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let bad = Array(String(repeating: "nonsense\n", count: 10).utf8)
        let heard = Heard()
        let report = try await bench.takeIn(events(1...10) + bad + events(11...20_000)) {
            heard.note($0)
        }
        #expect(report.problems.count == 10)
        let first = try #require(heard.all.first { !$0.problems.isEmpty })
        #expect(first.stage == .checking)
        #expect(try #require(first.fraction) < 0.5)
        #expect(first.problems.listed.count == IntakeProgress.problemsMax)
        #expect(first.problems.listed.first == report.problems.listed.first)
    }
}

/// A format whose files are one activity each, without a part of their own.
struct WholeFileFormat: Format {
    let name = "whole"
    let version = "1"
    let mediaTypes = ["text/plain"]

    func recognise(_ sample: FileSample) -> Confidence { .certain }

    func reader(_ options: ReadingOptions) -> any ActivityReader { Reader() }

    struct Reader: ActivityReader {
        mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {}

        mutating func finish(into batch: inout ReadBatch) {
            batch.activities.append(
                ReadActivity(
                    Activity(kind: "noted"), source: "urn:plant7:notes", eventID: "n-1",
                    place: Place(), bytes: 0..<0, digest: nil))
        }
    }
}

/// Collects what progress was told.
final class Heard: @unchecked Sendable {
    // A lock guards the only state.
    private let lock = NSLock()
    private var list: [IntakeProgress] = []

    func note(_ progress: IntakeProgress) { lock.withLock { list.append(progress) } }
    var all: [IntakeProgress] { lock.withLock { list } }
}
