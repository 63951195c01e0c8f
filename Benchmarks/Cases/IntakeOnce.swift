// SPDX-License-Identifier: Apache-2.0
import ActivityDocuments
import ArgumentParser
import CloudEvents
import EPCIS
import Intake
import Ledger
import Projections
import Reading
import SQLiteEngine
import TransparencyLog

/// Takes one file into a new log and lets the read models follow; prints how many events there
/// were, seconds and processor seconds of each, and the peak memory in MiB, its own and all.
struct IntakeOnce: AsyncParsableCommand {
    static let configuration = CommandConfiguration(shouldDisplay: false)
    private static let formats: [any Format] = [
        CloudEventsFormat(payloads: [ActivityPayload(), EPCISPayload()]), EPCISJSONFormat(),
        EPCISXMLFormat(), ActivityDocumentFormat(),
    ]

    @Argument var file: String
    @Argument var folder: String

    func run() async throws {
        let (peak, (intake, tracing, recorded)) = try await Machine.peakOfOwnMemory {
            let log = try BenchLog.found(in: folder)
            let (intake, report) = try await Timing.of {
                try await log.running { try await takeIn(log) }
            }
            guard report.outcome == .takenIn, report.recorded == report.activities else {
                throw WrongResult("\(report)")
            }
            let (tracing, _) = try await Timing.of { try await trace(log) }
            return (intake, tracing, report.recorded)
        }
        Terminal.say(
            [
                Double(recorded), intake.seconds, intake.processor, tracing.seconds,
                tracing.processor, peak, Machine.peakMemory,
            ].map(\.description).joined(separator: " "))
    }

    private func takeIn(_ log: BenchLog) async throws -> IntakeReport {
        let originals = OriginalStore(folder: "\(folder)/originals")
        try WholeFile.makeFolder("\(folder)/originals")
        try WholeFile.makeFolder("\(folder)/quarantine")
        let intake = Intake(
            formats: IntakeOnce.formats, originals: originals,
            quarantine: QuarantineFolder(folder: "\(folder)/quarantine"), log: log.ledger.sequencer,
            entries: IntakeEntries(preparer: log.preparer, actor: "bench", now: { .now }))
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return try await intake.takeIn(try InputFile(file), named: name)
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

/// The journal's own index of events.
struct LoggedEvents: EventDirectory {
    let journal: any Journal

    func positions(of events: [EventKey]) throws -> [UInt64?] {
        try journal.events(events).map { $0?.position }
    }
}
