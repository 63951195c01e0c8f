// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Foundation

/// The built programs, run as a person would run them.
enum Programs {
    /// Where the programs are: beside the test bundle, which the same build made.
    static let folder: URL = {
        if let set = ProcessInfo.processInfo.environment["WITNESSMARK_PROGRAMS"] {
            return URL(filePath: set)
        }
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
        return URL(filePath: bundle ?? "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent()
    }()

    /// What a command said, and how it ended.
    struct Answer {
        let output: String
        let talk: String
        let status: Int32
    }

    /// Runs a line of shell in a folder, with nothing of the caller's environment but the PATH.
    ///
    /// Both streams go to files: a pipe that nobody reads would stop a program that says much.
    static func run(
        _ line: String, in folder: URL, environment more: [String: String] = [:]
    ) async throws -> Answer {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": Programs.folder.path + ":"
                + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
            "HOME": folder.path, "LANG": "C.UTF-8", "TZ": "UTC",
            "ROOT": Fixtures.root.path,
        ].merging(more) { $1 }
        let streams = try ["output", "talk"].map { name in
            let file = FileManager.default.temporaryDirectory
                .appending(path: "witnessmark-\(UUID().uuidString)-\(name)")
            try Data().write(to: file)
            return file
        }
        defer { for file in streams { try? FileManager.default.removeItem(at: file) } }
        let handles = try streams.map { try FileHandle(forWritingTo: $0) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handles[0]
        process.standardError = handles[1]
        // Without waiting in a thread: the pool has few, and a test may wait for a slow service.
        try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in ended.resume() }
            do { try process.run() } catch {
                process.terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
        for handle in handles { try handle.close() }
        let said = try streams.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
        return Answer(output: said[0], talk: said[1], status: process.terminationStatus)
    }
}

/// A folder for one test, removed after it.
final class Scratch {
    // A class, because leaving its scope removes the folder.
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appending(path: "witnessmark-transcript-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let files = Fixtures.root.appending(path: "Tests/Programs/TranscriptTests/Files")
        for file in Fixtures.files(under: files) {
            try FileManager.default.copyItem(
                at: file, to: url.appending(path: file.lastPathComponent))
        }
    }

    deinit {
        // What cannot be removed is left to the system's cleaning of temporary folders.
        try? FileManager.default.removeItem(at: url)
    }
}
