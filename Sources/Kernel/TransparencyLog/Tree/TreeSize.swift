// SPDX-License-Identifier: Apache-2.0
import Canon

/// How many leaves a tree has.
///
/// At most 2^63-1: the text formats carry an unsigned 64-bit number, others and SQL carry a signed
/// one, and a size that only some readers can hold is a size two readers disagree about.
public struct TreeSize: Hashable, Comparable, Sendable {
    /// The largest size there is, 2^63-1.
    public static let maximum = TreeSize(unchecked: UInt64(Int64.max))
    /// The size of a tree without leaves.
    public static let empty = TreeSize(unchecked: 0)

    /// The number of leaves.
    public let value: UInt64

    /// Takes a count of leaves.
    ///
    /// `nil` when it is negative or above ``maximum``.
    public init?(_ value: some BinaryInteger) {
        guard let value = UInt64(exactly: value), value <= TreeSize.maximum.value else {
            return nil
        }
        self.value = value
    }

    /// The number of elements of a collection, which is never out of bounds.
    public init(counting elements: some Collection) { value = UInt64(elements.count) }

    init(unchecked value: UInt64) { self.value = value }

    /// Whether a leaf with this index exists in a tree of this size.
    public func contains(_ index: LeafIndex) -> Bool { index.value < value }

    /// The index of the last leaf; `nil` in an empty tree.
    public var lastIndex: LeafIndex? { value == 0 ? nil : LeafIndex(unchecked: value - 1) }

    /// The index that the next leaf will get.
    public var nextIndex: LeafIndex { LeafIndex(unchecked: value) }

    /// The size after some more leaves; `nil` when that is above ``maximum``.
    public func adding(_ count: Int) -> TreeSize? {
        guard count >= 0 else { return nil }
        return TreeSize(value + UInt64(count))
    }

    public static func < (left: TreeSize, right: TreeSize) -> Bool { left.value < right.value }
}

/// Where a leaf stands in the log, counted from 0.
///
/// Never given twice.
public struct LeafIndex: Hashable, Comparable, Sendable {
    /// The index of the first leaf.
    public static let first = LeafIndex(unchecked: 0)

    /// The number of leaves before this one.
    public let value: UInt64

    /// Takes a position counted from 0.
    ///
    /// `nil` when it is negative or above the largest ``TreeSize``.
    public init?(_ value: some BinaryInteger) {
        guard let value = UInt64(exactly: value), value <= TreeSize.maximum.value else {
            return nil
        }
        self.value = value
    }

    init(unchecked value: UInt64) { self.value = value }

    public static func < (left: LeafIndex, right: LeafIndex) -> Bool { left.value < right.value }
}

/// A tree named by what it commits to: so many leaves, this root.
public struct TreeHead: Hashable, Sendable {
    /// The head of a tree without leaves (RFC 6962 §2.1: the hash of nothing).
    public static let empty = TreeHead(size: .empty, root: TreeHash.empty)

    /// How many leaves the tree has.
    public let size: TreeSize
    /// The Merkle tree hash over them.
    public let root: Digest

    /// Joins a size and a root; whether they belong together is for a proof to show.
    public init(size: TreeSize, root: Digest) {
        self.size = size
        self.root = root
    }
}

extension TreeSize: CustomStringConvertible {
    /// The number as checkpoints write it.
    public var description: String { String(value) }
}

extension LeafIndex: CustomStringConvertible {
    /// The number as proofs write it.
    public var description: String { String(value) }
}
