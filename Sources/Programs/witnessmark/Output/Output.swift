// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Glibc

/// How a command speaks: results on standard output, talk on standard error.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON object instead of text, on failure too.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print the result only, no talk and no progress.")
    var quiet = false
}

/// The two streams a command writes to.
struct Output {
    let isJSON: Bool
    let isQuiet: Bool

    init(_ options: OutputOptions) {
        isJSON = options.json
        isQuiet = options.quiet
    }

    /// The result: the text for a person, or the object for a program.
    func result(_ text: @autoclosure () -> String, _ json: @autoclosure () -> JSON) {
        if isJSON {
            Output.write(json().canonical + [0x0A], to: STDOUT_FILENO)
        } else {
            Output.write(Array((text() + "\n").utf8), to: STDOUT_FILENO)
        }
    }

    /// One line of a result that comes line by line.
    func line(_ text: String) { Output.write(Array((text + "\n").utf8), to: STDOUT_FILENO) }

    /// One object of a result that comes object by object, in canonical JSON.
    func line(_ json: JSON) { Output.write(json.canonical + [0x0A], to: STDOUT_FILENO) }

    /// Something a person may want to know while it happens.
    func talk(_ text: String) {
        guard !isQuiet, !isJSON else { return }
        Output.write(Array((text + "\n").utf8), to: STDERR_FILENO)
    }

    /// Something a person must hear of, also one who asked for quiet.
    func warn(_ text: String) {
        Output.write(Array("witnessmark: \(text)\n".utf8), to: STDERR_FILENO)
    }

    func failure(_ failure: CommandFailure) {
        if isJSON {
            Output.write(failure.json.canonical + [0x0A], to: STDOUT_FILENO)
            return
        }
        let remedy = failure.remedy.map { "\n\($0)" } ?? ""
        Output.write(
            Array("witnessmark: \(failure.message) [\(failure.code)]\(remedy)\n".utf8),
            to: STDERR_FILENO)
    }

    /// Writes all of it; a reader that went away ends the writing, not the program's work.
    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(
                    descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                written += count
            }
        }
    }
}

/// A command whose failures are told in one way.
protocol WitnessmarkCommand: AsyncParsableCommand {
    var output: OutputOptions { get }
    /// Does the work. A status other than `ok` is a result, not a failure.
    mutating func perform(_ output: Output) async throws -> ExitStatus
}

extension WitnessmarkCommand {
    mutating func run() async throws {
        let output = Output(self.output)
        let status: ExitStatus
        do {
            status = try await perform(output)
        } catch let failure as CommandFailure {
            output.failure(failure)
            throw failure.status.code
        } catch let usage as ValidationError {
            // Told here, where the command is known; the parser would show the usage of the whole.
            let failure = CommandFailure(
                "WM-USAGE-001", usage.message,
                remedy: "--help after the command says what can be given.", status: .usage)
            output.failure(failure)
            throw failure.status.code
        } catch {
            let failure = FailureText.failure(for: error)
            output.failure(failure)
            throw failure.status.code
        }
        if status != .ok { throw status.code }
    }
}
