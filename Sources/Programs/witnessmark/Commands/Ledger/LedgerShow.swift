// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import EvidencePackage
import Ledger
import TransparencyLog

/// One entry, opened.
struct LedgerShow: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print one entry: its header, what it commits to, and its bodies.",
        discussion: """
            Example: witnessmark ledger show 42

            Exit status: 0 done, 5 there is no such entry.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The entry's position, from 0.") var position: UInt64

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.openForReading(self.plant.folder)
        let size = try plant.journal.head().size
        guard position < size.value,
            let logged = try plant.journal.entries(in: position..<position + 1).first
        else {
            throw LedgerShow.missing(position, of: size)
        }
        let entry = logged.entry
        var members: [JSON.Member] = [
            .init("schema", "witnessmark.entry/1"),
            .init("position", .integer(Int64(clamping: position))),
            .init("leaf", .string(entry.leaf.hex)),
            .init("header", try JSON(parsing: entry.header)),
        ]
        var lines = [
            "entry     \(position) of \(size)", "leaf      \(entry.leaf)",
            "header    " + String(decoding: entry.header, as: UTF8.self),
        ]
        for bodyClass in BodyClass.allCases {
            guard let opening = entry.opening(of: bodyClass) else { continue }
            let name = bodyClass.rawValue
            members.append(
                .init(
                    name,
                    ["salt": .string(opening.salt.hex), "body": try JSON(parsing: opening.body)]))
            let label = name + String(repeating: " ", count: max(1, 10 - name.count))
            lines.append(label + String(decoding: opening.body, as: UTF8.self))
        }
        output.result(lines.joined(separator: "\n"), .object(members))
        return .ok
    }

    /// What is said when somebody asks for an entry beyond the end.
    static func missing(_ position: UInt64, of size: TreeSize) -> CommandFailure {
        let whole =
            switch size.value {
            case 0: "The log has no entry yet."
            case 1: "The log has one entry, number 0."
            case let count: "The log has \(count) entries, numbers 0 to \(count - 1)."
            }
        return CommandFailure(
            "WM-LOG-004", "There is no entry \(position).", remedy: whole, status: .notFound)
    }
}
