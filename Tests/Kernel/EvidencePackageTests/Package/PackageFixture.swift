// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

@testable import EvidencePackage

/// A package about lot L-0420: three of a log's entries, one with its person withheld.
struct PackageFixture {
    static let original = Array("{\"id\":\"mes-3\",\"result\":\"pass\"}".utf8)

    var log: SmallLog
    var cover: PackageCover
    var entries: [PackagedEntry] = []
    var originals: [PackagedOriginal] = []
    var timeStamp: (([UInt8]) -> [UInt8])?
    /// A shorter stand-in for the Python verifier keeps packages small where every byte is flipped.
    var carriesVerifier = false

    init(id: String = "P-7", log seed: SmallLog? = nil, requiresTimeStamp: Bool = false) throws {
        var log = try seed ?? SmallLog()
        let start = log.entries.count
        let digest = Digest(of: PackageFixture.original).hex
        for number in 0..<6 {
            let content = "{\"lot\":\"L-0420\",\"number\":\(number),\"original\":\"\(digest)\"}"
            let person = "{\"names\":[\"K. Lind \(number)\"]}"
            try log.append(
                "activity.recorded", content: Array(content.utf8), person: Array(person.utf8))
        }
        let grown = log
        let chosen = try [start + 1, start + 3, start + 4].map { try grown.index($0) }
        self.log = grown
        cover = PackageCover(
            id: id, revision: 1,
            contract: .init(kind: "lot-history", name: "Lot history", revision: 2),
            scope: .init(kind: "lot", name: "L-0420"),
            made: .init(at: EntryTests.t0, by: "A. Keller", organization: "Plant 7"),
            items: [
                PackageItem(
                    id: "heat", name: "Heat treatment", requirement: "EPK-WO-5", need: .required,
                    state: .present, entries: chosen),
                PackageItem(
                    id: "nc", name: "Nonconformities", need: .required,
                    state: .nilReturn(reason: "none recorded")),
            ], notCovered: ["calibration of gauges"], requiresTimeStamp: requiresTimeStamp)
        for (place, index) in chosen.enumerated() {
            let number = Int(index.value)
            var openings = log.openings[number]
            if place == 1 { openings[.person] = nil }
            entries.append(
                PackagedEntry(
                    index: index, entry: log.entries[number], openings: openings,
                    withheld: place == 1 ? [.person: "names withheld"] : [:]))
        }
        originals = [
            PackagedOriginal(
                digest: Digest(of: PackageFixture.original), name: "mes.ndjson, line 3",
                entries: [chosen[0], chosen[2]], content: BytesInMemory(PackageFixture.original))
        ]
    }

    func builder() throws -> PackageBuilder {
        try PackageBuilder(
            cover: cover, logKey: log.key.verifierKey, entries: entries, originals: originals,
            extra: [
                BagFile(
                    FilePath(literal: "data/index.html"), Array("<title>L-0420</title>".utf8))
            ], verifier: carriesVerifier ? VerifierScript.files : [])
    }

    /// Puts the seal into the log, then takes proofs and checkpoint.
    mutating func seal(
        _ builder: PackageBuilder, by other: SealingKey? = nil
    ) throws -> PackageSeal {
        let index = try log.append(
            "package.sealed", content: builder.sealContent.bytes,
            person: Array("{\"names\":[\"A. Keller\"]}".utf8))
        try log.append("activity.recorded", content: Array("{}".utf8))
        let number = Int(index.value)
        let checkpoint = try log.checkpoint(sealedBy: other).bytes
        var proofs: [LeafIndex: InclusionProof] = [:]
        for entry in entries { proofs[entry.index] = try log.proof(Int(entry.index.value)) }
        return PackageSeal(
            entry: log.entries[number].bytes, index: index,
            openings: log.openings[number].filter { $0.key == .content },
            proof: try log.proof(number), checkpoint: checkpoint, proofs: proofs,
            timeStamp: timeStamp?(checkpoint))
    }

    /// The archive.
    mutating func archive(sealedBy other: SealingKey? = nil) throws -> [UInt8] {
        let builder = try builder()
        let seal = try seal(builder, by: other)
        var bytes: [UInt8] = []
        try builder.write(seal) { bytes += $0 }
        return bytes
    }

    var trust: PackageTrust { PackageTrust(TrustPolicy(log: log.key.verifierKey), given: "k") }

    /// The files of an archive, without the folder at the top.
    static func files(of archive: [UInt8]) throws -> [FilePath: [UInt8]] {
        let tree = try ZipTree(try ZipArchive(BytesInMemory(archive)))
        var files: [FilePath: [UInt8]] = [:]
        for file in try tree.list().files {
            var content: [UInt8] = []
            try tree.read(file.path) { content += $0 }
            files[file.path] = content
        }
        return files
    }

    /// Makes all manifests again, as an attacker who may write every file would.
    static func rebagged(_ files: [FilePath: [UInt8]]) -> [FilePath: [UInt8]] {
        var files = files
        func manifest(_ subject: BagManifest.Subject, _ algorithm: DigestAlgorithm) -> [UInt8] {
            let covered = files.filter { path, _ in
                path.isInside("data")
                    ? subject == .payload
                    : subject == .tagFiles && BagManifest.kind(of: path)?.subject != .tagFiles
            }
            return BagManifest.bytes(
                covered.map { path, content in
                    var stream = FileDigestStream([algorithm])
                    stream.update(content)
                    return (path, stream.digests[0])
                })
        }
        let payload = files.filter { $0.key.isInside("data") }
        let oxum = "\(payload.reduce(0) { $0 + $1.value.count }).\(payload.count)"
        if let info = files[BagInfo.path] {
            let lines = String(decoding: info, as: UTF8.self).split(separator: "\n").dropLast()
            files[BagInfo.path] =
                Array((lines + ["Payload-Oxum: \(oxum)"]).joined(separator: "\n").utf8) + [0x0A]
        }
        for subject in [BagManifest.Subject.payload, .tagFiles] {
            for algorithm in [DigestAlgorithm.sha256, .sha512] {
                files[BagManifest.path(subject, algorithm)] = manifest(subject, algorithm)
            }
        }
        return files
    }
}
