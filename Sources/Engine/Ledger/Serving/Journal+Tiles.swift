// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

extension Journal {
    /// The bytes of a tile as it was when it had some width.
    ///
    /// Level 0 is kept as tiles only where it is full; the rest stands in the entries' rows. Above
    /// it the kept tile is at least as wide, and begins with the one that was asked for.
    package func bytes(of name: TileName) throws(JournalError) -> [UInt8] {
        if name.level == 0, !name.isFull {
            let first = name.index << 8
            return try leaves(in: first..<first + UInt64(name.width)).flatMap(\.bytes)
        }
        let address = TileAddress(level: name.level, index: name.index)
        let length = name.width * Digest.byteCount
        guard let bytes = try tiles(at: [address]).first ?? nil else {
            throw .corrupt(position: nil, "\(name) is not kept")
        }
        guard bytes.count >= length else {
            throw .corrupt(
                position: nil, "\(name) is kept with \(bytes.count) of its \(length) bytes")
        }
        return Array(bytes.prefix(length))
    }

    /// The right edge of the tree at a size, from what is stored; its root is whatever they give.
    package func edge(at size: TreeSize) throws(JournalError) -> TreeEdge {
        var tiles: [Tile] = []
        for name in TileName.edge(of: size) {
            let bytes = try bytes(of: name)
            do { tiles.append(try Tile(name, bytes: bytes)) } catch {
                throw .corrupt(position: nil, "\(name) has \(bytes.count) bytes")
            }
        }
        do { return try TreeEdge(size: size, tiles: tiles) } catch {
            throw .corrupt(position: nil, "the tiles at size \(size) are not its right edge")
        }
    }

    /// The right edge of the tree with this head, from what is stored.
    ///
    /// Throws `corrupt` when the stored tiles give another root.
    package func edge(of head: TreeHead) throws(JournalError) -> TreeEdge {
        let edge = try edge(at: head.size)
        guard edge.root == head.root else {
            throw .corrupt(
                position: nil,
                "the tiles at size \(head.size) give root \(edge.root), not \(head.root)")
        }
        return edge
    }
}
