// SPDX-License-Identifier: Apache-2.0
import Canon

extension ProofPlan {
    /// The tiles the proof needs, each once, in the order of first use.
    ///
    /// Two or three for most proofs; at most nine a level for the largest tree there is.
    public var tiles: [TileName] {
        var seen: Set<TileName> = []
        return nodes.compactMap { TileName(holding: $0, in: size) }.filter {
            seen.insert($0).inserted
        }
    }
}

extension InclusionProof {
    /// Makes the proof of a leaf from the tiles of a tree.
    ///
    /// - Throws: what the reader throws; ``TileReaderError/proof(_:)`` for an index beyond the last
    ///   leaf.
    public init<Failure>(
        of index: LeafIndex, from reader: inout TileReader<Failure>
    ) throws(TileReaderError<Failure>) {
        let plan: ProofPlan
        do { plan = try ProofPlan.inclusion(of: index, in: reader.head.size) } catch {
            throw .proof(error)
        }
        self.init(
            try plan.hashes { node throws(TileReaderError<Failure>) in
                try reader.hash(of: node)
            })
    }
}

extension ConsistencyProof {
    /// Makes the proof from an older size to the tree of a reader.
    ///
    /// - Throws: what the reader throws; ``TileReaderError/proof(_:)`` for an older size that is 0
    ///   or larger than the tree.
    public init<Failure>(
        from old: TreeSize, to reader: inout TileReader<Failure>
    ) throws(TileReaderError<Failure>) {
        let plan: ProofPlan
        do { plan = try ProofPlan.consistency(from: old, to: reader.head.size) } catch {
            throw .proof(error)
        }
        self.init(
            try plan.hashes { node throws(TileReaderError<Failure>) in
                try reader.hash(of: node)
            })
    }
}
