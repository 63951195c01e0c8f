// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Testing
import TransparencyLog

struct SubtreeTests {
    @Test func `Every subtree of every small tree is shown to be part of it`() throws {
        let log = try TestLog(size: 40)
        for count in 1...40 {
            let head = TreeHead(
                size: try size(count), root: TreeHash.root(over: log.leaves.prefix(count)))
            for start in 0..<count {
                for end in (start + 1)...count {
                    guard let subtree = Subtree(from: try size(start), to: try size(end)) else {
                        continue
                    }
                    let plan = try ProofPlan.consistency(of: subtree, in: head.size)
                    let proof = SubtreeProof(try plan.hashes { try log.hash(of: $0) })
                    let root = TreeHash.root(over: log.leaves[start..<end])
                    try proof.verify(subtree, root: root, in: head)
                    #expect(throws: ProofError.self) {
                        try proof.verify(subtree, root: TreeHash.empty, in: head)
                    }
                    #expect(throws: ProofError.self) {
                        try SubtreeProof(proof.hashes + [root])
                            .verify(subtree, root: root, in: head)
                    }
                }
            }
        }
    }

    @Test func `A subtree from the first leaf is proved as an older tree is`() throws {
        let log = try TestLog(size: 40)
        for old in 1...40 {
            let subtree = try #require(Subtree(from: .empty, to: try size(old)))
            let older = try ProofPlan.consistency(from: size(old), to: log.edge.size)
            #expect(try ProofPlan.consistency(of: subtree, in: log.edge.size) == older)
        }
    }

    @Test(arguments: [(1, 3), (2, 5), (2, 6), (1, 15), (3, 5), (4, 9), (2, 1)])
    func `A run that no tree keeps together is no subtree`(start: Int, end: Int) throws {
        #expect(Subtree(from: try size(start), to: try size(end)) == nil)
    }

    @Test(arguments: [(0, 13), (4, 8), (8, 13), (12, 13), (12, 14), (5, 5), (16, 32)])
    func `A run that starts at a multiple of its length rounded up is one`(
        start: Int, end: Int
    ) throws {
        #expect(Subtree(from: try size(start), to: try size(end)) != nil)
        #expect(Subtree(from: .empty, to: .maximum) != nil)
    }

    @Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
    struct Vectors {
        struct InclusionProbe: Decodable {
            let leafIdx: UInt64
            let start: UInt64
            let end: UInt64
            let root: String
            let leafHash: String
            let proof: [String]?
            let wantErr: Bool
        }

        struct ConsistencyProbe: Decodable {
            let start: UInt64
            let end: UInt64
            let size: UInt64
            let root1: String
            let root2: String
            let proof: [String]?
            let wantErr: Bool
        }

        /// Probes that ask a verifier to accept a root of 12 bytes; see ``MerkleVectorTests``.
        static let deviations: Set = [
            "sizes-are-equal-one-and-proof-is-empty",
            "subtree-is-empty-sizes-are-equal-one-subtree-root-valid-tree-root-random-proof-is-empty",
            "subtree-is-empty-sizes-are-equal-zero-subtree-root-valid-tree-root-random-proof-is-empty",
        ]

        @Test func `Every subtree inclusion probe has the outcome it asks for`() throws {
            let probes = try MerkleVectorTests.probes("subtreeinclusion", as: InclusionProbe.self)
            #expect(probes.count == 204)
            for (name, probe) in probes {
                #expect(accepts(probe) == !probe.wantErr, "\(name)")
            }
        }

        @Test func `Every subtree probe has its outcome, but for three named deviations`() throws {
            let probes = try MerkleVectorTests.probes(
                "subtreeconsistency", as: ConsistencyProbe.self)
            #expect(probes.count == 118)
            let deviations = Set(
                Vectors.deviations.map { "subtreeconsistency/additional/\($0).json" })
            #expect(deviations.isSubset(of: probes.map(\.name)))
            for (name, probe) in probes {
                let wanted = !probe.wantErr && !deviations.contains(name)
                #expect(accepts(probe) == wanted, "\(name)")
            }
        }

        private func accepts(_ probe: InclusionProbe) -> Bool {
            guard let index = LeafIndex(probe.leafIdx), let start = TreeSize(probe.start),
                let end = TreeSize(probe.end), let subtree = Subtree(from: start, to: end),
                let hashes = MerkleVectorTests.digests([probe.root, probe.leafHash]),
                let proof = MerkleVectorTests.digests(probe.proof ?? [])
            else { return false }
            do {
                try InclusionProof(proof).verify(
                    hashes[1], at: index, in: subtree, root: hashes[0])
                return true
            } catch { return false }
        }

        private func accepts(_ probe: ConsistencyProbe) -> Bool {
            guard let start = TreeSize(probe.start), let end = TreeSize(probe.end),
                let size = TreeSize(probe.size), let subtree = Subtree(from: start, to: end),
                let roots = MerkleVectorTests.digests([probe.root1, probe.root2]),
                let proof = MerkleVectorTests.digests(probe.proof ?? [])
            else { return false }
            do {
                try SubtreeProof(proof).verify(
                    subtree, root: roots[0], in: TreeHead(size: size, root: roots[1]))
                return true
            } catch { return false }
        }
    }

    /// torchwood: which stored nodes make up a tree, and that each of them can be proved.
    @Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
    struct RightEdge {
        struct Cases: Decodable {
            struct Case: Decodable {
                let size: Int
                let nodes: [[UInt64]]
            }
            let cases: [Case]
        }

        @Test func `The nodes at the right edge are those torchwood lists`() throws {
            for one in try vector("torchwood/right-edge-cases.json", as: Cases.self).cases {
                let nodes = TreeNode.covering(from: .empty, to: try size(one.size))
                #expect(nodes.map { [UInt64($0.level), $0.index] } == one.nodes)
            }
        }

        @Test func `Any stored node of a tree is proved, a leaf as by its inclusion proof`() throws
        {
            var range = CompactRange()
            var stored: [TreeNode: Digest] = [:]
            for byte in UInt8.min...UInt8.max {
                try range.append(TreeHash.leaf([byte])) { stored[$0] = $1 }
                // Every size up to 64, then those around powers of two: all 256 take a minute.
                guard byte < 64 || [95, 126, 127, 128, 200, 254, 255].contains(byte) else {
                    continue
                }
                let head = TreeHead(size: range.end, root: try #require(range.root))
                let read = { (node: TreeNode) throws in try #require(stored[node]) }
                for level in UInt8(0)..<9 {
                    for place in 0..<(head.size.value >> UInt64(level)) {
                        let node = try #require(TreeNode(level: level, index: place))
                        let subtree = try #require(
                            Subtree(from: node.start, to: node.completeAt))
                        let plan = try ProofPlan.consistency(of: subtree, in: head.size)
                        let proof = SubtreeProof(try plan.hashes(reading: read))
                        try proof.verify(subtree, root: read(node), in: head)
                        guard level == 0, let index = LeafIndex(place) else { continue }
                        let path = try ProofPlan.inclusion(of: index, in: head.size)
                        #expect(path.steps == plan.steps)
                    }
                }
            }
        }
    }
}
