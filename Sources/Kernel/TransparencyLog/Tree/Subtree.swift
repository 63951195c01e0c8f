// SPDX-License-Identifier: Apache-2.0
import Canon

/// A run of leaves that is a tree of its own inside every larger tree.
///
/// It starts at a multiple of the smallest power of two that is not below its length
/// (draft-ietf-plants-merkle-tree-certs §4.1), so its root is computed from nodes of the whole.
/// A tree of m leaves is the subtree from 0 to m of every later one.
public struct Subtree: Hashable, Sendable {
    /// How many leaves stand before it.
    public let start: TreeSize
    /// How many leaves stand before its end.
    public let end: TreeSize

    /// Names a subtree.
    ///
    /// `nil` when it ends before it starts, or starts where no subtree of its length does. An empty
    /// one may start anywhere.
    public init?(from start: TreeSize, to end: TreeSize) {
        guard start <= end else { return nil }
        let length = end.value - start.value
        // The smallest power of two that is not below the length; the length is below 2^63.
        let power = length <= 1 ? 1 : UInt64(1) << UInt64(64 - (length - 1).leadingZeroBitCount)
        guard length == 0 || start.value % power == 0 else { return nil }
        self.start = start
        self.end = end
    }

    /// How many leaves it has.
    public var size: TreeSize { TreeSize(unchecked: end.value - start.value) }
}

extension InclusionProof {
    /// Checks that the leaf stands at an index of the whole tree, inside a subtree.
    ///
    /// - Throws: ``ProofError``.
    public func verify(
        _ leafHash: Digest, at index: LeafIndex, in subtree: Subtree, root: Digest
    ) throws(ProofError) {
        guard index.value >= subtree.start.value else {
            throw .indexOutsideTree(index, size: subtree.end)
        }
        let inside = LeafIndex(unchecked: index.value - subtree.start.value)
        try verify(leafHash, at: inside, in: TreeHead(size: subtree.size, root: root))
    }
}

/// The hashes that show a subtree to be part of a tree.
///
/// draft-ietf-plants-merkle-tree-certs §4.4. With a start of 0 they are those of a
/// ``ConsistencyProof``. Cosigners of subtrees need it; our own log does not.
public struct SubtreeProof: Hashable, Sendable {
    /// The hashes in order.
    public let hashes: [Digest]

    /// Takes the hashes of a proof.
    public init(_ hashes: [Digest]) { self.hashes = hashes }

    /// Checks that the subtree with this root is part of the tree.
    ///
    /// An empty subtree has the empty root and is part of every tree that reaches its start; unlike
    /// ``ConsistencyProof`` this says so instead of refusing, as the draft does.
    ///
    /// - Throws: ``ProofError``.
    public func verify(
        _ subtree: Subtree, root subtreeRoot: Digest, in head: TreeHead
    ) throws(ProofError) {
        guard subtree.end <= head.size else { throw .notASubtree }
        guard subtree.size != .empty else {
            guard hashes.isEmpty else { throw .wrongLength(expected: 0, found: hashes.count) }
            guard subtreeRoot == TreeHash.empty else {
                throw .oldRootMismatch(stated: subtreeRoot, computed: TreeHash.empty)
            }
            return
        }
        let plan = try ProofPlan.consistency(of: subtree, in: head.size)
        guard hashes.count == plan.steps.count else {
            throw .wrongLength(expected: plan.steps.count, found: hashes.count)
        }
        let (inner, outer) = roots(subtree, subtreeRoot, in: head.size)
        guard inner == subtreeRoot else {
            throw .oldRootMismatch(stated: subtreeRoot, computed: inner)
        }
        guard outer == head.root else { throw .rootMismatch(stated: head.root, computed: outer) }
    }

    /// Both roots as the hashes give them (§4.4.3); the length has been checked.
    private func roots(
        _ subtree: Subtree, _ root: Digest, in size: TreeSize
    ) -> (Digest, Digest) {
        var first = subtree.start.value
        var last = subtree.end.value - 1
        var end = size.value - 1
        func shift() {
            first >>= 1
            last >>= 1
            end >>= 1
        }
        while first != last, last == end || last & 1 == 1 { shift() }
        var rest = hashes[...]
        let seed = first == last ? root : rest.popFirst() ?? root
        var (inner, outer) = (seed, seed)
        for hash in rest {
            if last & 1 == 1 || last == end {
                if first < last { inner = TreeHash.node(hash, inner) }
                outer = TreeHash.node(hash, outer)
                while last & 1 == 0, last != 0 { shift() }
            } else {
                outer = TreeHash.node(outer, hash)
            }
            shift()
        }
        return (inner, outer)
    }
}
