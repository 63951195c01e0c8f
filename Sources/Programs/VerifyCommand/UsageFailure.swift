// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon

/// How a program ends when its command line is not understood.
///
/// A caller who asked for JSON reads standard output alone; without this, a mistyped option would
/// leave it empty.
package enum UsageFailure {
    /// Ends the program with what was thrown: a status, a help text, or a refusal of the arguments.
    package static func end<Program: ParsableCommand>(
        _ program: Program.Type, with error: any Error
    ) -> Never {
        guard CommandLine.arguments.contains("--json"),
            program.exitCode(for: error) == ExitCode.validationFailure
        else { program.exit(withError: error) }
        // Before a command is known `--json` is an unknown option too; what else is wrong says more.
        var message = program.message(for: error)
        do {
            let others = CommandLine.arguments.dropFirst().filter { $0 != "--json" }
            _ = try program.parseAsRoot(others)
        } catch  where program.exitCode(for: error) == .validationFailure {
            message = program.message(for: error)
        } catch {
            // A help text: nothing but `--json` was wrong.
        }
        StandardOutput.write(json(message, program._commandName))
        program.exit(withError: ExitCode.validationFailure)
    }

    static func json(_ message: String, _ program: String) -> JSON {
        [
            "schema": "witnessmark.error/1", "code": "WM-USAGE-001", "message": .string(message),
            "remedy": .string(
                "\(program) --help, or --help after a command, says what can be given."),
        ]
    }
}
