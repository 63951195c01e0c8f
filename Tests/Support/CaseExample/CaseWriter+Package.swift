// SPDX-License-Identifier: Apache-2.0
import Assembly
import Canon
import EvidencePackage
import Records
import Traceability
import TransparencyLog

extension CaseWriter {
    /// A package of a dossier, sealed in this log, and the key to verify it by.
    package func archive(
        of dossier: CaseDossier, under contract: Contract<CaseDossier>, withholdingPersons: Bool
    ) throws -> (bytes: [UInt8], key: VerifierKey) {
        guard let name = KeyName(CaseWriter.origin) else { throw Unusable() }
        let key = try SealingKey(name: name, seed: [UInt8](repeating: 7, count: 32))
        let assessment = try Assessment(of: dossier, under: contract)
        let entries = try dossier.pieces.map { piece in
            try packaged(piece.position.number, withholdingPersons: withholdingPersons)
        }
        let cover = PackageCover(
            id: "case-1", revision: 1,
            contract: .init(kind: contract.name, name: contract.title, revision: 1),
            scope: .init(kind: "record", name: dossier.root?.id.text ?? ""),
            made: .init(at: CaseWriter.t0, by: "A. Keller", organization: "Plant 7"),
            items: assessment.packageItems, notCovered: [], requiresTimeStamp: false)
        let builder = try PackageBuilder(
            cover: cover, logKey: key.verifierKey, entries: entries, originals: [], extra: [])
        var log = self
        let sealed = try log.append(
            "package.sealed", try JSON(parsing: builder.sealContent.bytes), nil)
        let seal = try log.seal(at: sealed, entries.map(\.index), by: key)
        var bytes: [UInt8] = []
        try builder.write(seal) { bytes += $0 }
        return (bytes, key.verifierKey)
    }

    private func packaged(
        _ position: UInt64, withholdingPersons: Bool
    ) throws -> PackagedEntry {
        guard let index = LeafIndex(position) else { throw Unusable() }
        let (entry, openings) = logged[Int(position)]
        let isHidden = withholdingPersons && openings[.person] != nil
        return PackagedEntry(
            index: index, entry: entry,
            openings: openings.filter { !isHidden || $0.key == .content },
            withheld: isHidden ? [.person: "names withheld"] : [:])
    }

    private func seal(
        at position: UInt64, _ indexes: [LeafIndex], by key: SealingKey
    ) throws -> PackageSeal {
        let leaves = logged.map(\.entry.leafHash)
        let size = TreeSize(counting: leaves)
        func proof(_ index: LeafIndex) throws -> InclusionProof {
            InclusionProof(
                try ProofPlan.inclusion(of: index, in: size).hashes { node in
                    let width = 1 << Int(node.level)
                    let start = Int(node.index) * width
                    return TreeHash.root(over: leaves[start..<start + width])
                })
        }
        guard let index = LeafIndex(position) else { throw Unusable() }
        var proofs: [LeafIndex: InclusionProof] = [:]
        for index in indexes { proofs[index] = try proof(index) }
        let head = TreeHead(size: size, root: TreeHash.root(over: leaves))
        return PackageSeal(
            entry: logged[Int(position)].entry.bytes, index: index,
            openings: logged[Int(position)].openings, proof: try proof(index),
            checkpoint: try Checkpoint(origin: Origin(key.name), head: head).sealed(by: key).bytes,
            proofs: proofs)
    }
}
