// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Foundation
import Testing
import TransparencyLog

/// The probes of transparency-dev/merkle: proofs that must verify and proofs that must not.
@Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
struct MerkleVectorTests {
    static let folder = "transparency-dev-merkle/testdata"

    /// Probes that ask a verifier to accept a root of 12 bytes, a placeholder.
    ///
    /// Here a digest has 32 bytes, always. A published verifier that does not check this accepts an
    /// empty root together with an empty leaf hash.
    static let deviations: Set = [
        "consistency/additional/sizes-are-equal-one-and-proof-is-empty.json"
    ]

    struct InclusionProbe: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String
        let leafHash: String
        let proof: [String]?
        let wantErr: Bool
    }

    struct ConsistencyProbe: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: String
        let root2: String
        let proof: [String]?
        let wantErr: Bool
    }

    /// `nil` unless every text is base64 of 32 bytes.
    static func digests(_ texts: [String]) -> [Digest]? {
        let found = texts.compactMap { Base64.bytes($0).flatMap { Digest(bytes: $0) } }
        return found.count == texts.count ? found : nil
    }

    static func probes<Probe: Decodable>(
        _ folder: String, as: Probe.Type
    ) throws -> [(name: String, probe: Probe)] {
        let root = Fixtures.vector(MerkleVectorTests.folder)
        return try Fixtures.files(under: root.appending(path: folder)).map { file in
            let name = String(file.path.dropFirst(root.path.count + 1))
            return (name, try JSONDecoder().decode(Probe.self, from: Data(contentsOf: file)))
        }
    }

    @Test func `Every inclusion probe has the outcome it asks for`() throws {
        let probes = try MerkleVectorTests.probes("inclusion", as: InclusionProbe.self)
        #expect(probes.count == 98)
        for (name, probe) in probes {
            #expect(accepts(probe) == !probe.wantErr, "\(name)")
        }
    }

    @Test func `Every consistency probe has its outcome, but for one named deviation`() throws {
        let probes = try MerkleVectorTests.probes("consistency", as: ConsistencyProbe.self)
        #expect(probes.count == 98)
        for (name, probe) in probes {
            let wanted = !probe.wantErr && !MerkleVectorTests.deviations.contains(name)
            #expect(accepts(probe) == wanted, "\(name)")
        }
    }

    @Test func `The nodes and roots of the classic eight leaves are the published ones`() throws {
        let constants = try vector("transparency-dev-merkle/constants.json", as: Constants.self)
        let leaves = try constants.leaf_inputs_hex.map {
            TreeHash.leaf(try #require(Hex.bytes($0)))
        }
        var edge = TreeEdge()
        let tile = try #require(try edge.append(leaves).first)
        for (level, hashes) in constants.node_hashes_hex.levels.enumerated() {
            for (index, hash) in hashes.enumerated() {
                let node = try #require(TreeNode(level: UInt8(level), index: UInt64(index)))
                #expect(tile.hash(of: node)?.hex == hash)
            }
        }
        for (count, root) in constants.root_hashes_hex.by_size.enumerated() {
            #expect(TreeHash.root(over: leaves.prefix(count)).hex == root)
        }
        for (count, nodes) in constants.compact_ranges.by_size.enumerated() {
            let found = TreeNode.covering(from: .empty, to: try size(count))
            #expect(found.map { [UInt64($0.level), $0.index] } == nodes)
        }
    }

    @Test func `Covering subtrees of the fuzzer's ranges fill them without overlap`() throws {
        let folder = Fixtures.vector("transparency-dev-merkle/compact/testdata/fuzz/FuzzRangeNodes")
        let files = Fixtures.files(under: folder)
        #expect(files.count == 19)
        for file in files {
            let text = String(decoding: try Fixtures.bytes(file), as: UTF8.self)
            let numbers = text.matches(of: /uint64\((\d+)\)/).compactMap { UInt64($0.1) }
            guard let start = TreeSize(numbers[0]), let end = TreeSize(numbers[1]) else { continue }
            expectCovering(from: start, to: end)
        }
    }

    private func accepts(_ probe: InclusionProbe) -> Bool {
        guard let index = LeafIndex(probe.leafIdx), let size = TreeSize(probe.treeSize),
            let hashes = MerkleVectorTests.digests([probe.root, probe.leafHash]),
            let proof = MerkleVectorTests.digests(probe.proof ?? [])
        else { return false }
        let head = TreeHead(size: size, root: hashes[0])
        do {
            try InclusionProof(proof).verify(hashes[1], at: index, in: head)
            return true
        } catch { return false }
    }

    private func accepts(_ probe: ConsistencyProbe) -> Bool {
        guard let old = TreeSize(probe.size1), let new = TreeSize(probe.size2),
            let roots = MerkleVectorTests.digests([probe.root1, probe.root2]),
            let proof = MerkleVectorTests.digests(probe.proof ?? [])
        else { return false }
        do {
            try ConsistencyProof(proof).verify(
                from: TreeHead(size: old, root: roots[0]), to: TreeHead(size: new, root: roots[1]))
            return true
        } catch { return false }
    }

    struct Constants: Decodable {
        struct Levels: Decodable { let levels: [[String]] }
        struct Roots: Decodable { let by_size: [String] }
        struct Ranges: Decodable { let by_size: [[[UInt64]]] }
        let leaf_inputs_hex: [String]
        let node_hashes_hex: Levels
        let root_hashes_hex: Roots
        let compact_ranges: Ranges
    }
}

/// Checks what a covering must be: consecutive, complete, and nothing that could be joined.
func expectCovering(
    from start: TreeSize, to end: TreeSize, _ location: SourceLocation = #_sourceLocation
) {
    var position = start
    let nodes = TreeNode.covering(from: start, to: end)
    for node in nodes {
        #expect(node.start == position, sourceLocation: location)
        position = node.completeAt
    }
    #expect(position == max(start, end), sourceLocation: location)
    for (left, right) in zip(nodes, nodes.dropFirst()) {
        let siblings = left.level == right.level && left.index % 2 == 0
        #expect(!siblings, sourceLocation: location)
    }
}
