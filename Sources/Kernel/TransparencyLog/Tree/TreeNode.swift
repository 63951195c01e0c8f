// SPDX-License-Identifier: Apache-2.0

/// A complete subtree, named by its level and its place among those of that level.
///
/// Node (level, index) stands over the leaves index·2^level up to (index+1)·2^level, without the
/// last. Such nodes never change once their leaves exist, so they are what is worth storing.
public struct TreeNode: Hashable, Sendable {
    /// The highest level a tree of at most 2^63-1 leaves has.
    public static let maximumLevel: UInt8 = 62

    /// The binary logarithm of the number of leaves; 0 for a leaf itself.
    public let level: UInt8
    /// How many nodes of this level stand to the left.
    public let index: UInt64

    /// Names a node.
    ///
    /// `nil` when no tree of at most 2^63-1 leaves has it.
    public init?(level: UInt8, index: UInt64) {
        guard level <= TreeNode.maximumLevel,
            index < TreeSize.maximum.value >> UInt64(level)
        else { return nil }
        self.level = level
        self.index = index
    }

    init(unchecked level: UInt8, _ index: UInt64) {
        self.level = level
        self.index = index
    }

    /// The node that is a leaf.
    public init(leaf: LeafIndex) { self.init(unchecked: 0, leaf.value) }

    /// The size of the smallest tree in which the subtree is complete.
    public var completeAt: TreeSize { TreeSize(unchecked: (index + 1) << UInt64(level)) }

    /// How many leaves stand before it.
    public var start: TreeSize { TreeSize(unchecked: index << UInt64(level)) }

    /// The fewest complete subtrees that together hold the leaves from one size up to another.
    ///
    /// Left to right; empty when nothing lies between. At most 126 of them.
    public static func covering(from start: TreeSize, to end: TreeSize) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var position = start.value
        while position < end.value {
            // The largest subtree that may start here and does not reach beyond the end.
            let aligned = position == 0 ? 63 : position.trailingZeroBitCount
            let fitting = 63 - (end.value - position).leadingZeroBitCount
            let level = min(aligned, fitting)
            nodes.append(TreeNode(unchecked: UInt8(level), position >> UInt64(level)))
            position += 1 << UInt64(level)
        }
        return nodes
    }
}

extension TreeNode: CustomStringConvertible {
    /// Level and index, as in “(3, 17)”.
    public var description: String { "(\(level), \(index))" }
}
