// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Projections
import Quality
import Records
import Registrar

/// How well other systems are joined with this one, system by system and link by link.
struct JointMaturity: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "maturity",
        abstract: "Show how well each system is joined, and when each site is to rehearse.",
        discussion: """
            Example: witnessmark joint maturity --site plant7

            Levels: 0 manual, 1 file import, 2 one way, 3 two ways, 4 reconciled by events. A system
            without an entry in the register (kind system-register-entry) is shown by its links alone.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "Only this site.") var site: String?

    /// The links to one system from the records of one site.
    private struct Links {
        var counts: [SystemLink.Maturity: Int] = [:]
        var broken = 0
        var unchecked = 0
    }

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let desk = try await RecordDesk(
            reading: try Wiring.openForReading(plant.folder), output)
        let rows = try await desk.trace.projection.read {
            try $0.records(of: nil, limit: RecordList.rowsMax)
        }
        var links: [String: Links] = [:]
        var systems: [RecordState] = []
        var sites: Set<String> = []
        var book = RecordBook(QualityKinds.catalogue)
        for row in rows {
            if let site, !row.site.hasSameBytes(as: site) { continue }
            guard let record = try await desk.registrar.record(row.id) else { continue }
            // A candidate may stand for every site.
            if record.kind != "joint-candidate" { sites.insert(record.site) }
            if record.kind == "drill" { book[record.id] = record }
            if record.kind == "system-register-entry" { systems.append(record) }
            for linked in record.systemLinks {
                let key = "\(record.site)  \(linked.link.key.system)"
                links[key, default: Links()].counts[linked.link.maturity, default: 0] += 1
                switch linked.lastCheck?.result {
                case .mutual: break
                case nil: links[key, default: Links()].unchecked += 1
                case .oneWay, .broken, .unreachable, .conflict:
                    links[key, default: Links()].broken += 1
                }
            }
        }
        let drills = sites.sorted().map { ($0, Drills.nextDue(at: $0, in: book)) }
        output.result(
            text(systems, links, drills),
            [
                "schema": "witnessmark.maturity/1",
                "systems": .array(
                    systems.map { system in
                        [
                            "record": .string(system.id.text), "title": .string(system.title),
                            "site": .string(system.site),
                            "integration": .string(system.text("integration") ?? "not said"),
                        ]
                    }),
                "drills": .array(
                    drills.map { site, due in
                        [
                            "site": .string(site),
                            "nextDue": due.map { .string($0.rfc3339Seconds) } ?? .null,
                        ]
                    }),
                "links": .array(
                    links.keys.sorted().map { key in
                        let parts = key.split(separator: " ", maxSplits: 1)
                        return [
                            "site": .string(String(parts.first ?? "")),
                            "system": .string(String(parts.last ?? "").trimmed),
                            "broken": .integer(Int64(links[key]?.broken ?? 0)),
                            "neverChecked": .integer(Int64(links[key]?.unchecked ?? 0)),
                        ]
                    }),
            ])
        return .ok
    }

    private func text(
        _ systems: [RecordState], _ links: [String: Links], _ drills: [(String, Instant?)]
    ) -> String {
        var lines: [String] = []
        var table = TextTable(("system", .left), ("site", .left), ("joined", .left))
        for system in systems {
            table.add(system.title, system.site, system.text("integration") ?? "not said")
        }
        lines.append(table.isEmpty ? "No system is in the register." : table.text)
        var joined = TextTable(
            ("site and system", .left), ("noted", .right), ("checked", .right),
            ("synchronised", .right), ("broken", .right), ("never looked at", .right))
        for key in links.keys.sorted() {
            guard let found = links[key] else { continue }
            joined.add(
                key, "\(found.counts[.noted] ?? 0)", "\(found.counts[.checked] ?? 0)",
                "\(found.counts[.synchronised] ?? 0)", "\(found.broken)", "\(found.unchecked)")
        }
        lines.append(joined.isEmpty ? "No record is linked with another system." : joined.text)
        let rehearsals = drills.map { site, due in
            "\(site): "
                + (due.map { "the next drill is due by \($0.rfc3339Seconds)." }
                    ?? "no drill was held and evaluated; one is due.")
        }
        if !rehearsals.isEmpty { lines.append(rehearsals.joined(separator: "\n")) }
        return lines.joined(separator: "\n\n")
    }
}
