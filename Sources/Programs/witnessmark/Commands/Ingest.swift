// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Intake
import Ledger
import Reading
import Spreadsheet

/// Takes files of activity in.
struct Ingest: WitnessmarkCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take in files of activity; - for standard input.",
        discussion: """
            Examples:
              witnessmark ingest mes.ndjson warehouse.jsonld
              witnessmark ingest --check suppliers.xml
              witnessmark ingest --check --errors errors.xlsx movements.csv
              tail -F events.ndjson | witnessmark ingest --source urn:plant7:mes-2 -

            The format is told from the file: CloudEvents, EPCIS (JSON-LD or XML) or activity
            documents. A spreadsheet (CSV, TSV, XLSX) is read by the approved mapping that knows its
            header; see `witnessmark mapping`. A file with a problem is not stored at all: it goes to
            quarantine, and every problem is listed with its place.

            Exit status: 0 all is in the log, 3 some files or parts were rejected, 1 all were, 5 a file
            is not there, 75 all is in the log and no checkpoint was sealed over it yet. With --check
            a file that would be rejected counts as one that was.
            """)

    @OptionGroup var plant: PlantOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The files.") var files: [String]

    @Option(
        help: ArgumentHelp(
            "The format, when it is not to be told from the file.", valueName: "name"))
    var format: String?

    @Option(help: ArgumentHelp("The source, for files that name none.", valueName: "uri"))
    var source: String?

    @OptionGroup var spreadsheets: SpreadsheetOptions

    @Option(
        help: ArgumentHelp(
            "The zone of times that name none, as ±hh:mm or as Europe/Berlin. They are marked as "
                + "assumed; a time that clocks showed twice, or never, is not guessed.",
            valueName: "zone"))
    var assumeZone: String?

    @Flag(help: "Take in the good parts of a file with problems, and reject the rest.")
    var acceptGood = false

    @Flag(help: "Only check; store nothing.")
    var check = false

    @Option(
        help: ArgumentHelp(
            "Add a line of JSON to this file for each entry as soon as it is in the log for good.",
            valueName: "file"))
    var receipts: String?

    mutating func perform(_ output: Output) async throws -> ExitStatus {
        var options = IntakeOptions()
        options.format = format
        options.acceptsGoodParts = acceptGood
        options.isDryRun = check
        options.reading.source = source
        options.reading.assumedZone = try assumeZone.map(ZoneFile.zone)
        let plant = try Wiring.open(self.plant.folder)
        // A name that was mistyped is told before anything is taken in.
        for file in files where file != "-" { _ = try InputFile(file) }
        // Nobody else works on the plant now, so what lies there was left by a crash.
        plant.originals.clearIncoming()
        let choices = try spreadsheets.choose(
            files, in: plant, format: format, isCheck: check, output)
        var log: any EntryLog = plant.ledger.sequencer
        if let receipts { log = ReceiptedLog(log, writing: try ReceiptFile(receipts)) }
        let work = IntakeWork(plant: plant, log: log, options: options, output: output)
        let reports = try await plant.working(output) { [files] in
            var reports: [IntakeReport] = []
            for (file, choice) in zip(files, choices) {
                reports.append(try await work.takeIn(file, by: choice))
            }
            return reports
        }
        try spreadsheets.writeErrors(of: zip(files, choices), options.reading, output)
        output.result(IntakeText.text(reports), IntakeText.json(reports))
        return plant.unsealedStatus ?? IntakeText.status(reports)
    }
}

/// One run of intake over several files, with a bar on the terminal.
struct IntakeWork: Sendable {
    let plant: Plant
    let log: any EntryLog
    let options: IntakeOptions
    let output: Output

    func takeIn(
        _ path: String, by mapping: SpreadsheetMapping? = nil
    ) async throws -> IntakeReport {
        let intake = Intake(
            formats: mapping.map { [SpreadsheetFormat($0)] } ?? Wiring.formats(plant.settings),
            originals: plant.originals, quarantine: plant.quarantine,
            log: log,
            entries: IntakeEntries(preparer: plant.preparer, actor: plant.actor, now: { .now }))
        var options = options
        // Whoever named a mapping wants to hear what does not fit it, not that nothing fits.
        if mapping != nil { options.format = SpreadsheetFormat.name }
        let name = path == "-" ? "standard input" : path.lastPathPart
        let bar = SharedProgressBar(output)
        defer { bar.clear() }
        let input = path == "-" ? try InputFile.standardInput() : try InputFile(path)
        return try await intake.takeIn(input, named: name, options) { progress in
            bar.tell(progress.problems, of: name)
            bar.show(
                progress.bytes, of: progress.bytesTotal ?? 0,
                "\(name): \(progress.stage.rawValue), "
                    + "\(TextTable.number(progress.activities)) activities")
        }
    }
}

extension String {
    /// What follows the last slash.
    var lastPathPart: String { split(separator: "/").last.map(String.init) ?? self }
}
