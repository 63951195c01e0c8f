// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What the programs say, word by word.
///
/// With `RECORD=1` the transcripts are written anew; the difference is then read like any other
/// change.
struct TranscriptTests {
    static let isRecording = ProcessInfo.processInfo.environment["RECORD"] != nil

    private static let timestampNames = Transcript.names.filter { $0.hasPrefix("timestamp") }

    @Test(
        .timeLimit(.minutes(5)), arguments: Transcript.names.filter { !timestampNames.contains($0) }
    )
    func `The programs say what the transcript says`(name: String) async throws {
        try await check(name)
    }

    @Test(
        .timeLimit(.minutes(5)),
        .enabled(if: TimestampService.missing == nil, TimestampService.missing),
        arguments: timestampNames)
    func `With a time-stamp service they say what the transcript says`(name: String) async throws {
        try await check(name, try await TimestampService.shared.value.environment)
    }

    private func check(_ name: String, _ environment: [String: String] = [:]) async throws {
        let transcript = try Transcript(name)
        let scratch = try Scratch()
        var mask = Mask(folder: scratch.url)
        var answers: [[Substring]] = []
        for step in transcript.steps {
            let answer = try await Programs.run(
                step.command, in: scratch.url, environment: environment)
            let lines = Transcript.lines(of: answer, &mask)
            answers.append(lines)
            if TranscriptTests.isRecording { continue }
            #expect(
                lines == step.expected,
                """
                \(name):\(step.line): \(step.command)
                should say
                \(step.expected.joined(separator: "\n"))
                and says
                \(lines.joined(separator: "\n"))
                """)
        }
        guard TranscriptTests.isRecording else { return }
        try transcript.text(answers: answers)
            .write(to: transcript.url, atomically: true, encoding: .utf8)
    }

    @Test func `The programs lie beside the test bundle`() {
        for name in ["witnessmark", "witnessmark-verify"] {
            let path = Programs.folder.appending(path: name).path
            #expect(
                FileManager.default.isExecutableFile(atPath: path),
                "\(path) is missing: build it, or name its folder with WITNESSMARK_PROGRAMS")
        }
    }
}
