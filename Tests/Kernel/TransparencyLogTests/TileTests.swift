// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Testing
import TransparencyLog

struct TileTests {
    @Test func `Any way of cutting an append into batches leaves the same tiles`() throws {
        let whole = try TestLog(size: 1500)
        var dice = Dice(seed: 1500)
        for _ in 0..<3 {
            var (edge, tiles) = (TreeEdge(), [TileName: Tile]())
            var rest = whole.leaves[...]
            while !rest.isEmpty {
                let batch = rest.prefix(Int(dice.roll(below: 400)))
                for tile in try edge.append(batch) { tiles[tile.name] = tile }
                rest = rest.dropFirst(batch.count)
                #expect(edge.root == TreeHash.root(over: whole.leaves.dropLast(rest.count)))
            }
            #expect(edge == whole.edge)
            for (name, tile) in whole.tiles { #expect(tiles[name] == tile) }
        }
    }

    @Test func `An append gives back just the tiles that are new or wider`() throws {
        var edge = TreeEdge()
        let leaf = TreeHash.leaf([])
        func paths(_ count: Int) throws -> [String] {
            try edge.append(Array(repeating: leaf, count: count)).map(\.name.description)
        }
        #expect(try paths(0) == [])
        #expect(try paths(1) == ["tile/0/000.p/1"])
        #expect(try paths(254) == ["tile/0/000.p/255"])
        #expect(try paths(1) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(try paths(1) == ["tile/0/001.p/1"])
        #expect(
            try paths(512) == ["tile/0/001", "tile/0/002", "tile/0/003.p/1", "tile/1/000.p/3"])
    }

    @Test func `The edge restored from its partial tiles appends as if it had never stopped`()
        throws
    {
        for count in [0, 1, 255, 256, 257, 1024, 65_535, 65_536, 65_537, 70_000] {
            var edge = TreeEdge()
            let leaf = TreeHash.leaf([1])
            _ = try edge.append(Array(repeating: leaf, count: count))
            var restored = try TreeEdge(size: edge.size, tiles: edge.tiles)
            #expect(restored == edge)
            #expect(restored.tiles.map(\.name) == TileName.edge(of: edge.size))
            let (one, other) = (try edge.append([leaf]), try restored.append([leaf]))
            #expect(one == other && restored.root == edge.root)
        }
    }

    @Test func `Only the partial tiles of that size restore the edge`() throws {
        let log = try TestLog(size: 300)
        let tiles = log.edge.tiles
        #expect(tiles.count == 2)
        #expect(throws: TileError.self) { try TreeEdge(size: size(300), tiles: [tiles[0]]) }
        #expect(throws: TileError.self) { try TreeEdge(size: size(301), tiles: tiles) }
        #expect(throws: TileError.self) {
            try TreeEdge(size: size(300), tiles: [tiles[1], tiles[0]])
        }
    }

    @Test func `A narrower tile is the beginning of a wider one`() throws {
        let log = try TestLog(size: 200)
        let wide = try #require(log.edge.tiles.first)
        for width in [1, 7, 128, 199] {
            let narrow = try #require(try TestLog(size: width).edge.tiles.first)
            #expect(wide.prefix(width: width) == narrow)
        }
        #expect(wide.prefix(width: 201) == nil)
        #expect(wide.prefix(width: 0) == nil)
    }

    @Test func `A tile has 32 bytes a hash, no more and no fewer`() throws {
        let name = try #require(TileName(level: 0, index: 0, width: 2))
        for count in [0, 63, 65, 8192] {
            #expect(throws: TileError.wrongLength(name, expected: 64, found: count)) {
                try Tile(name, bytes: Array(repeating: 0, count: count))
            }
        }
        let tile = try Tile(name, bytes: Array(repeating: 0, count: 64))
        #expect(tile.hash(at: 2) == nil)
        #expect(tile.hash(at: -1) == nil)
        #expect(tile.hash(of: TreeNode(leaf: try index(2))) == nil)
        #expect(tile.hash(of: TreeNode(leaf: try index(256))) == nil)
    }

    @Test func `A node is found in the tile that holds it, at every level`() throws {
        let log = try TestLog(size: 1024)
        for level in UInt8(0)...10 {
            for place in 0..<(1024 >> Int(level)) {
                let node = try #require(TreeNode(level: level, index: UInt64(place)))
                let leaves = log.leaves[Int(node.start.value)..<Int(node.completeAt.value)]
                #expect(try log.hash(of: node) == TreeHash.root(over: leaves))
            }
        }
        let beyond = try #require(TreeNode(level: 10, index: 1))
        #expect(TileName(holding: beyond, in: log.edge.size) == nil)
    }

    @Test func `Bundles hold entries of any length up to 65,535 bytes, and nothing else`() throws {
        let name = try #require(BundleName(index: 0, width: 3))
        let entries = [[], Array(repeating: UInt8(7), count: 65_535), [1, 2, 3]]
        let bundle = try EntryBundle(name, entries: entries)
        #expect(try EntryBundle(name, bytes: bundle.bytes) == bundle)
        #expect(bundle.leafHashes == entries.map { TreeHash.leaf($0) })
        #expect(throws: TileError.malformedBundle(name, entry: 2)) {
            try EntryBundle(name, bytes: bundle.bytes.dropLast())
        }
        #expect(throws: TileError.malformedBundle(name, entry: 3)) {
            try EntryBundle(name, bytes: bundle.bytes + [0])
        }
        #expect(throws: TileError.malformedBundle(name, entry: 0)) {
            try EntryBundle(name, bytes: [0])
        }
        #expect(throws: TileError.malformedBundle(name, entry: 2)) {
            try EntryBundle(name, entries: entries.dropLast())
        }
        #expect(throws: TileError.entryTooLong(bytes: 65_536)) {
            try EntryBundle(name, entries: [[], [], Array(repeating: 0, count: 65_536)])
        }
    }
}

extension EntryBundle {
    /// Slices as arrays, for tests that cut bytes.
    init(_ name: BundleName, bytes: ArraySlice<UInt8>) throws(TileError) {
        try self.init(name, bytes: Array(bytes))
    }

    init(_ name: BundleName, entries: ArraySlice<[UInt8]>) throws(TileError) {
        try self.init(name, entries: Array(entries))
    }
}
