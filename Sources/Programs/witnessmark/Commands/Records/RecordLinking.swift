// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Records
import Registrar

/// Links a record with another, or with its counterpart in another system.
struct RecordLinkCommand: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Link a record with another record, or with its counterpart in another system.",
        discussion: """
            Examples:
              witnessmark record link ACT-2026-0001 of=NC-2026-0001
              witnessmark record link JQS-2026-0001 --system itsm --object incident \\
                --remote INC0042 --url https://itsm.example/INC0042 --owns severity

            --owns names the fields that the other side keeps: they change here only by taking its
            values over. Two records never claim one counterpart.

            Exit status: 0 linked, 20 a rule says no.
            """)

    @Argument(help: "The record's number.") var record: String
    @Argument(help: ArgumentHelp("The link.", valueName: "role=number")) var link: String?
    @OptionGroup var counterpart: CounterpartOptions
    @Option(help: "Its address there.") var url: String?
    @Option(help: ArgumentHelp("A field that the other side keeps.", valueName: "field"))
    var owns: [String] = []
    @Option(
        help: ArgumentHelp(
            "How well both sides are joined: noted, checked, synchronised.", valueName: "maturity"))
    var maturity = "noted"
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        guard (link == nil) != (counterpart.system == nil) else {
            throw ValidationError(
                "Give a link such as of=NC-2026-0001, or --system, --object and --remote.")
        }
        guard SystemLink.Maturity(rawValue: maturity) != nil else {
            let known = SystemLink.Maturity.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--maturity should be one of \(known).")
        }
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(record)
        let command: Command
        if let link {
            let link = try Self.link(link)
            command = .link(role: link.role, to: link.target)
        } else {
            command = .linkSystem(
                SystemLink(
                    key: try counterpart.key(), url: url, ownedThere: owns,
                    maturity: SystemLink.Maturity(rawValue: maturity) ?? .noted))
        }
        let work = work
        return try await RecordWork.run(work, output) { docket, _, _, _ in
            try await docket.run(command, on: id, reason: work.reason, seeing: work.seen)
        }
    }

    /// Reads `role=number`.
    static func link(_ text: String) throws -> RecordLink {
        guard let equals = text.utf8.firstIndex(of: 0x3D) else {
            throw ValidationError("A link should be role=number; \"\(text)\" has no =.")
        }
        return RecordLink(
            String(text[..<equals]),
            try RecordDesk.id(String(text[text.utf8.index(after: equals)...])))
    }
}

/// What names an object of another system.
struct CounterpartOptions: ParsableArguments {
    @Option(help: "The other system: itsm, sap-qm.") var system: String?
    @Option(help: "What it is there: incident, notification.") var object: String?
    @Option(help: ArgumentHelp("Its number there.", valueName: "id")) var remote: String?

    func key() throws -> SystemKey {
        guard let system, let object, let remote else {
            throw ValidationError("--system, --object and --remote go together.")
        }
        return SystemKey(system: system, kind: object, remoteID: remote)
    }
}

/// Takes a link away.
struct RecordUnlink: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink",
        abstract: "Take a link between records away; some are for good.",
        discussion: """
            Example: witnessmark record unlink CSE-2026-0002 answers-why=CSE-2026-0001 \
              --reason "it does not" --by e.weiss

            Exit status: 0 done, 20 a rule says no.
            """)

    @Argument(help: "The record's number.") var record: String
    @Argument(help: ArgumentHelp("The link.", valueName: "role=number")) var link: String
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(record)
        let link = try RecordLinkCommand.link(link)
        let work = work
        return try await RecordWork.run(work, output) { docket, _, _, _ in
            try await docket.run(
                .unlink(role: link.role, from: link.target), on: id, reason: work.reason,
                seeing: work.seen)
        }
    }
}

/// Writes down what a look at the other system brought.
struct RecordCheckLink: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-link",
        abstract: "Write down what a look at the counterpart in another system brought.",
        discussion: """
            Example: witnessmark record check-link JQS-2026-0001 --system itsm --object incident \\
              --remote INC0042 --result mutual --source-state Contain

            mutual: it is there and names this record in return. one-way: it does not name it. broken: \
            it is not there. unreachable: nobody could look. conflict: both say something different.

            Exit status: 0 written down, 20 a rule says no.
            """)

    @Argument(help: "The record's number.") var record: String
    @OptionGroup var counterpart: CounterpartOptions
    @Option(help: "What was found.") var result: String
    @Option(help: "The state there, in the other system's word.") var sourceState: String?
    @Option(help: "What differs, or why nobody could look.") var detail: String?
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(record)
        guard let result = SystemCheck.Result(rawValue: result) else {
            let known = SystemCheck.Result.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--result should be one of \(known).")
        }
        let command = Command.checkSystem(
            try counterpart.key(),
            SystemCheck(result: result, sourceState: sourceState, detail: detail))
        let work = work
        return try await RecordWork.run(work, output) { docket, _, _, _ in
            try await docket.run(command, on: id, reason: work.reason, seeing: work.seen)
        }
    }
}
