// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Projections
import Quality
import Records
import Registrar

/// The earlier nonconformities that one may be a repetition of.
struct RecordRecurrence: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "recurrence",
        abstract: "Show earlier nonconformities that one may be a repetition of.",
        discussion: """
            Example: witnessmark record recurrence NC-2026-0007

            Two nonconformities are alike in their part, characteristic, defect codes and equipment. How
            many of these must agree, and how far back is looked, are defaults of this program: no
            standard gives numbers. The newest \(RecordList.rowsMax) nonconformities are looked at.

            Exit status: 0 done, whatever was found; 5 there is no such nonconformity.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The nonconformity.") var record: String
    @Option(help: ArgumentHelp("How far back is looked, in days.", valueName: "days"))
    var window: Int = Int(Recurrence.vendorDefault.windowDays)
    @Option(help: ArgumentHelp("How many signs must agree, from 1 to 4.", valueName: "n"))
    var signs: Int = Recurrence.vendorDefault.signsMin

    func validate() throws {
        guard (1...36_500).contains(window) else {
            throw ValidationError("--window should be from 1 to 36500 days.")
        }
        guard (1...Recurrence.Sign.allCases.count).contains(signs) else {
            throw ValidationError("--signs should be from 1 to 4.")
        }
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let desk = try await RecordDesk(
            reading: try Wiring.openForReading(plant.folder), output)
        let asked = try await desk.record(record)
        guard asked.kind == "nonconformity" else {
            throw CommandFailure(
                "WM-REC-007", "\(asked.id) is no nonconformity, but a \(title(of: asked.kind)).",
                remedy: "`witnessmark record list --kind nonconformity` names them.",
                status: .notFound)
        }
        let rows = try await desk.trace.projection.read {
            try $0.records(of: "nonconformity", limit: RecordList.rowsMax)
        }
        var others: [RecordState] = []
        for row in rows where row.id != asked.id {
            if let other = try await desk.registrar.record(row.id) { others.append(other) }
        }
        let recurrence = Recurrence(
            windowDays: Int64(window), signsMin: signs,
            earlierMin: Recurrence.vendorDefault.earlierMin)
        let found = recurrence.earlier(than: asked, among: others)
        let titles = Dictionary(
            others.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        output.result(
            text(found, titles, asked),
            [
                "schema": "witnessmark.recurrence/1", "record": .string(asked.id.text),
                "isRecurrence": .bool(recurrence.isRecurrence(found)),
                "signsMin": .integer(Int64(signs)), "windowDays": .integer(Int64(window)),
                "earlier": .array(
                    found.map { match in
                        [
                            "record": .string(match.record.text),
                            "title": .string(titles[match.record] ?? ""),
                            "detectedAt": .string(match.detectedAt.rfc3339),
                            "signs": .array(match.signs.map { .string($0.rawValue) }),
                        ]
                    }),
            ])
        return .ok
    }

    private func title(of kind: KindName) -> String {
        QualityKinds.catalogue[kind]?.title ?? kind.text
    }

    private func text(
        _ found: [Recurrence.Match], _ titles: [RecordID: String], _ asked: RecordState
    ) -> String {
        guard !found.isEmpty else {
            return "No earlier nonconformity within \(window) days agrees with \(asked.id) in "
                + (signs == 1 ? "a sign." : "\(signs) signs.")
        }
        var table = TextTable(
            ("earlier", .left), ("detected", .left), ("agrees in", .left), ("title", .left))
        for match in found {
            table.add(
                match.record.text, match.detectedAt.rfc3339Seconds,
                match.signs.map(\.rawValue).joined(separator: ", "), titles[match.record] ?? "")
        }
        return table.text
    }
}
