// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import EvidencePackage
import Ledger
import TransparencyLog

/// The newest entries, a line each.
struct LedgerTail: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Print the newest entries, a line each; -f goes on as they come.",
        discussion: """
            Examples:
              witnessmark ledger tail -n 20
              witnessmark ledger tail --from 0 --json > headers.ndjson

            With --json each line is an entry's header with its position and leaf hash.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Option(name: [.customShort("n"), .long], help: "How many entries.")
    var count: UInt64 = 10

    @Option(help: ArgumentHelp("Begin at this position instead.", valueName: "position"))
    var from: UInt64?

    @Flag(name: .shortAndLong, help: "Go on printing as entries come; Ctrl-C ends it.")
    var follow = false

    @Option(help: ArgumentHelp("Of these, only entries of this type.", valueName: "type"))
    var type: String?

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.openForReading(self.plant.folder)
        let size = try plant.journal.head().size.value
        var position = from ?? (size > count ? size - count : 0)
        let end = from == nil ? nil : position.addingReportingOverflow(count).partialValue
        while true {
            let size = try plant.journal.head().size.value
            let last = from != nil && !follow ? min(size, end ?? size) : size
            while position < last {
                for logged in try plant.journal.entries(in: position..<last) {
                    position = logged.position + 1
                    if let type, !type.hasSameBytes(as: logged.entry.kind) { continue }
                    try print(logged, output)
                }
            }
            guard follow else { return .ok }
            try await Task.sleep(for: .milliseconds(300))
        }
    }

    private func print(_ logged: LoggedEntry, _ output: Output) throws {
        let entry = try Entry(parsing: logged.entry.header)
        if output.isJSON {
            output.line([
                "schema": "witnessmark.header/1",
                "position": .integer(Int64(clamping: logged.position)),
                "leaf": .string(logged.entry.leaf.hex),
                "header": try JSON(parsing: logged.entry.header),
            ])
        } else {
            output.line(
                "\(logged.position)  \(entry.received.rfc3339Seconds)  \(entry.type.text)  "
                    + "\(entry.source)  \(entry.event)")
        }
    }
}
