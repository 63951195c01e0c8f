// SPDX-License-Identifier: Apache-2.0
import Foundation
import Reading
import Testing

@testable import Intake

/// What a format is told from.
struct IncomingFileTests {
    private func sample(of bytes: [UInt8]) throws -> FileSample {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "incoming-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // Tidying up only.
        try Data(bytes).write(to: folder.appending(path: "there"))
        let input = try InputFile(folder.appending(path: "there").path)
        let file = try IncomingFile.copy(input, into: folder.path, named: "copy") { _ in }
        return try file.sample(named: "there")
    }

    @Test(arguments: [10, 65_536, 300_000])
    func `All of an archive is looked at, whatever its size`(size: Int) throws {
        let bytes = [0x50, 0x4B, 3, 4] + (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        #expect(try sample(of: bytes).archive == bytes)
    }

    @Test func `Of any other file only the beginning is looked at`() throws {
        let sample = try sample(of: [UInt8](repeating: 0x20, count: 300_000))
        #expect(sample.archive.isEmpty)
        #expect(sample.prefix.count == FileSample.bytesMax)
    }
}
