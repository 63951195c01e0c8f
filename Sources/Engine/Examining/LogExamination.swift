// SPDX-License-Identifier: Apache-2.0
import Canon
import DataIntegrity
import Ledger
import TransparencyLog

/// Puts a log before the checks.
///
/// The log is read twice: first for what it says about the plant's own order (certificates,
/// releases, corrections, in whatever order they came), then record by record. Each reading holds
/// one answer of the journal; what checks keep in mind is theirs to bound.
package struct LogExamination: Sendable {
    private let journal: any Journal
    private let checks: [Check]
    private let standards: Standards
    private let spotlight: Spotlight
    private let listsPasses: Bool

    /// How many files are kept in mind by name.
    package static let filesMax = 1_000_000

    package init(
        of journal: any Journal, with checks: [Check], by standards: Standards = Standards(),
        _ spotlight: Spotlight = .all, listsPasses: Bool = false
    ) {
        self.journal = journal
        self.checks = checks
        self.standards = standards
        self.spotlight = spotlight
        self.listsPasses = listsPasses
    }

    /// Examines the log as it is now.
    ///
    /// - Parameter progress: is told how much of both readings is done, in entries.
    /// - Returns: what every check said, and where the entries come from.
    /// - Throws: the journal's errors; ``ExaminationFault`` at an entry that cannot be read.
    package func run(
        progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws -> FindingsReport {
        let size = try journal.head().size.value
        var register = Register()
        var names: [Digest: String] = [:]
        var report = FindingsReport(size: size)
        try await forEach(below: size, progress, done: 0) { seen in
            switch seen {
            case .activity(let observation):
                register.note(observation)
                report.activities += 1
            case .contradiction(let contradiction): register.note(contradiction)
            case .decision(let decision): report.note(decision)
            case .original(let digest, let name):
                if names.count < LogExamination.filesMax { names[digest] = name }
            case .erased: report.erased += 1
            case .nothing: break
            }
        }
        register.complete()
        report.boundsReached = register.boundsReached
        report.releases = register.releases
        var review = IntegrityReview(
            checks, register, standards, spotlight, listsPasses: listsPasses)
        try await forEach(below: size, progress, done: size) { seen in
            if case .activity(let observation) = seen { review.observe(observation) }
        }
        report.judgements = review.finish()
        report.places = try places(of: report.judgements, names)
        return report
    }

    private func forEach(
        below size: UInt64, _ progress: (UInt64, UInt64) -> Void, done: UInt64,
        _ take: (SeenEntry) -> Void
    ) async throws {
        var position: UInt64 = 0
        while position < size {
            let entries = try journal.entries(in: position..<size)
            guard let last = entries.last, entries.first?.position == position else {
                throw JournalError.corrupt(position: position, "no entry is kept here")
            }
            for seen in try await SeenEntry.read(entries) { take(seen) }
            position = last.position + 1
            progress(done + position, size * 2)
        }
    }

    /// Where the entries that findings speak of come from.
    private func places(
        of judgements: [Judgements], _ names: [Digest: String]
    ) throws -> [UInt64: EntryPlace] {
        var places: [UInt64: EntryPlace] = [:]
        for finding in judgements.flatMap(\.findings) {
            for position in finding.entries.prefix(FindingsReport.placesPerFindingMax)
            where places[position] == nil {
                guard let logged = try journal.entries(in: position..<position + 1).first else {
                    continue
                }
                places[position] = EntryPlace(logged, try SeenEntry(logged), names)
            }
        }
        return places
    }
}
