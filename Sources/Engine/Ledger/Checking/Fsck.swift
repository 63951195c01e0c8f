// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// Rebuilds everything from the entries and compares it with what is stored.
///
/// Checked are: the engine's files; each entry's header, leaf hash, columns and commitments (so a
/// changed *body* is seen, which a check of hash chains alone does not see); every tile; the head;
/// every checkpoint's seal, order and root, which makes all of them consistent with one another;
/// the event index, both ways; the originals; the anchor.
///
/// Reads the log once, in order. Memory does not grow with it, save 32 bytes for each original.
package struct Fsck {
    /// What is being checked, for a progress bar.
    package enum Stage: String, Sendable, CaseIterable {
        case engine, entries, tiles, events, anchor
    }

    /// How far a check has come, in the stage's own units; `total` is 0 where nobody knows.
    package struct Progress: Equatable, Sendable {
        package let stage: Stage
        package let done: UInt64
        package let total: UInt64
    }

    private let journal: any JournalInspection
    private let anchor: (any Anchor)?
    private let key: VerifierKey
    private let originals: (any OriginalsCheck)?

    /// Prepares a check; nothing is read yet.
    package init(
        of journal: any JournalInspection, anchor: (any Anchor)?, key: VerifierKey,
        originals: (any OriginalsCheck)? = nil
    ) {
        self.journal = journal
        self.anchor = anchor
        self.key = key
        self.originals = originals
    }

    /// Checks everything, and goes on after each finding.
    ///
    /// - Parameter progress: is told now and then how far it has come.
    /// - Returns: all findings.
    /// - Throws: ``JournalError`` when the store cannot be read at all.
    package func run(
        progress: (Progress) -> Void = { _ in }
    ) throws(JournalError) -> FsckReport {
        var report = FsckReport()
        progress(Progress(stage: .engine, done: 0, total: 0))
        for finding in try journal.engineFindings() {
            report.add(FsckFinding(.engine, finding))
        }
        let head = try journal.head()
        let count = try journal.storedEntryCount()
        if count > head.size.value {
            report.add(
                FsckFinding(.head, "counts \(head.size) entries, but \(count) are stored"))
        }
        var entries = EntryCheck(
            journal: journal, head: head, key: key, originals: originals, report: report)
        let inEntries = try damage { () throws(JournalError) in
            try entries.run {
                progress(Progress(stage: .entries, done: $0, total: head.size.value))
            }
        }
        report = entries.report
        let inTiles = try damage { () throws(JournalError) in
            try checkTiles(at: head.size, &report, progress)
        }
        let inEvents = try damage { () throws(JournalError) in
            try checkEvents(at: head.size, &report, progress)
        }
        for finding in [inEntries, inTiles, inEvents].compactMap({ $0 }) { report.add(finding) }
        progress(Progress(stage: .anchor, done: 0, total: 1))
        checkAnchor(&report)
        progress(Progress(stage: .anchor, done: 1, total: 1))
        return report
    }

    /// What an engine that finds its own data contradictory says about it; the check goes on after.
    private func damage(
        _ body: () throws(JournalError) -> Void
    ) throws(JournalError) -> FsckFinding? {
        do throws(JournalError) {
            try body()
            return nil
        } catch .corrupt(let position, let what) {
            return FsckFinding(
                .engine, "is damaged\(position.map { " at position \($0)" } ?? ""): \(what)")
        }
    }

    /// Tiles that no entry led to, or of another width than the tree has there.
    private func checkTiles(
        at size: TreeSize, _ report: inout FsckReport, _ progress: (Progress) -> Void
    ) throws(JournalError) {
        var last: TileAddress?
        while true {
            let tiles = try journal.storedTiles(after: last, limit: 256)
            guard !tiles.isEmpty else { return }
            for tile in tiles { checkWidth(of: tile, at: size, &report) }
            report.tiles += UInt64(tiles.count)
            last = tiles.last?.address
            progress(Progress(stage: .tiles, done: report.tiles, total: 0))
        }
    }

    private func checkWidth(
        of tile: TileHashes, at size: TreeSize, _ report: inout FsckReport
    ) {
        let address = tile.address
        let name = TileName.at(level: address.level, index: address.index, in: size)
        guard let name, name.level > 0 || name.isFull else {
            return report.add(
                FsckFinding(.tile(address), "is stored, but a tree of \(size) has none there"))
        }
        let expected = name.width * Digest.byteCount
        guard tile.bytes.count == expected else {
            return report.add(
                FsckFinding(
                    .tile(address), "has \(tile.bytes.count) bytes instead of \(expected)"))
        }
    }

    /// Rows of the index that no entry led to.
    private func checkEvents(
        at size: TreeSize, _ report: inout FsckReport, _ progress: (Progress) -> Void
    ) throws(JournalError) {
        var last: EventKey?
        while true {
            let rows = try journal.storedEvents(after: last, limit: 1_024)
            guard !rows.isEmpty else { return }
            // That each entry is found under its key was checked with the entries. As many rows as
            // entries then means that there are no others, and nothing more needs to be read.
            for row in rows where row.known.position >= size.value {
                report.add(
                    FsckFinding(
                        .event(row.key), "leads to position \(row.known.position), beyond the head"
                    ))
            }
            report.events += UInt64(rows.count)
            last = rows.last?.key
            progress(Progress(stage: .events, done: report.events, total: size.value))
            if report.events > size.value { return try nameExtraEvents(&report) }
        }
    }

    /// Compares each row of the index with the entry it leads to.
    private func nameExtraEvents(_ report: inout FsckReport) throws(JournalError) {
        var last: EventKey?
        while true {
            let rows = try journal.storedEvents(after: last, limit: 256)
            guard !rows.isEmpty else { return }
            for row in rows {
                let position = row.known.position
                let found = try? journal.entries(in: position..<position + 1)  // reported before
                guard found?.first?.entry.event != row.key else { continue }
                report.add(
                    FsckFinding(
                        .event(row.key), "leads to entry \(position), which is of another event"))
            }
            last = rows.last?.key
        }
    }

    private func checkAnchor(_ report: inout FsckReport) {
        guard let anchor else { return }
        do {
            let start = try StartUp.judge(journal, anchor: anchor, key: key)
            // A checkpoint is kept in the store first and in the anchor then.
            guard start.keepsAnchorAfter != nil else { return }
            report.add(
                FsckFinding(
                    .checkpoint(size: start.last.head.size.value),
                    "is in the anchor and not in the store"))
        } catch {
            report.add(FsckFinding(.anchor, "and the store do not agree. \(error)"))
        }
    }
}
