// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Records
import Registrar

/// Attaches a file to a record.
struct RecordAttach: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach",
        abstract: "Attach a file to a record; its bytes are kept under their digest.",
        discussion: """
            Example: witnessmark record attach NC-2026-0001 photo.jpg --note "bore, from the left"

            Exit status: 0 attached, 20 a rule says no.
            """)

    @Argument(help: "The record's number.") var record: String
    @Argument(help: "The file.") var file: String
    @Option(help: "What it shows.") var note: String?
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(record)
        let (file, note, work) = (file, note, work)
        return try await RecordWork.run(work, output) { docket, _, _, plant in
            let keeping = FileKeeping(originals: plant.originals, isDryRun: work.dryRun)
            try await docket.run(
                .attach(try keeping.reference(to: file), note: note), on: id,
                reason: work.reason, seeing: work.seen)
        }
    }
}
