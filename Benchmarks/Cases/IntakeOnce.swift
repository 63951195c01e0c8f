// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Intake
import Ledger
import Projections
import Reading
import SQLiteEngine
import TransparencyLog

/// Takes files into a new log and lets the read models follow; prints how many events there were,
/// seconds and processor seconds of each, and the peak memory in MiB, its own and all.
struct IntakeOnce: AsyncParsableCommand {
    static let configuration = CommandConfiguration(shouldDisplay: false)

    @Option var format: String?
    @Option var mapping: String?
    @Argument var folder: String
    @Argument var files: [String]

    func run() async throws {
        let (peak, (intake, tracing, recorded)) = try await Machine.peakOfOwnMemory {
            let log = try BenchLog.found(in: folder)
            let (intake, recorded) = try await Timing.of {
                try await log.running { try await takeIn(log) }
            }
            let (tracing, _) = try await Timing.of { try await trace(log) }
            return (intake, tracing, recorded)
        }
        Terminal.say(
            [
                Double(recorded), intake.seconds, intake.processor, tracing.seconds,
                tracing.processor, peak, Machine.peakMemory,
            ].map(\.description).joined(separator: " "))
    }

    private func takeIn(_ log: BenchLog) async throws -> UInt64 {
        let originals = OriginalStore(folder: "\(folder)/originals")
        try WholeFile.makeFolder("\(folder)/originals")
        try WholeFile.makeFolder("\(folder)/quarantine")
        let intake = Intake(
            formats: try mapping.map { [try BenchFormats.format("", mapping: $0)] }
                ?? BenchFormats.all, originals: originals,
            quarantine: QuarantineFolder(folder: "\(folder)/quarantine"), log: log.ledger.sequencer,
            entries: IntakeEntries(preparer: log.preparer, actor: "bench", now: { .now }))
        var options = IntakeOptions()
        options.format = format
        var recorded: UInt64 = 0
        for file in files {
            let name = file.split(separator: "/").last.map(String.init) ?? file
            let report = try await intake.takeIn(try InputFile(file), named: name, options)
            guard report.outcome == .takenIn, report.recorded == report.activities else {
                throw WrongResult("\(report)")
            }
            recorded += report.recorded
        }
        return recorded
    }

    private func trace(_ log: BenchLog) async throws {
        let journal = log.ledger.journal
        let database = try SQLiteDatabase.open(
            SQLiteSettings(
                .file("\(folder)/projections.db"), kind: .projections, durability: .normal))
        let projection = try await TraceProjection.open(
            in: database, events: LoggedEvents(journal: journal))
        let size = try journal.head().size.value
        var position = try await projection.position()
        while position < size {
            let entries = try journal.entries(in: position..<size)
            guard let last = entries.last else { break }
            try await projection.apply(entries)
            position = last.position + 1
        }
        await database.close()
    }
}

extension IntakeOnce {
    /// What one process measured.
    struct Measured {
        let events: Double
        let intake: Timing
        let tracing: Timing
        /// Its own memory.
        let peak: Double
        /// With the pages of mapped files.
        let peakWithFiles: Double
        let mebibytes: Double

        /// Has files taken in by a process of its own.
        static func taking(
            _ files: [String], format: String? = nil, mapping: String? = nil, _ bench: Bench
        ) throws -> Measured {
            let folder = try bench.folder("intake")
            defer { WholeFile.remove(folder) }
            var arguments = ["intake-once"]
            if let format { arguments += ["--format", format] }
            if let mapping { arguments += ["--mapping", mapping] }
            let outcome = try Program(
                "\(Bench.programs)/benchmarks", arguments + [folder] + files
            ).run(outputIn: bench.folder)
            let words = outcome.output.split(whereSeparator: \.isWhitespace)
                .compactMap { Double($0) }
            guard outcome.status == 0, words.count == 7, words[0] > 0 else {
                throw WrongResult("\(files[0]) was not taken in: \(outcome.output)")
            }
            return Measured(
                events: words[0], intake: Timing(seconds: words[1], processor: words[2]),
                tracing: Timing(seconds: words[3], processor: words[4]), peak: words[5],
                peakWithFiles: words[6],
                mebibytes: Double(files.reduce(0) { $0 + WholeFile.size($1) })
                    / Double(1 << 20))
        }
    }
}

/// The journal's own index of events.
struct LoggedEvents: EventDirectory {
    let journal: any Journal

    func positions(of events: [EventKey]) throws -> [UInt64?] {
        try journal.events(events).map { $0?.position }
    }
}
