// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Glibc
import Ledger
import TransparencyLog

/// Copies of a plant, made while it works, and checked before they are needed.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy a plant while it works, and check copies.",
        subcommands: [BackupCreate.self, BackupVerify.self])
}

struct BackupCreate: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Write a backup: one tar file with the log, originals and packages.",
        discussion: """
            Example: witnessmark backup create /mnt/nas/plant7-2026-11-21.wmb

            The plant may go on working. The sealing key is left out unless you ask for it; keep it
            apart, where nobody can read it.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The new file.") var file: String
    @Flag(help: "Put the log's private key into the backup too.") var withKey = false

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let plant = try Wiring.openForReading(self.plant.folder)
        let parent = FolderAccess.parent(of: file)
        guard FolderAccess.exists(parent) else {
            throw CommandFailure(
                "WM-FILE-004", "\(file) cannot be written: \(parent) is not there.",
                remedy: "Make that folder, or choose another.", status: .notFound)
        }
        let writer = BackupWriter(
            BackupWriter.Contents(
                folder: plant.folder.path, database: "ledger.db",
                // Sealed under passwords; without them nobody could sign in after a restore.
                folders: ["originals", "quarantine", "packages", "mappings", "credentials"],
                files: ["log.vkey", "plant.json", PlantFolder.timestampRootsName],
                privateKey: withKey ? "log.key" : nil),
            of: plant.journal, logKey: plant.key)
        var bar = ProgressBar(output)
        var last = BackupWriter.Progress?.none
        let description = try writer.write(
            to: file, at: .now,
            opening: { path throws(JournalError) in try Wiring.journal(at: path) },
            progress: { progress in
                last = progress
                bar.show(progress.bytes, of: 0, "\(progress.files) files")
            })
        bar.clear()
        output.result(
            """
            \(file): \(description.head.size) entries, \
            \(TextTable.number((last?.files ?? 0) + 1)) files, \
            \(TextTable.number(last?.bytes ?? 0)) bytes\
            \(description.holdsPrivateKey ? ", with the private key" : "")
            Next: witnessmark backup verify \(file)
            """,
            [
                "schema": "witnessmark.backup/1", "file": .string(file),
                "size": .integer(Int64(clamping: description.head.size.value)),
                "root": .string(description.head.root.hex),
                "privateKey": .bool(description.holdsPrivateKey),
            ])
        return .ok
    }
}

struct BackupVerify: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a backup from end to end without restoring it.",
        discussion: """
            Examples:
              witnessmark backup verify plant7.wmb
              witnessmark backup verify plant7.wmb --anchor /mnt/other/anchor

            With the anchor it is also seen whether entries were sealed after the backup was made.

            Exit status: 0 everything is as it was written, 10 something is not.
            """)

    @OptionGroup var output: OutputOptions
    @Argument(help: "The backup.") var file: String
    @Option(help: ArgumentHelp("The anchor to compare with.", valueName: "path")) var anchor:
        String?

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let scratch = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var bar = ProgressBar(output)
        let report = try Wiring.restore(from: file).verify(
            scratch: scratch, anchor: anchor.map { AnchorFile(path: $0) },
            progress: { bar.show($0, of: 0, "checking") })
        bar.clear()
        return RestoreText.tell(report, of: file, output)
    }
}
