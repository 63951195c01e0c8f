// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Registrar

/// One person with all that is on record.
struct PeopleShow: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one person: identity check, roles, delegations, qualifications, keys.",
        discussion: """
            Example: witnessmark people show k.lind

            Exit status: 0 done, 5 nobody is called that.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "A login or a number.") var person: String

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let directory = try await Identity.directory(of: try Wiring.openForReading(plant.folder))
        let person = try directory.known(self.person)
        let now = Instant.now
        var json = PersonText.json(person, in: directory, at: now).members ?? []
        json.append(.init("schema", "witnessmark.person/1"))
        output.result(PersonText.text(person, in: directory, at: now), .object(json))
        return .ok
    }
}
