// SPDX-License-Identifier: Apache-2.0
import Canon

/// The hashes that show a tree to begin with all leaves of an older one (RFC 9162 §2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
    /// No two trees of at most 2^63-1 leaves need more hashes.
    public static let maximumLength = 63

    /// The hashes in the order of RFC 6962 §2.1.2.
    public let hashes: [Digest]

    /// Takes the hashes of a proof.
    public init(_ hashes: [Digest]) { self.hashes = hashes }

    /// How many hashes a proof between two sizes has; `nil` when there is no such proof.
    public static func length(from old: TreeSize, to new: TreeSize) -> Int? {
        guard old != .empty, old <= new, let last = old.lastIndex else { return nil }
        if old == new { return 0 }
        guard let path = InclusionProof.length(for: last, in: new) else { return nil }
        // The path of the old tree's last leaf, without the part inside its last complete subtree;
        // that subtree's own hash comes first unless it is the whole old tree.
        let whole = old.value & (old.value - 1) == 0
        return path - old.value.trailingZeroBitCount + (whole ? 0 : 1)
    }

    /// Checks that the newer tree begins with all leaves of the older one.
    ///
    /// An older tree without leaves is refused: everything is consistent with it. A caller for whom
    /// size 0 is a state (a witness that sees a log first) decides about it before asking.
    ///
    /// - Throws: ``ProofError`` when the sizes are in the wrong order, the proof has another length
    ///   than they fix, or it leads to other roots.
    public func verify(from old: TreeHead, to new: TreeHead) throws(ProofError) {
        guard old.size != .empty else { throw .emptyTree }
        guard let expected = ConsistencyProof.length(from: old.size, to: new.size) else {
            throw .shrunk(from: old.size, to: new.size)
        }
        guard hashes.count == expected else {
            throw .wrongLength(expected: expected, found: hashes.count)
        }
        guard old.size != new.size else {
            guard old.root == new.root else {
                throw .rootMismatch(stated: new.root, computed: old.root)
            }
            return
        }
        let (oldRoot, newRoot) = roots(from: old, to: new.size)
        guard oldRoot == old.root else {
            throw .oldRootMismatch(stated: old.root, computed: oldRoot)
        }
        guard newRoot == new.root else {
            throw .rootMismatch(stated: new.root, computed: newRoot)
        }
    }

    /// Both roots as the hashes give them (RFC 9162 §2.1.4.2); the length has been checked.
    private func roots(from old: TreeHead, to new: TreeSize) -> (Digest, Digest) {
        var rest = hashes[...]
        let whole = old.size.value & (old.size.value - 1) == 0
        let seed = whole ? old.root : rest.removeFirst()
        let shift = UInt64(old.size.value.trailingZeroBitCount)
        var node = (old.size.value - 1) >> shift
        var last = (new.value - 1) >> shift
        var (oldRoot, newRoot) = (seed, seed)
        for hash in rest {
            if node & 1 == 1 || node == last {
                oldRoot = TreeHash.node(hash, oldRoot)
                newRoot = TreeHash.node(hash, newRoot)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                newRoot = TreeHash.node(newRoot, hash)
            }
            node >>= 1
            last >>= 1
        }
        return (oldRoot, newRoot)
    }
}
