// SPDX-License-Identifier: Apache-2.0
import Canon
import Foundation
import Ledger
import Testing

@testable import Intake

/// Drafts wait in memory or in a file, and come back as they went in.
struct DraftSpoolTests {
    private func draft(_ number: Int) -> ActivityDraft {
        ActivityDraft(
            source: "urn:plant7:mes", event: "e-\(number)", fingerprint: Digest(of: [7]),
            isCorrection: number.isMultiple(of: 3),
            content: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: number * 7),
            person: number.isMultiple(of: 2) ? Array("A. Ortiz".utf8) : nil)
    }

    private func bytes(_ draft: ActivityDraft) -> [UInt8] {
        var part: [UInt8] = []
        draft.append(to: &part)
        var bytes: [UInt8] = []
        part.withUnsafeBytes { bytes.append(counted: $0) }
        return bytes
    }

    @Test(arguments: [1, 100, 1_000, 1 << 20])
    func `What went in comes out, whatever the buffer holds`(bufferBytes: Int) throws {
        let folder = FileManager.default.temporaryDirectory
        let path = folder.appending(path: "spool-\(UUID().uuidString)").path
        var spool = DraftSpool(at: path, bufferBytes: bufferBytes)
        for number in 0..<120 { try spool.add(bytes(draft(number))) }
        // A file that it uses has no name, so that nothing is left of it after a crash.
        #expect(!FileManager.default.fileExists(atPath: path))
        for number in 0..<120 { #expect(try spool.next() == draft(number)) }
        #expect(try spool.next() == nil)
        #expect(try spool.next() == nil)
    }

    @Test func `An empty spool has no drafts`() throws {
        var spool = DraftSpool(at: "/nowhere/spool")
        #expect(try spool.next() == nil)
    }

    @Test(arguments: [0, 1, 3, 5, 40, 60])
    func `Drafts that are not as they were written are a fault`(count: Int) throws {
        var spool = DraftSpool(at: "/nowhere/spool")
        let whole = bytes(draft(4))
        try spool.add(Array(whole.prefix(count)))
        if count == 0 { return }
        #expect(throws: FileFault.self) { try spool.next() }
    }

    @Test func `A folder that takes no file is a fault, and not a lost draft`() {
        var spool = DraftSpool(at: "/nowhere/spool", bufferBytes: 1)
        #expect(throws: FileFault.self) { try spool.add(bytes(draft(1))) }
    }
}
