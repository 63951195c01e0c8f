// SPDX-License-Identifier: Apache-2.0
import Canon

/// Why a proof proves nothing.
public enum ProofError: Error, Hashable, Sendable {
    /// The tree has no leaf with that index.
    case indexOutsideTree(LeafIndex, size: TreeSize)
    /// The subtree is not one a tree of that size has: see ``Subtree``.
    case notASubtree
    /// The newer tree is smaller than the older one.
    case shrunk(from: TreeSize, to: TreeSize)
    /// Everything is consistent with a tree without leaves, so a proof from it says nothing.
    case emptyTree
    /// Index and size fix how many hashes a proof has, and it has another number.
    case wrongLength(expected: Int, found: Int)
    /// The proof leads to another root than the tree head states.
    case rootMismatch(stated: Digest, computed: Digest)
    /// The proof leads to another root for the older tree than was known.
    case oldRootMismatch(stated: Digest, computed: Digest)
}

extension ProofError: CustomStringConvertible {
    /// What a person is told.
    public var description: String {
        switch self {
        case .indexOutsideTree(let index, let size):
            "index \(index) is outside a tree of \(size) leaves"
        case .notASubtree: "the bounds are not those of a subtree of this tree"
        case .shrunk(let from, let to):
            "the newer tree has \(to) leaves, fewer than the \(from) of the older one"
        case .emptyTree: "a tree without leaves is consistent with every tree; this proves nothing"
        case .wrongLength(let expected, let found):
            "the proof has \(found) hashes where this index and size need \(expected)"
        case .rootMismatch(let stated, let computed):
            "the proof leads to root \(computed), the tree head states \(stated)"
        case .oldRootMismatch(let stated, let computed):
            "the proof leads to old root \(computed), the older tree head states \(stated)"
        }
    }
}
