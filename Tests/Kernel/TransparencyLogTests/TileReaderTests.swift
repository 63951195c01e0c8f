// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing
import TransparencyLog

/// A reader of tiles from a place that lies.
///
/// The sizes are those at which tiles are shared between
/// levels, full, or the only one of their level.
struct TileReaderTests {
    struct Missing: Error, Equatable {}

    /// The tiles of a log, with one of them forged.
    final class Server {
        let log: TestLog
        var forged: (name: TileName, tile: Tile)?
        private(set) var served: [TileName] = []

        init(_ log: TestLog) { self.log = log }

        func bytes(_ name: TileName) throws(Missing) -> [UInt8] {
            served.append(name)
            if let forged, forged.name == name { return forged.tile.bytes }
            guard let tile = log.tiles[name] else { throw Missing() }
            return tile.bytes
        }
    }

    static let sizes = [1, 2, 255, 256, 257, 511, 512, 513, 1000, 66_000]

    @Test(arguments: sizes)
    func `Every proof made from an honest place verifies`(count: Int) throws {
        let log = try TestLog(size: count)
        let server = Server(log)
        var reader = try TileReader(of: log.edge.head) { name throws(Missing) in
            try server.bytes(name)
        }
        for at in Set([0, 1, count / 2, count - 2, count - 1]) where (0..<count).contains(at) {
            #expect(try reader.leafHash(at: index(at)) == log.leaves[at])
            try InclusionProof(of: index(at), from: &reader)
                .verify(log.leaves[at], at: index(at), in: log.edge.head)
        }
        for old in Set([1, count / 2, count]) where old > 0 {
            let older = TreeHead(
                size: try size(old), root: TreeHash.root(over: log.leaves.prefix(old)))
            try ConsistencyProof(from: size(old), to: &reader)
                .verify(from: older, to: log.edge.head)
        }
    }

    /// CVE-2026-56865: tiles that several questions share were fetched once and never compared.
    @Test(arguments: [300, 513, 66_000])
    func `Each tile in turn is forged, and none gets through`(count: Int) throws {
        let log = try TestLog(size: count)
        let questions = [0, 255, 256, count / 2, count - 1]
        var needed: Set<TileName> = []
        for at in questions {
            needed.formUnion(try ProofPlan.inclusion(of: index(at), in: log.edge.size).tiles)
            let server = Server(log)
            try ask(at, of: log, from: server)
            needed.formUnion(server.served)
        }
        #expect(needed.count >= 3)
        for name in needed {
            let honest = try #require(log.tiles[name])
            for offset in Set([0, name.width / 2, name.width - 1]) {
                for at in questions {
                    let server = Server(log)
                    server.forged = (name, try altered(honest, at: offset))
                    do {
                        try ask(at, of: log, from: server)
                        #expect(!server.served.contains(name), "\(name) was used, forged")
                    } catch let error as TileReaderError<Missing> {
                        guard case .tile(.altered) = error else { throw error }
                    }
                }
            }
        }
    }

    @Test func `A forged tile is named`() throws {
        let log = try TestLog(size: 1000)
        let server = Server(log)
        let name = try #require(TileName(level: 0, index: 1))
        server.forged = (name, try altered(#require(log.tiles[name]), at: 3))
        do {
            try ask(300, of: log, from: server)
            Issue.record("the forged tile was accepted")
        } catch let error as TileReaderError<Missing> {
            guard case .tile(.altered(name)) = error else { throw error }
        }
    }

    @Test func `A tile that was forged once is asked for again and then accepted`() throws {
        let log = try TestLog(size: 1000)
        let server = Server(log)
        let name = try #require(TileName(level: 0, index: 1))
        server.forged = (name, try altered(#require(log.tiles[name]), at: 3))
        var reader = try TileReader(of: log.edge.head) { name throws(Missing) in
            try server.bytes(name)
        }
        #expect(throws: (any Error).self) { try reader.leafHash(at: index(300)) }
        server.forged = nil
        #expect(try reader.leafHash(at: index(300)) == log.leaves[300])
    }

    // Nodes inside a tile are computed once and kept; these are computed from the leaves each time.
    @Test(arguments: [1, 2, 3, 7, 100, 255, 256, 257, 511, 700])
    func `Every node is the root over its leaves, the first time and the second`(count: Int) throws
    {
        let log = try TestLog(size: count)
        let server = Server(log)
        var reader = try TileReader(of: log.edge.head) { name throws(Missing) in
            try server.bytes(name)
        }
        for _ in 0..<2 {
            for level in UInt8(0)...9 {
                for place in 0..<(count >> Int(level)) {
                    let node = try #require(TreeNode(level: level, index: UInt64(place)))
                    let leaves = log.leaves[Int(node.start.value)..<Int(node.completeAt.value)]
                    #expect(try reader.hash(of: node) == TreeHash.root(over: leaves))
                }
            }
        }
        #expect(Set(server.served).count == server.served.count, "a tile was asked for twice")
    }

    @Test func `What the tree does not have is refused without asking`() throws {
        let log = try TestLog(size: 300)
        let server = Server(log)
        var reader = try TileReader(of: log.edge.head) { name throws(Missing) in
            try server.bytes(name)
        }
        let served = server.served.count
        #expect(throws: (any Error).self) { try reader.leafHash(at: index(300)) }
        #expect(throws: (any Error).self) { try reader.tile(level: 0, index: 2) }
        #expect(throws: (any Error).self) { try reader.tile(level: 9, index: 0) }
        #expect(throws: (any Error).self) {
            try InclusionProof(of: index(300), from: &reader)
        }
        #expect(throws: (any Error).self) {
            try ConsistencyProof(from: size(301), to: &reader)
        }
        #expect(server.served.count == served)
    }

    @Test func `A place that has nothing says so, and a short tile is no tile`() throws {
        let log = try TestLog(size: 300)
        #expect(throws: (any Error).self) {
            try TileReader(of: log.edge.head) { _ throws(Missing) in throw Missing() }
        }
        #expect(throws: (any Error).self) {
            try TileReader(of: log.edge.head) { _ throws(Missing) in [1, 2, 3] }
        }
    }

    @Test func `An empty tree has the empty root or is refused`() throws {
        _ = try TileReader(of: .empty) { _ throws(Missing) in throw Missing() }
        let wrong = TreeHead(size: .empty, root: TreeHash.leaf([]))
        #expect(throws: (any Error).self) {
            try TileReader(of: wrong) { _ throws(Missing) in throw Missing() }
        }
    }

    @Test func `An altered entry of a bundle is named by its index`() throws {
        let log = try TestLog(size: 300)
        let server = Server(log)
        var reader = try TileReader(of: log.edge.head) { name throws(Missing) in
            try server.bytes(name)
        }
        let name = try #require(BundleName.at(index: 1, in: log.edge.size))
        var entries = (256..<300).map { TestLog.entry($0) }
        let honest = try EntryBundle(name, entries: entries)
        #expect(try reader.entries(of: name, bytes: honest.bytes) == entries)
        entries[5] = Array("entry 999".utf8)
        let forged = try EntryBundle(name, entries: entries)
        do {
            _ = try reader.entries(of: name, bytes: forged.bytes)
            Issue.record("the altered entry was accepted")
        } catch {
            guard case .tile(.alteredEntry(try index(261))) = error else { throw error }
        }
    }

    private func ask(_ at: Int, of log: TestLog, from server: Server) throws {
        var reader = try TileReader(of: log.edge.head) { name throws(Missing) in
            try server.bytes(name)
        }
        let proof = try InclusionProof(of: index(at), from: &reader)
        let leaf = try reader.leafHash(at: index(at))
        #expect(leaf == log.leaves[at])
        try proof.verify(log.leaves[at], at: index(at), in: log.edge.head)
    }

    private func altered(_ tile: Tile, at offset: Int) throws -> Tile {
        var bytes = tile.bytes
        bytes[offset * 32 + 31] ^= 0x80
        return try Tile(tile.name, bytes: bytes)
    }
}
