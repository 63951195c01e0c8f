// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Assembly
import DataIntegrity
import Examining
import Glibc
import Traceability

/// Puts the log before the data-integrity checks and says what they found.
struct FindingsCommand: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings",
        abstract: "Hold every record against the data-integrity checks, and list what fails.",
        discussion: """
            Examples:
              witnessmark findings
              witnessmark findings --scope serial P7-1042
              witnessmark findings --check chronology --since 5000 --json
              witnessmark findings --list
              witnessmark findings decide unit-missing 1204 --by "K. Lind" --reason "hardness is HRC"

            Each check passes, fails, leaves open what the data do not allow to judge, or does not \
            apply; passes are counted. There is no score. docs/CHECKS.md describes every check.

            Exit status: 0 nothing fails, 13 something does, 5 no record names the scope.
            """,
        subcommands: [FindingsDecide.self])

    /// How many findings of one reason are shown before the rest is only counted.
    private static let shownMax = 10

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Only findings about records that name a thing or what it was made from.",
            valueName: "kind name"))
    var scope: [String] = []

    @Option(help: ArgumentHelp("Only this check; may be given again.", valueName: "name"))
    var check: [String] = []

    @Option(help: ArgumentHelp("Only findings about entries from here on.", valueName: "position"))
    var since: UInt64 = 0

    @Flag(help: "List every finding, passes too.")
    var all = false

    @Flag(help: "Describe the checks instead.")
    var list = false

    @Flag(help: .hidden) var page = false

    mutating func validate() throws {
        guard scope.isEmpty || scope.count == 2 else {
            throw ValidationError("A scope is a kind and a name: --scope serial P7-1042")
        }
        for name in check where Catalogue.check(named: name) == nil {
            let known = Catalogue.checks.map(\.name).joined(separator: ", ")
            throw ValidationError("There is no check \"\(name)\". Checks are: \(known).")
        }
    }

    private var checks: [Check] {
        check.isEmpty ? Catalogue.checks : Catalogue.checks.filter { check.contains($0.name) }
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        if page {
            Output.write(Array(CataloguePage.markdown(Catalogue.checks).utf8), to: STDOUT_FILENO)
            return .ok
        }
        guard !list else {
            output.result(FindingsText.list(checks), FindingsAnswer.json(checks))
            return .ok
        }
        let plant = try Wiring.openForReading(self.plant.folder)
        var spotlight = Spotlight(since: since)
        if !scope.isEmpty {
            let subject = try ThingArguments.thing(scope[0], scope[1])
            let trace = try await Wiring.trace(
                of: plant.folder, following: plant.journal, originals: plant.originals)
            try await trace.catchUp(output)
            spotlight.entries = try await trace.ask { _, collector in
                Set(try collector.scope(of: subject).map(\.number))
            }
        }
        let examination = LogExamination(
            of: plant.journal, with: checks, by: plant.settings.standards, spotlight,
            listsPasses: all)
        var bar = ProgressBar(output)
        let report = try await examination.run { bar.show($0, of: $1, "records are examined") }
        bar.clear()
        output.result(
            FindingsText.text(report, shownMax: all ? .max : Self.shownMax),
            FindingsAnswer.json(report))
        return report.count(.fail) == 0 ? .ok : .findingsFail
    }
}
