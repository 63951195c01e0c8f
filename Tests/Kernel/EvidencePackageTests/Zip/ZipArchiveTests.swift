// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Testing

struct ZipArchiveTests {
    static let names = ["bag/bagit.txt", "bag/data/a.txt", "bag/data/grün.txt"]

    /// A small archive made by our own writer.
    static func sample() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var writer = ZipWriter { bytes += $0 }
        for name in names { try writer.add(try path(name), Array("content of \(name)".utf8)) }
        try writer.finish()
        return bytes
    }

    static func path(_ text: String) throws -> FilePath { try FilePath(Array(text.utf8)) }

    static func contents(of bytes: [UInt8]) throws -> [String: String] {
        let archive = try ZipArchive(BytesInMemory(bytes))
        var found: [String: String] = [:]
        for entry in archive.entries where !entry.isFolder {
            var content: [UInt8] = []
            try archive.read(entry) { content += $0 }
            found[entry.path.description] = String(decoding: content, as: UTF8.self)
        }
        return found
    }

    private func reason(_ bytes: [UInt8]) -> ZipFault.Reason? {
        do {
            _ = try ZipArchiveTests.contents(of: bytes)
            return nil
        } catch let fault as ZipFault {
            return fault.reason
        } catch {
            return nil
        }
    }

    @Test func `What is written is read`() throws {
        let found = try ZipArchiveTests.contents(of: try ZipArchiveTests.sample())
        #expect(found.count == 3)
        for name in ZipArchiveTests.names { #expect(found[name] == "content of \(name)") }
    }

    @Test func `The same contents are the same bytes`() throws {
        #expect(try ZipArchiveTests.sample() == ZipArchiveTests.sample())
    }

    @Test func `An empty archive holds nothing`() throws {
        var bytes: [UInt8] = []
        var writer = ZipWriter { bytes += $0 }
        try writer.finish()
        #expect(try ZipArchive(BytesInMemory(bytes)).entries.isEmpty)
    }

    @Test func `No length of a cut archive is read`() throws {
        let bytes = try ZipArchiveTests.sample()
        for length in 0..<bytes.count {
            #expect(throws: ZipFault.self) {
                try ZipArchiveTests.contents(of: Array(bytes[..<length]))
            }
        }
    }

    @Test func `A byte that is changed is noticed or is one of the directory's attributes`() throws
    {
        let bytes = try ZipArchiveTests.sample()
        let intact = try ZipArchiveTests.contents(of: bytes)
        var harmless: Set<Int> = []
        for index in bytes.indices {
            var flipped = bytes
            flipped[index] ^= 0x01
            guard let found = try? ZipArchiveTests.contents(of: flipped) else { continue }
            #expect(found == intact, "byte \(index)")
            harmless.insert(index)
        }
        // Made-by (2), internal attributes (2) and external attributes (4) of three entries.
        #expect(harmless.count == 3 * 8)
    }

    @Test func `Bytes before, between or after the entries are refused`() throws {
        let bytes = try ZipArchiveTests.sample()
        #expect(reason([0] + bytes) == .gap)
        #expect(reason(bytes + [0]) == .truncated)
    }

    @Test func `A file that was never an archive is told from a damaged one`() {
        #expect(reason(Array(repeating: 0x41, count: 100)) == .notAnArchive)
    }

    @Test(arguments: [
        "../evil", "/etc/passwd", "a/../b", "a//b", "a\\b", "C:/x", "~/x", "a/./b", "",
    ])
    func `A name that leads outside is refused`(name: String) throws {
        // The harmless name has the length of the bad one, so that only the name changes.
        let stand = String(repeating: "n", count: max(name.utf8.count, 1))
        var bytes: [UInt8] = []
        var writer = ZipWriter { bytes += $0 }
        try writer.add(try ZipArchiveTests.path(stand), [1])
        try writer.finish()
        guard !name.isEmpty else { return }
        let evil = Array(name.utf8)
        for start in 0...(bytes.count - evil.count)
        where Array(bytes[start..<start + evil.count]) == Array(stand.utf8) {
            bytes.replaceSubrange(start..<start + evil.count, with: evil)
        }
        #expect(reason(bytes) == .badName)
    }

    @Test func `A name that is there twice is refused by reader and writer`() throws {
        var bytes: [UInt8] = []
        var writer = ZipWriter { bytes += $0 }
        try writer.add(try ZipArchiveTests.path("aa"), [1])
        try writer.add(try ZipArchiveTests.path("ab"), [2])
        #expect(throws: ZipWriter.Fault.self) {
            try writer.add(try ZipArchiveTests.path("aa"), [3])
        }
        try writer.finish()
        let doubled = bytes.map { $0 == UInt8(ascii: "b") ? UInt8(ascii: "a") : $0 }
        #expect(reason(doubled) == .duplicateName)
    }

    @Test func `Names that differ only in case or composition are pointed out`() throws {
        var bytes: [UInt8] = []
        var writer = ZipWriter { bytes += $0 }
        for name in ["Lot.txt", "lot.TXT", "caf\u{e9}", "cafe\u{301}", "other"] {
            try writer.add(try ZipArchiveTests.path(name), [1])
        }
        try writer.finish()
        let archive = try ZipArchive(BytesInMemory(bytes))
        #expect(archive.entries.count == 5)
        #expect(archive.lookalikes.count == 2)
    }

    @Test func `Limits on entries and bytes are kept`() throws {
        let bytes = try ZipArchiveTests.sample()
        #expect(throws: ZipFault.self) {
            try ZipArchive(BytesInMemory(bytes), limits: .init(entryCountMax: 2))
        }
        #expect(throws: ZipFault.self) {
            try ZipArchive(BytesInMemory(bytes), limits: .init(totalBytesMax: 20))
        }
    }

    @Test func `Content that is not what was announced stops the writer`() throws {
        var writer = ZipWriter { _ in }
        #expect(throws: ZipWriter.Fault.self) {
            try writer.add(try ZipArchiveTests.path("a"), size: 3, crc: 0) { try $0([1, 2, 3]) }
        }
    }
}
