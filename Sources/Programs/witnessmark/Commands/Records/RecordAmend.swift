// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Records
import Registrar

/// Changes fields of a record, with a reason.
struct RecordAmend: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "amend",
        abstract: "Change fields of a record; old and new values are both kept.",
        discussion: """
            Examples:
              witnessmark record amend NC-2026-0001 --set class=major --reason "12 parts, not 2"
              witnessmark record amend NC-2026-0001 --add things=serial:P7-1044 --reason "one more"

            --set field= empties a field. Signatures on the version before no longer count.

            Exit status: 0 amended, 20 a rule says no.
            """)

    @Argument(help: "The record's number.") var record: String
    @Option(
        help: ArgumentHelp("Adds values to a field that holds several.", valueName: "field=value"))
    var add: [String] = []
    @OptionGroup var input: RecordInput
    @OptionGroup var work: RecordWorkOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let id = try RecordDesk.id(record)
        let document = try input.document()
        let (input, work, add) = (input, work, add)
        return try await RecordWork.run(work, output) { docket, desk, _, plant in
            let record = try await desk.record(id.text)
            guard let kind = desk.registrar.kinds[record.kind] else {
                throw Refusal(.unknownKind(record.kind))
            }
            let keeping = FileKeeping(originals: plant.originals, isDryRun: work.dryRun)
            var changes = try input.changes(of: kind, document, keepingFilesIn: keeping)
            changes += try Self.additions(add, to: record, kind, keeping)
            try await docket.run(
                .amend(changes), on: id, reason: work.reason ?? document.reason,
                seeing: work.seen)
        }
    }

    /// The lists with what is added to them.
    private static func additions(
        _ texts: [String], to record: RecordState, _ kind: Kind, _ keeping: FileKeeping
    ) throws -> [FieldChange] {
        var input = RecordInput()
        input.set = texts
        let added = try input.changes(of: kind, RecordDocument(), keepingFilesIn: keeping)
        return added.map { change in
            guard let value = change.value else { return change }
            let before = record[change.field]?.elements ?? []
            return FieldChange(
                change.field, .list(before + value.elements.filter { !before.contains($0) }))
        }
    }
}
