// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Projections
import Quality
import Records
import Registrar

/// Records in a list.
struct RecordList: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List records, of one kind or all, open ones or by state, or about a thing.",
        discussion: """
            Examples:
              witnessmark record list --kind nonconformity --open
              witnessmark record list --about serial:P7-1042
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "A kind of record.") var kind: String?
    @Option(help: "A state of the kind.") var state: String?
    @Flag(help: "Only those that are not closed, cancelled or void.") var open = false
    @Option(help: ArgumentHelp("Only those that name a thing.", valueName: "kind:name"))
    var about: String?
    @Option(help: ArgumentHelp("Only those that point at a record.", valueName: "number"))
    var of: String?

    /// The most that one list shows.
    static let rowsMax = 10_000

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let desk = try await RecordDesk(
            reading: try Wiring.openForReading(plant.folder), output)
        let kind = try kind.map { try RecordDesk.kind($0).name }
        var rows = try await desk.trace.projection.read {
            try $0.records(of: kind, limit: RecordList.rowsMax)
        }
        if let about {
            guard case .thing(let thing)? = FieldType.thing([]).read(about) else {
                throw ValidationError("--about should be a thing such as lot:L-0417.")
            }
            let ids = Set(try await desk.registrar.shelf.records(naming: thing))
            rows.removeAll { !ids.contains($0.id) }
        }
        if let of {
            let ids = Set(try await desk.registrar.shelf.records(naming: try RecordDesk.id(of)))
            rows.removeAll { !ids.contains($0.id) }
        }
        if let state { rows.removeAll { !$0.state.text.hasSameBytes(as: state) } }
        if open { rows.removeAll { Self.status($0.kind, $0.state).isFinal } }
        var table = TextTable(
            ("number", .left), ("kind", .left), ("state", .left), ("status", .left),
            ("opened", .left), ("title", .left))
        for row in rows {
            table.add(
                row.id.text, row.kind.text, row.state.text,
                Self.status(row.kind, row.state).rawValue, row.openedAt.rfc3339Seconds, row.title)
        }
        output.result(
            rows.isEmpty ? "No records." : table.text,
            [
                "schema": "witnessmark.records/1",
                "records": .array(
                    rows.map { row in
                        [
                            "id": .string(row.id.text), "kind": .string(row.kind.text),
                            "state": .string(row.state.text),
                            "status": .string(Self.status(row.kind, row.state).rawValue),
                            "site": .string(row.site), "title": .string(row.title),
                            "openedAt": .string(row.openedAt.rfc3339),
                            "changedAt": .string(row.changedAt.rfc3339),
                        ]
                    }),
            ])
        return .ok
    }

    static func status(_ kind: KindName, _ state: StateName) -> Status {
        if state == Voided.state { return .cancelled }
        return QualityKinds.catalogue[kind]?.lifecycle.state(state)?.status ?? .inProgress
    }
}
