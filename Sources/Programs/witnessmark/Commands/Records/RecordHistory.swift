// SPDX-License-Identifier: Apache-2.0
import Access
import ArgumentParser
import Canon
import Records
import Registrar

/// Everything that was done to a record, from its entries alone.
struct RecordHistory: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show every act on a record: who, as what, when, why, old and new values.",
        discussion: """
            Example: witnessmark record history NC-2026-0001

            Exit status: 0 done, 5 there is no such record.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The record's number.") var record: String

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let desk = try await RecordDesk(
            reading: try Wiring.openForReading(plant.folder), output)
        let id = try await desk.record(record).id
        let acts = try await desk.registrar.history(of: id)
        output.result(
            acts.map(Self.text).joined(separator: "\n"),
            [
                "schema": "witnessmark.record-history/1", "record": .string(id.text),
                "acts": .array(acts.map(Self.json)),
            ])
        return .ok
    }

    private static func text(_ logged: LoggedAct) -> String {
        let act = logged.act
        let stamp = act.stamp
        var lines = [
            "\(act.number)  \(stamp.at.rfc3339Seconds) (\(stamp.zone))  "
                + "\(stamp.printedName ?? "name withheld") (\(stamp.person), \(stamp.role.title)"
                + (stamp.onBehalfOf.map { ", for \($0)" } ?? "") + ")  entry \(logged.position)",
            "     \(act.deed.phrase)",
        ]
        if let cause = stamp.cause {
            lines.append("     by rule \(cause.rule) revision \(cause.revision)")
        }
        for change in act.deed.changes {
            let old = change.old?.written ?? "nothing"
            let new = change.new?.written ?? "nothing"
            lines.append("     \(change.field): \(old) → \(new)")
        }
        if case .transitioned(_, _, _, let justifications, _) = act.deed {
            lines += justifications.map { "     in spite of \($0.guardName): \($0.reason)" }
        }
        if let reason = stamp.reason { lines.append("     because: \(reason)") }
        return lines.joined(separator: "\n")
    }

    private static func json(_ logged: LoggedAct) -> JSON {
        var members = logged.act.content.members ?? []
        members.append(.init("deed", .string(logged.act.deed.name)))
        members.append(.init("entry", .integer(Int64(clamping: logged.position))))
        if let name = logged.act.stamp.printedName {
            members.append(.init("printedName", .string(name)))
        }
        return .object(members)
    }
}

/// What changed in a record between two acts.
struct RecordDiff: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what changed in a record between two of its acts.",
        discussion: """
            Example: witnessmark record diff NC-2026-0001 --from 1 --to 7
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The record's number.") var record: String
    @Option(help: "As it was after this act.") var from = 1
    @Option(help: "As it was after that act; now, if not given.") var to: Int?

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let desk = try await RecordDesk(
            reading: try Wiring.openForReading(plant.folder), output)
        let id = try await desk.record(record).id
        let acts = try await desk.registrar.history(of: id)
        let first = try RecordState(replaying: acts.prefix(max(from, 1)))
        let second = try RecordState(replaying: acts.prefix(max(to ?? acts.count, 1)))
        let names = Set(first.values.keys).union(second.values.keys).sorted()
        let changes = names.filter { first[$0] != second[$0] }
        var lines = ["\(id): act \(first.actCount) → act \(second.actCount)"]
        if first.state != second.state { lines.append("  state: \(first.state) → \(second.state)") }
        for name in changes {
            lines.append("  \(name)")
            lines.append("    - \(first[name]?.written ?? "nothing")")
            lines.append("    + \(second[name]?.written ?? "nothing")")
        }
        output.result(
            lines.joined(separator: "\n"),
            [
                "schema": "witnessmark.record-diff/1", "record": .string(id.text),
                "from": .integer(Int64(first.actCount)), "to": .integer(Int64(second.actCount)),
                "states": .array([.string(first.state.text), .string(second.state.text)]),
                "fields": .array(
                    changes.map { name in
                        var members: [JSON.Member] = [.init("field", .string(name))]
                        if let old = first[name] { members.append(.init("old", old.json)) }
                        if let new = second[name] { members.append(.init("new", new.json)) }
                        return .object(members)
                    }),
            ])
        return .ok
    }
}
