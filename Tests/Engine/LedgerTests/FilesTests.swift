// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Foundation
import Testing
import TransparencyLog

@testable import Ledger

/// A folder that is gone when the test is over.
final class TemporaryFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "witnessmark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}

struct DurableFileTests {
    @Test func `A file is replaced whole and leaves nothing beside it`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("anchor")
        try DurableFile.write([1, 2, 3], to: path)
        try DurableFile.write([4], to: path)
        #expect(try DurableFile.read(path, atMost: 9) == [4])
        #expect(folder.names == ["anchor"])
    }

    @Test func `What a killed process of the same number left is not in the way`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("anchor")
        try DurableFile.create([9, 9], at: "\(path).\(getpid()).new")
        try DurableFile.write([4], to: path)
        try DurableFile.create([9, 9], at: "\(path).\(getpid()).new")
        try DurableFile.replace(path, with: [5])
        #expect(try DurableFile.read(path, atMost: 9) == [5])
        #expect(folder.names == ["anchor"])
    }

    @Test func `What is there already is not created again`() throws {
        let folder = try TemporaryFolder()
        try DurableFile.create([1], at: folder.file("log.key"), mode: 0o600)
        #expect(throws: FileFault.self) {
            try DurableFile.create([2], at: folder.file("log.key"), mode: 0o600)
        }
        #expect(try DurableFile.read(folder.file("log.key"), atMost: 9) == [1])
    }

    @Test func `A file longer than expected is not read into memory`() throws {
        let folder = try TemporaryFolder()
        try DurableFile.write([UInt8](repeating: 7, count: 200_000), to: folder.file("anchor"))
        #expect(throws: FileFault.self) {
            try DurableFile.read(folder.file("anchor"), atMost: 100_000)
        }
        #expect(try DurableFile.read(folder.file("anchor"), atMost: 200_000)?.count == 200_000)
    }

    @Test func `A fault names the file and what the system said`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("missing/anchor")
        let fault = #expect(throws: FileFault.self) { try DurableFile.write([1], to: path) }
        #expect(fault?.description.contains("No such file or directory") == true)
        #expect(fault?.description.contains("missing") == true)
        #expect(try DurableFile.read(folder.file("nothing"), atMost: 9) == nil)
    }
}

struct LogKeyFileTests {
    private let key: SealingKey

    init() throws {
        key = try SealingKey(
            name: try #require(KeyName("plant7.example/log-1")),
            seed: [UInt8](repeating: 7, count: SealingKey.seedLength))
    }

    @Test func `A key comes back from a file that only its owner may read`() throws {
        let folder = try TemporaryFolder()
        try LogKeyFile.create(key, at: folder.file("log.key"))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("log.key"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try LogKeyFile.read(folder.file("log.key")).verifierKey == key.verifierKey)
    }

    @Test(arguments: [0o640, 0o604, 0o610, 0o666])
    func `A key that others could have read is refused`(mode: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("log.key")
        try LogKeyFile.create(key, at: path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(throws: LogKeyRefusal.readableByOthers(path, mode: mode_t(mode))) {
            try LogKeyFile.read(path)
        }
    }

    @Test func `A missing or damaged key is told apart`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("log.key")
        #expect(throws: LogKeyRefusal.missing(path)) { try LogKeyFile.read(path) }
        try DurableFile.create(Array("PRIVATE+KEY+x".utf8), at: path, mode: 0o600)
        let refusal = #expect(throws: LogKeyRefusal.self) { try LogKeyFile.read(path) }
        guard case .malformed = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    @Test func `An anchor file gives back what was written last`() throws {
        let folder = try TemporaryFolder()
        let anchor = AnchorFile(path: folder.file("anchor"))
        #expect(try anchor.read() == nil)
        try anchor.write([1])
        try anchor.write([2, 3])
        #expect(try anchor.read() == [2, 3])
    }
}
