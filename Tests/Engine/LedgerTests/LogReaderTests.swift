// SPDX-License-Identifier: Apache-2.0
import Canon
import Foundation
import JournalConformance
import Testing
import TransparencyLog

@testable import Ledger

struct LogReaderTests {
    @Test func `Every entry has a proof file that a policy accepts`() async throws {
        let log = try Founded()
        try await log.append(0..<600)
        let checkpoint = try await log.seal()
        try await log.append(600..<610)
        var reader = try LogReader(of: log.memory, at: checkpoint)
        let policy = TrustPolicy(log: log.key.verifierKey)
        for position in [0, 1, 255, 256, 511, 512, 598, 599] as [UInt64] {
            let file = try ProofFile(try reader.proofFile(of: position).text)
            let header = try reader.entry(at: position).header
            #expect(try file.verify(header, under: policy).index.value == position)
        }
    }

    @Test func `What came after the checkpoint is not shown at it`() async throws {
        let log = try Founded()
        try await log.append(0..<3)
        let checkpoint = try await log.seal()
        try await log.append(3..<5)
        var reader = try LogReader(of: log.memory, at: checkpoint)
        #expect(throws: LogReadError.outside(position: 3)) { try reader.proofFile(of: 3) }
        #expect(throws: LogReadError.outside(position: 3)) { try reader.entry(at: 3) }
    }

    @Test(arguments: [
        TileAddress(level: 0, index: 0), TileAddress(level: 0, index: 1),
        TileAddress(level: 1, index: 0),
    ])
    func `Nothing is proved with a forged tile`(address: TileAddress) async throws {
        let log = try Founded()
        try await log.append(0..<600)
        let checkpoint = try await log.seal()
        let tampered = TamperedJournal(log.memory, .tile(address))
        tampered.begin()
        let position = address.index * 256 + 5
        #expect(throws: LogReadError.self) {
            var reader = try LogReader(of: tampered, at: checkpoint)
            _ = try reader.proofFile(of: position)
        }
    }
}

struct LogExportTests {
    @Test func `An export is the whole log, and verifies with what is in it`() async throws {
        let log = try Founded()
        try await log.append(0..<600)
        let checkpoint = try await log.seal()
        let folder = try TemporaryFolder()
        var export = LogExport(
            of: try LogReader(of: log.memory, at: checkpoint), into: folder.file("log"))
        #expect(try export.write() == 7)

        func file(_ path: LogPath) throws -> [UInt8] {
            [UInt8](
                try Data(contentsOf: URL(filePath: folder.file("log")).appending(path: path.text)))
        }
        let head = try log.opened(try file(.checkpoint)).head
        var tiles = try TileReader(of: head) { name in try file(.tile(name)) }
        var entries: [[UInt8]] = []
        for index in 0..<UInt64(3) {
            let name = try #require(BundleName.at(index: index, in: head.size))
            entries += try tiles.entries(of: name, bytes: try file(.entries(name)))
        }
        #expect(entries == (try log.memory.entries(in: 0..<600).map(\.entry.header)))
    }

    @Test func `A second export writes only what is new`() async throws {
        let log = try Founded()
        try await log.append(0..<600)
        let first = try await log.seal()
        let folder = try TemporaryFolder()
        var export = LogExport(of: try LogReader(of: log.memory, at: first), into: folder.path)
        try export.write()
        #expect(try export.write() == 0)
        try await log.append(600..<601)
        let second = try await log.seal()
        var next = LogExport(of: try LogReader(of: log.memory, at: second), into: folder.path)
        #expect(try next.write() == 2)
        #expect(try DurableFile.read(folder.file("checkpoint"), atMost: 9_999) == second.note)
    }

    @Test func `A changed entry stops an export before its checkpoint is written`() async throws {
        let log = try Founded()
        try await log.append(0..<600)
        let checkpoint = try await log.seal()
        let tampered = TamperedJournal(log.memory, .header(300))
        tampered.begin()
        let folder = try TemporaryFolder()
        var export = LogExport(of: try LogReader(of: tampered, at: checkpoint), into: folder.path)
        #expect(throws: LogExportError.self) { try export.write() }
        #expect(!folder.names.contains("checkpoint"))
    }

    @Test func `An empty log is exported as its checkpoint`() throws {
        let log = try Founded()
        let folder = try TemporaryFolder()
        let checkpoint = try #require(log.memory.lastCheckpoint())
        var export = LogExport(of: try LogReader(of: log.memory, at: checkpoint), into: folder.path)
        #expect(try export.write() == 0)
        #expect(folder.names == ["checkpoint"])
    }
}
