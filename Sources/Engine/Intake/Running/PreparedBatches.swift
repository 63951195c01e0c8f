// SPDX-License-Identifier: Apache-2.0
import Ledger
import Reading

/// Entries that are committed together.
struct PreparedBatch: Sendable {
    let entries: [PreparedEntry]
    /// Which of them correct an earlier activity, by their place in the batch.
    let corrections: Set<Int>
}

/// The entries of a checked file in the order of the file, batch by batch, made when asked for.
struct PreparedBatches: ~Copyable {
    private let entriesMax: Int
    private let maker: IntakeEntries
    private var drafts: DraftSpool
    /// The entry for the file itself; it goes before all others.
    private var first: PreparedEntry?

    init(
        of file: IncomingFile, named name: String, as format: any Format,
        _ drafts: consuming DraftSpool, _ options: IntakeOptions, _ maker: IntakeEntries
    ) throws(IntakeFault) {
        self.maker = maker
        entriesMax = options.batchEntriesMax
        do throws(PreparationError) {
            first = try maker.original(
                file, named: name, as: format, assuming: options.reading.assumedZone,
                received: maker.receivedNow)
        } catch { throw .entry(error) }
        self.drafts = drafts
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
            let next: ActivityDraft?
            do throws(FileFault) { next = try drafts.next() } catch { throw .file(error) }
            guard let draft = next else { break }
            do throws(PreparationError) {
                let entry = try maker.activity(draft, received: received)
                if draft.isCorrection { corrections.insert(entries.count) }
                weight += entry.weight
                entries.append(entry)
            } catch { throw .entry(error) }
        }
        return entries.isEmpty
            ? nil : PreparedBatch(entries: entries, corrections: corrections)
    }
}
