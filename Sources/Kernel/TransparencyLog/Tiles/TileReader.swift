// SPDX-License-Identifier: Apache-2.0
import Canon

/// Reads tiles from a place that is not trusted and hands out only what belongs to a root.
///
/// The partial tiles at the right edge are checked first: folded together they must give the root.
/// Every other tile must have the hash that its parent tile, checked before, holds for it. Each
/// fetched tile is thus compared with exactly one authenticated hash, tile by tile. (In
/// golang.org/x/mod the tiles were listed, deduplicated and authenticated by position in the list,
/// so some never were: CVE-2026-56865.)
///
/// What is kept: the edge, and the tiles read since, each authenticated before it is kept.
public struct TileReader<Failure: Error> {
    /// Gives the bytes of a tile, or throws when it cannot be had.
    public typealias Fetch = (TileName) throws(Failure) -> [UInt8]

    /// Up to this many tiles are kept beside the edge (24 KiB each, inner nodes included).
    public static var maximumKept: Int { 512 }

    /// The tree that everything is checked against.
    public let head: TreeHead
    private let fetch: Fetch
    private let edge: [TileTree]
    private var kept: [TileName: TileTree] = [:]

    /// Fetches the right edge of a tree and checks it against the root.
    ///
    /// - Parameters:
    ///   - head: the tree, from a ``VerifiedCheckpoint``.
    ///   - fetch: gives the bytes of a tile, 32 for each hash of its width.
    /// - Throws: what `fetch` throws, or a ``TileError``.
    public init(of head: TreeHead, fetch: @escaping Fetch) throws(TileReaderError<Failure>) {
        self.head = head
        self.fetch = fetch
        var edge: [Tile] = []
        for name in TileName.edge(of: head.size) {
            edge.append(try TileReader.tile(name, from: fetch))
        }
        let root: Digest
        do { root = try TreeEdge(size: head.size, tiles: edge).root } catch {
            throw .tile(error)
        }
        guard root == head.root else {
            // With a wrong root any of them may be the altered one; the lowest names the place.
            guard let lowest = edge.first else { throw .emptyTreeWithRoot(head.root) }
            throw .tile(.altered(lowest.name))
        }
        self.edge = edge.map { TileTree($0) }
    }

    /// The tile at a place, as wide as it is in this tree.
    ///
    /// - Throws: what `fetch` throws; ``TileError/outsideTree(level:index:size:)``;
    ///   ``TileError/altered(_:)`` when it does not belong to the root.
    public mutating func tile(
        level: UInt8, index: UInt64
    ) throws(TileReaderError<Failure>) -> Tile {
        guard let name = TileName.at(level: level, index: index, in: head.size) else {
            throw .tile(.outsideTree(level: level, index: index, size: head.size))
        }
        return try tree(name).tile
    }

    /// The hash of a complete subtree.
    ///
    /// - Throws: what `fetch` throws, or a ``TileError``.
    public mutating func hash(of node: TreeNode) throws(TileReaderError<Failure>) -> Digest {
        guard let name = TileName(holding: node, in: head.size),
            let hash = try tree(name).hash(of: node)
        else {
            throw .tile(
                .outsideTree(level: node.level / 8, index: node.index, size: head.size))
        }
        return hash
    }

    /// The leaf hash at an index.
    ///
    /// - Throws: what `fetch` throws, or a ``TileError``.
    public mutating func leafHash(
        at index: LeafIndex
    ) throws(TileReaderError<Failure>) -> Digest {
        try hash(of: TreeNode(leaf: index))
    }

    /// The entries of a bundle, each compared with the leaf hash of its index.
    ///
    /// Only bytes that were hashed are given back. (x/mod once returned text that stood around the
    /// authenticated record: CVE-2026-56864.)
    ///
    /// - Throws: what `fetch` throws; ``TileError/malformedBundle(_:entry:)``;
    ///   ``TileError/alteredEntry(_:)`` with the index of the first entry that differs.
    public mutating func entries(
        of bundle: BundleName, bytes: [UInt8]
    ) throws(TileReaderError<Failure>) -> [[UInt8]] {
        guard bundle == BundleName.at(index: bundle.index, in: head.size),
            let first = bundle.firstIndex
        else { throw .tile(.outsideTree(level: 0, index: bundle.index, size: head.size)) }
        let read: EntryBundle
        do { read = try EntryBundle(bundle, bytes: bytes) } catch { throw .tile(error) }
        let tile = try tile(level: 0, index: bundle.index)
        for (offset, leafHash) in read.leafHashes.enumerated()
        where leafHash != tile.hash(at: offset) {
            throw .tile(.alteredEntry(LeafIndex(unchecked: first.value + UInt64(offset))))
        }
        return read.entries
    }

    /// A tile that this tree has, authenticated.
    private mutating func tree(_ name: TileName) throws(TileReaderError<Failure>) -> TileTree {
        if let found = edge.first(where: { $0.tile.name == name }) ?? kept[name] { return found }
        // Not at the edge, so it is full, and there are at most seven levels above it.
        let parent = name.parentPlace
        let above = try tile(level: parent.level, index: parent.index)
        let tree = TileTree(try TileReader.tile(name, from: fetch))
        guard let expected = above.hash(at: parent.offset), tree.root == expected else {
            throw .tile(.altered(name))
        }
        if kept.count >= TileReader.maximumKept { kept.removeAll(keepingCapacity: true) }
        kept[name] = tree
        return tree
    }

    private static func tile(
        _ name: TileName, from fetch: Fetch
    ) throws(TileReaderError<Failure>) -> Tile {
        let bytes: [UInt8]
        do throws(Failure) { bytes = try fetch(name) } catch { throw .fetch(error) }
        do throws(TileError) { return try Tile(name, bytes: bytes) } catch { throw .tile(error) }
    }
}

/// Why a tile could not be had: the place it comes from failed, or what came is not of this tree.
public enum TileReaderError<Failure: Error>: Error {
    /// The place the tiles come from failed.
    case fetch(Failure)
    /// What came is malformed, altered or outside the tree.
    case tile(TileError)
    /// The proof asked for cannot be made in this tree.
    case proof(ProofError)
    /// A tree without leaves was said to have a root other than the empty one.
    case emptyTreeWithRoot(Digest)
}
