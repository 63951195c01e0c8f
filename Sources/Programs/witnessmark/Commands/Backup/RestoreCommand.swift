// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Ledger
import TransparencyLog

/// Puts a backup into an empty folder.
struct RestoreCommand: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract:
            "Restore a backup into an empty folder, and say whether the log may go on from it.",
        discussion: """
            Example: witnessmark restore plant7.wmb --into /var/lib/witnessmark --anchor /mnt/other/anchor

            Give the anchor that outlived the loss: entries that were sealed after the backup was
            made are then missed, and the log does not start without them. With --dry-run nothing is
            written.

            Exit status: 0 restored, 6 restored but the log will not start from it, 10 the backup is
            damaged.
            """)

    @OptionGroup var output: OutputOptions
    @Argument(help: "The backup.") var file: String
    @Option(help: ArgumentHelp("The folder, empty or not there yet.", valueName: "folder"))
    var into: String
    @Option(help: ArgumentHelp("The anchor that outlived the loss.", valueName: "path"))
    var anchor: String?
    @Flag(help: "Only say what would be done.") var dryRun = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let restore = Wiring.restore(from: file)
        if dryRun {
            let description = try restore.describe()
            try restore.requireEmpty(into)
            output.result(
                """
                \(file) of \(description.created.rfc3339Seconds) would be restored into \(into):
                \(description.head.size) entries of \(description.logKey.name), checkpoint over \
                \(description.checkpointSize)
                """,
                [
                    "schema": "witnessmark.restore-plan/1", "file": .string(file),
                    "into": .string(into),
                    "size": .integer(Int64(clamping: description.head.size.value)),
                ])
            return .ok
        }
        var bar = ProgressBar(output)
        let report = try restore.restore(
            into: into, anchor: anchor.map { AnchorFile(path: $0) },
            progress: { bar.show($0, of: 0, "restoring") })
        bar.clear()
        if !report.description.holdsPrivateKey {
            output.talk("The private key is not in the backup: put log.key back into \(into).")
        }
        return RestoreText.tell(report, of: file, output)
    }
}

/// How a check or a restoration of a backup is told.
enum RestoreText {
    static func tell(_ report: Restore.Report, of file: String, _ output: Output) -> ExitStatus {
        var lines = [
            "\(file): \(report.description.head.size) entries, "
                + "\(TextTable.number(report.files)) files, "
                + "\(TextTable.number(report.bytes)) bytes, made "
                + report.description.created.rfc3339Seconds
        ]
        lines += report.findings.map { "  CHANGED: \($0)" }
        if let refusal = report.refusal {
            lines.append("  The log will not start from it. \(refusal)")
        }
        if report.findings.isEmpty, report.refusal == nil {
            lines.append("  every file as it was, the log is whole and may go on from it")
        }
        output.result(
            lines.joined(separator: "\n"),
            [
                "schema": "witnessmark.restore/1", "file": .string(file),
                "size": .integer(Int64(clamping: report.description.head.size.value)),
                "files": .integer(Int64(clamping: report.files)),
                "findings": .array(report.findings.map { .string("\($0)") }),
                "refusal": report.refusal.map { .string("\($0)") } ?? nil,
            ])
        if !report.findings.isEmpty { return .verificationFailed }
        return report.refusal == nil ? .ok : .conflict
    }
}
