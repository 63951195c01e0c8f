// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing
import TransparencyLog

@testable import EvidencePackage

/// The promise of the whole product: one byte changed, and the verifier says so.
struct FlippedByteTests {
    /// Bytes of an archive that no proof covers: `docs/FORMAT.md` names the same.
    ///
    /// In each directory record: made-by (2), internal attributes (2), external attributes (4).
    static let harmlessBytesPerEntry = 8

    @Test(arguments: 0..<8)
    func `Each byte of an archive that is flipped has failed or is harmless`(part: Int) throws {
        var fixture = try PackageFixture()
        let archive = try fixture.archive()
        let intact = try PackageFixture.files(of: archive)
        let source = try ZipArchive(BytesInMemory(archive))
        for index in stride(from: part, to: archive.count, by: 8) {
            var flipped = archive
            flipped[index] ^= 1 << UInt8(index / 8 % 8)
            let report = PackageVerifier.verify(
                archive: BytesInMemory(flipped), subject: "p", trust: fixture.trust)
            if report.verdict == .failed { continue }
            // Not failed: then every file must be what it was, and the byte one of the named ones.
            #expect(report.verdict == .verified, "byte \(index): \(report.text)")
            #expect(try PackageFixture.files(of: flipped) == intact)
            #expect(FlippedByteTests.isHarmless(index, in: archive, of: source), "byte \(index)")
        }
    }

    @Test func `Each byte of an unpacked package that is flipped has failed`() throws {
        var fixture = try PackageFixture()
        let files = try PackageFixture.files(of: fixture.archive())
        for (path, content) in files {
            for index in stride(from: 2, to: content.count, by: 5) {
                var flipped = files
                flipped[path]?[index] ^= 1 << UInt8(index / 5 % 8)
                let report = PackageVerifier.verify(
                    MemoryTree(flipped), subject: "p", trust: fixture.trust)
                #expect(report.verdict == .failed, "\(path) byte \(index)")
            }
        }
    }

    /// Whether an offset is one of the attribute bytes of a directory record.
    private static func isHarmless(
        _ offset: Int, in bytes: [UInt8], of archive: ZipArchive
    ) -> Bool {
        let end = LittleEndian(Array(bytes.suffix(ZipFormat.endSize)))
        var at = Int(end.u32(16))
        let all = LittleEndian(bytes)
        for _ in archive.entries {
            let attributes = [at + 4..<at + 6, at + 36..<at + 38, at + 38..<at + 42]
            if attributes.contains(where: { $0.contains(offset) }) { return true }
            at += ZipFormat.centralSize + Int(all.u16(at + 28)) + Int(all.u16(at + 30))
        }
        return false
    }
}
