// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

/// The tree computed a second time, from the entries as they are stored.
///
/// Twice a public log sealed a root that its entries did not have, because a bit flipped between
/// hashing and sealing; both logs were lost. So what is sealed is read back from the store, hashed
/// again, and compared with the head and with every tile that changed.
struct SecondReading {
    /// This many entries are read at a time.
    static let entriesAtOnce: UInt64 = 16_384

    /// The edge up to which stored entries were read and found right.
    private(set) var edge: TreeEdge

    /// Begins at an edge whose root was sealed before.
    init(from edge: TreeEdge) { self.edge = edge }

    /// Reads on to a head, or says what is not as it should be.
    mutating func read(to head: TreeHead, in journal: any Journal) throws(SecondReadingError) {
        var edge = edge
        while edge.size < head.size {
            let from = edge.size.value
            let to = min(head.size.value, from + SecondReading.entriesAtOnce)
            var leaves: [Digest] = []
            leaves.reserveCapacity(Int(to - from))
            do throws(JournalError) {
                try journal.headers(in: from..<to) { leaves.append(TreeHash.leaf($0)) }
            } catch {
                throw .journal(error)
            }
            let tiles: [Tile]
            do { tiles = try edge.append(leaves) } catch {
                throw .journal(.corrupt(position: from, "the log has 2^63-1 entries and is full"))
            }
            for tile in tiles {
                let stored: [UInt8]
                do { stored = try journal.bytes(of: tile.name) } catch { throw .journal(error) }
                guard stored == tile.bytes else { throw .tile(tile.name) }
            }
        }
        guard edge.head == head else { throw .root(recomputed: edge.head) }
        self.edge = edge
    }
}

/// What a second reading found.
enum SecondReadingError: Error, Equatable {
    case journal(JournalError)
    /// The stored tile does not hold the hashes of the stored entries.
    case tile(TileName)
    /// The stored entries give another root.
    case root(recomputed: TreeHead)
}
