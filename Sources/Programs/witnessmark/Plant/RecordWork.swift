// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Ledger
import Records
import Registrar

/// What every command that changes records takes.
struct RecordWorkOptions: ParsableArguments {
    @OptionGroup var plant: PlantOptions
    @OptionGroup var person: ActingPerson

    @Option(help: ArgumentHelp("Why; it is kept.", valueName: "text")) var reason: String?

    @Option(
        help: ArgumentHelp(
            "The version of the record that was looked at; refused when it has changed since.",
            valueName: "version"))
    var seen: Int?

    @Option(
        help: ArgumentHelp(
            "A name for this request: the same again changes nothing and shows what it did.",
            valueName: "name"))
    var request: String?

    @Flag(help: "Say what would be done, and do nothing.") var dryRun = false
}

/// One request on records, from recognising the person to the receipt.
enum RecordWork {
    /// Runs a body on a new docket, files what it decided, lets reactions follow, and tells it.
    ///
    /// - Parameters:
    ///   - options: which plant, who acts, and how.
    ///   - output: where it is told.
    ///   - body: decides; gets the desk and the person.
    /// - Returns: `ok`, or what says that something is not sealed yet.
    /// - Throws: ``Refusal`` with everything that stands in the way; faults of the plant.
    static func run(
        _ options: RecordWorkOptions, _ output: Output,
        _ body:
            @escaping @Sendable (inout Docket, RecordDesk, Authenticated, Plant) async throws
            -> Void
    ) async throws -> ExitStatus {
        let plant = try Wiring.open(options.plant.folder)
        let answer = try await plant.working(output) {
            let desk = try await RecordDesk(workingOn: plant, output)
            let person = try await options.person.recognise(
                by: Identity(of: plant).authenticator)
            let request = options.request ?? RecordWork.freshRequest()
            let before = try await desk.registrar.answered(request)
            guard before.isEmpty else {
                return RecordAnswer(
                    acts: before.map { ($0.act, $0.position) }, records: [], isDryRun: false,
                    isRepetition: true)
            }
            var docket = desk.registrar.docket(for: person.actor, request: request, at: .now)
            try await body(&docket, desk, person, plant)
            if options.dryRun {
                return RecordAnswer(
                    acts: docket.acts.map { ($0, nil) }, records: docket.touched, isDryRun: true,
                    isRepetition: false)
            }
            let filed = try await docket.commit()
            let reactions = try await RecordReactions.run(at: desk, plant, output)
            return RecordAnswer(
                acts: (filed + reactions).map { ($0.act, $0.position) }, records: docket.touched,
                isDryRun: false, isRepetition: false)
        }
        output.result(answer.text, answer.json)
        return plant.unsealedStatus ?? .ok
    }

    /// A name that no other request has.
    static func freshRequest() -> String {
        var random = SystemRandomNumberGenerator()
        return Hex.text((0..<12).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }
}

/// What a request did, for a person and for a program.
struct RecordAnswer: Sendable {
    /// The acts and where they stand; `nil` where nothing was filed.
    let acts: [(act: Act, position: UInt64?)]
    /// The records as they are now.
    let records: [RecordState]
    let isDryRun: Bool
    let isRepetition: Bool

    var text: String {
        var lines = acts.map { act, position in
            let place = position.map { "entry \($0)" } ?? "not filed"
            let by = act.stamp.cause.map { " by rule \($0.rule) revision \($0.revision)" } ?? ""
            return "\(act.record)  \(act.deed.phrase)\(by)  (\(place))"
        }
        for record in records {
            lines.append(
                "\(record.id) is \(record.state), revision \(record.revision) version "
                    + "\(record.version).")
        }
        if isDryRun { lines.append("Nothing was filed: this was a dry run.") }
        if isRepetition { lines.append("This request was answered before; nothing was added.") }
        return lines.joined(separator: "\n")
    }

    var json: JSON {
        [
            "schema": "witnessmark.record-acts/1",
            "acts": .array(
                acts.map { act, position in
                    var members = act.content.members ?? []
                    members.append(.init("deed", .string(act.deed.name)))
                    if let position {
                        members.append(.init("entry", .integer(Int64(clamping: position))))
                    }
                    return .object(members)
                }),
            "isDryRun": .bool(isDryRun), "isRepetition": .bool(isRepetition),
            "records": .array(records.map { RecordText.json($0) }),
        ]
    }
}
