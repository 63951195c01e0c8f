// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Canon
import Records
import Registrar

/// Measures a drill from the log that it was held in.
struct JointDrill: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Measure a drill: how long each step took, from the drill's own log.",
        discussion: """
            A drill runs the same procedure on made-up matter, in a plant of its own whose log has
            another name: `witnessmark init --data drill --origin plant7.example/drill-2026`. Open a
            record of the kind drill in the real plant, hold the drill, then measure:

              witnessmark joint drill DRL-2026-0001 --log drill --case JQS-2026-0001 --by a.keller

            The times are read from the acts of the drill's case; nobody types them.

            Exit status: 0 written into the drill, 20 a rule says no.
            """)

    @Argument(help: "The drill.") var drill: String
    @Option(help: ArgumentHelp("The data directory it was held in.", valueName: "directory"))
    var log: String
    @Option(
        name: .customLong("case"),
        help: ArgumentHelp("The joint case in it.", valueName: "number"))
    var rehearsed: String
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let held = try Wiring.openForReading(PlantFolder(log))
        let ours = try Wiring.openForReading(work.plant.folder).settings.origin
        guard !held.settings.origin.hasSameBytes(as: ours) else {
            throw CommandFailure(
                "WM-JOINT-003", "The drill was held in the plant's own log, \(ours).",
                remedy: "A drill has a log of its own; what stands in this one is evidence.",
                status: .conflict)
        }
        let there = try await RecordDesk(reading: held, output)
        let rehearsed = try await there.record(rehearsed)
        let acts = try await there.registrar.history(of: rehearsed.id)
        let fields = JointDrill.fields(acts, origin: held.settings.origin)
        let id = try RecordDesk.id(drill)
        let work = work
        return try await RecordWork.run(work, output) { docket, _, _, _ in
            try await docket.run(
                .amend(fields), on: id, reason: work.reason ?? "measured from the drill's own log")
        }
    }

    /// The moments at which the case reached each state.
    private static func fields(_ acts: [LoggedAct], origin: String) -> [FieldChange] {
        func moment(_ instant: Instant) -> FieldValue {
            .moment(
                SourceTime(
                    text: instant.rfc3339, instant: instant, zone: .given(offsetMinutes: 0)))
        }
        var fields = [FieldChange("log-origin", .text(origin))]
        if let first = acts.first {
            fields.append(FieldChange("started", moment(first.act.stamp.at)))
        }
        if let last = acts.last {
            fields.append(FieldChange("ended", moment(last.act.stamp.at)))
        }
        for state in ["declared", "linked", "assessed", "contained"] {
            let reached = acts.first { $0.act.reached?.text == state }
            if let reached {
                fields.append(FieldChange(state, moment(reached.act.stamp.at)))
            }
        }
        return fields
    }
}
