// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Quality
import Records
import Registrar

/// Asks what relied on a suspect of a joint case, and keeps the answer as a record.
struct JointTrustWindow: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust-window",
        abstract: "Ask what relied on a suspect of a case; the answer is kept as it is now.",
        discussion: """
            Examples:
              witnessmark joint trust-window JQS-2026-0001 --by s.mori
              witnessmark joint trust-window JQS-2026-0001 --repeat TWS-2026-0001 --by s.mori

            The snapshot names the question, the checkpoint it was answered at, and every source whose
            records relied on the suspect; each needs a trust verdict. --repeat asks an earlier
            question again and says what is new since.

            Exit status: 0 kept, 5 no record names the suspect, 20 a rule says no.
            """)

    @Argument(help: "The joint case.") var record: String
    @Option(help: ArgumentHelp("Which of its suspects.", valueName: "kind:name"))
    var suspect: String?
    @Option(
        name: .customLong("repeat"),
        help: ArgumentHelp("An earlier snapshot whose question is asked again.", valueName: "TWS"))
    var earlier: String?
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let suspect = try suspect.map { text in
            guard case .thing(let thing)? = FieldType.thing([]).read(text) else {
                throw ValidationError("--suspect should be a thing such as account:mes-maint2.")
            }
            return thing
        }
        let (record, earlier, work) = (record, earlier, work)
        return try await RecordWork.run(work, output) { docket, desk, _, plant in
            let joint = try await desk.record(record)
            var before: RecordState?
            if let earlier { before = try await desk.record(earlier) }
            let snapshot = try await TrustSnapshot.take(
                for: joint, on: suspect, repeating: before, at: desk, plant,
                FileKeeping(originals: plant.originals, isDryRun: work.dryRun))
            let id = try await docket.open(
                "trust-window-snapshot", title: snapshot.title, site: joint.site, snapshot.fields,
                links: snapshot.links, reason: work.reason)
            output.talk(TrustWindowText.summary(snapshot.dossier))
            if let before, let now = docket.book[id] {
                output.talk(JointTrustWindow.growth(from: before, to: now))
            }
        }
    }

    /// What a repetition shows that the earlier snapshot did not.
    private static func growth(from earlier: RecordState, to later: RecordState) -> String {
        guard let growth = SnapshotGrowth(from: earlier, to: later), !growth.isNothing else {
            return "Nothing is new since \(earlier.id)."
        }
        let counts = SnapshotCount.allCases.compactMap { count in
            growth.grown[count].map { "\($0) of \(count.title.lowercased())" }
        }
        let streams = growth.newStreams.map { "\($0)" }
        return "New since \(earlier.id): " + (counts + streams).joined(separator: ", ") + "."
    }
}
