// SPDX-License-Identifier: Apache-2.0
import Canon
import Foundation
import Intake
import Ledger
import Testing

/// What a sender is told, and when.
struct ReceiptFileTests {
    @Test func `Every entry has a line that says where it stands`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let lines = try await receipts(of: [events(1...3)], on: bench)
        let entries = try bench.entries
        #expect(lines.count == entries.count)
        for line in lines {
            let position = try #require(line["position"]?.integer)
            let entry = entries[Int(position)]
            #expect(line["event"]?.text == entry.event.event)
            #expect(line["source"]?.text == entry.event.source)
            #expect(line["leaf"]?.text == entry.leaf.hex)
            #expect(line["outcome"]?.text == "recorded")
        }
    }

    @Test func `What was known keeps its place, and a contradiction names the first account`()
        async throws
    {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let first = try await receipts(of: [events(1...2)], on: bench)
        let again = try await receipts(of: [events(1...2)], on: bench).suffix(first.count)
        #expect(again.map { $0["position"]?.integer } == first.map { $0["position"]?.integer })
        #expect(again.allSatisfy { $0["outcome"]?.text == "duplicate" })
        let other = try #require(
            try await receipts(of: [events(2...2, type: "rework")], on: bench).last)
        #expect(other["outcome"]?.text == "conflict")
        #expect(other["with"]?.integer == 2)
    }

    @Test func `A line that a crash cut short is left, and a new one begun`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let file = bench.folder.appending(path: "receipts")
        try Data(#"{"event":"e-9","le"#.utf8).write(to: file)
        _ = try ReceiptFile(file.path)
        _ = try ReceiptFile(file.path)
        #expect(try String(contentsOf: file, encoding: .utf8) == #"{"event":"e-9","le"# + "\n")
    }

    @Test func `A receipt that cannot be written is a lost answer, and nothing is lost`()
        async throws
    {
        let bench = try IntakeBench()
        defer { bench.clear() }
        await #expect(throws: IntakeFault.self) {
            try await bench.takeIn(events(1...2)) { log in
                ReceiptedLog(log, writing: try ReceiptFile("/dev/full"))
            }
        }
        #expect(try bench.entries.count == 3)
        #expect(try await bench.takeIn(events(1...2)).duplicates == 2)
        #expect(try bench.entries.count == 3)
    }

    /// The lines in the receipt file after files were taken in.
    private func receipts(of files: [[UInt8]], on bench: IntakeBench) async throws -> [JSON] {
        let file = bench.folder.appending(path: "receipts")
        for bytes in files {
            try await bench.takeIn(bytes) { log in
                ReceiptedLog(log, writing: try ReceiptFile(file.path))
            }
        }
        return try Data(contentsOf: file).split(separator: 0x0A).map {
            try JSON(parsing: Array($0))
        }
    }
}
