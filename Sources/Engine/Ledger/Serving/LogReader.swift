// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// The log as it was at one checkpoint: its entries, and proofs that they are in it.
///
/// Proofs and checkpoint come from one snapshot; mixing sizes makes proofs of the wrong length. Each
/// tile is checked against the checkpoint's root before anything is proved with it, so a changed
/// tile makes an error here and not a proof that fails at the customer's.
///
/// ```swift
/// var reader = try LogReader(of: journal, at: ledger.sealer.published)
/// let file = try reader.proofFile(of: receipt.position)
/// ```
package struct LogReader {
    /// The checkpoint that everything is read at.
    package let checkpoint: SealedCheckpoint
    private let journal: any Journal
    private var tiles: TileReader<JournalError>

    /// Opens the log at a checkpoint, and checks the right edge of its tree.
    package init(
        of journal: any Journal, at checkpoint: SealedCheckpoint
    ) throws(LogReadError) {
        self.journal = journal
        self.checkpoint = checkpoint
        do {
            tiles = try TileReader(of: checkpoint.head) { name throws(JournalError) in
                try journal.bytes(of: name)
            }
        } catch {
            throw LogReadError(error)
        }
    }

    /// Shows that the entry at a position is in the checkpoint's tree.
    package mutating func inclusion(
        of position: UInt64
    ) throws(LogReadError) -> InclusionProof {
        let index = try index(position)
        do { return try InclusionProof(of: index, from: &tiles) } catch {
            throw LogReadError(error)
        }
    }

    /// Shows that the checkpoint's tree continues a smaller one.
    package mutating func consistency(
        from size: TreeSize
    ) throws(LogReadError) -> ConsistencyProof {
        do { return try ConsistencyProof(from: size, to: &tiles) } catch {
            throw LogReadError(error)
        }
    }

    /// A proof that stands alone, for the entry at a position (C2SP tlog-proof).
    package mutating func proofFile(of position: UInt64) throws(LogReadError) -> ProofFile {
        ProofFile(
            index: try index(position), path: try inclusion(of: position),
            checkpoint: checkpoint.note)
    }

    /// The entry at a position, with what opens it.
    package func entry(at position: UInt64) throws(LogReadError) -> PreparedEntry {
        _ = try index(position)
        do throws(JournalError) {
            guard let logged = try journal.entries(in: position..<position + 1).first else {
                throw .corrupt(position: position, "no entry is kept here")
            }
            return logged.entry
        } catch {
            throw .journal(error)
        }
    }

    /// A tile of the checkpoint's tree, checked against its root.
    package mutating func tile(_ name: TileName) throws(LogReadError) -> Tile {
        do { return try tiles.tile(level: name.level, index: name.index) } catch {
            throw LogReadError(error)
        }
    }

    /// The entries of a bundle, each checked against the leaf hash that the tree has for it.
    package mutating func bundle(_ name: BundleName) throws(LogReadError) -> EntryBundle {
        guard let first = name.firstIndex?.value else { throw .outside(position: name.index) }
        var entries: [[UInt8]] = []
        do throws(JournalError) {
            try journal.headers(in: first..<first + UInt64(name.width)) {
                entries.append([UInt8]($0))
            }
        } catch {
            throw .journal(error)
        }
        let bundle: EntryBundle
        do { bundle = try EntryBundle(name, entries: entries) } catch { throw .tile(error) }
        do {
            let checked = try tiles.entries(of: name, bytes: bundle.bytes)
            return try EntryBundle(name, entries: checked)
        } catch let error as TileReaderError<JournalError> {
            throw LogReadError(error)
        } catch {
            throw .outside(position: first)
        }
    }

    private func index(_ position: UInt64) throws(LogReadError) -> LeafIndex {
        guard let index = LeafIndex(position), checkpoint.head.size.contains(index) else {
            throw .outside(position: position)
        }
        return index
    }
}

/// Why the log gave no answer at a checkpoint.
package enum LogReadError: Error, Equatable {
    /// The checkpoint does not cover that position.
    case outside(position: UInt64)
    /// There is no proof between those trees.
    case noProof(ProofError)
    /// What is stored does not belong to the checkpoint.
    case tile(TileError)
    case journal(JournalError)

    init(_ error: TileReaderError<JournalError>) {
        switch error {
        case .fetch(let error): self = .journal(error)
        case .tile(let error): self = .tile(error)
        case .proof(let error): self = .noProof(error)
        case .emptyTreeWithRoot(let root):
            self = .journal(.corrupt(position: nil, "an empty tree was sealed with root \(root)"))
        }
    }
}

extension LogReadError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .outside(let position):
            "Entry \(position) is not under this checkpoint."
        case .noProof(let error): "\(error)"
        case .tile(let error):
            "What is stored does not belong to the checkpoint (\(error)). Run `witnessmark fsck`."
        case .journal(let error): "The store did not answer: \(error)"
        }
    }
}
