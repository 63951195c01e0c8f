// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import Ledger
import Reading

extension Intake {
    /// How many pieces are read between two reports of progress.
    private static let piecesBetweenReports = 16

    /// Reads a file from one end to the other and lists what is wrong with it; stores nothing.
    func check(
        _ path: String, as format: any Format, _ options: IntakeOptions,
        _ report: inout IntakeReport, _ progress: @Sendable (IntakeProgress) -> Void
    ) throws(IntakeFault) {
        var reading = options.reading
        reading.digestsParts = false
        var reader = format.reader(reading)
        var batch = ReadBatch()
        var state = IntakeProgress(
            stage: .checking, bytes: 0, bytesTotal: report.size, activities: 0)
        do throws(FileFault) {
            var input = try InputFile(path)
            reading: for _ in 1...2 {
                state.bytes = 0
                var pieces = 0
                while true {
                    let count = try input.next { chunk throws(FileFault) in
                        if chunk.isEmpty {
                            reader.finish(into: &batch)
                        } else {
                            reader.read(chunk, into: &batch)
                        }
                        return chunk.count
                    }
                    report.note(&batch)
                    guard count > 0 else {
                        while reader.hasMore, !Task.isCancelled {
                            reader.finish(into: &batch)
                            report.note(&batch)
                        }
                        break
                    }
                    state.bytes += UInt64(count)
                    pieces += 1
                    if pieces.isMultiple(of: Intake.piecesBetweenReports) {
                        state.activities = report.activities
                        progress(state)
                        if Task.isCancelled { break reading }
                    }
                }
                guard reader.wantsAnotherPass else { break }
                try input.rewind()
            }
        } catch { throw .file(error) }
        state.activities = report.activities
        progress(state)
        guard !Task.isCancelled else { throw .cancelled }
    }
}

extension IntakeReport {
    /// Counts what a piece of the file gave, and empties the batch.
    fileprivate mutating func note(_ batch: inout ReadBatch) {
        activities += UInt64(batch.activities.count)
        for read in batch.activities {
            for warning in read.warnings { remarks.add(warning) }
            if let problem = read.keyProblem {
                problems.add(problem)
                activities -= 1
            }
        }
        problems.add(batch.problems)
        batch.removeAll()
    }
}

extension ReadActivity {
    /// What would keep an entry from being made of it: a source or id that no header can hold.
    var keyProblem: Problem? {
        for (name, text) in [("source", source), ("id", eventID)] {
            guard (1...Entry.textByteCountMax).contains(text.utf8.count) else {
                return Problem(
                    "intake.\(name).length", at: place, found: "\(text.utf8.count) bytes",
                    expected: "a \(name) of 1 to \(Entry.textByteCountMax) bytes")
            }
        }
        return nil
    }
}
