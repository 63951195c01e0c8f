// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import EvidencePackage
import Fixtures
import Foundation
import Testing
import TransparencyLog

@testable import VerifyCommand

/// A folder for one test, removed after it.
private final class Scratch {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ name: String, _ content: String) throws {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(content.utf8).write(to: file)
    }
}

struct FolderTreeTests {
    @Test func `Files in folders are listed with their sizes, and read`() throws {
        let scratch = try Scratch()
        try scratch.write("a.txt", "alpha")
        try scratch.write("deep/er/b.txt", "")
        let tree = try FolderTree(path: scratch.url.path)
        let listing = try tree.list()
        #expect(listing.files.map(\.path.description).sorted() == ["a.txt", "deep/er/b.txt"])
        #expect(listing.folders.map(\.description).sorted() == ["deep", "deep/er"])
        var content: [UInt8] = []
        try tree.read(try FilePath("a.txt".utf8)) { content += $0 }
        #expect(content == Array("alpha".utf8))
    }

    @Test func `A link is listed as irregular and not followed`() throws {
        let scratch = try Scratch()
        try scratch.write("a.txt", "alpha")
        for (name, target) in [("link", "a.txt"), ("out", "/etc"), ("gone", "nowhere")] {
            try FileManager.default.createSymbolicLink(
                atPath: scratch.url.appending(path: name).path, withDestinationPath: target)
        }
        let tree = try FolderTree(path: scratch.url.path)
        let listing = try tree.list()
        #expect(listing.files.count == 1)
        #expect(listing.irregular.map(\.name).sorted() == ["gone", "link", "out"])
        #expect(throws: FileFault.self) { try tree.read(try FilePath("link".utf8)) { _ in } }
    }

    @Test func `A name that is no path is irregular`() throws {
        let scratch = try Scratch()
        try scratch.write("back\\slash", "x")
        let listing = try FolderTree(path: scratch.url.path).list()
        #expect(listing.files.isEmpty)
        #expect(listing.irregular.count == 1)
    }
}

struct OpenFileTests {
    @Test func `Any range of a file is read`() throws {
        let scratch = try Scratch()
        try scratch.write("a", "0123456789")
        let file = try OpenFile(path: scratch.url.appending(path: "a").path)
        #expect(file.count == 10)
        #expect(try file.bytes(in: 3..<6) == Array("345".utf8))
        #expect(try file.bytes(in: 10..<10) == [])
    }

    @Test func `A file that was cut meanwhile is a fault, not zeros`() throws {
        let scratch = try Scratch()
        try scratch.write("a", "0123456789")
        let file = try OpenFile(path: scratch.url.appending(path: "a").path)
        try scratch.write("b", "")
        let handle = try FileHandle(forWritingTo: scratch.url.appending(path: "a"))
        try handle.truncate(atOffset: 4)
        try handle.close()
        #expect(throws: FileFault.self) { try file.bytes(in: 0..<10) }
    }

    @Test func `What is no file is refused with the system's reason`() throws {
        let scratch = try Scratch()
        #expect(throws: FileFault.self) { try OpenFile(path: scratch.url.path) }
        let missing = scratch.url.appending(path: "missing").path
        #expect { try OpenFile(path: missing) } throws: { "\($0)".contains("No such file") }
    }
}

struct OptionTests {
    private static let key =
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

    @Test func `A key is taken as it is typed, or from a file`() throws {
        let scratch = try Scratch()
        try scratch.write("log.vkey", OptionTests.key + "\n")
        let file = scratch.url.appending(path: "log.vkey").path
        for argument in [OptionTests.key, file] {
            let options = try TrustOptions.parse(["--key", argument])
            let trust = try options.trust()
            #expect(trust.policy?.logs.map(\.key.text) == [OptionTests.key])
            #expect(trust.given == [argument])
        }
    }

    @Test func `A key beside a policy is added to it`() throws {
        let scratch = try Scratch()
        try scratch.write("policy", "log \(OptionTests.key)\nquorum none\n")
        let file = scratch.url.appending(path: "policy").path
        let options = try TrustOptions.parse(["--key", OptionTests.key, "--policy", file])
        #expect(try options.trust().policy?.logs.count == 1)
    }

    @Test(arguments: ["nonsense", "a+b+c", "/nowhere", key.replacing("530d", with: "530e")])
    func `What is neither key nor file is wrong usage`(text: String) throws {
        let options = try TrustOptions.parse(["--key", text])
        #expect { try options.trust() } throws: { TrustOptions.exitCode(for: $0).rawValue == 64 }
    }

    @Test func `Nothing given is nobody trusted`() throws {
        #expect(try TrustOptions.parse([]).trust().policy == nil)
    }

    @Test func `A package that is not there cannot be told`() throws {
        let options = try VerifyOptions.parse(["/nowhere/p.wmpack", "--quiet"])
        #expect { try options.run() } throws: { VerifyOptions.exitCode(for: $0).rawValue == 11 }
    }
}

struct BagValidateTests {
    private func status(_ path: String) -> Int32 {
        do {
            try BagValidate.parse([path, "--quiet"]).run()
            return 0
        } catch {
            return BagValidate.exitCode(for: error).rawValue
        }
    }

    @Test(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
    func `The bags of the conformance suite get the verdicts their folders name`() throws {
        let suite = Fixtures.vector("bagit-conformance-suite/v1.0")
        for (folder, expected) in [("valid", Int32(0)), ("invalid", 10)] {
            let bags = try FileManager.default.contentsOfDirectory(
                atPath: suite.appending(path: folder).path)
            #expect(!bags.isEmpty)
            for bag in bags {
                #expect(
                    status(suite.appending(path: "\(folder)/\(bag)").path) == expected, "\(bag)")
            }
        }
    }

    @Test func `What cannot be read is not valid and cannot be told, and the answer says why`() {
        #expect(status("/nowhere") == 11)
        let answer = BagAnswer("/nowhere", unreadable: "gone")
        #expect(answer.json["valid"]?.bool == false)
        #expect(answer.text == "/nowhere: cannot be read: gone\n")
    }

    @Test func `A file that is no archive is no bag`() throws {
        let scratch = try Scratch()
        try scratch.write("notes", "no bag")
        #expect(status(scratch.url.appending(path: "notes").path) == 10)
        #expect(BagAnswer("notes", notABag: "no zip").text == "notes: is no bag: no zip\n")
    }
}
