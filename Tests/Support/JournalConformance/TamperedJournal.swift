// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Ledger
import Synchronization
import TransparencyLog

/// What somebody who can write to the database, or a bit that flips in it, does to a log.
package enum Tampering: Sendable, Equatable, CustomStringConvertible {
    /// One bit of a header is another one.
    case header(UInt64)
    /// One bit of a leaf hash is another one.
    case leaf(UInt64)
    /// One bit of a stored tile is another one.
    case tile(TileAddress)
    /// A stored tile is gone.
    case missingTile(TileAddress)
    /// An entry is gone.
    case missingEntry(UInt64)
    /// The head states another root.
    case headRoot
    /// The last entries are gone, and the head is that of the rest.
    case truncated(UInt64)
    /// One bit of a body is another one.
    case body(UInt64, BodyClass)
    /// The index leads from an event to another position.
    case eventPosition(UInt64)
    /// The index does not know an event.
    case missingEvent(UInt64)
    /// The index knows an event that nobody logged.
    case extraEvent(EventKey)
    /// A stored fingerprint is another one.
    case fingerprint(UInt64)
    /// A stored checkpoint has another note.
    case checkpointNote(size: UInt64, [UInt8])
    /// A stored checkpoint has another root beside its note.
    case checkpointRoot(size: UInt64)
    /// A stored checkpoint is gone.
    case missingCheckpoint(size: UInt64)

    package var description: String {
        switch self {
        case .header(let position): "header of \(position)"
        case .leaf(let position): "leaf of \(position)"
        case .tile(let address): "tile \(address.level)/\(address.index)"
        case .missingTile(let address): "missing tile \(address.level)/\(address.index)"
        case .missingEntry(let position): "missing entry \(position)"
        case .headRoot: "root of the head"
        case .truncated(let size): "truncated to \(size)"
        case .body(let position, let bodyClass): "\(bodyClass) of \(position)"
        case .eventPosition(let position): "index position of \(position)"
        case .missingEvent(let position): "index without \(position)"
        case .extraEvent(let key): "index with \(key.event)"
        case .fingerprint(let position): "fingerprint of \(position)"
        case .checkpointNote(let size, _): "note at \(size)"
        case .checkpointRoot(let size): "root at \(size)"
        case .missingCheckpoint(let size): "missing checkpoint at \(size)"
        }
    }

    /// What a second reading of 600 committed entries must see.
    package static let committed: [Tampering] = [
        .header(0), .header(255), .header(599), .leaf(599), .tile(TileAddress(level: 0, index: 0)),
        .tile(TileAddress(level: 0, index: 1)), .tile(TileAddress(level: 1, index: 0)),
        .missingTile(TileAddress(level: 0, index: 1)), .missingEntry(300), .headRoot,
        .truncated(500),
    ]
}

/// A journal of which something was changed behind its back, from the moment ``begin()`` is called.
package final class TamperedJournal: JournalInspection {
    private let inner: any JournalInspection
    private let tampering: Tampering
    private let begun = Mutex(false)

    package init(_ inner: any JournalInspection, _ tampering: Tampering) {
        self.inner = inner
        self.tampering = tampering
    }

    package func begin() { begun.withLock { $0 = true } }

    private var now: Tampering? { begun.withLock { $0 ? tampering : nil } }

    package func append(_ batch: JournalBatch, after head: TreeHead) throws(JournalError) {
        try inner.append(batch, after: head)
    }

    package func seal(
        _ checkpoint: SealedCheckpoint, after previous: TreeHead?
    ) throws(JournalError) {
        try inner.seal(checkpoint, after: previous)
    }

    package func head() throws(JournalError) -> TreeHead {
        let head = try inner.head()
        switch now {
        case .headRoot:
            return TreeHead(size: head.size, root: flipped(head.root))
        case .truncated(let size):
            guard let size = TreeSize(size) else { return head }
            return TreeHead(size: size, root: try inner.edge(at: size).root)
        case _: return head
        }
    }

    package func entries(in positions: Range<UInt64>) throws(JournalError) -> [LoggedEntry] {
        var logged: [LoggedEntry] = []
        for one in try inner.entries(in: positions) {
            if now == .missingEntry(one.position) {
                guard !logged.isEmpty else {
                    throw .corrupt(position: one.position, "no entry is kept here")
                }
                return logged
            }
            logged.append(LoggedEntry(position: one.position, entry: changed(one)))
        }
        return logged
    }

    private func changed(_ one: LoggedEntry) -> PreparedEntry {
        let (position, entry) = (one.position, one.entry)
        return PreparedEntry(
            header: now == .header(position) ? flipped(entry.header) : entry.header,
            leaf: now == .leaf(position) ? flipped(entry.leaf) : entry.leaf,
            kind: entry.kind, event: entry.event, fingerprint: entry.fingerprint,
            content: now == .body(position, .content) ? flipped(entry.content) : entry.content,
            person: now == .body(position, .person) ? flipped(entry.person) : entry.person)
    }

    package func headers(
        in positions: Range<UInt64>, _ visit: (UnsafeRawBufferPointer) -> Void
    ) throws(JournalError) {
        var position = positions.lowerBound
        if case .missingEntry(let missing) = now, positions.contains(missing) {
            throw .corrupt(position: missing, "no entry is kept here")
        }
        try inner.headers(in: positions) { header in
            if now == .header(position) {
                flipped([UInt8](header)).withUnsafeBytes { visit($0) }
            } else {
                visit(header)
            }
            position += 1
        }
    }

    package func leaves(in positions: Range<UInt64>) throws(JournalError) -> [Digest] {
        if case .missingEntry(let missing) = now, positions.contains(missing) {
            throw .corrupt(position: missing, "no entry is kept here")
        }
        return zip(positions, try inner.leaves(in: positions)).map { position, leaf in
            now == .leaf(position) ? flipped(leaf) : leaf
        }
    }

    package func events(_ keys: [EventKey]) throws(JournalError) -> [KnownEvent?] {
        zip(keys, try inner.events(keys)).map { key, known in
            known.flatMap { changed(StoredEvent(key: key, known: $0))?.known }
        }
    }

    package func tiles(at addresses: [TileAddress]) throws(JournalError) -> [[UInt8]?] {
        zip(addresses, try inner.tiles(at: addresses)).map { address, bytes in
            switch now {
            case .tile(address): bytes.map { flipped($0) }
            case .missingTile(address): nil
            case _: bytes
            }
        }
    }

    package func lastCheckpoint() throws(JournalError) -> SealedCheckpoint? {
        var last: SealedCheckpoint?
        while let next = try checkpoints(after: last?.head.size.value, limit: 1).first {
            last = next
        }
        return last
    }

    package func checkpoints(
        after size: UInt64?, limit: Int
    ) throws(JournalError) -> [SealedCheckpoint] {
        try inner.checkpoints(after: size, limit: limit).compactMap { checkpoint in
            switch now {
            case .missingCheckpoint(let size) where size == checkpoint.head.size.value: nil
            case .checkpointRoot(let size) where size == checkpoint.head.size.value:
                SealedCheckpoint(
                    head: TreeHead(size: checkpoint.head.size, root: flipped(checkpoint.head.root)),
                    note: checkpoint.note, sealedAt: checkpoint.sealedAt)
            case .checkpointNote(let size, let note) where size == checkpoint.head.size.value:
                SealedCheckpoint(
                    head: checkpoint.head, note: note, sealedAt: checkpoint.sealedAt)
            case _: checkpoint
            }
        }
    }

    package func storedTiles(
        after address: TileAddress?, limit: Int
    ) throws(JournalError) -> [TileHashes] {
        try inner.storedTiles(after: address, limit: limit).compactMap { tile in
            switch now {
            case .tile(tile.address):
                TileHashes(address: tile.address, bytes: flipped(tile.bytes))
            case .missingTile(tile.address): nil
            case _: tile
            }
        }
    }

    package func storedEvents(
        after key: EventKey?, limit: Int
    ) throws(JournalError) -> [StoredEvent] {
        let rows = try inner.storedEvents(after: key, limit: limit)
        if case .extraEvent(let extra) = now, key == nil {
            return [
                StoredEvent(
                    key: extra, known: KnownEvent(position: 0, fingerprint: Digest(of: [])))
            ] + rows
        }
        return rows.compactMap { changed($0) }
    }

    private func changed(_ row: StoredEvent) -> StoredEvent? {
        let known = row.known
        switch now {
        case .missingEvent(known.position): return nil
        case .eventPosition(known.position):
            return StoredEvent(
                key: row.key,
                known: KnownEvent(position: known.position + 1, fingerprint: known.fingerprint))
        case .fingerprint(known.position):
            return StoredEvent(
                key: row.key,
                known: KnownEvent(
                    position: known.position, fingerprint: flipped(known.fingerprint)))
        case _: return row
        }
    }

    package func storedEntryCount() throws(JournalError) -> UInt64 {
        let count = try inner.storedEntryCount()
        if case .missingEntry = now { return count - 1 }
        return count
    }

    package func engineFindings() throws(JournalError) -> [String] { try inner.engineFindings() }

    private func flipped(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes[bytes.count / 2] ^= 1
        return bytes
    }

    private func flipped(_ digest: Digest) -> Digest {
        Digest(bytes: flipped(digest.bytes)) ?? digest
    }

    private func flipped(_ opening: Opening?) -> Opening? {
        opening.map { Opening(salt: $0.salt, body: flipped($0.body)) }
    }
}
