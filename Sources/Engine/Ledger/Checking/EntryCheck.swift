// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import TransparencyLog

/// The part of `fsck` that reads the entries: it grows the tree again and compares on the way.
///
/// A leaf hash is there three times: from the header, in the row, and in the tile. When they differ,
/// the one that stands alone was changed, and the tree goes on with what the other two say; so one
/// changed byte is one finding and not one for everything above it.
struct EntryCheck {
    private(set) var report: FsckReport

    private let journal: any JournalInspection
    private let head: TreeHead
    private let key: VerifierKey
    private let originals: (any OriginalsCheck)?
    private var edge = TreeEdge()
    /// Leaves that the tree has yet to grow by.
    private var pending: [Digest] = []
    private var checkpoints: CheckpointWalk
    private var seenFiles: Set<KeptFile> = []
    /// The largest sealed size up to which the tree was found as sealed.
    private var soundSize: UInt64 = 0
    /// Something is missing that the tree cannot be grown without, or it differs from what was sealed.
    private var isBroken = false

    init(
        journal: any JournalInspection, head: TreeHead, key: VerifierKey,
        originals: (any OriginalsCheck)?, report: FsckReport
    ) {
        self.journal = journal
        self.head = head
        self.key = key
        self.originals = originals
        self.report = report
        checkpoints = CheckpointWalk(of: journal)
    }

    mutating func run(progress: (UInt64) -> Void) throws(JournalError) {
        try meetCheckpoints()
        var first: UInt64 = 0
        while first < head.size.value {
            let positions = first..<min(head.size.value, first + 256)
            try check(positions)
            first = positions.upperBound
            if (first >> 8) & 15 == 0 { progress(first) }
        }
        try finish()
        progress(head.size.value)
    }

    private mutating func check(_ positions: Range<UInt64>) throws(JournalError) {
        let rows = try read(positions)
        try checkIndex(rows)
        let computed = rows.map { row in row.map { TreeHash.leaf($0.entry.header) } }
        let third = try thirdAccount(positions, rows, computed)
        var wrongInTile: [UInt64] = []
        for (offset, position) in positions.enumerated() {
            guard let row = rows[offset], let computed = computed[offset] else {
                report.add(FsckFinding(.entry(position: position, .row), "is missing"))
                try grow(third[offset])
                continue
            }
            let stored = row.entry.leaf
            if computed == stored {
                check(row)
                if let third = third[offset], third != computed { wrongInTile.append(position) }
                try grow(computed)
            } else if third[offset] == computed {
                check(row)
                report.add(FsckFinding(.entry(position: position, .leaf), "was changed"))
                try grow(computed)
            } else {
                report.entries += 1
                report.add(
                    FsckFinding(
                        .entry(position: position, .header),
                        "was changed: it no longer gives its leaf hash"))
                try grow(stored)
            }
        }
        try growByPending()
        if let first = wrongInTile.first {
            report.add(
                FsckFinding(
                    .tile(TileAddress(level: 0, index: positions.lowerBound >> 8)),
                    "was changed: \(wrongInTile.count) of its hashes are not those of their "
                        + "entries, the first that of entry \(first)"))
        }
    }

    /// What a third place says about the leaf hashes of a run: the tile where it is full, and at the
    /// right edge, which has none, whichever of header and row leads to the head's root.
    private func thirdAccount(
        _ positions: Range<UInt64>, _ rows: [LoggedEntry?], _ computed: [Digest?]
    ) throws(JournalError) -> [Digest?] {
        if positions.count == 256 {
            let address = TileAddress(level: 0, index: positions.lowerBound >> 8)
            let tile = try journal.tiles(at: [address]).first ?? nil
            return rows.indices.map { offset in
                tile.flatMap { Digest(bytes: $0.dropFirst(offset * 32).prefix(32)) }
            }
        }
        let unsettled = [Digest?](repeating: nil, count: rows.count)
        let stored = rows.map { $0?.entry.leaf }
        guard stored != computed, !isBroken else { return unsettled }
        for account in [stored, computed] {
            let leaves = account.compactMap { $0 }
            var trial = edge
            do { _ = try trial.append(leaves) } catch { return unsettled }
            if trial.head == head { return account }
        }
        return unsettled
    }

    /// The rows of a run; `nil` where there is none or it cannot be read.
    private func read(_ positions: Range<UInt64>) throws(JournalError) -> [LoggedEntry?] {
        var rows: [LoggedEntry?] = []
        while rows.count < positions.count {
            let next = positions.lowerBound + UInt64(rows.count)
            do {
                let found = try journal.entries(in: next..<positions.upperBound)
                rows += found.prefix { $0.position < positions.upperBound }.map { $0 }
                if found.isEmpty { rows.append(nil) }
            } catch .corrupt {
                rows.append(nil)
            }
        }
        return rows
    }

    private mutating func check(_ row: LoggedEntry) {
        report.entries += 1
        func add(_ part: FsckFinding.EntryPart, _ problem: String) {
            report.add(FsckFinding(.entry(position: row.position, part), problem))
        }
        let header: Entry
        do { header = try Entry(parsing: row.entry.header) } catch {
            add(.header, "is not in the format of an entry: \(error)")
            return checkOriginals(row)
        }
        if !header.type.text.hasSameBytes(as: row.entry.kind) {
            add(.kind, "is “\(row.entry.kind)” in the row and “\(header.type)” in the header")
        }
        if EventKey(source: header.source, event: header.event) != row.entry.event {
            add(
                .event,
                "is “\(row.entry.event.event)” in the row and “\(header.event)” in the header")
        }
        for bodyClass in BodyClass.allCases {
            let part: FsckFinding.EntryPart =
                switch bodyClass {
                case .content: .content
                case .person: .person
                }
            switch (header.commitment(to: bodyClass), row.entry.opening(of: bodyClass)) {
            case (nil, nil): break
            case (nil, .some): add(part, "is stored, but the header commits to none")
            case (.some, nil): add(part, "is gone, and no erasure is on record")
            case (.some(let commitment), .some(let opening)):
                if opening.commitment(as: bodyClass) != commitment {
                    add(part, "was changed: body and salt do not give the header's commitment")
                }
            }
        }
        checkOriginals(row)
    }

    private mutating func checkOriginals(_ row: LoggedEntry) {
        guard let originals else { return }
        if !originals.hasOwnFingerprint(row) {
            report.add(
                FsckFinding(
                    .entry(position: row.position, .fingerprint),
                    "was changed: it is not that of what the entry says"))
        }
        for file in originals.files(namedBy: row) where seenFiles.insert(file).inserted {
            let place: FsckFinding.Place
            switch file {
            case .original(let digest):
                report.originals += 1
                place = .original(digest)
            case .rejected(let digest, _): place = .rejected(digest)
            }
            guard let problem = originals.problem(with: file) else { continue }
            report.add(FsckFinding(place, "\(problem); entry \(row.position) names it"))
        }
    }

    /// Each entry must be found under its key.
    private mutating func checkIndex(_ rows: [LoggedEntry?]) throws(JournalError) {
        let present = rows.compactMap { $0 }
        let found: [KnownEvent?]
        do throws(JournalError) {
            found = try journal.events(present.map(\.entry.event))
        } catch .corrupt(let position, let what) {
            let place = position ?? present.first?.position ?? 0
            return report.add(
                FsckFinding(.entry(position: place, .event), "cannot be found: \(what)"))
        }
        for (row, known) in zip(present, found) {
            guard let known else {
                report.add(
                    FsckFinding(
                        .event(row.entry.event), "does not know entry \(row.position)"))
                continue
            }
            if known.position != row.position {
                report.add(
                    FsckFinding(
                        .event(row.entry.event),
                        "leads to position \(known.position), the entry is at \(row.position)"))
            }
            if known.fingerprint != row.entry.fingerprint {
                report.add(
                    FsckFinding(
                        .event(row.entry.event),
                        "has another fingerprint than entry \(row.position)"))
            }
        }
    }

    /// Takes the next leaf; the tree grows when a checkpoint is reached or a run has ended.
    private mutating func grow(_ leaf: Digest?) throws(JournalError) {
        guard !isBroken else { return }
        guard let leaf else {
            isBroken = true
            return report.add(
                FsckFinding(
                    .entries(edge.size.value..<head.size.value),
                    "cannot be compared with what was sealed, because one is missing"))
        }
        pending.append(leaf)
        let reached = edge.size.value + UInt64(pending.count)
        if try checkpoints.nextSize()?.value == reached { try growByPending() }
    }

    /// Adds the leaves that wait, and compares tiles that they fill and checkpoints they reach.
    private mutating func growByPending() throws(JournalError) {
        defer { pending.removeAll(keepingCapacity: true) }
        guard !isBroken, !pending.isEmpty else { return }
        let tiles: [Tile]
        do { tiles = try edge.append(pending) } catch {
            isBroken = true
            return
        }
        for tile in tiles where tile.name.isFull { try compare(tile) }
        try meetCheckpoints()
    }

    private mutating func compare(_ tile: Tile) throws(JournalError) {
        let address = TileAddress(level: tile.name.level, index: tile.name.index)
        guard let stored = try journal.tiles(at: [address]).first ?? nil else {
            return report.add(FsckFinding(.tile(address), "is missing"))
        }
        // Level 0 was compared hash by hash, with the entries; widths are compared in a walk.
        guard tile.name.level > 0, stored.count >= tile.bytes.count else { return }
        if !stored.starts(with: tile.bytes) {
            report.add(FsckFinding(.tile(address), "was changed"))
        }
    }

    private mutating func finish() throws(JournalError) {
        if !isBroken {
            for tile in edge.tiles where tile.name.level > 0 { try compare(tile) }
            if edge.head != head {
                report.add(
                    FsckFinding(
                        .head, "states root \(head.root), the entries give \(edge.root)"))
            }
        }
        while let checkpoint = try checkpoints.next() {
            report.checkpoints += 1
            checkSeal(of: checkpoint)
            if checkpoint.head.size > head.size {
                report.add(
                    FsckFinding(
                        .checkpoint(size: checkpoint.head.size.value),
                        "speaks of entries that are gone: the head has \(head.size)"))
            }
        }
    }

    private mutating func meetCheckpoints() throws(JournalError) {
        while let checkpoint = try checkpoints.next(at: edge.size) {
            report.checkpoints += 1
            checkSeal(of: checkpoint)
            guard !isBroken else { continue }
            guard checkpoint.head.root == edge.root || seals(checkpoint, edge.head) else {
                report.add(
                    FsckFinding(
                        .entries(soundSize..<edge.size.value),
                        "are not those that were sealed: they give root \(edge.root), the "
                            + "checkpoint over \(edge.size) has \(checkpoint.head.root)"))
                isBroken = true
                continue
            }
            soundSize = edge.size.value
        }
    }

    /// Whether the note, which says more than the row beside it, bears the log's seal over a head.
    private func seals(_ stored: SealedCheckpoint, _ head: TreeHead) -> Bool {
        // Why it does not, if it does not, is a finding of its own.
        (try? TrustPolicy(log: key).open(stored.note))?.head == head
    }

    private mutating func checkSeal(of stored: SealedCheckpoint) {
        let place = FsckFinding.Place.checkpoint(size: stored.head.size.value)
        do {
            let opened = try TrustPolicy(log: key).open(stored.note)
            if opened.head != stored.head {
                report.add(FsckFinding(place, "is kept beside the note of another"))
            }
        } catch {
            report.add(FsckFinding(place, "does not bear this log's seal: \(error)"))
        }
        if checkpoints.isDatedBeforeLast {
            report.add(FsckFinding(place, "is dated before the one before it"))
        }
    }
}
