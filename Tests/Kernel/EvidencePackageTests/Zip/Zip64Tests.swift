// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import EvidencePackage

/// zip64 records, from sizes that a test can reach: the reader takes them at any size.
struct Zip64Tests {
    private func archive(wideFrom: UInt64) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var writer = ZipWriter(wideFrom: wideFrom) { bytes += $0 }
        for (name, size) in [("bag/a", 10), ("bag/b", 100), ("bag/c", 3)] {
            try writer.add(try ZipArchiveTests.path(name), [UInt8](repeating: 7, count: size))
        }
        try writer.finish()
        return bytes
    }

    @Test(arguments: [0, 5, 50, 100, 150, 1_000_000])
    func `An archive with wide records holds the same files`(wideFrom: UInt64) throws {
        let found = try ZipArchiveTests.contents(of: try archive(wideFrom: wideFrom))
        #expect(found.mapValues(\.utf8.count) == ["bag/a": 10, "bag/b": 100, "bag/c": 3])
    }

    @Test func `Wide records are written only where numbers need them`() throws {
        let narrow = try archive(wideFrom: 1_000_000)
        let wide = try archive(wideFrom: 50)
        #expect(wide.count > narrow.count)
        #expect(!narrow.indices.contains { narrow[$0...].starts(with: [0x50, 0x4B, 6, 6]) })
        #expect(wide.indices.contains { wide[$0...].starts(with: [0x50, 0x4B, 6, 6]) })
    }

    @Test func `A changed byte in wide records is noticed or harmless`() throws {
        let bytes = try archive(wideFrom: 0)
        let intact = try ZipArchiveTests.contents(of: bytes)
        var harmless = 0
        for index in bytes.indices {
            var flipped = bytes
            flipped[index] ^= 0x01
            guard let found = try? ZipArchiveTests.contents(of: flipped) else { continue }
            #expect(found == intact, "byte \(index)")
            harmless += 1
        }
        // Three entries' made-by and attributes, and made-by and version of the zip64 end record.
        #expect(harmless == 3 * 8 + 4)
    }

    @Test func `More entries than two bytes can count make a wide end`() throws {
        var bytes: [UInt8] = []
        var writer = ZipWriter { bytes += $0 }
        for number in 0..<65_536 {
            try writer.add(FilePath(unchecked: Array("b/\(number)".utf8)), size: 0, crc: 0) { _ in }
        }
        try writer.finish()
        #expect(bytes[(bytes.count - 42)...].starts(with: [0x50, 0x4B, 6, 7]))
        #expect(try ZipArchive(BytesInMemory(bytes)).entries.count == 65_536)
    }
}
