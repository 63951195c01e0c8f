// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing
import TransparencyLog

struct TreeTests {
    static let leaves = (0..<130).map { TreeHash.leaf(Array("leaf \($0)".utf8)) }

    @Test func `The empty tree and the empty leaf have the hashes RFC 6962 gives them`() {
        #expect(
            TreeHash.empty.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        #expect(
            TreeHash.leaf([]).hex
                == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
    }

    @Test func `Two hashes logged as an entry do not give the node above them`() {
        let (left, right) = (TreeTests.leaves[0], TreeTests.leaves[1])
        #expect(TreeHash.leaf(left.bytes + right.bytes) != TreeHash.node(left, right))
    }

    @Test func `A size is at most 2^63-1 and never negative`() throws {
        #expect(TreeSize(-1) == nil)
        #expect(TreeSize(UInt64(Int64.max))?.value == 9_223_372_036_854_775_807)
        #expect(TreeSize(UInt64(Int64.max) + 1) == nil)
        #expect(LeafIndex(UInt64.max) == nil)
        #expect(TreeSize.maximum.adding(1) == nil)
        #expect(TreeSize.empty.lastIndex == nil)
        #expect(try size(8).lastIndex == index(7))
    }

    @Test func `Roots agree with the recursive definition at every size`() throws {
        var range = CompactRange()
        for count in 0...TreeTests.leaves.count {
            let expected = Naive.root(TreeTests.leaves.prefix(count))
            #expect(TreeHash.root(over: TreeTests.leaves.prefix(count)) == expected)
            #expect(range.root == expected)
            if count < TreeTests.leaves.count { try range.append(TreeTests.leaves[count]) }
        }
    }

    @Test func `Proofs are those of RFC 6962, and every one of them verifies`() throws {
        let log = try TestLog(size: 70)
        for count in 1...70 {
            let (newer, part) = (try size(count), log.leaves.prefix(count))
            let head = TreeHead(size: newer, root: Naive.root(part))
            for at in 0..<count {
                let plan = try ProofPlan.inclusion(of: index(at), in: newer)
                let proof = InclusionProof(try plan.hashes { try log.hash(of: $0) })
                #expect(proof.hashes == Naive.path(at, part))
                #expect(InclusionProof.length(for: try index(at), in: newer) == proof.hashes.count)
                try proof.verify(log.leaves[at], at: index(at), in: head)
            }
            for old in 1...count {
                let plan = try ProofPlan.consistency(from: size(old), to: newer)
                let proof = ConsistencyProof(try plan.hashes { try log.hash(of: $0) })
                #expect(proof.hashes == Naive.proof(old, part))
                #expect(
                    ConsistencyProof.length(from: try size(old), to: newer) == proof.hashes.count)
                let older = TreeHead(size: try size(old), root: Naive.root(part.prefix(old)))
                try proof.verify(from: older, to: head)
            }
        }
    }

    @Test func `One flipped bit in any hash of a proof refuses it`() throws {
        let log = try TestLog(size: 100)
        for at in stride(from: 0, to: 100, by: 7) {
            let plan = try ProofPlan.inclusion(of: index(at), in: log.edge.size)
            let hashes = try plan.hashes { try log.hash(of: $0) }
            for position in hashes.indices {
                let forged = InclusionProof(try flipped(hashes, at: position))
                #expect(throws: ProofError.self) {
                    try forged.verify(log.leaves[at], at: index(at), in: log.edge.head)
                }
            }
        }
        for old in stride(from: 1, to: 100, by: 7) {
            let older = TreeHead(
                size: try size(old), root: TreeHash.root(over: log.leaves.prefix(old)))
            let plan = try ProofPlan.consistency(from: size(old), to: log.edge.size)
            let hashes = try plan.hashes { try log.hash(of: $0) }
            for position in hashes.indices {
                let forged = ConsistencyProof(try flipped(hashes, at: position))
                #expect(throws: ProofError.self) {
                    try forged.verify(from: older, to: log.edge.head)
                }
            }
        }
    }

    @Test func `A proof one hash too short or too long is refused for its length`() throws {
        let log = try TestLog(size: 100)
        let plan = try ProofPlan.inclusion(of: index(41), in: log.edge.size)
        let hashes = try plan.hashes { try log.hash(of: $0) }
        for wrong in [hashes.dropLast(), hashes[...] + [TreeHash.empty]] {
            #expect(
                throws: ProofError.wrongLength(expected: hashes.count, found: wrong.count)
            ) {
                try InclusionProof(Array(wrong)).verify(
                    log.leaves[41], at: index(41), in: log.edge.head)
            }
        }
    }

    @Test func `From a tree without leaves nothing is proved`() throws {
        #expect(throws: ProofError.emptyTree) {
            try ConsistencyProof([]).verify(from: .empty, to: .empty)
        }
        #expect(throws: ProofError.emptyTree) {
            try ProofPlan.consistency(from: .empty, to: size(3))
        }
    }

    @Test func `Lengths hold at the far end of what a size can be`() throws {
        let last = try #require(TreeSize.maximum.lastIndex)
        #expect(InclusionProof.length(for: .first, in: .maximum) == 63)
        #expect(InclusionProof.length(for: last, in: .maximum) == 62)
        #expect(InclusionProof.length(for: TreeSize.maximum.nextIndex, in: .maximum) == nil)
        #expect(throws: ProofError.self) {
            try InclusionProof([]).verify(TreeHash.empty, at: last, in: .empty)
        }
        var range = try CompactRange(
            from: .empty, to: .maximum, hashes: Array(repeating: TreeHash.empty, count: 63))
        #expect(throws: CompactRangeError.full) { try range.append(TreeHash.empty) }
    }

    @Test func `Coverings of random ranges fill them without overlap`() throws {
        var dice = Dice(seed: 6962)
        for _ in 0..<500 {
            let width = dice.roll(below: 63) + 1
            let (one, other) = (dice.roll(below: 1 << width), dice.roll(below: 1 << width))
            let start = try #require(TreeSize(min(one, other)))
            expectCovering(from: start, to: try #require(TreeSize(max(one, other))))
        }
        #expect(TreeNode.covering(from: try size(5), to: try size(3)).isEmpty)
    }

    @Test func `Two neighbouring runs join to the run of both`() throws {
        var dice = Dice(seed: 9162)
        for _ in 0..<200 {
            var cuts = (0..<3).map { _ in Int(dice.roll(below: 131)) }
            cuts.sort()
            var (left, right) = (try run(cuts[0], cuts[1]), try run(cuts[1], cuts[2]))
            try left.append(right)
            #expect(left == (try run(cuts[0], cuts[2])))
            if cuts[1] != cuts[2] {
                #expect(throws: CompactRangeError.self) { try right.append(right) }
            }
        }
    }

    private func run(_ from: Int, _ to: Int) throws -> CompactRange {
        var range = CompactRange(startingAt: try size(from))
        for leaf in TreeTests.leaves[from..<to] { try range.append(leaf) }
        #expect(range.nodes.count == range.hashes.count)
        return range
    }

    private func flipped(_ hashes: [Digest], at position: Int) throws -> [Digest] {
        var (copy, bytes) = (hashes, hashes[position].bytes)
        bytes[0] ^= 1
        copy[position] = try #require(Digest(bytes: bytes))
        return copy
    }
}
