// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// Everybody who is known here.
struct PeopleList: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List everybody with their roles, and what about them should be looked at.",
        discussion: """
            Example: witnessmark people list --role quality-manager

            Exit status: 0 done.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("Only who has this role now.", valueName: "role")) var role: String?
    @Flag(help: "Also those who have left.") var all = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let wanted = try role.map { try Role.named($0) }
        let directory = try await Identity.directory(of: try Wiring.openForReading(plant.folder))
        let now = Instant.now
        let people = directory.people.values.sorted { $0.id < $1.id }.filter { person in
            guard let wanted else { return all || person.isActive }
            return directory.actor(person.id, at: now)?.capacities
                .contains { $0.role == wanted } ?? false
        }
        var table = TextTable(
            ("person", .left), ("login", .left), ("name", .left), ("roles", .left),
            ("signs", .left))
        for person in people {
            table.add(
                person.id.text, person.login ?? "(erased)",
                (person.printedName ?? "(erased)").visible,
                PersonText.roles(of: person, in: directory, at: now),
                PersonText.signing(of: person))
        }
        let remarks = PersonText.remarks(on: directory, at: now)
        output.result(
            ([table.isEmpty ? "Nobody." : table.text] + remarks).joined(separator: "\n"),
            [
                "people": .array(people.map { PersonText.json($0, in: directory, at: now) }),
                "remarks": .array(remarks.map { .string($0) }), "schema": "witnessmark.people/1",
            ])
        return .ok
    }
}
