// SPDX-License-Identifier: Apache-2.0
import Canon

/// The bytes of a tile: its hashes one after the other, 32 bytes each (C2SP tlog-tiles).
///
/// A tile by itself proves nothing. ``TileReader`` hands out only tiles that belong to a root.
public struct Tile: Hashable, Sendable {
    /// Which tile it is.
    public let name: TileName
    /// `name.width` hashes of 32 bytes.
    public let bytes: [UInt8]

    /// Takes the bytes of a tile.
    ///
    /// - Throws: ``TileError/wrongLength(_:expected:found:)`` unless there are exactly 32 a hash.
    public init(_ name: TileName, bytes: [UInt8]) throws(TileError) {
        let expected = name.width * Digest.byteCount
        guard bytes.count == expected else {
            throw .wrongLength(name, expected: expected, found: bytes.count)
        }
        self.init(unchecked: name, bytes)
    }

    init(unchecked name: TileName, _ bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// The hash at a place of the tile; `nil` beyond its width.
    public func hash(at offset: Int) -> Digest? {
        guard (0..<name.width).contains(offset) else { return nil }
        let from = offset * Digest.byteCount
        return Digest(bytes: bytes[from..<(from + Digest.byteCount)])
    }

    /// The hash of a node that stands in or directly above this tile's hashes.
    ///
    /// `nil` when the node belongs to another tile or is not complete in this one.
    public func hash(of node: TreeNode) -> Digest? {
        let height = UInt64(node.level % 8)
        guard node.level / 8 == name.level, node.index >> (8 - height) == name.index else {
            return nil
        }
        let first = Int((node.index << height) & 255)
        let past = first + (1 << Int(height))
        guard past <= name.width else { return nil }
        return root(over: first..<past)
    }

    /// The hash of a full tile, which is the hash its parent tile holds for it.
    public var root: Digest { root(over: 0..<name.width) }

    /// The first hashes of this tile, as the narrower tile they are.
    ///
    /// `nil` unless the width is between 1 and this tile's.
    public func prefix(width: Int) -> Tile? {
        guard (1...name.width).contains(width) else { return nil }
        return Tile(
            unchecked: TileName(unchecked: name.level, name.index, width),
            Array(bytes[..<(width * Digest.byteCount)]))
    }

    private func root(over range: Range<Int>) -> Digest {
        TreeHash.root(over: range.lazy.compactMap { hash(at: $0) })
    }
}

/// What is wrong with a tile or a bundle, and which one.
public enum TileError: Error, Hashable, Sendable {
    /// The tile has another number of bytes than its width says.
    case wrongLength(TileName, expected: Int, found: Int)
    /// A tree of this size has no such tile.
    case outsideTree(level: UInt8, index: UInt64, size: TreeSize)
    /// The tile's hashes do not lead to the root. It, or one it was checked against, was altered.
    case altered(TileName)
    /// The tiles given are not the partial tiles at the right edge of that tree.
    case notTheEdge(expected: [TileName], found: [TileName])
    /// The bundle is cut off, has bytes left over, or has another number of entries than its width.
    case malformedBundle(BundleName, entry: Int)
    /// An entry of the bundle does not have the leaf hash that the tree has at that index.
    case alteredEntry(LeafIndex)
    /// An entry is longer than the 65,535 bytes a bundle can carry.
    case entryTooLong(bytes: Int)
}
