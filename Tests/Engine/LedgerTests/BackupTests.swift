// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Foundation
import JournalConformance
import Synchronization
import Testing
import TransparencyLog

@testable import Ledger

/// A journal whose copies stand in files, as far as a backup is concerned.
///
/// What a copy holds is remembered under the digest of the file's bytes, which say nothing else; so a
/// copy that came back from a backup is opened by what is in it, and a changed one is not.
private final class CopiedJournals: Sendable {
    private let copies = Mutex([Digest: MemoryJournal]())

    func copy(_ journal: any Journal, to path: String) throws(JournalError) {
        let copy = MemoryJournal()
        let head = try journal.head()
        let entries = try journal.entries(in: 0..<head.size.value).map(\.entry)
        var edge = TreeEdge()
        let tiles = (try? edge.append(entries.map(\.leaf))) ?? []
        let kept = tiles.filter { $0.name.level > 0 || $0.name.isFull }.map(TileHashes.init)
        if !entries.isEmpty {
            try copy.append(
                JournalBatch(entries: entries, tiles: kept, head: edge.head), after: .empty)
        }
        var previous: TreeHead?
        for checkpoint in try journal.checkpoints(after: nil, limit: 99) {
            try copy.seal(checkpoint, after: previous)
            previous = checkpoint.head
        }
        let bytes = [UInt8](repeating: 0x5A, count: 1_000) + Array("\(head)".utf8)
        do { try DurableFile.create(bytes, at: path) } catch {
            throw .unavailable("\(error)")
        }
        copies.withLock { $0[Digest(of: bytes)] = copy }
    }

    func open(_ path: String) throws(JournalError) -> any JournalInspection {
        let bytes = (try? DurableFile.read(path, atMost: 1 << 20)) ?? nil
        let copy = bytes.flatMap { bytes in copies.withLock { $0[Digest(of: bytes)] } }
        guard let copy else { throw .unavailable("no such database") }
        return copy
    }
}

private struct CopyingJournal: JournalBackup {
    let inner: any Journal
    let copies: CopiedJournals

    func copy(to path: String) throws(JournalError) { try copies.copy(inner, to: path) }

    func head() throws(JournalError) -> TreeHead { try inner.head() }
    func append(_ batch: JournalBatch, after head: TreeHead) throws(JournalError) {
        try inner.append(batch, after: head)
    }
    func entries(in positions: Range<UInt64>) throws(JournalError) -> [LoggedEntry] {
        try inner.entries(in: positions)
    }
    func headers(
        in positions: Range<UInt64>, _ visit: (UnsafeRawBufferPointer) -> Void
    ) throws(JournalError) {
        try inner.headers(in: positions, visit)
    }
    func leaves(in positions: Range<UInt64>) throws(JournalError) -> [Digest] {
        try inner.leaves(in: positions)
    }
    func events(_ keys: [EventKey]) throws(JournalError) -> [KnownEvent?] {
        try inner.events(keys)
    }
    func tiles(at addresses: [TileAddress]) throws(JournalError) -> [[UInt8]?] {
        try inner.tiles(at: addresses)
    }
    func seal(
        _ checkpoint: SealedCheckpoint, after previous: TreeHead?
    ) throws(JournalError) {
        try inner.seal(checkpoint, after: previous)
    }
    func lastCheckpoint() throws(JournalError) -> SealedCheckpoint? { try inner.lastCheckpoint() }
    func checkpoints(
        after size: UInt64?, limit: Int
    ) throws(JournalError) -> [SealedCheckpoint] {
        try inner.checkpoints(after: size, limit: limit)
    }
}

struct BackupTests {
    private let folder: TemporaryFolder
    private let log: Founded
    private let copies = CopiedJournals()
    private var backup: String { folder.file("wm.wmb") }

    init() async throws {
        folder = try TemporaryFolder()
        log = try Founded()
        for (name, text) in [
            "plant/originals/ab/abcd": "<order/>", "plant/log.vkey": log.key.verifierKey.text,
            "plant/plant.json": "{}", "plant/projections.db": "derived",
            "plant/originals/ab/half.1.new": "half a file",
        ] {
            try DurableFile.makeFolders(upTo: folder.file(name))
            try DurableFile.write(Array(text.utf8), to: folder.file(name))
        }
        try LogKeyFile.create(log.key, at: folder.file("plant/log.key"))
        let entries = try (0..<300).map { try Entries.real("e-\($0)") }
        try await withSequencer(on: log.journal) { sequencer in
            _ = try await sequencer.append(entries)
        }
        try await log.seal()
    }

    @discardableResult
    private func write(withKey: Bool = false) throws -> BackupDescription {
        let contents = BackupWriter.Contents(
            folder: folder.file("plant"), database: "ledger.db",
            folders: ["originals", "quarantine"], files: ["log.vkey", "plant.json"],
            privateKey: withKey ? "log.key" : nil)
        let journal = CopyingJournal(inner: log.memory, copies: copies)
        return try BackupWriter(contents, of: journal, logKey: log.key.verifierKey).write(
            to: backup, at: Entries.t0,
            opening: { path throws(JournalError) in try copies.open(path) })
    }

    private var restore: Restore {
        Restore(
            from: backup, database: "ledger.db",
            opening: { path throws(JournalError) in try copies.open(path) })
    }

    private func files(_ name: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.file(name)).sorted()
    }

    @Test func `What was backed up comes back, and the log starts from it`() throws {
        let written = try write()
        #expect(written.head.size.value == 300)
        let report = try restore.restore(into: folder.file("restored"))
        #expect(report.description == written)
        #expect(report.findings == [])
        #expect(report.refusal == nil)
        #expect(
            try files("restored")
                == [
                    "anchor", "ledger.db", "log.vkey", "originals", "originals/ab",
                    "originals/ab/abcd", "plant.json",
                ].filter { $0 != "backup.json" })
        #expect(
            try DurableFile.read(folder.file("restored/originals/ab/abcd"), atMost: 99)
                == Array("<order/>".utf8))
        #expect(folder.names == ["plant", "restored", "wm.wmb"])
    }

    @Test(arguments: [false, true])
    func `The private key goes along only when it was asked for`(asked: Bool) throws {
        #expect(try write(withKey: asked).holdsPrivateKey == asked)
        _ = try restore.restore(into: folder.file("restored"))
        #expect(try files("restored").contains("log.key") == asked)
        if asked {
            let key = try LogKeyFile.read(folder.file("restored/log.key"))
            #expect(key.verifierKey == log.key.verifierKey)
        }
    }

    @Test func `An old backup beside a newer anchor is seen`() async throws {
        try write()
        try await log.append(1_000..<1_005)
        let newer = try await log.seal()
        let report = try restore.restore(into: folder.file("restored"), anchor: log.anchor)
        #expect(
            report.refusal
                == .behindAnchor(anchor: newer.head, stored: report.description.head))
        #expect(log.anchor.read() == newer.note)
        #expect(
            try DurableFile.read(folder.file("restored/anchor"), atMost: 9_999) == newer.note)
    }

    @Test func `A sound backup verifies and leaves nothing behind`() throws {
        try write()
        let report = try restore.verify(scratch: folder.path, anchor: log.anchor)
        #expect(report.findings == [])
        #expect(report.refusal == nil)
        #expect(report.files == 4)
        #expect(folder.names == ["plant", "wm.wmb"])
        #expect(try restore.describe() == report.description)
    }

    @Test func `Any changed byte of a backup is found`() throws {
        try write()
        let sound = try Data(contentsOf: URL(filePath: backup))
        // Owner, group and date of a member are in no file's bytes, but in the header's checksum.
        for offset in stride(from: 0, to: sound.count - 1_024, by: 37) {
            var changed = sound
            changed[offset] ^= 1
            try changed.write(to: URL(filePath: backup))
            #expect(throws: BackupFault.self, "byte \(offset)") {
                try restore.verify(scratch: folder.path)
            }
        }
    }

    @Test func `A backup that ends early is refused wherever it ends`() throws {
        try write()
        let sound = try Data(contentsOf: URL(filePath: backup))
        for length in stride(from: 0, to: sound.count - 1_024, by: 211) {
            try sound.prefix(length).write(to: URL(filePath: backup))
            #expect(throws: BackupFault.self, "\(length) bytes") {
                try restore.restore(into: folder.file("restored"))
            }
        }
        #expect(folder.names == ["plant", "wm.wmb"])
    }

    @Test func `A backup is not restored over what is there`() throws {
        try write()
        #expect(throws: BackupFault.folderNotEmpty(folder.file("plant"))) {
            try restore.restore(into: folder.file("plant"))
        }
        #expect(throws: BackupFault.self) { try write() }
    }

    @Test(arguments: [
        "../etc/passwd", "/etc/passwd", "a/../../b", "a//b", "./a", "a\nb",
        // To Swift the slash and the mark after it are one character, to the system they are two.
        "../\u{338}x", "a/../\u{338}/../\u{301}b",
        String(repeating: "x", count: 300),
    ])
    func `A path that leads elsewhere is never written or read`(path: String) {
        #expect(throws: BackupFault.badPath(path)) { try TarHeader(path: path, size: 1) }
    }

    @Test(arguments: [0, 511, 512, 8_589_934_591, 8_589_934_592, UInt64(Int64.max)])
    func `A header is read as it was written, however large the file`(size: UInt64) throws {
        let long = String(repeating: "a", count: 90) + "/" + String(repeating: "b", count: 90)
        for path in ["ledger.db", long] {
            let header = try TarHeader(path: path, size: size)
            #expect(try TarHeader.reading(header.bytes, at: 0) == header)
        }
    }

    @Test func `Other tools can open a backup and check its list`() throws {
        try write()
        let tar = Process()
        tar.executableURL = URL(filePath: "/bin/sh")
        tar.arguments = [
            "-c",
            "mkdir out && tar -C out -xf wm.wmb && cd out && sha256sum -c --quiet manifest-sha256.txt",
        ]
        tar.currentDirectoryURL = URL(filePath: folder.path)
        try tar.run()
        tar.waitUntilExit()
        #expect(tar.terminationStatus == 0)
    }
}
