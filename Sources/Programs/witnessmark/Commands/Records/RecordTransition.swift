// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Records
import Registrar

/// Takes a step.
struct RecordTransition: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "transition",
        abstract: "Take a step of a record; everything in the way is listed.",
        discussion: """
            Example: witnessmark record transition NC-2026-0001 triage --by a.keller

            A guard that only warns lets the step through with --justify guard="why".

            Exit status: 0 taken, 20 a rule says no.
            """)

    @Argument(help: "The record's number.") var record: String
    @Argument(help: "The step.") var step: String
    @Option(
        help: ArgumentHelp(
            "Why the step is taken although a guard warns.", valueName: "guard=reason"))
    var justify: [String] = []
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(record)
        var justifications: [String: String] = [:]
        for text in justify {
            guard let equals = text.utf8.firstIndex(of: 0x3D) else {
                throw ValidationError("--justify should be guard=reason; \"\(text)\" has no =.")
            }
            justifications[String(text[..<equals])] = String(
                text[text.utf8.index(after: equals)...])
        }
        let (step, work, given) = (step, work, justifications)
        return try await RecordWork.run(work, output) { docket, _, _, _ in
            try await docket.run(
                .transition(step, justifications: given), on: id, reason: work.reason,
                seeing: work.seen)
        }
    }
}

/// Says that another record takes this one's place.
struct RecordSupersede: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "supersede",
        abstract: "Say that another record of the same kind takes this one's place.",
        discussion: """
            Example: witnessmark record supersede DEC-2026-0001 DEC-2026-0002 \
              --reason "decided anew" --by a.keller

            Exit status: 0 done, 20 a rule says no.
            """)

    @Argument(help: "The record's number.") var record: String
    @Argument(help: ArgumentHelp("The record that takes its place.", valueName: "successor"))
    var successor: String
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(record)
        let other = try RecordDesk.id(successor)
        let work = work
        return try await RecordWork.run(work, output) { docket, _, _, _ in
            try await docket.run(
                .supersede(by: other), on: id, reason: work.reason, seeing: work.seen)
        }
    }
}

/// Declares a record void.
struct RecordVoid: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "void",
        abstract: "Declare a record void, with a reason and a signature; it stays readable.",
        discussion: """
            Example: witnessmark record void HLD-2026-0002 --reason "opened twice" --by t.silva

            Exit status: 0 done, 4 not recognised, 20 a rule says no.
            """)

    @Argument(help: "The record's number.") var record: String
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(record)
        let work = work
        return try await RecordWork.run(work, output) { docket, _, person, _ in
            try await docket.void(
                id, with: person, reason: work.reason, seeing: work.seen)
        }
    }
}

/// Opens a closed record again.
struct RecordReopen: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen",
        abstract: "Open a closed record again, as a new revision.",
        discussion: """
            Example: witnessmark record reopen NC-2026-0001 --reason "seen again" --by a.keller

            Exit status: 0 done, 20 a rule says no.
            """)

    @Argument(help: "The record's number.") var record: String
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(record)
        let work = work
        return try await RecordWork.run(work, output) { docket, _, _, _ in
            try await docket.run(.reopen, on: id, reason: work.reason, seeing: work.seen)
        }
    }
}
