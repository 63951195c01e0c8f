// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Foundation
import Testing

/// `script/test-tsa`, one for all transcripts of a run; it ends when the test process does.
final class TimestampService: Sendable {
    // A class, because the service lives as long as the pipe to its standard input is open.
    private let lifeline: Pipe
    /// What transcripts know of it: `TSA`, its address, and `TSA_ROOTS`, its root certificate.
    let environment: [String: String]

    /// Started by the first transcript that needs it.
    static let shared = Task { try TimestampService() }

    /// Why it cannot be asked here, if it cannot.
    static let missing: Comment? = {
        #if canImport(Timestamping)
            let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
            let isThere = path.split(separator: ":").contains {
                FileManager.default.isExecutableFile(atPath: "\($0)/openssl")
            }
            return isThere ? nil : "openssl is missing"
        #else
            return "this build has no connectors (WITNESSMARK_CORE_ONLY)"
        #endif
    }()

    private init() throws {
        let process = Process()
        process.executableURL = Fixtures.root.appending(path: "script/test-tsa")
        lifeline = Pipe()
        let output = Pipe()
        process.standardInput = lifeline
        process.standardOutput = output
        try process.run()
        var said = Data()
        while said.filter({ $0 == UInt8(ascii: "\n") }).count < 2 {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Silent() }
            said += more
        }
        let lines = String(decoding: said, as: UTF8.self).split(separator: "\n").map(String.init)
        environment = ["TSA": lines[0], "TSA_ROOTS": lines[1]]
    }

    private struct Silent: Error {}
}
