// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Foundation
import Testing
import TransparencyLog

/// Reads a vector file of another project as JSON of a known shape.
func vector<Shape: Decodable>(_ path: String, as shape: Shape.Type = Shape.self) throws -> Shape {
    try JSONDecoder().decode(shape, from: Data(contentsOf: Fixtures.vector(path)))
}

/// The bytes of base64 text in a vector, which may be of any length.
func decoded(_ base64: String) throws -> [UInt8] { try #require(Base64.bytes(base64)) }

/// Numbers that look random and are the same in every run (xorshift64*).
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed | 1 }

    mutating func roll() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 2_685_821_657_736_338_717
    }

    mutating func roll(below bound: UInt64) -> UInt64 { roll() % bound }
}

/// Trees as RFC 6962 §2.1 defines them, by recursion over all leaves: slow and evidently right.
enum Naive {
    static func root(_ leaves: ArraySlice<Digest>) -> Digest {
        switch leaves.count {
        case 0: TreeHash.empty
        case 1: leaves[leaves.startIndex]
        default:
            TreeHash.node(
                root(leaves.prefix(split(leaves.count))),
                root(leaves.dropFirst(split(leaves.count))))
        }
    }

    /// PATH(m, D[n]) of RFC 6962 §2.1.1.
    static func path(_ index: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
        guard leaves.count > 1 else { return [] }
        let middle = split(leaves.count)
        let (left, right) = (leaves.prefix(middle), leaves.dropFirst(middle))
        return index < middle
            ? path(index, left) + [root(right)]
            : path(index - middle, right) + [root(left)]
    }

    /// SUBPROOF(m, D[n], b) of RFC 6962 §2.1.2.
    static func proof(_ old: Int, _ leaves: ArraySlice<Digest>, whole: Bool = true) -> [Digest] {
        guard old != leaves.count else { return whole ? [] : [root(leaves)] }
        let middle = split(leaves.count)
        let (left, right) = (leaves.prefix(middle), leaves.dropFirst(middle))
        return old <= middle
            ? proof(old, left, whole: whole) + [root(right)]
            : proof(old - middle, right, whole: false) + [root(left)]
    }

    /// The largest power of two below the count.
    private static func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}

/// A log in memory, from entries to a sealed checkpoint, to test readers against.
struct TestLog {
    static let seed = [UInt8](repeating: 7, count: 32)

    let key: SealingKey
    let leaves: [Digest]
    private(set) var edge = TreeEdge()
    private(set) var tiles: [TileName: Tile] = [:]

    init(size: Int, origin: String = "plant7.example/log-1") throws {
        key = try SealingKey(name: #require(KeyName(origin)), seed: TestLog.seed)
        leaves = (0..<size).map { TreeHash.leaf(TestLog.entry($0)) }
        for tile in try edge.append(leaves) { tiles[tile.name] = tile }
    }

    static func entry(_ index: Int) -> [UInt8] { Array("entry \(index)".utf8) }

    func hash(of node: TreeNode) throws -> Digest {
        let name = try #require(TileName(holding: node, in: edge.size))
        return try #require(tiles[name]?.hash(of: node))
    }

    func checkpoint() throws -> SignedNote {
        try Checkpoint(origin: Origin(key.name), head: edge.head).sealed(by: key)
    }
}

/// Numbers in tests are right as written.
func size(_ value: Int) throws -> TreeSize { try #require(TreeSize(value)) }
func index(_ value: Int) throws -> LeafIndex { try #require(LeafIndex(value)) }
