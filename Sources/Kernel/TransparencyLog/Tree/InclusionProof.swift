// SPDX-License-Identifier: Apache-2.0
import Canon

/// The path that shows a leaf to be in a tree: sibling hashes from the leaf up (RFC 9162 §2.1.3).
///
/// A proof is not tied to an index or a size by itself; both are given to ``verify(_:at:in:)`` and
/// come from elsewhere, so that a proof cannot bring its own.
public struct InclusionProof: Hashable, Sendable {
    /// No tree of at most 2^63-1 leaves needs more hashes.
    public static let maximumLength = 63

    /// Sibling hashes, the leaf's own sibling first.
    public let hashes: [Digest]

    /// Takes the hashes of a path, the leaf's own sibling first.
    public init(_ hashes: [Digest]) { self.hashes = hashes }

    /// How many hashes the path of a leaf has in a tree of some size; `nil` outside the tree.
    public static func length(for index: LeafIndex, in size: TreeSize) -> Int? {
        guard size.contains(index) else { return nil }
        // Below `inner` the path is inside complete subtrees; above it only left siblings remain.
        let inner = 64 - (index.value ^ (size.value - 1)).leadingZeroBitCount
        return inner + (index.value >> UInt64(inner)).nonzeroBitCount
    }

    /// Checks that the leaf stands at the index of the tree.
    ///
    /// - Throws: ``ProofError`` when the index lies outside the tree, the proof has another length
    ///   than index and size fix, or it leads to another root.
    public func verify(
        _ leafHash: Digest, at index: LeafIndex, in head: TreeHead
    ) throws(ProofError) {
        let computed = try root(from: leafHash, at: index, in: head.size)
        guard computed == head.root else {
            throw .rootMismatch(stated: head.root, computed: computed)
        }
    }

    /// The root that the path leads to.
    ///
    /// A computed root shows nothing until it is compared; ``verify(_:at:in:)`` does.
    ///
    /// - Throws: ``ProofError/indexOutsideTree(_:size:)`` or ``ProofError/wrongLength(expected:found:)``.
    public func root(
        from leafHash: Digest, at index: LeafIndex, in size: TreeSize
    ) throws(ProofError) -> Digest {
        guard let expected = InclusionProof.length(for: index, in: size) else {
            throw .indexOutsideTree(index, size: size)
        }
        guard hashes.count == expected else {
            throw .wrongLength(expected: expected, found: hashes.count)
        }
        // RFC 9162 §2.1.3.2.
        var node = index.value
        var last = size.value - 1
        var root = leafHash
        for sibling in hashes {
            if node & 1 == 1 || node == last {
                root = TreeHash.node(sibling, root)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                root = TreeHash.node(root, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return root
    }
}
