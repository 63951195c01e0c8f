// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// What one append keeps: entries, the tiles they complete, and the head they lead to.
package struct JournalBatch: Equatable, Sendable {
    /// In order; the first gets the position that is the size of the head before.
    package let entries: [PreparedEntry]
    /// Level 0 only when full, for the leaf hashes stand in the entries' rows; the levels above at
    /// the width they have after this batch.
    package let tiles: [TileHashes]
    /// The size and root once these entries are in.
    package let head: TreeHead

    package init(entries: [PreparedEntry], tiles: [TileHashes], head: TreeHead) {
        self.entries = entries
        self.tiles = tiles
        self.head = head
    }
}

/// Where a tile stands: `tile/<level>/<index>` (C2SP tlog-tiles).
package struct TileAddress: Hashable, Comparable, Sendable {
    /// 0 for leaf hashes, at most 7 for sizes that fit 63 bits.
    package let level: UInt8
    /// Counted from 0 within the level.
    package let index: UInt64

    package init(level: UInt8, index: UInt64) {
        self.level = level
        self.index = index
    }

    package static func < (left: TileAddress, right: TileAddress) -> Bool {
        (left.level, left.index) < (right.level, right.index)
    }
}

/// The hashes of a tile at some width.
///
/// A wider tile replaces a narrower one that it begins with; nothing else replaces a tile.
package struct TileHashes: Equatable, Sendable {
    package let address: TileAddress
    /// 1 to 256 hashes, 32 bytes each, joined.
    package let bytes: [UInt8]

    package init(address: TileAddress, bytes: [UInt8]) {
        self.address = address
        self.bytes = bytes
    }
}
