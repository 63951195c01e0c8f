// SPDX-License-Identifier: Apache-2.0
import Canon

/// The hashes a Merkle tree is made of (RFC 6962 §2.1, the same as RFC 9162 §2.1.1), with SHA-256.
///
/// Leaves and inner nodes begin with different bytes. Without that, the two child hashes of a node
/// could be shown as the content of a leaf that was never logged (a second-preimage attack).
public enum TreeHash {
    /// The root of a tree without leaves: the SHA-256 of nothing.
    public static let empty = Digest(of: [UInt8]())

    /// The hash of a leaf: SHA-256(0x00 ‖ entry).
    public static func leaf(_ entry: [UInt8]) -> Digest { leaf(entry[...]) }

    /// The hash of a leaf whose entry is part of a larger array.
    public static func leaf(_ entry: ArraySlice<UInt8>) -> Digest {
        entry.withUnsafeBytes { leaf($0) }
    }

    /// The hash of a leaf whose entry is lent by a store.
    public static func leaf(_ entry: UnsafeRawBufferPointer) -> Digest {
        // Entries are small; laid out in one piece they are hashed in one call.
        withUnsafeTemporaryAllocation(byteCount: 1 + entry.count, alignment: 1) { input in
            input[0] = leafPrefix
            UnsafeMutableRawBufferPointer(rebasing: input[1...]).copyMemory(from: entry)
            return Digest(of: UnsafeRawBufferPointer(input))
        }
    }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: Digest, _ right: Digest) -> Digest {
        Digest(joining: left, right, after: nodePrefix)
    }

    /// The root over leaf hashes in order (RFC 6962 §2.1, MTH).
    @inlinable public static func root(over leafHashes: some Collection<Digest>) -> Digest {
        var pending: [Digest] = []
        var count: UInt64 = 0
        for leafHash in leafHashes {
            pending.append(leafHash)
            count += 1
            // A binary counter: each carry joins two complete subtrees of equal size.
            for _ in 0..<count.trailingZeroBitCount { fold(&pending) }
        }
        while pending.count > 1 { fold(&pending) }
        return pending.first ?? empty
    }

    /// Joins the last two hashes into the node above them.
    @usableFromInline static func fold(_ pending: inout [Digest]) {
        let right = pending.removeLast()
        let left = pending.removeLast()
        pending.append(node(left, right))
    }

    private static let leafPrefix: UInt8 = 0
    private static let nodePrefix: UInt8 = 1
}
