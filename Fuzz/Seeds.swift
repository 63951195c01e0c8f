// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Glibc
import TransparencyLog

@testable import EvidencePackage
@testable import Ledger

/// What our own writers give, for fuzzing to start from: made when it is needed, never kept.
enum Seeds {
    /// Writes each seed as a file in a folder named for its target.
    static func write(into folder: String) throws {
        mkdir(folder, 0o755)
        for (target, seeds) in try all() {
            mkdir("\(folder)/\(target)", 0o755)
            for (number, seed) in seeds.enumerated() {
                try DurableFile.write(seed, to: "\(folder)/\(target)/made-\(number)")
            }
        }
    }

    private static func all() throws -> [String: [[UInt8]]] {
        let plant = try FuzzPlant.shared()
        var all = try log(plant)
        all["package"] = plant.packages + [plant.strange]
        all["zip"] = [plant.packages[0]]
        all["forgery"] = (UInt8(0)..<4).map { [$0, 0, 3, 9, 1, 4, 5, 5, 1, 3, 7, 0, 0] }
        all["backup"] = [try backup(plant)]
        all["bag"] = [bag()]
        all["body"] = [body()]
        let files = try ZipTree(try ZipArchive(BytesInMemory(plant.packages[0])))
        for (target, path) in [
            ("statement", PackageLayout.statement),
            ("statement", PackageLayout.sealBody(.content)), ("entry", PackageLayout.sealEntry),
        ] {
            var content: [UInt8] = []
            try files.read(path) { content += $0 }
            all[target, default: []].append(content)
        }
        return all
    }

    private static func log(_ plant: FuzzPlant) throws -> [String: [[UInt8]]] {
        let last = plant.entries.count - 1
        let leaves = plant.entries.map(\.leafHash)
        func hash(_ node: TreeNode) -> Digest {
            let start = Int(node.index) << Int(node.level)
            return TreeHash.root(over: leaves[start..<start + 1 << Int(node.level)])
        }
        guard let index = LeafIndex(last) else { throw Broken("no index") }
        let path = try ProofPlan.inclusion(of: index, in: plant.checkpointHead.size)
        let step = try ProofPlan.consistency(
            from: plant.earlier.size, to: plant.checkpointHead.size)
        let request = AddCheckpointRequest(
            old: plant.earlier.size, proof: ConsistencyProof(step.hashes(reading: hash)),
            note: plant.checkpoint)
        guard let name = BundleName(index: 0, width: plant.entries.count) else {
            throw Broken("no name for a bundle of \(plant.entries.count)")
        }
        let bundle = try EntryBundle(name, entries: plant.entries.map(\.bytes))
        return [
            "note": [plant.checkpoint.bytes],
            "checkpoint": [plant.checkpoint.text],
            "vkey": [Array(plant.key.verifierKey.text.utf8)],
            "policy": [plant.witnessedPolicy.text, plant.policy.text],
            "proof": [
                ProofFile(
                    index: index, path: InclusionProof(path.hashes(reading: hash)),
                    checkpoint: plant.checkpoint.bytes
                ).text
            ],
            "witness": [request.body],
            "bundle": [[UInt8(name.width - 1)] + bundle.bytes],
            "entry": plant.entries.prefix(2).map(\.bytes),
        ]
    }

    private static func backup(_ plant: FuzzPlant) throws -> [UInt8] {
        let description = BackupDescription(
            created: Instant(seconds: 1_795_000_000), logKey: plant.key.verifierKey,
            head: plant.checkpointHead, checkpointSize: plant.checkpointHead.size,
            holdsPrivateKey: false)
        let files = [
            (BackupDescription.path, description.bytes), ("originals/ab/abcd", Array("x".utf8)),
        ]
        let list = files.map { "\(Digest(of: $0.1).hex)  \($0.0)\n" }.joined()
        var bytes: [UInt8] = []
        for (name, content) in files + [(BackupDescription.listPath, Array(list.utf8))] {
            let header = try TarHeader(path: name, size: UInt64(content.count))
            bytes += header.bytes + content + [UInt8](repeating: 0, count: header.padding)
        }
        return bytes + [UInt8](repeating: 0, count: 2 * TarHeader.byteCount)
    }

    private static func bag() -> [UInt8] {
        var files: [FilePath: [UInt8]] = [:]
        files[FilePath(literal: "bagit.txt")] = Array(
            "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8)
        files[FilePath(literal: "bag-info.txt")] = Array("Payload-Oxum: 2.2\n".utf8)
        files[FilePath(literal: "data/a")] = Array("a".utf8)
        files[FilePath(literal: "data/x\ny")] = Array("b".utf8)
        return FuzzFiles.bytes(FuzzFiles.rebagged(files))
    }

    private static func body() -> [UInt8] {
        var activity = Activity(kind: "heat-treat.completed")
        activity.step = "heat-treatment"
        activity.summary = "batch 7"
        let digest = Digest(of: [])
        let recorded = RecordedActivity(
            activity: activity,
            original: OriginalPart(file: digest, offset: 0, length: 0, digest: digest),
            reader: "fuzz / 1")
        return recorded.bodies.content + [0] + Array("{\"names\":[\"K. Lind\"]}".utf8)
    }
}
