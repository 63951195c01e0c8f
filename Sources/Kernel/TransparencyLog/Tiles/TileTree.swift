// SPDX-License-Identifier: Apache-2.0
import Canon

/// A tile with the hash of every complete subtree inside it, each computed once.
///
/// To authenticate a full tile, all of them are computed anyway; and each proof asks for up to eight
/// of them in the tiles it passes. Made anew for every proof they were half the cost of sealing a
/// package.
struct TileTree: Sendable {
    let tile: Tile
    /// The tile's own hashes, then the nodes above pairs of them, and so on up; left to right.
    private let hashes: [Digest]

    init(_ tile: Tile) {
        self.tile = tile
        var hashes: [Digest] = []
        hashes.reserveCapacity(2 * tile.name.width)
        hashes += (0..<tile.name.width).lazy.compactMap { tile.hash(at: $0) }
        var first = 0
        var count = tile.name.width
        while count > 1 {
            // An odd one at the end has no sibling yet, so what is above it is not complete.
            for left in stride(from: first, to: first + count - 1, by: 2) {
                hashes.append(TreeHash.node(hashes[left], hashes[left + 1]))
            }
            first += count
            count /= 2
        }
        self.hashes = hashes
    }

    /// What the parent tile holds for this one; `nil` while it is not full.
    var root: Digest? { tile.name.isFull ? hashes.last : nil }

    /// The hash of a node that stands in or directly above the tile's hashes.
    ///
    /// `nil` when the node belongs to another tile or is not complete in this one.
    func hash(of node: TreeNode) -> Digest? {
        let height = Int(node.level % 8)
        guard node.level / 8 == tile.name.level,
            node.index >> UInt64(8 - height) == tile.name.index
        else { return nil }
        let place = Int(node.index & UInt64(255 >> height))
        guard place < tile.name.width >> height else { return nil }
        let below = (0..<height).reduce(0) { $0 + tile.name.width >> $1 }
        return hashes[below + place]
    }
}
