// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Assembly
import Canon
import Intake
import Ledger

/// Rebuilds everything from the entries and names what was changed.
struct FsckCommand: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: "Rebuild everything from the entries, compare, and name what was changed.",
        discussion: """
            Example: witnessmark fsck

            Checks headers, bodies against commitments, leaf hashes, tiles, head, checkpoints, event
            index, the database's own tables, originals, files in quarantine, anchor, and the read
            models against ones that are made anew in a temporary folder (TMPDIR). Reads only.

            Exit status: 0 everything is as it was written, 10 something is not.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.openForReading(self.plant.folder)
        let check = Fsck(
            of: plant.journal, anchor: plant.anchor, key: plant.key,
            originals: StoredOriginals(plant.originals, quarantine: plant.quarantine))
        var bar = ProgressBar(output)
        var report = try check.run { progress in
            bar.show(progress.done, of: progress.total, progress.stage.rawValue)
        }
        try await checkReadModels(of: plant, &report, &bar)
        bar.clear()
        output.result(FsckCommand.text(report), FsckCommand.json(report))
        return report.isClean ? .ok : .verificationFailed
    }

    private func checkReadModels(
        of plant: PlantOnRead, _ report: inout FsckReport, _ bar: inout ProgressBar
    ) async throws {
        let differences: [String]
        do {
            differences = try await Wiring.readModelDifferences(
                of: plant.folder, following: plant.journal
            ) { bar.show($0, of: $1, "read models") }
        } catch  where !report.isClean {
            // They follow from a log that is not as it was written, which has been said.
            return
        }
        for difference in differences {
            let remedy = "remove \(plant.folder.projections) and they are made again"
            report.add(FsckFinding(.readModels, "\(difference); \(remedy)"))
        }
    }

    private static func text(_ report: FsckReport) -> String {
        let read =
            "\(TextTable.number(report.entries)) entries, \(TextTable.number(report.tiles)) tiles, "
            + "\(TextTable.number(report.checkpoints)) checkpoints, "
            + "\(TextTable.number(report.events)) events, "
            + "\(TextTable.number(report.originals)) originals"
        if report.isClean { return "clean: \(read)" }
        let listed = report.findings.map { "  \($0)" }
        let more = report.findingCount - UInt64(report.findings.count)
        return
            (["CHANGED: \(Int(clamping: report.findingCount).counted("finding")) in \(read)"]
            + listed
            + (more > 0 ? ["  and \(more) more"] : [])).joined(separator: "\n")
    }

    private static func json(_ report: FsckReport) -> JSON {
        [
            "schema": "witnessmark.fsck/1", "clean": .bool(report.isClean),
            "entries": .integer(Int64(clamping: report.entries)),
            "tiles": .integer(Int64(clamping: report.tiles)),
            "checkpoints": .integer(Int64(clamping: report.checkpoints)),
            "events": .integer(Int64(clamping: report.events)),
            "originals": .integer(Int64(clamping: report.originals)),
            "findingCount": .integer(Int64(clamping: report.findingCount)),
            "findings": .array(
                report.findings.map {
                    [
                        "code": .string($0.code), "place": .string("\($0.place)"),
                        "problem": .string($0.problem),
                    ]
                }),
        ]
    }
}
