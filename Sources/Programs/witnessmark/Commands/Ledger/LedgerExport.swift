// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Ledger
import TransparencyLog

/// The log as files that any static web server can serve.
struct LedgerExport: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the log as static files (C2SP tlog-tiles) that any web server can serve.",
        discussion: """
            Example: witnessmark ledger export /srv/www/plant7.example/log-1

            Only headers are in it, no bodies and no names. A second run writes what is new.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The folder.") var folder: String

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.openForReading(self.plant.folder)
        let checkpoint = try plant.checkpoint()
        var export = LogExport(
            of: try LogReader(of: plant.journal, at: checkpoint), into: folder)
        var bar = ProgressBar(output)
        let written = try export.write { progress in
            bar.show(progress.written, of: progress.total, "files")
        }
        bar.clear()
        output.result(
            "\(checkpoint.head.size) entries in \(folder): \(TextTable.number(written)) files written, "
                + "checkpoint sealed \(checkpoint.sealedAt.rfc3339Seconds)",
            [
                "schema": "witnessmark.export/1", "folder": .string(folder),
                "size": .integer(Int64(clamping: checkpoint.head.size.value)),
                "files": .integer(Int64(clamping: written)),
            ])
        return .ok
    }
}
