// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Foundation
import Intake
import Ledger
import Reading
import Testing

/// What becomes of bad files: each is refused whole, with reasons, and nothing of it is in the log.
struct IntakeRefusalTests {
    @Test func `One bad line refuses the file, and all bad lines are named`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let bytes = events(1...2) + Array("nonsense\n".utf8) + events(3...3) + Array("{}\n".utf8)
        let report = try await bench.takeIn(bytes)
        let digest = Digest(of: bytes)
        #expect(report.outcome == .rejected(quarantine: bench.quarantine.path(of: digest)))
        #expect(report.problems.listed.map(\.place.line) == [3, 5, 5, 5, 5])
        #expect(try bench.kinds == ["intake.rejected"])
        #expect(bench.files(in: "originals").isEmpty)
        #expect(
            bench.files(in: "quarantine") == [
                "\(digest.hex)/original", "\(digest.hex)/reasons.json",
            ])
    }

    @Test func `Quarantine keeps the file as it came, and reasons a program can read`() async throws
    {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let bytes = events(1...1) + Array("{\"id\":\"x\"\n".utf8)
        try await bench.takeIn(bytes, named: "bad.jsonl")
        let folder = bench.quarantine.path(of: Digest(of: bytes))
        #expect(try [UInt8](Data(contentsOf: URL(filePath: folder + "/original"))) == bytes)
        let reasonBytes = try [UInt8](Data(contentsOf: URL(filePath: folder + "/reasons.json")))
        let reasons = try JSON(parsing: reasonBytes)
        #expect(reasons["name"] == "bad.jsonl")
        #expect(reasons["count"] == 1)
        #expect(reasons["problems"]?.elements?.first?["code"] == "json.truncated")
        #expect(reasons["problems"]?.elements?.first?["line"] == 2)
        // The log names the digest of these very reasons.
        let content = try JSON(parsing: try #require(try bench.entries.first?.content?.body))
        #expect(content["reasons"]?.text == Digest(of: reasonBytes).hex)
        #expect(content["problems"] == 1)
    }

    /// No commitment covers the fingerprint, yet it tells a repetition from a contradiction.
    @Test func `An entry with another fingerprint than its own is seen`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        try await bench.takeIn(events(1...3))
        try await bench.takeIn(Array("{\"id\":\"x\"\n".utf8), named: "bad.jsonl")
        let check = StoredOriginals(bench.originals, quarantine: bench.quarantine)
        let entries = try bench.journal.entries(in: 0..<9)
        #expect(Set(entries.map(\.entry.kind)).count == 3)
        for entry in entries {
            #expect(check.hasOwnFingerprint(entry), "\(entry.entry.kind)")
            let kept = entry.entry
            let other = PreparedEntry(
                header: kept.header, leaf: kept.leaf, kind: kept.kind, event: kept.event,
                fingerprint: Digest(of: [1]), content: kept.content, person: kept.person)
            #expect(!check.hasOwnFingerprint(LoggedEntry(position: entry.position, entry: other)))
        }
    }

    @Test func `A file in quarantine may be removed, but not exchanged`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let bytes = Array("{\"id\":\"x\"\n".utf8)
        try await bench.takeIn(bytes, named: "bad.jsonl")
        let check = StoredOriginals(bench.originals, quarantine: bench.quarantine)
        let entry = try #require(try bench.journal.entries(in: 0..<1).first)
        let files = check.files(namedBy: entry)
        #expect(files.count == 1)
        let file = try #require(files.first)
        #expect(check.problem(with: file) == nil)
        let path = bench.quarantine.path(of: Digest(of: bytes)) + "/original"
        try Data("{}".utf8).write(to: URL(filePath: path))
        #expect(check.problem(with: file)?.hasPrefix("holds other bytes") == true)
        try FileManager.default.removeItem(atPath: path)
        #expect(check.problem(with: file) == nil)
    }

    @Test func `Good parts are taken in only when a person asks for it`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let bytes = events(1...2) + Array("nonsense\n".utf8) + events(3...3)
        var options = IntakeOptions()
        options.acceptsGoodParts = true
        let report = try await bench.takeIn(bytes, options)
        let digest = Digest(of: bytes)
        #expect(report.outcome == .partlyTakenIn(quarantine: bench.quarantine.path(of: digest)))
        #expect(report.recorded == 3)
        #expect(
            try bench.kinds == ["intake.rejected", "original.received"]
                + Array(repeating: "activity.recorded", count: 3))
        #expect(bench.files(in: "originals").count == 1)
        #expect(bench.files(in: "quarantine") == ["\(digest.hex)/reasons.json"])
    }

    @Test func `A file without one good part is refused even then`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        var options = IntakeOptions()
        options.acceptsGoodParts = true
        try await bench.takeIn(Array("{\"specversion\":\n".utf8), options)
        #expect(try bench.kinds == ["intake.rejected"])
    }

    @Test func `The same bad file again adds nothing`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        for _ in 1...2 { try await bench.takeIn(Array("{\"specversion\":1}\n".utf8)) }
        #expect(try bench.entries.count == 1)
    }

    static let hostile: [(name: String, bytes: [UInt8], code: String)] = [
        ("empty", [], "file.empty"),
        ("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], "file.gzip"),
        ("zip", [0x50, 0x4B, 3, 4, 0, 0], "file.zip"),
        ("PDF", Array("%PDF-1.7".utf8), "file.pdf"),
        ("UTF-16", [0xFF, 0xFE, 0x7B, 0, 0x22, 0], "file.utf-16"),
        ("white space", Array(" \n \n".utf8), "file.unknown-format"),
        ("random", [0, 1, 2, 3, 0xFF, 0xFE, 7], "file.unknown-format"),
        ("a table", Array("id;time;serial\n1;2;3\n".utf8), "file.unknown-format"),
        ("BOM", [0xEF, 0xBB, 0xBF] + events(1...1), "json.byte-order-mark"),
        ("truncated", Array(events(1...2).dropLast(10)), "json.truncated"),
        (
            "not UTF-8",
            events(1...1) + Array("{\"specversion\":\"".utf8) + [0xC3, 0x28, 0x22, 0x7D],
            "json.not-utf-8"
        ),
        (
            "duplicate keys", Array(#"{"specversion":"1.0","id":"1","id":"2"}"#.utf8),
            "json.duplicate-member"
        ),
        ("huge number", Array(#"{"specversion":1e400}"#.utf8), "json.number-range"),
        (
            "long number",
            Array(#"{"specversion":"#.utf8) + [UInt8](repeating: 0x37, count: 10_000)
                + [0x7D], "json.number-length"
        ),
        (
            "deep arrays",
            Array(#"{"specversion":"1.0","data":"#.utf8)
                + [UInt8](repeating: 0x5B, count: 100_000), "json.too-deep"
        ),
        (
            "deep objects",
            Array(#"{"specversion":"1.0","data":"#.utf8)
                + (0..<10_000).flatMap { _ in Array(#"{"a":"#.utf8) }, "json.too-deep"
        ),
        (
            "control characters", Array("{\"specversion\":\"1.0\",\"id\":\"a\u{0}b\"}".utf8),
            "json.control-character"
        ),
        ("half a batch", Array("[".utf8) + events(1...1).dropLast(), "json.truncated"),
        (
            "a batch without commas", Array("[".utf8) + events(1...2) + Array("]".utf8),
            "json.syntax"
        ),
        (
            "more after a batch", Array("[".utf8) + events(1...1) + Array("]}".utf8),
            "json.trailing"
        ),
    ]

    @Test(arguments: hostile.indices)
    func `Hostile files are refused with a place, and nothing of them is stored`(
        index: Int
    ) async throws {
        let (name, bytes, code) = IntakeRefusalTests.hostile[index]
        let bench = try IntakeBench()
        defer { bench.clear() }
        let report = try await bench.takeIn(bytes, named: "\(name).json")
        let problem = try #require(report.problems.listed.first { $0.code == code }, "\(name)")
        #expect(problem.place.line >= 1)
        #expect(!problem.found.isEmpty && !problem.expected.isEmpty)
        #expect(try bench.kinds == ["intake.rejected"], "\(name)")
        #expect(bench.files(in: "originals").isEmpty)
    }

    @Test func `A line of 64 MiB is refused and the lines around it are read`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let path = bench.folder.appending(path: "long").path
        try Data(events(1...1)).write(to: URL(filePath: path))
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        // A hole in the file: zero bytes that take no room on the disk.
        try file.truncate(atOffset: 64 << 20)
        try file.seekToEnd()
        try file.write(contentsOf: Data([0x0A] + events(2...2)))
        try file.close()
        let report = try await bench.takeIn(path: path)
        #expect(report.activities == 2)
        #expect(report.problems.listed.map(\.code) == ["file.element-too-long"])
        #expect(report.problems.listed.map(\.place.line) == [2])
    }

    @Test func `A format by name is used, and an unknown name is a fault`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        var options = IntakeOptions()
        options.format = "activity-json"
        let report = try await bench.takeIn(events(1...1), options)
        #expect(report.reader == "activity-json / 1")
        #expect(!report.problems.isEmpty)
        options.format = "excel"
        await #expect(
            throws: IntakeFault.unknownFormat(
                "excel", known: ["cloudevents-json", "activity-json"])
        ) { try await bench.takeIn(events(1...1), options) }
        #expect(bench.files(in: "originals").isEmpty)
    }

    @Test func `A folder, a missing file and a store that cannot be written are faults`()
        async throws
    {
        let bench = try IntakeBench()
        defer { bench.clear() }
        #expect(throws: FileFault.self) { _ = try InputFile(bench.folder.path) }
        #expect(throws: FileFault.self) { _ = try InputFile(bench.folder.path + "/none") }
        try FileManager.default.removeItem(atPath: bench.originals.folder)
        try Data().write(to: URL(filePath: bench.originals.folder))
        await #expect(throws: IntakeFault.self) { try await bench.takeIn(events(1...1)) }
        #expect(try bench.entries.isEmpty)
    }

    @Test func `Copies that a crash left behind are cleared`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        try await bench.takeIn(events(1...1))
        let left = bench.originals.folder + "/incoming/left-over"
        try Data([1]).write(to: URL(filePath: left))
        bench.originals.clearIncoming()
        #expect(!FileManager.default.fileExists(atPath: left))
        #expect(bench.files(in: "originals").count == 1)
    }
}
