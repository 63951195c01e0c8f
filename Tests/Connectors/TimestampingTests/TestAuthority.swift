// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Foundation
import Testing
import Timestamping

/// A time-stamp service of `openssl ts` on loopback, with good and bad ways to answer.
///
/// `script/test-tsa` says which path does what. One service serves the whole test run; it ends by
/// itself when this process does, because its standard input is closed then.
struct TestAuthority: Sendable {
    static let missing = Comment("openssl and python3 are needed for a local time-stamp service")
    static let isPossible = ["openssl", "python3"].allSatisfy { tool in
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
    }

    private static let running = Result { try TestAuthority() }
    static var shared: TestAuthority { get throws { try running.get() } }

    let url: String
    let root: URL
    let rootsPEM: String
    private let input: Pipe

    private init() throws {
        let process = Process()
        process.executableURL = Fixtures.root.appending(path: "script/test-tsa")
        input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var text = ""
        while text.filter({ $0 == "\n" }).count < 2 {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw CocoaError(.executableLoad) }
            text += String(decoding: data, as: UTF8.self)
        }
        let lines = text.split(separator: "\n").map(String.init)
        url = lines[0]
        root = URL(filePath: lines[1])
        rootsPEM = try String(contentsOf: root, encoding: .utf8)
    }

    /// Another certificate that the service made.
    func pem(_ name: String) throws -> String {
        let file = root.deletingLastPathComponent().appending(path: "\(name).pem")
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// A client of the service at this path.
    func client(
        _ path: String, policy: String? = nil, secondsMax: Int = TimestampClient.secondsMax
    ) throws -> TimestampClient {
        TimestampClient(
            try TimestampAuthority(url: url + path, rootsPEM: rootsPEM, policy: policy),
            secondsMax: secondsMax)
    }

    /// Runs openssl beside the certificates.
    ///
    /// - Returns: Its exit status and all it printed.
    func openssl(_ arguments: String...) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = root.deletingLastPathComponent()
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    /// Writes bytes to a file beside the certificates and gives its path.
    func file(_ bytes: [UInt8]) throws -> String {
        let path = root.deletingLastPathComponent().appending(path: UUID().uuidString)
        try Data(bytes).write(to: path)
        return path.path
    }
}

/// What the tests have time-stamped.
let checkpoint = Array("plant7.example/log-1\n42\nAAAA\n".utf8)
let imprint = Digest(of: checkpoint)
