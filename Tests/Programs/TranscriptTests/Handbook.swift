// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The part of docs/CLI.md that is written from the program's own help.
enum Handbook {
    static func text(of tree: CommandTree) -> String {
        let places = tree.places()
        var lines = ["", "## Exit status", "", "| status | meaning |", "|---:|---|"]
        lines += statuses(in: tree.discussion ?? "").map { "| \($0.number) | \($0.meaning) |" }
        lines += ["", "## Commands", "", "| command | what it does |", "|---|---|"]
        lines += places.filter(\.doesSomething).map { place in
            "| [`\(place.path)`](#\(anchor(place.path))) | \(place.command.abstract ?? "") |"
        }
        for place in places where place.doesSomething { lines += section(place) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func section(_ place: CommandTree.Place) -> [String] {
        var lines = ["", "### \(place.path)", "", place.command.abstract ?? "", "", "```text"]
        lines += (place.command.discussion ?? "").split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
        lines += ["```", "", "| argument | meaning |", "|---|---|"]
        lines += place.command.ownArguments.map { argument in
            let meaning = [argument.abstract, argument.discussion].compactMap { $0 }
                .joined(separator: " ").replacing("|", with: "\\|").replacing("\n", with: " ")
            let usage = argument.usage.replacing("|", with: "\\|")
            return "| `\(usage)` | \(meaning)\(argument.isOptional ? "" : " Required.") |"
        }
        return lines
    }

    private static func anchor(_ path: String) -> String { path.replacing(" ", with: "-") }

    /// The rows of the table of exit statuses in a help text.
    static func statuses(in discussion: String) -> [(number: Int32, meaning: Substring)] {
        discussion.split(separator: "\n").compactMap { line in
            guard let match = line.wholeMatch(of: #/\s*(\d+)  (\S.*)/#), let number = Int32(match.1)
            else { return nil }
            return (number, match.2)
        }
    }

    /// The numbers in the sentence that begins with "Exit status:".
    static func statusNumbers(in discussion: String) -> [Int32] {
        guard let start = discussion.range(of: "Exit status:") else { return [] }
        return discussion[start.upperBound...].matches(of: #/(?:^|[\s,])(\d+) /#).compactMap {
            Int32($0.1)
        }
    }

    /// The commands that a help text shows, each on one line, without what they are piped from.
    static func examples(in discussion: String) -> [String] {
        discussion.replacing(#/\\\n\s*/#, with: "").split(separator: "\n").compactMap { line in
            guard
                let match = line.firstMatch(
                    of: #/(?:^|\| |  |Example: +|: +)(witnessmark(?:-verify)? [^`|>(]+)/#)
            else { return nil }
            return match.1.trimmingCharacters(in: .whitespaces)
        }
    }
}
