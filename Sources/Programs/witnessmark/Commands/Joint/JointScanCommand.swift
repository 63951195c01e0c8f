// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Projections
import Quality
import Records
import Registrar

/// Evaluates the trigger rules, and opens a candidate for each new hit.
struct JointScanCommand: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract:
            "Evaluate the trigger rules; each new hit opens a candidate that a person decides.",
        discussion: """
            Example: witnessmark joint scan --dry-run

            A rule never declares a joint case: it opens a candidate with its evidence. A person
            declares it (`record open joint-case --link because-of=JQC-…`) or dismisses it with a
            reason. The same hit is never opened twice, so this may run as often as one likes.

            Exit status: 0 done.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Say what would be opened, and open nothing.") var dryRun = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.open(self.plant.folder)
        let dryRun = dryRun
        let found = try await plant.working(output) {
            try await JointScan.run(
                at: try await RecordDesk(workingOn: plant, output), plant, output,
                isDryRun: dryRun)
        }
        var table = TextTable(
            ("candidate", .left), ("rule", .left), ("asks to", .left), ("why", .left))
        for item in found {
            table.add(
                item.candidate.text + (item.isNew ? "" : " (before)"),
                "\(item.hit.rule) \(item.hit.revision)", item.hit.action.rawValue, item.hit.why)
        }
        output.result(
            found.isEmpty ? "No rule is met." : table.text,
            [
                "schema": "witnessmark.joint-scan/1",
                "hits": .array(
                    found.map { item in
                        [
                            "candidate": .string(item.candidate.text), "isNew": .bool(item.isNew),
                            "rule": .string(item.hit.rule),
                            "revision": .string(item.hit.revision),
                            "action": .string(item.hit.action.rawValue),
                            "why": .string(item.hit.why),
                            "entries": .array(
                                item.hit.entries.map { .integer(Int64(clamping: $0)) }),
                        ]
                    }),
            ])
        return plant.unsealedStatus ?? .ok
    }
}

/// The trigger rules as they are in force.
struct JointRulesCommand: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the trigger rules in force, with their revisions and parameters.",
        discussion: """
            Example: witnessmark joint rules

            A rule is the built-in one until the plant puts a revision of its own in force: a record of
            the kind trigger-rule, signed by quality and security.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let desk = try await RecordDesk(
            reading: try Wiring.openForReading(plant.folder), output)
        let rows = try await desk.trace.projection.read {
            try $0.records(of: "trigger-rule", limit: RecordList.rowsMax)
        }
        var own: [RecordState] = []
        for row in rows {
            if let record = try await desk.registrar.record(row.id) { own.append(record) }
        }
        let rules = TriggerCriteria.inForce(among: own, at: .now)
        var table = TextTable(
            ("rule", .left), ("revision", .left), ("asks to", .left), ("criterion", .left))
        for rule in rules {
            table.add(
                rule.criterion.rule, rule.revision, rule.action.rawValue, rule.criterion.title)
        }
        output.result(
            table.text,
            [
                "schema": "witnessmark.joint-rules/1",
                "rules": .array(
                    rules.map { rule in
                        [
                            "rule": .string(rule.criterion.rule),
                            "revision": .string(rule.revision),
                            "action": .string(rule.action.rawValue),
                            "criterion": .string(rule.criterion.criterion),
                            "parameters": .array(rule.parameters.written.map { .string($0) }),
                            "record": rule.record.map { .string($0.text) } ?? nil,
                        ]
                    }),
            ])
        return .ok
    }
}
