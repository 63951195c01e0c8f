// SPDX-License-Identifier: Apache-2.0
import Activities
import ArgumentParser
import Canon
import Intake
import Reading
import Spreadsheet

/// Checks a mapping file, and what it makes of a file.
struct MappingCheck: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a mapping, and what it makes of a file; nothing is stored.",
        discussion: """
            Example: witnessmark mapping check movements.json movements.csv

            Exit status: 0 no problems, 1 the mapping or the file has some.
            """)

    /// How many activities are shown as examples.
    private static let shownMax = 3
    /// How many problems are shown.
    private static let problemsMax = 20

    @OptionGroup var output: OutputOptions

    @Argument(help: "The mapping file.") var mapping: String
    @Argument(help: "A file to read by it.") var file: String?

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        let (mapping, _) = try MappingLibrary.read(self.mapping)
        guard let file else {
            output.result(
                "\(mapping.label) is a whole mapping with \(mapping.columns.count) columns and "
                    + "\(mapping.activities.count) activities a row.",
                [
                    "schema": "witnessmark.mapping-check/1", "mapping": .string(mapping.label),
                    "sha256": .string(mapping.digest.hex),
                ])
            return .ok
        }
        var tally = Tally()
        var bar = ProgressBar(output)
        try SpreadsheetFile(path: file).read(mapping, ReadingOptions(digestsParts: false)) {
            tally.note($0)
            bar.tell(tally.problems, of: file)
        }
        output.result(tally.text(mapping, file), tally.json(mapping))
        return tally.problems.isEmpty ? .ok : .failed
    }

    /// What reading gave.
    private struct Tally {
        var rows: UInt64 = 0
        var activities: UInt64 = 0
        var remarks: UInt64 = 0
        var examples: [ReadActivity] = []
        var problems = ProblemList()

        mutating func note(_ found: SpreadsheetFound) {
            switch found {
            case .row: rows += 1
            case .activity(let activity):
                activities += 1
                remarks += UInt64(activity.warnings.count)
                if examples.count < MappingCheck.shownMax { examples.append(activity) }
            case .problem(let problem): problems.add(problem.problem)
            }
        }

        func text(_ mapping: SpreadsheetMapping, _ file: String) -> String {
            var lines = [
                "\(file) by \(mapping.label): \(TextTable.number(rows)) rows, "
                    + "\(TextTable.number(activities)) activities, "
                    + "\(TextTable.number(problems.count)) problems, "
                    + "\(TextTable.number(remarks)) remarks."
            ]
            for example in examples {
                let activity = example.activity
                let things = activity.participants.map { "\($0.role.rawValue) \($0.thing)" }
                lines.append(
                    "  \(example.eventID): \(activity.kind) at \(activity.occurred?.text ?? "no time"); "
                        + things.joined(separator: ", ") + "; \(activity.results.count) results")
            }
            lines += problems.listed.prefix(MappingCheck.problemsMax).map { "  \($0)" }
            let more = Int(problems.count) - min(MappingCheck.problemsMax, problems.listed.count)
            if more > 0 { lines.append("  and \(TextTable.number(more)) more; --json lists them") }
            return lines.joined(separator: "\n")
        }

        func json(_ mapping: SpreadsheetMapping) -> JSON {
            [
                "schema": "witnessmark.mapping-check/1", "mapping": .string(mapping.label),
                "sha256": .string(mapping.digest.hex), "rows": .integer(Int64(clamping: rows)),
                "activities": .integer(Int64(clamping: activities)),
                "remarks": .integer(Int64(clamping: remarks)),
                "problemCount": .integer(Int64(clamping: problems.count)),
                "problems": .array(
                    problems.listed.map {
                        [
                            "code": .string($0.code), "path": .string($0.place.path),
                            "line": .integer(Int64(clamping: $0.place.line)),
                            "found": .string($0.found), "expected": .string($0.expected),
                        ]
                    }),
            ]
        }
    }
}

/// A file on disk as the spreadsheet module reads it.
struct SpreadsheetFile {
    let path: String

    /// Hands the whole file over.
    func pieces(_ take: (UnsafeRawBufferPointer) throws -> Void) throws {
        var input = try InputFile(path)
        var fault: (any Error)?
        while fault == nil {
            let count = try input.next { chunk in
                if !chunk.isEmpty { do { try take(chunk) } catch { fault = error } }
                return chunk.count
            }
            if count == 0 { break }
        }
        if let fault { throw fault }
    }

    /// Reads it by a mapping.
    func read(
        _ mapping: SpreadsheetMapping, _ options: ReadingOptions,
        _ take: (SpreadsheetFound) -> Void
    ) throws {
        var reader = SpreadsheetReader(mapping, options)
        try pieces { reader.read($0, take) }
        repeat { reader.finish(take) } while reader.hasMore
    }
}
