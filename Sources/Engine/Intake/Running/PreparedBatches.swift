// SPDX-License-Identifier: Apache-2.0
import Activities
import Ledger
import Reading

/// Entries that are committed together.
struct PreparedBatch: Sendable {
    let entries: [PreparedEntry]
    /// Which of them correct an earlier activity, by their place in the batch.
    let corrections: Set<Int>
    /// How much of the file has been read when they were complete.
    let end: UInt64
}

/// The entries of a file in the order of the file, batch by batch, made when they are asked for.
struct PreparedBatches: ~Copyable {
    private let file: IncomingFile
    private let readerName: String
    private let entriesMax: Int
    private let maker: IntakeEntries
    private var input: InputFile
    private var reader: any ActivityReader
    private var read = ReadBatch()
    private var taken = 0
    /// The entry for the file itself; it goes before all others.
    private var first: PreparedEntry?
    private var bytes: UInt64 = 0
    private var passesLeft = 2
    private var hasEnded = false
    /// How many activities have been made into entries.
    private(set) var activities: UInt64 = 0

    init(
        of file: IncomingFile, at path: String, named name: String, as format: any Format,
        _ options: IntakeOptions, _ maker: IntakeEntries
    ) throws(IntakeFault) {
        self.file = file
        self.maker = maker
        readerName = format.readerName
        entriesMax = options.batchEntriesMax
        var reading = options.reading
        reading.digestsParts = true
        reader = format.reader(reading)
        do throws(PreparationError) {
            first = try maker.original(file, named: name, as: format, received: maker.receivedNow)
        } catch { throw .entry(error) }
        do throws(FileFault) { input = try InputFile(path) } catch { throw .file(error) }
    }

    /// The next batch; `nil` when there is none.
    mutating func next() throws(IntakeFault) -> PreparedBatch? {
        let received = maker.receivedNow
        var entries: [PreparedEntry] = []
        var corrections: Set<Int> = []
        var weight = 0
        if let first {
            entries.append(first)
            self.first = nil
        }
        while entries.count < entriesMax, weight < IntakeOptions.batchBytesMax {
            guard taken < read.activities.count else {
                guard !hasEnded else { break }
                try readOn()
                continue
            }
            let activity = read.activities[taken]
            taken += 1
            guard activity.keyProblem == nil else { continue }
            do throws(PreparationError) {
                let entry = try maker.activity(
                    activity, from: file, reader: readerName, received: received)
                if activity.activity.correction != nil { corrections.insert(entries.count) }
                weight += entry.weight
                entries.append(entry)
                activities += 1
            } catch { throw .entry(error) }
        }
        guard !entries.isEmpty else { return nil }
        return PreparedBatch(entries: entries, corrections: corrections, end: bytes)
    }

    private mutating func readOn() throws(IntakeFault) {
        read.removeAll()
        taken = 0
        if reader.hasMore {
            reader.finish(into: &read)
            if !reader.hasMore { try endPass() }
            return
        }
        do throws(FileFault) {
            let count = try input.next { chunk throws(FileFault) in
                if chunk.isEmpty {
                    reader.finish(into: &read)
                } else {
                    reader.read(chunk, into: &read)
                }
                return chunk.count
            }
            bytes += UInt64(count)
            guard count == 0, !reader.hasMore else { return }
        } catch { throw .file(error) }
        try endPass()
    }

    /// Ends the reading, or begins again for a reader that asks for it.
    private mutating func endPass() throws(IntakeFault) {
        passesLeft -= 1
        hasEnded = passesLeft == 0 || !reader.wantsAnotherPass
        guard !hasEnded else { return }
        do throws(FileFault) { try input.rewind() } catch { throw .file(error) }
        bytes = 0
    }
}
