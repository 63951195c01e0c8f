// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Records
import Registrar

/// Asks for the signatures of a step.
struct RecordPropose: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Propose a step, so that those who sign for it know.",
        discussion: """
            Example: witnessmark record propose NC-2026-0001 close --by e.weiss

            A step whose other conditions do not hold yet cannot be proposed.

            Exit status: 0 proposed, 20 a rule says no.
            """)

    @Argument(help: "The record's number.") var record: String
    @Argument(help: "The step.") var step: String
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(record)
        let (step, work) = (step, work)
        return try await RecordWork.run(work, output) { docket, _, _, _ in
            try await docket.run(
                .propose(transition: step), on: id, reason: work.reason, seeing: work.seen)
        }
    }
}

/// Signs for a step.
struct RecordSign: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign for a step of a record, as it stands.",
        discussion: """
            Example: witnessmark record sign NC-2026-0001 close --as approved --by k.lind

            The signature covers the record's number, revision, version and digest; a change after it \
            asks for it again. Nobody signs for a step that could not be taken, for their own work \
            where duties are separate, or twice.

            Exit status: 0 signed, 4 not recognised, 20 a rule says no.
            """)

    @Argument(help: "The record's number.") var record: String
    @Argument(help: "The step.") var step: String
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "What the signature means: "
                + SignatureMeaning.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "meaning"))
    var meaning: String
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(record)
        guard let meaning = SignatureMeaning(rawValue: meaning) else {
            let known = SignatureMeaning.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--as should be one of \(known).")
        }
        let (step, work) = (step, work)
        return try await RecordWork.run(work, output) { docket, _, person, _ in
            try await docket.sign(
                id, for: step, as: meaning, with: person, reason: work.reason,
                seeing: work.seen)
        }
    }
}

/// Says no to a proposed step.
struct RecordRefuse: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "refuse",
        abstract: "Refuse a proposed step, with a reason; signatures for it are spent.",
        discussion: """
            Example: witnessmark record refuse NC-2026-0001 close --reason "one pin is missing" \
              --by a.keller

            Exit status: 0 refused, 20 a rule says no.
            """)

    @Argument(help: "The record's number.") var record: String
    @Argument(help: "The step.") var step: String
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(record)
        let (step, work) = (step, work)
        return try await RecordWork.run(work, output) { docket, _, _, _ in
            try await docket.run(
                .refuse(transition: step), on: id, reason: work.reason, seeing: work.seen)
        }
    }
}
