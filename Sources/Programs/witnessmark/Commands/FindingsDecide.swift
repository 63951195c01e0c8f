// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import DataIntegrity
import Examining
import Ledger

/// Writes down what somebody decided about a finding.
struct FindingsDecide: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Write down what was decided about a finding; the record itself stays as it is.",
        discussion: """
            Example: witnessmark findings decide unit-missing 1204 \\
              --by "K. Lind" --reason "the tester shows HRC only"

            The finding goes on being shown, as decided. A new version of the check asks again.

            Exit status: 0 written down, 5 no such finding speaks of that entry.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The check, as findings are listed.") var check: String
    @Argument(help: "The entry that the finding speaks of.") var entry: UInt64
    @Option(help: "Who decided.") var by: String
    @Option(help: "What was decided, and why.") var reason: String

    mutating func validate() throws {
        guard Catalogue.check(named: check) != nil else {
            let known = Catalogue.checks.map(\.name).joined(separator: ", ")
            throw ValidationError("There is no check \"\(check)\". Checks are: \(known).")
        }
        if reason.trimmed.isEmpty { throw ValidationError("--reason should say why.") }
        if by.trimmed.isEmpty { throw ValidationError("--by should name who decided.") }
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.open(self.plant.folder)
        let (entry, check, by, reason) = (entry, check, by.trimmed, reason.trimmed)
        let receipt = try await plant.working(output) {
            let finding = try await Self.finding(of: check, at: entry, in: plant)
            let draft = try FindingDecision.draft(
                on: finding, by: by, because: reason, source: plant.settings.origin,
                actor: plant.actor, at: .now)
            return try await plant.ledger.append(try plant.preparer.prepare(draft))
        }
        output.result(
            "Written down in entry \(receipt.position): \(check), entry \(entry): \(reason)",
            [
                "schema": "witnessmark.finding-decision/1", "check": .string(check),
                "entry": .integer(Int64(clamping: entry)),
                "decision": .integer(Int64(clamping: receipt.position)),
            ])
        return .ok
    }

    /// The finding that somebody decides about; it must be there to be decided.
    private static func finding(
        of name: String, at entry: UInt64, in plant: Plant
    ) async throws -> Finding {
        let checks = Catalogue.checks.filter { $0.name == name }
        let examination = LogExamination(
            of: plant.journal, with: checks, by: plant.settings.standards,
            Spotlight(entries: [entry]))
        let found = try await examination.run().judgements.flatMap(\.findings)
        guard let finding = found.first(where: { $0.entries.first == entry }) else {
            throw CommandFailure(
                "WM-CHECK-001", "No finding of \(name) speaks of entry \(entry) first.",
                remedy: "`witnessmark findings --check \(name)` lists them with their entries.",
                status: .notFound)
        }
        return finding
    }
}
