// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import Ledger
import Reading

extension Intake {
    /// Appends what a checked file says, one batch ahead of the log.
    ///
    /// While the log makes one batch durable the next one is prepared, so that hashing and the disk
    /// do not wait for one another. One append is under way at a time: positions follow
    /// the order of the file.
    func store(
        _ incoming: IncomingFile, as format: any Format, _ drafts: consuming DraftSpool,
        _ options: IntakeOptions, _ checked: IntakeReport,
        _ progress: @Sendable (IntakeProgress) -> Void
    ) async throws(IntakeFault) -> IntakeReport {
        var report = checked
        if !report.problems.isEmpty {
            let reasons = reasons(report, format)
            do throws(FileFault) { try quarantine.note(reasons, about: incoming.digest) } catch {
                throw .file(error)
            }
            try await logRejection(of: incoming, reasons, report)
            report.outcome = .partlyTakenIn(quarantine: quarantine.path(of: incoming.digest))
        } else {
            report.outcome = .takenIn
        }
        var source = try PreparedBatches(
            of: incoming, named: report.name, as: format, drafts, options, entries)
        var state = IntakeProgress(
            stage: .storing, bytes: 0, bytesTotal: report.size, activities: 0)
        var next = try source.next()
        while let batch = next {
            guard !Task.isCancelled else { throw .cancelled }
            async let answer = append(batch.entries)
            let ahead: Result<PreparedBatch?, IntakeFault>
            do throws(IntakeFault) { ahead = .success(try source.next()) } catch {
                ahead = .failure(error)
            }
            // What is under way is answered before a fault further on is told.
            report.note(batch, try await answer.get())
            state.activities += UInt64(batch.entries.count)
            next = try ahead.get()
            // Nobody counts bytes any more; the file is stored in the measure its activities are.
            state.bytes =
                next == nil
                ? report.size
                : UInt64(Double(report.size) * min(1, report.share(of: state.activities)))
            progress(state)
        }
        return report
    }

    /// As a value, because `async let` loses the type of what is thrown.
    private func append(_ entries: [PreparedEntry]) async -> Result<[Receipt], IntakeFault> {
        do throws(AppendError) { return .success(try await log.append(entries)) } catch {
            return .failure(.log(error))
        }
    }
}

extension IntakeReport {
    /// How much of all activities so many are, the file's own entry included.
    fileprivate func share(of stored: UInt64) -> Double {
        Double(stored) / Double(activities + 1)
    }

    /// Counts what became of a batch.
    fileprivate mutating func note(_ batch: PreparedBatch, _ receipts: [Receipt]) {
        for (index, (entry, receipt)) in zip(batch.entries, receipts).enumerated() {
            guard entry.kind == EntryType.activityRecorded.text else { continue }
            switch receipt.outcome {
            case .recorded:
                recorded += 1
                if batch.corrections.contains(index) { corrections += 1 }
                positions = (positions?.lowerBound ?? receipt.position)...receipt.position
            case .duplicate:
                duplicates += 1
            case .conflict(let first), .duplicateConflict(let first):
                conflicts += 1
                guard contradictions.count < IntakeReport.listedMax else { continue }
                contradictions.append(
                    Contradiction(
                        source: entry.event.source, event: entry.event.event, first: first,
                        second: receipt.position))
            }
        }
    }
}
