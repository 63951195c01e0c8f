// SPDX-License-Identifier: Apache-2.0

/// Which tile: its level, its place on that level, and how much of it exists.
///
/// Hash i of tile n at level L is the root over the leaves (n·256+i)·256^L up to (n·256+i+1)·256^L
/// (C2SP tlog-tiles). A tile of 256 hashes is full and never changes; a narrower one is the state
/// of the right edge at one size of the tree.
public struct TileName: Hashable, Sendable {
    /// How many hashes a full tile has, and how many levels of the tree it spans: 2^8.
    public static let fullWidth = 256
    /// The highest level the path format allows; a tree of at most 2^63-1 leaves ends at 7.
    public static let maximumLevel: UInt8 = 63

    /// Counted from 0, where the leaf hashes are.
    public let level: UInt8
    /// How many tiles of this level stand to the left.
    public let index: UInt64
    /// How many hashes it holds, 1 to 256.
    public let width: Int

    /// Names a tile.
    ///
    /// `nil` when level, index or width are out of bounds.
    public init?(level: UInt8, index: UInt64, width: Int = TileName.fullWidth) {
        guard level <= TileName.maximumLevel, index <= TreeSize.maximum.value,
            (1...TileName.fullWidth).contains(width)
        else { return nil }
        self.init(unchecked: level, index, width)
    }

    init(unchecked level: UInt8, _ index: UInt64, _ width: Int) {
        self.level = level
        self.index = index
        self.width = width
    }

    /// Whether all 256 hashes are there, so that the tile never changes.
    public var isFull: Bool { width == TileName.fullWidth }

    /// The tile from which a node is computed in a tree of some size.
    ///
    /// `nil` when the node is not complete at that size.
    public init?(holding node: TreeNode, in size: TreeSize) {
        guard node.completeAt <= size else { return nil }
        let level = node.level / 8
        let index = node.index >> UInt64(8 - node.level % 8)
        guard let name = TileName.at(level: level, index: index, in: size) else { return nil }
        self = name
    }

    /// The tile at a place, as wide as it is in a tree of some size.
    ///
    /// `nil` where such a tree has no tile.
    public static func at(level: UInt8, index: UInt64, in size: TreeSize) -> TileName? {
        let hashes = TileName.hashCount(level: level, in: size)
        let full = hashes >> 8
        if index < full { return TileName(unchecked: level, index, fullWidth) }
        let rest = Int(hashes & 255)
        guard index == full, rest > 0 else { return nil }
        return TileName(unchecked: level, index, rest)
    }

    /// The partial tiles at the right edge of a tree, the lowest level first; at most eight.
    ///
    /// They are all that is needed to append to the tree, see ``TreeEdge``.
    public static func edge(of size: TreeSize) -> [TileName] {
        (0..<UInt8(8)).compactMap { level in
            let hashes = hashCount(level: level, in: size)
            let rest = Int(hashes & 255)
            return rest == 0 ? nil : TileName(unchecked: level, hashes >> 8, rest)
        }
    }

    /// How many hashes the tiles of a level hold together in a tree of some size.
    public static func hashCount(level: UInt8, in size: TreeSize) -> UInt64 {
        level >= 8 ? 0 : size.value >> (8 * UInt64(level))
    }

    /// The tile that holds the hash of this one, when both are full; `nil` at the highest level.
    var parentPlace: (level: UInt8, index: UInt64, offset: Int) {
        (level + 1, index >> 8, Int(index & 255))
    }
}
