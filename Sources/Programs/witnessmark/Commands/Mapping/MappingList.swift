// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Canon
import EvidencePackage
import Ledger
import Spreadsheet

/// Lists the approved mappings.
struct MappingList: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the approved mappings; the last of a name is in force.",
        discussion: """
            Example: witnessmark mapping list --data /var/lib/witnessmark

            Exit status: 0 listed, also when there is none.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let reading = try Wiring.openForReading(plant.folder)
        let library = MappingLibrary(folder: plant.folder, journal: reading.journal)
        let all = try library.all(warn: output.warn)
        var table = TextTable(
            ("mapping", .left), ("entry", .right), ("reads", .left), ("title", .left))
        for approved in all {
            table.add(
                approved.mapping.label, String(approved.position), approved.mapping.file.kindName,
                approved.mapping.title)
        }
        output.result(
            all.isEmpty ? "No mapping is approved." : table.text,
            [
                "schema": "witnessmark.mappings/1",
                "mappings": .array(
                    all.map {
                        [
                            "name": .string($0.mapping.name),
                            "revision": .string($0.mapping.revision),
                            "sha256": .string($0.mapping.digest.hex),
                            "entry": .integer(Int64(clamping: $0.position)),
                            "title": .string($0.mapping.title),
                        ]
                    }),
            ])
        return .ok
    }
}

/// Prints an approved mapping.
struct MappingShow: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print an approved mapping, with who approved it and why.",
        discussion: """
            Example: witnessmark mapping show erp-movements@3

            Exit status: 0 printed, 5 no such mapping is approved.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "Its name, or name@revision.") var mapping: String

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let reading = try Wiring.openForReading(plant.folder)
        let library = MappingLibrary(folder: plant.folder, journal: reading.journal)
        let approved = try library.mapping(mapping, warn: output.warn)
        let path = library.path(of: approved.mapping.label)
        let bytes = try DurableFile.read(path, atMost: SpreadsheetMapping.bytesMax) ?? []
        let text = String(decoding: bytes, as: UTF8.self)
        let entry = try reading.journal.entries(in: approved.position..<approved.position + 1)[0]
        let content = try entry.entry.content.map { try JSON(parsing: $0.body) }
        let person = try entry.entry.person.map { try JSON(parsing: $0.body) }
        let by = person?["by"]?.text ?? "somebody whose name was erased"
        let reason = content?["reason"]?.text ?? "erased"
        output.talk(
            "\(approved.mapping.label), approved by \(by) (entry \(approved.position)): \(reason)")
        output.result(
            text.trimmed,
            [
                "schema": "witnessmark.mapping/1", "mapping": .string(text), "by": .string(by),
                "reason": .string(reason), "entry": .integer(Int64(clamping: approved.position)),
                "sha256": .string(approved.mapping.digest.hex),
            ])
        return .ok
    }
}

extension FileRules {
    /// What kind of file, in a word.
    var kindName: String {
        switch kind {
        case .workbook: "xlsx"
        case .delimited(let dialect): dialect.delimiter == 0x09 ? "tsv" : "csv"
        }
    }
}
