// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Intake
import Reading
import Spreadsheet

/// What a person decides about the spreadsheets among the files that are taken in.
struct SpreadsheetOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read spreadsheets by this approved mapping; without a revision, by the one in force.",
            valueName: "name@revision"))
    var mapping: String?

    @Option(
        help: ArgumentHelp(
            "With --check: write a workbook with the rows, their bad cells marked, and all problems.",
            valueName: "file.xlsx"))
    var errors: String?

    /// The mapping for each file; `nil` for those that are no spreadsheets.
    ///
    /// All are chosen before anything is taken in, so that a question stops nothing half-way.
    func choose(
        _ files: [String], in plant: Plant, format: String?, isCheck: Bool, _ output: Output
    ) throws -> [SpreadsheetMapping?] {
        if let format {
            guard mapping == nil else { throw ValidationError("--mapping goes without --format.") }
            guard format == SpreadsheetFormat.name else { return files.map { _ in nil } }
        }
        guard errors == nil || isCheck else {
            throw ValidationError("--errors goes with --check.")
        }
        guard errors == nil || files.count == 1 else {
            throw ValidationError("--errors is for one file at a time.")
        }
        let library = MappingLibrary(folder: plant.folder, journal: plant.journal)
        let choice = try MappingChoice(library, wanted: mapping, warn: output.warn)
        return try files.map { file in
            let mapping = try choice.mapping(for: file, formats: Wiring.formats)
            if let mapping, self.mapping == nil {
                output.talk("\(file): read by the approved mapping \(mapping.label)")
            }
            return mapping
        }
    }

    /// Writes the workbook of errors that was asked for.
    func writeErrors(
        of files: some Sequence<(String, SpreadsheetMapping?)>, _ options: ReadingOptions,
        _ output: Output
    ) throws {
        guard let errors else { return }
        for (file, mapping) in files {
            guard let mapping, file != "-" else {
                throw CommandFailure(
                    "WM-MAP-008",
                    "\(file) is no spreadsheet file, so there is no workbook of errors.",
                    status: .usage)
            }
            let source = SpreadsheetFile(path: file)
            let workbook = try ErrorWorkbook(mapping, options, reading: source.pieces)
            let target = try NewFile(errors)
            try workbook.write(to: target.write)
            output.talk(
                "\(TextTable.number(workbook.count)) problems are in \(errors), beside the rows.")
        }
    }
}

/// A file that is written from its beginning, in place of any that was there.
///
/// A class because it owns a descriptor that must be closed once.
private final class NewFile {
    private let descriptor: Int32
    private let path: String

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw NewFile.failure(path) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func write(_ bytes: [UInt8]) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(
                    descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw NewFile.failure(path) }
            written += count
        }
    }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure(
            "WM-MAP-009", "\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
}
