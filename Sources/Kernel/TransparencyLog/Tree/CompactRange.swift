// SPDX-License-Identifier: Apache-2.0
import Canon

/// A run of leaves, kept as the few complete subtrees that cover it.
///
/// Enough to append further leaves, to join the next run, and to know the root, in at most 63
/// hashes however long the log is. Invariant: `hashes` are those of
/// ``TreeNode/covering(from:to:)``, left to right.
public struct CompactRange: Hashable, Sendable {
    /// How many leaves of the log stand before the range.
    public let start: TreeSize
    /// How many leaves of the log stand before the end of the range.
    public private(set) var end: TreeSize
    /// The hashes of the covering subtrees, left to right.
    public private(set) var hashes: [Digest]

    /// A range without leaves, beginning after so many of the log.
    public init(startingAt start: TreeSize = .empty) {
        self.start = start
        end = start
        hashes = []
    }

    /// Restores a range from the hashes that were stored for it.
    ///
    /// - Throws: ``CompactRangeError/wrongCount(expected:found:)`` when there are more or fewer
    ///   hashes than such a range has, ``CompactRangeError/reversed`` when it ends before it starts.
    public init(
        from start: TreeSize, to end: TreeSize, hashes: [Digest]
    ) throws(CompactRangeError) {
        guard start <= end else { throw .reversed }
        let expected = TreeNode.covering(from: start, to: end).count
        guard expected == hashes.count else {
            throw .wrongCount(expected: expected, found: hashes.count)
        }
        self.start = start
        self.end = end
        self.hashes = hashes
    }

    /// The subtrees that ``hashes`` belong to.
    public var nodes: [TreeNode] { TreeNode.covering(from: start, to: end) }

    /// Adds the next leaf.
    ///
    /// - Parameters:
    ///   - leafHash: the leaf's hash, see ``TreeHash/leaf(_:)-([UInt8])``.
    ///   - completing: is told each subtree that this leaf completes, the leaf itself first.
    /// - Throws: ``CompactRangeError/full`` at 2^63-1 leaves.
    public mutating func append(
        _ leafHash: Digest, completing: (TreeNode, Digest) -> Void = { _, _ in }
    ) throws(CompactRangeError) {
        guard end < .maximum else { throw .full }
        add(leafHash, of: TreeNode(unchecked: 0, end.value), completing: completing)
    }

    /// Adds the run of leaves that follows directly.
    ///
    /// - Throws: ``CompactRangeError/gap(expected:found:)`` when it does not follow directly.
    public mutating func append(_ next: CompactRange) throws(CompactRangeError) {
        guard next.start == end else { throw .gap(expected: end, found: next.start) }
        for (node, hash) in zip(next.nodes, next.hashes) {
            add(hash, of: node, completing: { _, _ in })
        }
    }

    /// The root of the tree of ``end`` leaves; `nil` when the range does not start at the first.
    public var root: Digest? {
        guard start == .empty else { return nil }
        guard var root = hashes.last else { return TreeHash.empty }
        for left in hashes.dropLast().reversed() { root = TreeHash.node(left, root) }
        return root
    }

    /// Adds a complete subtree at the end, joined with those it makes complete.
    mutating func add(
        _ hash: Digest, of node: TreeNode, completing: (TreeNode, Digest) -> Void
    ) {
        var (hash, node) = (hash, node)
        end = node.completeAt
        completing(node, hash)
        // A right child whose left sibling lies in the range joins it; the sibling is the last hash.
        while node.index & 1 == 1,
            TreeNode(unchecked: node.level, node.index - 1).start >= start
        {
            hash = TreeHash.node(hashes.removeLast(), hash)
            node = TreeNode(unchecked: node.level + 1, node.index >> 1)
            completing(node, hash)
        }
        hashes.append(hash)
    }
}

/// Why a range cannot be restored or extended.
public enum CompactRangeError: Error, Hashable, Sendable {
    /// The range would end before it starts.
    case reversed
    /// The number of hashes is not the number of covering subtrees.
    case wrongCount(expected: Int, found: Int)
    /// The run to be joined begins elsewhere.
    case gap(expected: TreeSize, found: TreeSize)
    /// The log has 2^63-1 leaves and takes no more.
    case full
}
