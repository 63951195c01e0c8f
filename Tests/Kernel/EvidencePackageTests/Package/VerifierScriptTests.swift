// SPDX-License-Identifier: Apache-2.0
import Canon
import Foundation
import Testing
import TransparencyLog

@testable import EvidencePackage

/// Where Python is, if it is there.
enum Python {
    static let path: String? = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
}

/// The Python verifier inside each package, run as a receiver would run it.
@Suite(.enabled(if: Python.path != nil, "python3 is absent"))
struct VerifierScriptTests {
    private struct Run {
        let status: Int32
        let output: String
    }

    /// Runs the script of an archive on the archive itself, or on the folder it is unpacked into.
    private func run(
        _ archive: [UInt8], key: String?, unpacked: Bool = false,
        change: (inout [UInt8]) -> Void = { _ in }
    ) throws -> Run {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var archive = archive
        change(&archive)
        let file = folder.appending(path: "p.wmpack")
        try Data(archive).write(to: file)
        let script = folder.appending(path: "verify.py")
        try Data(VerifierScript.bytes).write(to: script)
        var subject = file
        if unpacked {
            subject = folder.appending(path: "unpacked")
            for (path, content) in try PackageFixture.files(of: archive) {
                let place = subject.appending(path: path.description)
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(content).write(to: place)
            }
        }
        let process = Process()
        process.executableURL = URL(filePath: try #require(Python.path))
        process.arguments =
            ["-I", "-B", script.path, subject.path] + (key.map { ["--key", $0] } ?? [])
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Run(status: process.terminationStatus, output: String(decoding: text, as: UTF8.self))
    }

    private func fixture() throws -> (archive: [UInt8], key: String) {
        var fixture = try PackageFixture(requiresTimeStamp: true)
        fixture.carriesVerifier = true
        fixture.timeStamp = { TimeStampTests.token(over: $0) }
        return (try fixture.archive(), fixture.log.key.verifierKey.text)
    }

    @Test(arguments: [false, true])
    func `It verifies a package that we verify`(unpacked: Bool) throws {
        let (archive, key) = try fixture()
        let run = try run(archive, key: key, unpacked: unpacked)
        #expect(run.status == 0, "\(run.output)")
        #expect(run.output.contains("VERIFIED"))
    }

    @Test func `It cannot tell without a key, and names the one in the package`() throws {
        let (archive, key) = try fixture()
        let run = try run(archive, key: nil)
        #expect(run.status == 11, "\(run.output)")
        #expect(run.output.contains(key))
    }

    @Test func `It fails on a forged checkpoint`() throws {
        let (archive, _) = try fixture()
        let forger = try SmallLog(seed: 66).key.verifierKey.text
        let run = try run(archive, key: forger)
        #expect(run.status == 10, "\(run.output)")
    }

    @Test func `It names the body that was changed`() throws {
        let (archive, key) = try fixture()
        let needle = Array("\"number\":3".utf8)
        let run = try run(archive, key: key) { bytes in
            for index in bytes.indices where bytes[index...].starts(with: needle) {
                bytes[index + 9] ^= 1
                return
            }
        }
        #expect(run.status == 10, "\(run.output)")
        #expect(run.output.contains("data/entries/3.content.json"))
    }

    @Test func `It fails where files were changed and all manifests made to fit`() throws {
        let (archive, key) = try fixture()
        let intact = try PackageFixture.files(of: archive)
        let proofs = [
            FilePath(literal: "proofs/1.tlog-proof"), FilePath(literal: "proofs/3.tlog-proof"),
        ]
        var swapped = intact
        swapped[proofs[0]] = intact[proofs[1]]
        swapped[proofs[1]] = intact[proofs[0]]
        var changed = intact
        changed[FilePath(literal: "data/entries/3.content.json")]?[10] ^= 1
        var added = intact
        added[FilePath(literal: "proofs/9.tlog-proof")] = [1]
        var unstamped = intact
        unstamped[PackageLayout.timeStamp] = nil
        for files in [swapped, changed, added, unstamped] {
            var bytes: [UInt8] = []
            var writer = ZipWriter { bytes += $0 }
            for (path, content) in PackageFixture.rebagged(files).sorted(by: { $0.key < $1.key }) {
                try writer.add(try FilePath(Array("p/".utf8) + path.bytes), content)
            }
            try writer.finish()
            let run = try run(bytes, key: key)
            #expect(run.status == 10, "\(run.output)")
        }
    }

    // MARK: Signatures of persons

    private func run(_ fixture: RecordFixture) throws -> Run {
        var fixture = fixture
        fixture.carriesVerifier = true
        return try run(try fixture.archive(), key: fixture.log.key.verifierKey.text)
    }

    @Test func `It judges signatures as we do`() throws {
        var fixture = try RecordFixture.opened()
        try fixture.sign("approve", "reviewed")
        try fixture.sign("approve", "approved", by: RecordFixture.ortiz)
        try fixture.act("transitioned", ["signatures": [3, 4], "transition": "approve"])
        let whole = try run(fixture)
        #expect(whole.status == 0, "\(whole.output)")
        #expect(whole.output.contains("signatures    2 of 2 valid: reviewed, approved"))
        var lacking = fixture
        lacking.leaveOut(try fixture.log.index(3))
        let undecided = try run(lacking)
        #expect(undecided.status == 11, "\(undecided.output)")
        #expect(undecided.output.contains("acts of NC-2026-0001 are not in the package"))
        var hidden = fixture
        hidden.withheld[try fixture.log.index(4)] = [.person]
        #expect(try run(hidden).status == 0)
    }

    @Test(arguments: Forgery.all)
    func `It finds every forged signature that we find`(forgery: Forgery) throws {
        let run = try run(try forgery.make())
        #expect(run.status == 10, "\(run.output)")
    }

    @Test func `It says how it is used`() throws {
        #expect(try run([], key: "nonsense").status == 64)
    }
}
