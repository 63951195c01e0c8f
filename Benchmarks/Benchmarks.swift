// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon

/// Measures the product beside what a user would pick instead.
@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmarks",
        abstract: "Measure the product beside what a user would pick instead.",
        discussion: """
            All cases run in the same rounds, one after another, so that a slow minute of the machine \
            slows all of them; before each, the disk's own rate of syncs is measured. Run it through \
            script/benchmark, which builds an optimised program first.
            """,
        subcommands: [Run.self, IntakeOnce.self, ReadOnce.self, ProgramOnce.self],
        defaultSubcommand: Run.self)
}

/// Runs the cases and prints the figures.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the cases (all by default).")

    @Flag(help: "How much: a minute or two, some minutes, or ten million links and entries.")
    var scale = Scale.usual

    @Option(help: "How many rounds; 3 unless told otherwise.") var rounds: Int = 3
    @Option(help: ArgumentHelp("Also write the figures as JSON.", valueName: "file"))
    var json: String?
    @Option(
        help: ArgumentHelp("The disk to measure on; a new folder is made.", valueName: "folder"))
    var folder: String = "/tmp"
    @Option(help: ArgumentHelp("Where the scripts of the baselines are.", valueName: "folder"))
    var baselines: String = "Benchmarks/Baselines"
    @Flag(help: "Name the cases and stop.") var list = false
    @Argument(help: "The cases.") var cases: [String] = []

    func run() async throws {
        if list {
            for known in Case.all { Terminal.say("\(known.name): \(known.title)") }
            return
        }
        let chosen = try chosenCases()
        let bench = try Bench(scale: scale, under: folder, baselines: baselines)
        defer { bench.clear() }
        let report = try await Rounds(bench: bench, count: max(1, rounds)).run(chosen)
        Terminal.say(report.text)
        if let json { try WholeFile.write(report.json.canonical + [0x0A], to: json) }
    }

    private func chosenCases() throws -> [Case] {
        for name in cases where !Case.all.contains(where: { $0.name == name }) {
            let known = Case.all.map(\.name).joined(separator: ", ")
            throw ValidationError("There is no case \"\(name)\"; there are: \(known).")
        }
        return cases.isEmpty ? Case.all : Case.all.filter { cases.contains($0.name) }
    }
}

/// How much is measured.
enum Scale: String, EnumerableFlag {
    case quick, usual, full

    /// One of three numbers.
    func pick<Value>(quick: Value, usual: Value, full: Value) -> Value {
        switch self {
        case .quick: quick
        case .usual: usual
        case .full: full
        }
    }
}
