// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger
import Reading

extension Intake {
    /// Reads a file from one end to the other, lists what is wrong with it, and stores nothing.
    ///
    /// What it says goes to the drafts, so that it need not be read again: while one piece is read,
    /// the drafts of the one before are written on another task. A file that is only checked has
    /// none.
    func check(
        _ incoming: IncomingFile, as format: any Format, _ options: IntakeOptions,
        _ report: inout IntakeReport, into drafts: inout DraftSpool,
        _ progress: @escaping @Sendable (IntakeProgress) -> Void
    ) async throws(IntakeFault) {
        var pieces = try CheckedPieces(of: incoming, as: format, options, progress)
        let readerName = format.readerName
        let drafting = DraftWriter(
            maker: entries, file: incoming, reader: readerName, isNeeded: !options.isDryRun)
        var next = try pieces.next()
        while let piece = next {
            guard !Task.isCancelled else { throw .cancelled }
            // Nothing of a bad file is stored, so that nothing need be drafted any more.
            let isUseful = report.problems.isEmpty || options.acceptsGoodParts
            async let written = drafting.drafts(of: isUseful ? piece.activities : [])
            let ahead: Result<ReadBatch?, IntakeFault>
            do throws(IntakeFault) { ahead = .success(try pieces.next()) } catch {
                ahead = .failure(error)
            }
            report.note(piece)
            let bytes = try await written.get()
            do throws(FileFault) { try drafts.add(bytes) } catch { throw .file(error) }
            next = try ahead.get()
        }
        guard pieces.isWhatWasCopied else { throw .copyChanged(incoming.path) }
    }
}

/// The pieces of a file as its reader understands them, one after another.
private struct CheckedPieces: ~Copyable {
    private let incoming: IncomingFile
    private let progress: @Sendable (IntakeProgress) -> Void
    private var reader: any ActivityReader
    private var input: InputFile
    private var state: IntakeProgress
    private var digest = DigestStream()
    private var passesLeft = 2
    private var hasEnded = false

    init(
        of incoming: IncomingFile, as format: any Format, _ options: IntakeOptions,
        _ progress: @escaping @Sendable (IntakeProgress) -> Void
    ) throws(IntakeFault) {
        self.incoming = incoming
        self.progress = progress
        var reading = options.reading
        reading.digestsParts = !options.isDryRun
        reader = format.reader(reading)
        state = IntakeProgress(
            stage: .checking, bytes: 0, bytesTotal: incoming.size, activities: 0)
        do throws(FileFault) { input = try InputFile(incoming.path) } catch { throw .file(error) }
    }

    /// Whether every byte that was read is one that was copied; asked at the end.
    var isWhatWasCopied: Bool { digest.digest == incoming.digest }

    /// What the next piece gave; `nil` after the last.
    mutating func next() throws(IntakeFault) -> ReadBatch? {
        guard !hasEnded else { return nil }
        var batch = ReadBatch()
        if reader.hasMore {
            reader.finish(into: &batch)
            if !reader.hasMore {
                do throws(FileFault) { try end() } catch { throw .file(error) }
            }
            report(batch)
            return batch
        }
        let count: Int
        do throws(FileFault) {
            count = try input.next { chunk throws(FileFault) in
                digest.update(chunk)
                if chunk.isEmpty {
                    reader.finish(into: &batch)
                } else {
                    reader.read(chunk, into: &batch)
                }
                return chunk.count
            }
            state.bytes += UInt64(count)
            if count == 0, !reader.hasMore { try end() }
        } catch { throw .file(error) }
        report(batch)
        return batch
    }

    private mutating func report(_ batch: ReadBatch) {
        state.activities += UInt64(batch.activities.count)
        state.problems.add(batch.problems)
        progress(state)
    }

    /// Ends the reading, unless what stood at the end explains what stood before it.
    private mutating func end() throws(FileFault) {
        passesLeft -= 1
        hasEnded = passesLeft == 0 || !reader.wantsAnotherPass
        guard !hasEnded else { return }
        try input.rewind()
        digest = DigestStream()
        state.bytes = 0
    }
}

/// Writes the drafts of a piece on a task of its own.
private struct DraftWriter: Sendable {
    let maker: IntakeEntries
    let file: IncomingFile
    let reader: String
    /// Whether anybody will store them.
    let isNeeded: Bool

    /// As a value, because `async let` loses the type of what is thrown.
    func drafts(of activities: [ReadActivity]) async -> Result<[UInt8], IntakeFault> {
        guard isNeeded else { return .success([]) }
        var bytes: [UInt8] = []
        var draft: [UInt8] = []
        for activity in activities where activity.keyProblem == nil {
            do throws(PreparationError) {
                draft.removeAll(keepingCapacity: true)
                try maker.draft(activity, from: file, reader: reader).append(to: &draft)
                draft.withUnsafeBytes { bytes.append(counted: $0) }
            } catch { return .failure(.entry(error)) }
        }
        return .success(bytes)
    }
}

extension IntakeReport {
    /// Counts what a piece of the file gave.
    fileprivate mutating func note(_ batch: ReadBatch) {
        activities += UInt64(batch.activities.count)
        for read in batch.activities {
            for warning in read.warnings { remarks.add(warning) }
            if let problem = read.keyProblem {
                problems.add(problem)
                activities -= 1
            }
        }
        problems.add(batch.problems)
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
