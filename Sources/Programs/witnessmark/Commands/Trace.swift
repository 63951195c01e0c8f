// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Assembly
import Canon
import Projections
import Traceability

/// What went into a thing, what it went into, and where it is.
struct Trace: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what a lot or serial is made of, what it went into, and where it is.",
        discussion: """
            Examples:
              witnessmark trace serial P7-1042
              witnessmark trace lot H4340-01 --as-of 2026-11-04T00:00:00+01:00
              witnessmark trace --find P7-10

            Exit status: 0 done, 5 no record names it.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The kind of thing: lot, serial, container and so on.") var kind: String?
    @Argument(help: "Its name, byte for byte as the source wrote it.") var name: String?

    @Option(help: ArgumentHelp("As it was at a past moment (RFC 3339).", valueName: "time"))
    var asOf: Moment?

    @Option(
        help: ArgumentHelp("As was known when the log had this many entries.", valueName: "size"))
    var knownAt: UInt64?

    @Option(help: ArgumentHelp("List things whose name begins so.", valueName: "prefix"))
    var find: String?

    mutating func validate() throws {
        guard find != nil || (kind != nil && name != nil) else {
            throw ValidationError("Name a thing (kind and name), or use --find.")
        }
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.openForReading(self.plant.folder)
        let trace = try await Wiring.trace(
            of: plant.folder, following: plant.journal, originals: plant.originals)
        try await trace.catchUp(output)
        if let find { return try await list(find, in: trace, output) }
        let subject = try ThingArguments.thing(kind ?? "", name ?? "")
        let standpoint = Standpoint(
            asOf: asOf?.instant,
            knownAt: knownAt.map { EntryPosition($0 == 0 ? 0 : $0 - 1) })
        let dossier = try await trace.ask(from: standpoint) { _, collector in
            try collector.history(of: subject)
        }
        output.result(HistoryText.text(dossier), HistoryAnswer.json(dossier))
        return .ok
    }

    private func list(
        _ prefix: String, in trace: PlantTrace, _ output: Output
    ) async throws -> ExitStatus {
        let things = try await trace.ask { store, _ in
            try store.things(named: prefix).map(\.thing)
        }
        guard !things.isEmpty else {
            throw CommandFailure(
                "WM-TRACE-002", "No name begins with \"\(prefix)\".", status: .notFound)
        }
        var table = TextTable(("kind", .left), ("name", .left))
        for thing in things { table.add(thing.kind.rawValue, thing.name) }
        output.result(
            table.text,
            [
                "schema": "witnessmark.things/1",
                "things": .array(
                    things.map { ["kind": .string($0.kind.rawValue), "name": .string($0.name)] }),
            ])
        return .ok
    }
}
