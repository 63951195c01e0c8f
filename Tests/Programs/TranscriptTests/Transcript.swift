// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Foundation

/// A session at the shell, written down: what was typed, and what came of it.
///
/// ```text
/// Prose says what is shown.
///
/// $ witnessmark init --data plant --origin plant7.example/log-1
/// | a line of standard output
/// ! a line of standard error
/// = 6
/// ```
///
/// The status is left out when it is 0. A command goes on in the next line after a backslash. All
/// commands of a transcript run in one folder of its own, which begins with what lies in `Files/`.
struct Transcript {
    /// One command and what it should answer.
    struct Step {
        let line: Int
        let command: String
        let expected: [Substring]
    }

    /// What stands in the file: prose as it is, and steps.
    enum Part {
        case prose(Substring)
        case step(Step)
    }

    static let folder = Fixtures.root.appending(path: "Tests/Programs/TranscriptTests/Transcripts")

    /// The transcripts by name.
    static let names = Fixtures.files(under: folder).map { $0.lastPathComponent }

    let url: URL
    let parts: [Part]

    init(_ name: String) throws {
        url = Transcript.folder.appending(path: name)
        parts = Transcript.parts(try String(contentsOf: url, encoding: .utf8))
    }

    var steps: [Step] {
        parts.compactMap { part in
            guard case .step(let step) = part else { return nil }
            return step
        }
    }

    private static func parts(_ text: String) -> [Part] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        if lines.last?.isEmpty == true { lines.removeLast() }
        var parts: [Part] = []
        while let line = lines.popFirst() {
            guard line.hasPrefix("$ ") else {
                parts.append(.prose(line))
                continue
            }
            let number = lines.startIndex
            var command = String(line.dropFirst(2))
            while command.hasSuffix("\\"), let more = lines.popFirst() { command += "\n" + more }
            var expected: [Substring] = []
            while let next = lines.first, ["|", "!", "="].contains(next.first) {
                expected.append(next)
                lines.removeFirst()
            }
            parts.append(.step(Step(line: number, command: command, expected: expected)))
        }
        return parts
    }

    /// What a command answered, as a transcript writes it down.
    static func lines(of answer: Programs.Answer, _ mask: inout Mask) -> [Substring] {
        func marked(_ text: String, with mark: String) -> [Substring] {
            var lines = mask(text).split(separator: "\n", omittingEmptySubsequences: false)
            if lines.last?.isEmpty == true { lines.removeLast() }
            return lines.map { $0.isEmpty ? mark[...] : "\(mark) \($0)" }
        }
        return marked(answer.output, with: "|") + marked(answer.talk, with: "!")
            + (answer.status == 0 ? [] : ["= \(answer.status)"])
    }

    /// The transcript with other answers, in the order of its steps.
    func text(answers: [[Substring]]) -> String {
        var answers = answers[...]
        var lines: [Substring] = []
        for part in parts {
            switch part {
            case .prose(let line): lines.append(line)
            case .step(let step):
                lines.append("$ \(step.command)")
                lines += answers.popFirst() ?? step.expected
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
