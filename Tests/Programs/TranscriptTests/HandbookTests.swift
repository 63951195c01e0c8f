// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Foundation
import Testing

/// docs/CLI.md, the program's own help and what is tested say the same.
struct HandbookTests {
    private static let file = Fixtures.root.appending(path: "docs/CLI.md")
    private static let mark = "<!-- What follows is written by the tests with RECORD=1. -->\n"

    private static func tree() async throws -> CommandTree {
        try await CommandTree(of: "witnessmark")
    }

    @Test func `The handbook lists every command, option and exit status as the program does`()
        async throws
    {
        let text = try String(contentsOf: HandbookTests.file, encoding: .utf8)
        let preface = try #require(text.range(of: HandbookTests.mark))
        let generated = Handbook.text(of: try await HandbookTests.tree())
        let whole = text[..<preface.upperBound] + generated
        if TranscriptTests.isRecording {
            try whole.write(to: HandbookTests.file, atomically: true, encoding: .utf8)
        }
        #expect(
            text == whole || TranscriptTests.isRecording,
            "docs/CLI.md is not what the program says; write it anew with RECORD=1")
    }

    @Test func `Every command's help has an example`() async throws {
        for place in try await HandbookTests.tree().places() where place.doesSomething {
            #expect(
                !Handbook.examples(in: place.command.discussion ?? "").isEmpty, "\(place.path)")
        }
    }

    @Test func `Every example names a command and options that there are`() async throws {
        let places = try await HandbookTests.tree().places()
        for place in places {
            for example in Handbook.examples(in: place.command.discussion ?? "") {
                let words = example.split(separator: " ").map(String.init)
                let named = places.filter { (example + " ").hasPrefix($0.path + " ") }
                    .max { $0.path.count < $1.path.count }
                let found = try #require(named, "\(place.path): \(example)")
                #expect(found.doesSomething, "\(place.path): \(example)")
                let known = (found.command.arguments ?? []).flatMap { $0.names ?? [] }.map(\.text)
                for word in words where word.hasPrefix("-") && word != "-" {
                    #expect(known.contains(word), "\(place.path): \(word) in \(example)")
                }
            }
        }
    }

    @Test func `Every exit status that a help text names is in the table`() async throws {
        let tree = try await HandbookTests.tree()
        let table = Handbook.statuses(in: tree.discussion ?? "").map(\.number)
        #expect(table.count >= 10)
        for place in tree.places() {
            let named = Handbook.statusNumbers(in: place.command.discussion ?? "")
            #expect(Set(named).isSubset(of: table), "\(place.path) names \(named)")
        }
    }

    @Test func `Every command is in a transcript, for a person and for a program`() async throws {
        let steps = try Transcript.names.flatMap { try Transcript($0).steps }.map(\.command)
        for place in try await HandbookTests.tree().places() where place.doesSomething {
            let shown = steps.filter { $0.contains(place.path + " ") }
            #expect(shown.contains { !$0.contains("--json") }, "\(place.path)")
            #expect(shown.contains { $0.contains("--json") }, "\(place.path) --json")
        }
    }

    @Test(.enabled(if: !TranscriptTests.isRecording))
    func `Every exit status is in a transcript`() async throws {
        let tree = try await HandbookTests.tree()
        let seen = Set(
            try Transcript.names.flatMap { try Transcript($0).steps }.flatMap(\.expected)
                .filter { $0.hasPrefix("= ") }.compactMap { Int32($0.dropFirst(2)) })
        for status in Handbook.statuses(in: tree.discussion ?? "").map(\.number) where status != 0 {
            #expect(seen.contains(status), "nothing shows how a command ends with \(status)")
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `Completions for a shell know every command and option`(shell: String) async throws {
        for program in ["witnessmark", "witnessmark-verify"] {
            let answer = try await Programs.run(
                "\(program) --generate-completion-script \(shell)",
                in: FileManager.default.temporaryDirectory)
            #expect(answer.status == 0)
            for place in try await CommandTree(of: program).places() {
                #expect(answer.output.contains(place.command.commandName), "\(place.path)")
                for name in place.command.ownArguments.flatMap({ $0.names ?? [] }) {
                    #expect(answer.output.contains(name.name), "\(place.path) \(name.text)")
                }
            }
        }
    }
}
