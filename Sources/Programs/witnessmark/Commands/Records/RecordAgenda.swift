// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Projections
import Quality
import Records
import Registrar

/// What time alone has brought about.
struct RecordAgenda: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "agenda",
        abstract: "Show what is due or overdue; take the steps that a clock may take.",
        discussion: """
            Examples:
              witnessmark record agenda
              witnessmark record agenda --take

            --take lets what fell due fall due (a check whose day has come, a validation that has run
            out); everything else waits for people. Run it from a timer.

            Exit status: 0 done.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Take the steps that a clock may take.") var take = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        guard take else {
            let desk = try await RecordDesk(
                reading: try Wiring.openForReading(plant.folder), output)
            let agenda = try await Self.agenda(at: desk)
            Self.tell(agenda, taken: [], output)
            return .ok
        }
        let plant = try Wiring.open(self.plant.folder)
        let (agenda, taken) = try await plant.working(output) {
            let desk = try await RecordDesk(workingOn: plant, output)
            let agenda = try await Self.agenda(at: desk)
            var taken: [Docket.Filed] = []
            for item in agenda.items {
                guard case .step(let step) = item.matter else { continue }
                var docket = desk.registrar.docket(
                    for: ReactionRunner.itself,
                    request: "agenda:\(item.record):\(step):\(item.since.rfc3339)", at: .now)
                try await docket.run(
                    .transition(step, justifications: [:]), on: item.record,
                    reason: "its time has come", cause: Cause(rule: "agenda", revision: "A"))
                taken += try await docket.commit()
            }
            taken += try await RecordReactions.run(at: desk, plant, output)
            return (agenda, taken)
        }
        Self.tell(agenda, taken: taken, output)
        return plant.unsealedStatus ?? .ok
    }

    private static func agenda(at desk: RecordDesk) async throws -> Agenda {
        let rows = try await desk.trace.projection.read {
            try $0.records(of: nil, limit: RecordList.rowsMax)
        }
        var book = RecordBook(QualityKinds.catalogue)
        for row in rows where !RecordList.status(row.kind, row.state).isFinal {
            book[row.id] = try await desk.registrar.record(row.id)
        }
        return Agenda(of: book, at: .now)
    }

    private static func tell(_ agenda: Agenda, taken: [Docket.Filed], _ output: Output) {
        var table = TextTable(("record", .left), ("what", .left), ("since", .left))
        for item in agenda.items {
            table.add(item.record.text, words(item.matter), item.since.rfc3339Seconds)
        }
        let steps = taken.map { "\($0.act.record)  \($0.act.deed.phrase)  (entry \($0.position))" }
        output.result(
            ([agenda.items.isEmpty ? "Nothing is due." : table.text] + steps)
                .joined(separator: "\n"),
            [
                "schema": "witnessmark.agenda/1",
                "items": .array(
                    agenda.items.map { item in
                        [
                            "record": .string(item.record.text),
                            "what": .string(words(item.matter)),
                            "since": .string(item.since.rfc3339),
                        ]
                    }),
                "taken": .array(
                    taken.map {
                        [
                            "record": .string($0.act.record.text),
                            "entry": .integer(Int64(clamping: $0.position)),
                        ]
                    }),
            ])
    }

    private static func words(_ matter: Agenda.Matter) -> String {
        switch matter {
        case .step(let step): "\"\(step)\" is due"
        case .overdue: "overdue"
        case .late: "past the strict date"
        case .missed: "MISSED"
        case .unasked: "nobody has answered its question"
        case .runOut: "has run out"
        }
    }
}
