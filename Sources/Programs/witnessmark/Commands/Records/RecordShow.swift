// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Records
import Registrar

/// A record as it stands, or as it stood.
struct RecordShow: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Show a record: fields, links, signatures, and what stands in the way of each step.",
        discussion: """
            Example: witnessmark record show NC-2026-0001

            Exit status: 0 done, 5 there is no such record.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The record's number.") var record: String
    @Option(help: ArgumentHelp("As it was after this act.", valueName: "act")) var at: Int?

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.openForReading(plant.folder)
        let desk = try await RecordDesk(reading: plant, output)
        let names = PeopleNames(try await Identity.directory(of: plant))
        let now = try await desk.record(record)
        let kind = desk.registrar.kinds[now.kind]
        if let at {
            let acts = try await desk.registrar.history(of: now.id).prefix(max(at, 1))
            let then = try RecordState(replaying: acts)
            output.result(
                RecordText.text(then, kind: kind, next: [], children: [], names),
                RecordText.json(then))
            return .ok
        }
        // Whoever looks: steps are listed with what the records say, not with who asks.
        let onlooker = Actor(
            person: PersonID(number: 0), printedName: "", capacities: [], zone: "UTC")
        var docket = desk.registrar.docket(for: onlooker, request: "show", at: .now)
        let next = try await docket.nextSteps(of: now.id)
        let children = docket.book.all.filter {
            $0.id != now.id && $0.namedRecords.contains(now.id)
        }
        output.result(
            RecordText.text(now, kind: kind, next: next, children: children, names),
            RecordText.json(now, next: next, children: children))
        return .ok
    }
}
