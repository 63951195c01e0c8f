// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A command as the program itself describes it (`--experimental-dump-help`).
struct CommandTree: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let subcommands: [CommandTree]?
    let arguments: [Argument]?

    struct Argument: Decodable {
        let kind: String
        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let discussion: String?
        let shouldDisplay: Bool
        let isOptional: Bool
        let isRepeating: Bool
        let defaultValue: String?

        struct Name: Decodable {
            let kind: String
            let name: String

            var text: String { kind == "long" ? "--\(name)" : "-\(name)" }
        }

        /// What is typed: `-n, --count <count>`, or `<file>`.
        var usage: String {
            let value = valueName.map { "<\($0)>" } ?? ""
            let dots = isRepeating ? " ..." : ""
            guard let names, kind != "positional" else { return value + dots }
            let typed = names.map(\.text).joined(separator: ", ")
            return kind == "flag" ? typed : "\(typed) \(value)\(dots)"
        }
    }

    private struct Dump: Decodable {
        let command: CommandTree
    }

    /// The tree of a built program.
    init(of program: String) async throws {
        let answer = try await Programs.run(
            "\(program) --experimental-dump-help", in: FileManager.default.temporaryDirectory)
        self = try JSONDecoder().decode(Dump.self, from: Data(answer.output.utf8)).command
    }

    /// A command with the words that are typed for it.
    struct Place {
        let path: String
        let command: CommandTree

        /// Whether it does something itself, and is not only a room of commands.
        var doesSomething: Bool {
            command.subcommandsButHelp.isEmpty || !command.ownArguments.isEmpty
        }
    }

    /// This command and all below it, in the order of the help; `help` itself left out.
    func places(under path: String = "") -> [Place] {
        let name = path.isEmpty ? commandName : "\(path) \(commandName)"
        return [Place(path: name, command: self)]
            + subcommandsButHelp.flatMap { $0.places(under: name) }
    }

    private var subcommandsButHelp: [CommandTree] {
        (subcommands ?? []).filter { $0.commandName != "help" }
    }

    /// The arguments a person may type, without `--help` and `--version`.
    var ownArguments: [Argument] {
        (arguments ?? []).filter { argument in
            argument.shouldDisplay
                && !(argument.names ?? []).contains { ["help", "version"].contains($0.name) }
        }
    }
}
