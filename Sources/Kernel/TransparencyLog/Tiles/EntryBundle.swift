// SPDX-License-Identifier: Apache-2.0
import Canon

/// Which bundle of entries: the entries behind the level-0 tile of the same index and width.
public struct BundleName: Hashable, Sendable {
    /// How many bundles stand to the left.
    public let index: UInt64
    /// How many entries it holds, 1 to 256.
    public let width: Int

    /// Names a bundle.
    ///
    /// `nil` when index or width are out of bounds.
    public init?(index: UInt64, width: Int = TileName.fullWidth) {
        guard index <= TreeSize.maximum.value, (1...TileName.fullWidth).contains(width) else {
            return nil
        }
        self.init(unchecked: index, width)
    }

    init(unchecked index: UInt64, _ width: Int) {
        self.index = index
        self.width = width
    }

    /// The bundle at a place, as wide as it is in a tree of some size; `nil` outside the tree.
    public static func at(index: UInt64, in size: TreeSize) -> BundleName? {
        TileName.at(level: 0, index: index, in: size)
            .map { BundleName(unchecked: $0.index, $0.width) }
    }

    /// The index of its first entry.
    public var firstIndex: LeafIndex? {
        let (product, overflow) = index.multipliedReportingOverflow(by: 256)
        return overflow ? nil : LeafIndex(product)
    }
}

/// Up to 256 entries as a tiled log serves them (C2SP tlog-tiles).
///
/// Each entry is preceded by its length in two bytes, the higher first.
public struct EntryBundle: Hashable, Sendable {
    /// No entry of a tiled log is longer, in bytes.
    public static let maximumEntryLength = 65_535

    /// Which bundle it is.
    public let name: BundleName
    /// The entries in order, as many as the name's width.
    public let entries: [[UInt8]]

    /// Joins entries to a bundle.
    ///
    /// - Throws: ``TileError/malformedBundle(_:entry:)`` when their number is not the width,
    ///   ``TileError/entryTooLong(bytes:)``.
    public init(_ name: BundleName, entries: [[UInt8]]) throws(TileError) {
        guard entries.count == name.width else {
            throw .malformedBundle(name, entry: min(entries.count, name.width))
        }
        for entry in entries where entry.count > EntryBundle.maximumEntryLength {
            throw .entryTooLong(bytes: entry.count)
        }
        self.name = name
        self.entries = entries
    }

    /// Reads a bundle.
    ///
    /// - Throws: ``TileError/malformedBundle(_:entry:)`` with the number of whole entries before
    ///   the fault.
    public init(_ name: BundleName, bytes: [UInt8]) throws(TileError) {
        var entries: [[UInt8]] = []
        entries.reserveCapacity(name.width)
        var rest = bytes[...]
        for entry in 0..<name.width {
            guard let high = rest.popFirst(), let low = rest.popFirst() else {
                throw .malformedBundle(name, entry: entry)
            }
            let length = Int(high) << 8 | Int(low)
            guard rest.count >= length else { throw .malformedBundle(name, entry: entry) }
            entries.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        guard rest.isEmpty else { throw .malformedBundle(name, entry: name.width) }
        self.name = name
        self.entries = entries
    }

    /// The bytes that are served.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
        for entry in entries {
            bytes.append(UInt8(truncatingIfNeeded: entry.count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: entry.count))
            bytes.append(contentsOf: entry)
        }
        return bytes
    }

    /// The leaf hashes of the entries: what the level-0 tile of the same name holds.
    public var leafHashes: [Digest] { entries.map { TreeHash.leaf($0) } }
}
