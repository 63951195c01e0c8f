// SPDX-License-Identifier: Apache-2.0
import Canon

/// The right edge of a tree: everything that appending needs, and nothing else.
///
/// At most eight partial tiles and 63 hashes, however long the log is. A sequencer keeps one in
/// memory, appends leaf hashes, stores the tiles it gets back and the new head in one transaction,
/// and restores the edge from the stored partial tiles at its next start.
///
/// Invariants:
/// - the partial tiles are those of ``TileName/edge(of:)`` for ``size``;
/// - folding them gives ``root``.
public struct TreeEdge: Hashable, Sendable {
    /// The complete subtrees at the edge.
    private var range: CompactRange
    /// The hashes of each level's partial tile, level 0 first; eight levels.
    private var partial: [[UInt8]]

    private static let levels = 8

    /// The edge of a tree without leaves.
    public init() {
        range = CompactRange()
        partial = Array(repeating: [], count: TreeEdge.levels)
    }

    /// Restores the edge from the partial tiles of a tree.
    ///
    /// The caller compares ``root`` with the root it knows: tiles from a store prove nothing.
    ///
    /// - Parameters:
    ///   - size: how many leaves the tree has.
    ///   - tiles: exactly the tiles of ``TileName/edge(of:)``, the lowest level first.
    /// - Throws: ``TileError/notTheEdge(expected:found:)``.
    public init(size: TreeSize, tiles: [Tile]) throws(TileError) {
        let expected = TileName.edge(of: size)
        let found = tiles.map(\.name)
        guard expected == found else { throw .notTheEdge(expected: expected, found: found) }
        var partial = Array(repeating: [UInt8](), count: TreeEdge.levels)
        for tile in tiles { partial[Int(tile.name.level)] = tile.bytes }
        let hashes = TreeNode.covering(from: .empty, to: size).compactMap { node in
            tiles.first { $0.name.level == node.level / 8 }?.hash(of: node)
        }
        do {
            range = try CompactRange(from: .empty, to: size, hashes: hashes)
        } catch {
            // Every covering subtree of a tree lies in one of its partial tiles.
            throw .notTheEdge(expected: expected, found: found)
        }
        self.partial = partial
    }

    /// How many leaves the tree has.
    public var size: TreeSize { range.end }
    /// The root over all leaves.
    public var root: Digest { range.root ?? TreeHash.empty }
    /// Size and root.
    public var head: TreeHead { TreeHead(size: size, root: root) }

    /// The partial tiles at the edge, the lowest level first.
    public var tiles: [Tile] {
        TileName.edge(of: size).map { Tile(unchecked: $0, partial[Int($0.level)]) }
    }

    /// Appends leaves and gives back the tiles that are new or wider than before.
    ///
    /// Full tiles come in the order in which they filled, then the partial tiles, the lowest level
    /// first. A partial tile in the answer replaces the narrower one of the same level and index.
    ///
    /// - Throws: ``CompactRangeError/full`` at 2^63-1 leaves; the edge is then unchanged.
    public mutating func append(
        _ leafHashes: some Collection<Digest>
    ) throws(CompactRangeError) -> [Tile] {
        guard size.adding(leafHashes.count) != nil else { throw .full }
        var changed: [Tile] = []
        var widened = Array(repeating: false, count: TreeEdge.levels)
        // Taken out while they change, so that they grow in place.
        var partial = self.partial
        self.partial = []
        for leafHash in leafHashes {
            range.add(leafHash, of: TreeNode(unchecked: 0, size.value)) { node, hash in
                guard node.level % 8 == 0 else { return }
                let level = Int(node.level / 8)
                hash.withUnsafeBytes { partial[level].append(contentsOf: $0) }
                widened[level] = true
                guard node.index & 255 == 255 else { return }
                let name = TileName(unchecked: UInt8(level), node.index >> 8, TileName.fullWidth)
                changed.append(Tile(unchecked: name, partial[level]))
                partial[level] = []
                widened[level] = false
            }
        }
        self.partial = partial
        return changed + tiles.filter { widened[Int($0.name.level)] }
    }
}
