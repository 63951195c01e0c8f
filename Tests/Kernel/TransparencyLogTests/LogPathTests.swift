// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Testing
import TransparencyLog

struct LogPathTests {
    @Test func `A path is read back as what it was written for`() throws {
        var dice = Dice(seed: 8)
        for _ in 0..<500 {
            let index = dice.roll() >> (dice.roll(below: 63) + 1)
            let width = Int(dice.roll(below: 256)) + 1
            let tile = try #require(
                TileName(level: UInt8(dice.roll(below: 64)), index: index, width: width))
            #expect(LogPath(tile.description) == .tile(tile))
            let bundle = try #require(BundleName(index: index, width: width))
            #expect(LogPath(bundle.description) == .entries(bundle))
        }
        #expect(LogPath("checkpoint") == .checkpoint)
        #expect(LogPath.checkpoint.text == "checkpoint")
    }

    @Test(arguments: [
        "", "/", "tile", "tile/0", "tile/0/", "tile/0/000/", "/tile/0/000", "tile/0/000.p",
        "tile/0/.p/1", "tile/0/000.p/1/", "tile//000", "tile/0/x000/x000/001", "tile/0/+01",
        "tile/0/0001", "tile/0/x1/000", "checkpoint/", "Checkpoint",
        "tile/0/x009/x223/x372/x036/x854/x775/808",
        "tile/0/999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/999", "tile/0/００0",
    ])
    func `A second spelling, or none, is refused`(path: String) {
        #expect(LogPath(path) == nil)
    }

    @Test func `The largest index there is has a path`() throws {
        let tile = try #require(TileName(level: 0, index: UInt64(Int64.max)))
        #expect(tile.description == "tile/0/x009/x223/x372/x036/x854/x775/807")
        #expect(LogPath(tile.description) == .tile(tile))
        #expect(TileName(level: 0, index: UInt64(Int64.max) + 1) == nil)
        #expect(TileName(level: 64, index: 0) == nil)
        #expect(TileName(level: 0, index: 0, width: 0) == nil)
        #expect(BundleName(index: 0, width: 257) == nil)
    }

    @Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
    struct Vectors {
        struct Cases: Decodable {
            struct IndexPath: Decodable {
                let n: String
                let path: String
            }
            struct Resource: Decodable {
                let path: String
                let level: UInt8?
                let entries: Bool?
                let n: UInt64
                let width: Int
            }
            struct Refused: Decodable { let path: String }
            struct Resources: Decodable {
                let accept: [Resource]
                let refuse: [Refused]
            }
            struct Level: Decodable {
                let level: UInt8
                let full: UInt64
                let partial_width: Int
            }
            struct Size: Decodable {
                let size: Int
                let levels: [Level]
            }
            let index_paths: [IndexPath]
            let resources: Resources
            let tiles_of_a_size: [Size]
        }

        let cases: Cases

        init() throws { cases = try vector("c2sp-spec/tile-cases.json") }

        @Test func `Indexes have the paths of tlog-tiles`() throws {
            for one in cases.index_paths {
                let index = try #require(UInt64(one.n))
                let tile = try #require(TileName(level: 3, index: index))
                #expect(tile.description == "tile/3/\(one.path)")
                #expect(LogPath("tile/3/\(one.path)") == .tile(tile))
            }
        }

        @Test func `Resources are accepted and refused as tlog-tiles says`() throws {
            for one in cases.resources.accept {
                let path = LogPath(one.path)
                if let level = one.level {
                    let name = try #require(TileName(level: level, index: one.n, width: one.width))
                    #expect(path == .tile(name), "\(one.path)")
                } else {
                    let name = try #require(BundleName(index: one.n, width: one.width))
                    #expect(path == .entries(name), "\(one.path)")
                }
                #expect(path?.text == one.path)
            }
            for one in cases.resources.refuse { #expect(LogPath(one.path) == nil, "\(one.path)") }
        }

        @Test func `A tree of a size has the tiles of tlog-tiles and no others`() throws {
            for one in cases.tiles_of_a_size {
                let size = try size(one.size)
                var edge: [TileName] = []
                for level in UInt8(0)..<9 {
                    let expected = one.levels.first { $0.level == level }
                    let (full, width) = (expected?.full ?? 0, expected?.partial_width ?? 0)
                    if full > 0 {
                        let last = TileName.at(level: level, index: full - 1, in: size)
                        #expect(last?.isFull == true)
                    }
                    let partial = TileName.at(level: level, index: full, in: size)
                    #expect(partial?.width ?? 0 == width)
                    #expect(TileName.at(level: level, index: full + 1, in: size) == nil)
                    if let partial { edge.append(partial) }
                }
                #expect(TileName.edge(of: size) == edge)
            }
        }

        /// x/mod names the height of a tile, which tlog-tiles fixes at 8: the paths differ by it.
        @Test func `Paths of the Go checksum database agree but for the height`() throws {
            struct Path: Decodable {
                let path: String
                let height: Int
                let n: UInt64
                let width: Int
            }
            struct GoCases: Decodable { let paths: [Path] }
            for one in try vector("golang-mod/tile-cases.json", as: GoCases.self).paths {
                let path = one.path.replacing("tile/\(one.height)/", with: "tile/")
                    .replacing("/data/", with: "/entries/")
                let width = one.width == 1 << one.height ? 256 : one.width
                switch try #require(LogPath(path)) {
                case .tile(let name): #expect(name.index == one.n && name.width == width)
                case .entries(let name): #expect(name.index == one.n && name.width == width)
                case .checkpoint: Issue.record("not a checkpoint")
                }
            }
            #expect(LogPath("tile/5/123/456/078") == nil)
            #expect(LogPath("tile/-1/123/456/078") == nil)
        }
    }
}
