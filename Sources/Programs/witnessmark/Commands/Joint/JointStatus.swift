// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Quality
import Records
import Registrar

/// All of a joint case on one page: what is done, what is missing, what stands in the way.
struct JointStatus: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show all of a joint case: ticket, containment, trust, causes, actions, duties.",
        discussion: """
            Example: witnessmark joint status JQS-2026-0001

            Exit status: 0 done, 5 there is no such case.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The joint case, or a nonconformity.") var record: String

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.openForReading(plant.folder)
        let desk = try await RecordDesk(reading: plant, output)
        let names = PeopleNames(try await Identity.directory(of: plant))
        let record = try await desk.record(record)
        let onlooker = Actor(person: PersonID(number: 0), printedName: "", capacities: [])
        var docket = desk.registrar.docket(for: onlooker, request: "status", at: .now)
        let next = try await docket.nextSteps(of: record.id)
        let view = CaseView(record, in: docket.book, next: next, at: .now, names)
        output.result(view.text, view.json)
        return .ok
    }
}

/// The eight disciplines of a nonconformity.
struct JointReport: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "8d",
        abstract: "Show a nonconformity as the eight disciplines, with what each lacks.",
        discussion: """
            Example: witnessmark joint 8d NC-2026-0001

            Exit status: 0 complete, 12 something is missing.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The nonconformity.") var record: String

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let desk = try await RecordDesk(
            reading: try Wiring.openForReading(plant.folder), output)
        let record = try await desk.record(record)
        let onlooker = Actor(person: PersonID(number: 0), printedName: "", capacities: [])
        var docket = desk.registrar.docket(for: onlooker, request: "8d", at: .now)
        try await docket.look(at: record.id)
        let report = EightD(of: record, in: docket.book)
        var lines = ["\(record.id)  \(record.title)"]
        for discipline in report.disciplines {
            lines.append(
                "\nD\(discipline.number)  \(discipline.title)"
                    + (discipline.isComplete ? "" : "  (incomplete)"))
            lines += discipline.fillings.map { "  \($0.what): \($0.text)  (\($0.record))" }
            lines += discipline.missing.map { "  missing: \($0)" }
        }
        output.result(
            lines.joined(separator: "\n"),
            [
                "schema": "witnessmark.8d/1", "record": .string(record.id.text),
                "isComplete": .bool(report.isComplete),
                "disciplines": .array(
                    report.disciplines.map { discipline in
                        [
                            "number": .integer(Int64(discipline.number)),
                            "title": .string(discipline.title),
                            "missing": .array(discipline.missing.map { .string($0) }),
                            "fillings": .array(
                                discipline.fillings.map { filling in
                                    [
                                        "what": .string(filling.what),
                                        "text": .string(filling.text),
                                        "record": .string(filling.record.text),
                                    ]
                                }),
                        ]
                    }),
            ])
        return report.isComplete ? .ok : .packageIncomplete
    }
}

/// Who does what in a joint case.
struct JointResponsibilities: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "raci",
        abstract: "Show who answers for, does, is asked and is told of each activity.",
        discussion: """
            Example: witnessmark joint raci

            A template to start from; no regulation gives it.
            """)

    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        var lines: [String] = []
        for activity in Responsibilities.Activity.allCases {
            lines.append(activity.rawValue)
            for part in Responsibilities.Part.allCases {
                let functions = Responsibilities.functions(part, in: activity)
                guard !functions.isEmpty else { continue }
                lines.append(
                    "  \(part.rawValue)  "
                        + functions.map(\.role.title).joined(separator: ", "))
            }
        }
        output.result(
            lines.joined(separator: "\n"),
            [
                "schema": "witnessmark.raci/1",
                "activities": .array(
                    Responsibilities.Activity.allCases.map { activity in
                        .object(
                            [.init("activity", .string(activity.rawValue))]
                                + Responsibilities.Part.allCases.map { part in
                                    .init(
                                        String(part.rawValue),
                                        .array(
                                            Responsibilities.functions(part, in: activity)
                                                .map { .string($0.role.rawValue) }))
                                })
                    }),
            ])
        return .ok
    }
}
