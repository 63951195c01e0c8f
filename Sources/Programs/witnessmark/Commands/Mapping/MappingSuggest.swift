// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import Glibc
import Intake
import Ledger
import Spreadsheet

/// Drafts a mapping for a file.
struct MappingSuggest: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Draft a mapping for a file, with every doubt marked.",
        discussion: """
            Example: witnessmark mapping suggest movements.csv

            Columns are recognised by their headers in English, German, French and Spanish. Whatever
            the file alone does not settle stands in the draft as DOUBT, and a draft with a doubt cannot
            be approved. When an approved mapping knows the header already, its name is said too.

            Exit status: 0 drafted, 1 the file is no table.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The file: CSV, TSV or XLSX.") var file: String

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        guard let bytes = try DurableFile.read(file, atMost: Workbook.bytesMax) else {
            throw CommandFailure("WM-MAP-002", "There is no file \(file).", status: .notFound)
        }
        if FolderAccess.exists(plant.folder.settings) {
            let reading = try Wiring.openForReading(plant.folder)
            let library = MappingLibrary(folder: plant.folder, journal: reading.journal)
            let fitting = try library.inForce(warn: output.warn).filter {
                MappingFit(of: $0.mapping, to: bytes).isHeaderRecognised
            }
            if let first = fitting.first {
                output.talk(
                    "\(first.mapping.label) is approved and knows this header; see `witnessmark "
                        + "mapping show \(first.mapping.label)`. Here is a draft all the same.")
            }
        }
        let suggestion: MappingSuggestion
        do throws(WorkbookFault) {
            suggestion = try MappingSuggestion(bytes, named: file.lastPathPart)
        } catch {
            throw CommandFailure(
                error.code.uppercased(), "\(file): \(error.found); expected \(error.expected).")
        }
        output.result(
            suggestion.text,
            [
                "schema": "witnessmark.mapping-draft/1", "draft": .string(suggestion.text),
                "doubts": .integer(Int64(suggestion.doubts)),
            ])
        output.talk(
            "\(suggestion.doubts) doubts to decide. Then: witnessmark mapping check DRAFT \(file)")
        return .ok
    }
}
