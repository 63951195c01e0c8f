// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Ledger
import TransparencyLog

/// The newest checkpoint.
struct LedgerCheckpoint: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Print the newest checkpoint, a C2SP signed note.",
        discussion: """
            Examples:
              witnessmark ledger checkpoint
              witnessmark ledger checkpoint --all --json
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "List every checkpoint ever sealed, smallest first.")
    var all = false

    /// How many checkpoints are read at a time.
    private static let pageSize = 256

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.openForReading(self.plant.folder)
        guard all else {
            let checkpoint = try plant.checkpoint()
            var note = String(decoding: checkpoint.note, as: UTF8.self)
            if note.hasSuffix("\n") { note.removeLast() }
            output.result(note, LedgerCheckpoint.json(checkpoint))
            return .ok
        }
        var size: UInt64?
        while true {
            let page = try plant.journal.checkpoints(
                after: size, limit: LedgerCheckpoint.pageSize)
            for checkpoint in page {
                if output.isJSON {
                    output.line(LedgerCheckpoint.json(checkpoint))
                } else {
                    output.line(
                        "\(checkpoint.head.size)  \(checkpoint.sealedAt.rfc3339Seconds)  "
                            + checkpoint.head.root.base64)
                }
            }
            guard let last = page.last else { return .ok }
            size = last.head.size.value
        }
    }

    private static func json(_ checkpoint: SealedCheckpoint) -> JSON {
        [
            "schema": "witnessmark.checkpoint/1",
            "size": .integer(Int64(clamping: checkpoint.head.size.value)),
            "root": .string(checkpoint.head.root.hex),
            "sealedAt": .string(checkpoint.sealedAt.rfc3339),
            "note": .string(String(decoding: checkpoint.note, as: UTF8.self)),
        ]
    }
}
