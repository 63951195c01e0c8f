// SPDX-License-Identifier: Apache-2.0
import Canon

/// Which stored nodes a proof is made from.
///
/// Planning is apart from reading, so that a store can fetch everything in one query (or one
/// `await`) and the proof is then made without I/O. Each hash of a proof is the root of a run of
/// leaves; a run at the right edge is no complete subtree and is folded from several.
///
/// ```swift
/// let plan = try ProofPlan.inclusion(of: index, in: size)
/// let tiles = try await store.tiles(plan.tiles)          // your own I/O
/// let proof = InclusionProof(try plan.hashes { try tiles.hash(of: $0) })
/// ```
public struct ProofPlan: Hashable, Sendable {
    /// The size of the tree the proof is in.
    public let size: TreeSize
    /// For each hash of the proof, in order, the complete subtrees it is folded from, left to right.
    public let steps: [[TreeNode]]

    /// Plans the path of a leaf (RFC 6962 §2.1.1, PATH).
    ///
    /// - Throws: ``ProofError/indexOutsideTree(_:size:)``.
    public static func inclusion(
        of index: LeafIndex, in size: TreeSize
    ) throws(ProofError) -> ProofPlan {
        guard size.contains(index) else { throw .indexOutsideTree(index, size: size) }
        var runs: [[TreeNode]] = []
        var (low, high) = (UInt64(0), size.value)
        while high - low > 1 {
            let middle = low + split(high - low)
            if index.value < middle {
                runs.append(run(middle, high))
                high = middle
            } else {
                runs.append(run(low, middle))
                low = middle
            }
        }
        return ProofPlan(size: size, steps: runs.reversed())
    }

    /// Plans the proof from an older size to a newer one (RFC 6962 §2.1.2, PROOF).
    ///
    /// - Throws: ``ProofError/emptyTree`` or ``ProofError/shrunk(from:to:)``.
    public static func consistency(
        from old: TreeSize, to new: TreeSize
    ) throws(ProofError) -> ProofPlan {
        guard old != .empty else { throw .emptyTree }
        guard old <= new else { throw .shrunk(from: old, to: new) }
        // A tree is the subtree of every later one that starts at the first leaf.
        guard let subtree = Subtree(from: .empty, to: old) else { throw .notASubtree }
        return try consistency(of: subtree, in: new)
    }

    /// Plans the proof that a subtree is part of a tree.
    ///
    /// draft-ietf-plants-merkle-tree-certs §4.4.1, SUBTREE_PROOF.
    ///
    /// - Throws: ``ProofError/notASubtree`` when the tree does not reach its end, or for an empty
    ///   one, which needs no proof.
    public static func consistency(
        of subtree: Subtree, in size: TreeSize
    ) throws(ProofError) -> ProofPlan {
        guard subtree.end <= size, subtree.start < subtree.end else { throw .notASubtree }
        var runs: [[TreeNode]] = []
        var (low, high) = (UInt64(0), size.value)
        var start = subtree.start.value
        let end = subtree.end.value
        var isWhole = true
        while low != start || high != end {
            let middle = low + split(high - low)
            if end <= middle {
                runs.append(run(middle, high))
                high = middle
            } else {
                runs.append(run(low, middle))
                low = middle
                if start < middle {
                    start = middle
                    isWhole = false
                }
            }
        }
        // The subtree as a whole is known to whoever asks; only a part of it must be given.
        if !isWhole { runs.append(run(low, high)) }
        return ProofPlan(size: size, steps: runs.reversed())
    }

    /// Every node the proof needs.
    public var nodes: [TreeNode] { steps.flatMap { $0 } }

    /// The hashes of the proof, read node by node.
    ///
    /// - Parameter read: gives the hash of a complete subtree.
    /// - Returns: the hashes, for ``InclusionProof`` or ``ConsistencyProof``.
    /// - Throws: what `read` throws.
    public func hashes<E: Error>(
        reading read: (TreeNode) throws(E) -> Digest
    ) throws(E) -> [Digest] {
        var hashes: [Digest] = []
        hashes.reserveCapacity(steps.count)
        for step in steps {
            var folded: Digest?
            for node in step.reversed() {
                let hash = try read(node)
                folded = folded.map { TreeHash.node(hash, $0) } ?? hash
            }
            // A step is never empty: a run has at least one leaf.
            hashes.append(folded ?? TreeHash.empty)
        }
        return hashes
    }

    /// The largest power of two below a count of at least two.
    private static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(63 - (count - 1).leadingZeroBitCount)
    }

    private static func run(_ low: UInt64, _ high: UInt64) -> [TreeNode] {
        TreeNode.covering(from: TreeSize(unchecked: low), to: TreeSize(unchecked: high))
    }
}
