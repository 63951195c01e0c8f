// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import ArgumentParser
import Canon
import Intake
import Projections
import Quality
import Records
import Registrar

/// Holds on product: placed, listed, let go.
struct HoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Place product on hold, list holds, let them go.",
        discussion: """
            A hold is a record of the kind product-hold; while it stands, a release of what it names is
            refused with its reason. A quality hold and a security hold on one lot are two, each let go
            by its own function and by another person than who placed it.
            """,
        subcommands: [HoldPlace.self, HoldRelease.self, HoldList.self])
}

/// Places a hold.
struct HoldPlace: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "place",
        abstract: "Place lots and serials on hold.",
        discussion: """
            Examples:
              witnessmark hold place serial:P7-1097 serial:P7-1098 --of NC-2026-0001 \\
                --type quality --because "tempered too cold" --by r.brandt
              witnessmark hold place --window TWS-2026-0001 --of JQS-2026-0001 \\
                --type security --because "records in doubt" --by i.dahl

            --window holds every lot and serial of a frozen trust window.

            Exit status: 0 placed, 20 a rule says no.
            """)

    @Argument(help: "What is held: lot:…, serial:…, container:….") var things: [String] = []
    @Option(
        help: ArgumentHelp("A trust-window snapshot whose product is held.", valueName: "TWS"))
    var window: String?
    @Option(help: ArgumentHelp("The case it belongs to.", valueName: "number")) var of: String
    @Option(help: "Whose hold it is: quality, security, customer.") var type = "quality"
    @Option(
        help: ArgumentHelp(
            "What is ordered: segregate, freeze-release, stop-ship; several times for several.",
            valueName: "order"))
    var order: [String] = []
    @Option(help: "Why it is held.") var because: String
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func validate() throws {
        guard !things.isEmpty || window != nil else {
            throw ValidationError("Name what is held, or a trust window with --window.")
        }
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let parent = try RecordDesk.id(of)
        let orders = order.isEmpty ? ["freeze-release"] : order
        let (things, window, type, because, work) = (things, window, type, because, work)
        return try await RecordWork.run(work, output) { docket, desk, _, plant in
            let kind = try RecordDesk.kind("product-hold")
            var names = things
            if let window {
                names += try await Self.product(of: try await desk.record(window), plant)
            }
            var input = RecordInput()
            input.set =
                names.map { "things=\($0)" } + orders.map { "what=\($0)" }
                + ["type=\(type)", "reason=\(because)"]
            let values = try input.changes(
                of: kind, RecordDocument(),
                keepingFilesIn: FileKeeping(originals: plant.originals, isDryRun: work.dryRun))
            let site = try await desk.record(parent.text).site
            _ = try await docket.open(
                "product-hold", title: because, site: site, values,
                links: [RecordLink("of", parent)], reason: work.reason)
        }
    }

    /// The lots, serials and containers in the answer that a snapshot froze.
    private static func product(
        of snapshot: RecordState, _ plant: Plant
    ) async throws -> [String] {
        guard let file = snapshot["answer"]?.files.first else {
            throw CommandFailure(
                "WM-HOLD-001", "\(snapshot.id) is no trust window with an answer.",
                status: .notFound)
        }
        let path = plant.originals.path(of: file.digest)
        let whole = try FilePart(whole: path)
        let json = try JSON(parsing: try whole.bytes(in: 0..<whole.count))
        return (json["affected"]?.elements ?? []).compactMap { item in
            guard let kind = item["thing"]?["kind"]?.text.flatMap(ThingKind.init(rawValue:)),
                let name = item["thing"]?["name"]?.text,
                [.lot, .serial, .container].contains(kind)
            else { return nil }
            return "\(kind.rawValue):\(name)"
        }
    }
}

/// Lets a hold go.
struct HoldRelease: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Let a hold go: signed by the function whose hold it is, with a reason.",
        discussion: """
            Example: witnessmark hold release HLD-2026-0001 --reason "each pin measured" --by a.keller

            Exit status: 0 let go, 4 not recognised, 20 a rule says no.
            """)

    @Argument(help: "The hold.") var hold: String
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(hold)
        let work = work
        return try await RecordWork.run(work, output) { docket, desk, person, _ in
            let record = try await desk.record(id.text)
            let step = record.holdType?.releaseStep ?? "release"
            try await docket.sign(
                id, for: step, as: .released, with: person, reason: work.reason, seeing: work.seen)
            try await docket.run(
                .transition(step, justifications: [:]), on: id, reason: work.reason)
        }
    }
}

/// Holds that stand.
struct HoldList: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the holds that stand, on a thing or on all.",
        discussion: """
            Example: witnessmark hold list --on serial:P7-1097

            Exit status: 0 done.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("Only holds on this thing.", valueName: "kind:name"))
    var on: String?
    @Flag(help: "Also those that were let go.") var all = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let desk = try await RecordDesk(
            reading: try Wiring.openForReading(plant.folder), output)
        var rows = try await desk.trace.projection.read {
            try $0.records(of: "product-hold", limit: RecordList.rowsMax)
        }
        if !all { rows.removeAll { RecordList.status($0.kind, $0.state).isFinal } }
        if let on {
            guard case .thing(let thing)? = FieldType.thing([]).read(on) else {
                throw ValidationError("--on should be a thing such as serial:P7-1097.")
            }
            let ids = Set(try await desk.registrar.shelf.records(naming: thing))
            rows.removeAll { !ids.contains($0.id) }
        }
        var table = TextTable(
            ("hold", .left), ("type", .left), ("state", .left), ("since", .left),
            ("items", .right), ("why", .left))
        var holds: [RecordState] = []
        for row in rows {
            guard let hold = try await desk.registrar.record(row.id) else { continue }
            holds.append(hold)
            table.add(
                hold.id.text, hold.text("type") ?? "", hold.state.text,
                hold.openedAt.rfc3339Seconds, TextTable.number(hold.things("things").count),
                hold.text("reason") ?? hold.title)
        }
        output.result(
            holds.isEmpty ? "No hold stands." : table.text,
            [
                "schema": "witnessmark.holds/1",
                "holds": .array(holds.map { RecordText.json($0) }),
            ])
        return .ok
    }
}
