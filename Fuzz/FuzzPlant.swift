// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

@testable import EvidencePackage

/// A small log in memory with two packages, and a stranger's log of the same name with one.
///
/// Everything follows from fixed seeds, so a finding is the same bytes in every run.
struct FuzzPlant: Sendable {
    let key: SealingKey
    let entries: [Entry]
    /// The head of the log before its last entry.
    let earlier: TreeHead
    /// The head of the whole log.
    let checkpointHead: TreeHead
    /// The newest checkpoint with the seals of log and witness.
    let checkpoint: SignedNote
    /// Believes the log on its own word.
    let policy: TrustPolicy
    /// Believes the log when its witness has cosigned.
    let witnessedPolicy: TrustPolicy
    /// Two packages of this log.
    let packages: [[UInt8]]
    /// A package of a log that has the same name and another key.
    let strange: [UInt8]

    static func shared() throws -> FuzzPlant { try made.get() }

    private static let made = Result { try FuzzPlant() }

    private init() throws {
        var log = try FuzzLog(seed: 7)
        let packages = [try log.package("P-1"), try log.package("P-2")]
        var stranger = try FuzzLog(seed: 8)
        strange = try stranger.package("P-1")
        self.packages = packages
        key = log.key
        entries = log.entries
        earlier = log.head(of: log.entries.count - 1)
        checkpointHead = log.head(of: log.entries.count)
        let witness = try FuzzLog.key("witness.example", seed: 9)
        let sealed = try log.checkpoint()
        checkpoint = try sealed.adding(witness.cosign(sealed.text, at: 1_795_000_000))
        policy = TrustPolicy(log: log.key.verifierKey)
        witnessedPolicy = try TrustPolicy(
            Array(
                """
                log \(log.key.verifierKey.text)
                witness w \(witness.cosignerKey.text)
                quorum w

                """.utf8))
    }
}

/// A log that grows by packages.
struct FuzzLog {
    let key: SealingKey
    private(set) var entries: [Entry] = []
    private(set) var openings: [[BodyClass: Opening]] = []

    init(seed: UInt8) throws { key = try FuzzLog.key("plant7.example/log-1", seed: seed) }

    static func key(_ name: String, seed: UInt8) throws -> SealingKey {
        guard let name = KeyName(name) else { throw Broken("no name: \(name)") }
        return try SealingKey(name: name, seed: [UInt8](repeating: seed, count: 32))
    }

    func head(of count: Int) -> TreeHead {
        let leaves = entries[..<count].map(\.leafHash)
        return TreeHead(size: TreeSize(counting: leaves), root: TreeHash.root(over: leaves))
    }

    func checkpoint() throws -> SignedNote {
        try Checkpoint(origin: Origin(key.name), head: head(of: entries.count)).sealed(by: key)
    }

    func proof(_ number: Int) throws -> InclusionProof {
        let leaves = entries.map(\.leafHash)
        let plan = try ProofPlan.inclusion(of: index(number), in: TreeSize(counting: leaves))
        return InclusionProof(
            plan.hashes { node in
                let start = Int(node.index) << Int(node.level)
                return TreeHash.root(over: leaves[start..<start + 1 << Int(node.level)])
            })
    }

    func index(_ number: Int) throws -> LeafIndex {
        guard let index = LeafIndex(number) else { throw Broken("no index: \(number)") }
        return index
    }

    private mutating func append(
        _ type: String, content: [UInt8], person: [UInt8]? = nil
    ) throws -> Int {
        let number = entries.count
        func opening(_ body: [UInt8], _ use: String) throws -> Opening {
            let digest = Digest(of: Array("salt \(use) \(number)".utf8))
            guard let salt = Salt(bytes: digest.bytes) else { throw Broken("no salt") }
            return Opening(salt: salt, body: body)
        }
        let content = try opening(content, "content")
        let person = try person.map { try opening($0, "person") }
        entries.append(
            try Entry(
                type: EntryType(type), source: "urn:plant7:mes", event: "mes-\(number)",
                received: Instant(microseconds: 1_795_000_000_000_000 + Int64(number)),
                actor: "connector-1", content: content.commitment(as: .content),
                person: person?.commitment(as: .person)))
        var opened = [BodyClass.content: content]
        opened[.person] = person
        openings.append(opened)
        return number
    }

    /// Three new entries, one with its person withheld and two made from an original, and a package.
    mutating func package(_ id: String) throws -> [UInt8] {
        let original = Array("{\"id\":\"\(id)\",\"result\":\"pass\"}".utf8)
        let digest = Digest(of: original)
        var chosen: [PackagedEntry] = []
        for number in 0..<3 {
            let at = try append(
                "activity.recorded",
                content: Array("{\"number\":\(number),\"original\":\"\(digest.hex)\"}".utf8),
                person: number == 2 ? nil : Array("{\"names\":[\"K. Lind\"]}".utf8))
            let openings = openings[at].filter { number != 1 || $0.key == .content }
            chosen.append(
                PackagedEntry(
                    index: try index(at), entry: entries[at], openings: openings,
                    withheld: number == 1 ? [.person: "names withheld"] : [:]))
        }
        let builder = try PackageBuilder(
            cover: cover(id, chosen.map(\.index)), logKey: key.verifierKey, entries: chosen,
            originals: [
                PackagedOriginal(
                    digest: digest, name: "mes.ndjson",
                    entries: [chosen[0].index, chosen[2].index],
                    content: BytesInMemory(original))
            ], extra: [BagFile(FilePath(literal: "data/index.html"), Array("<p>\(id)".utf8))],
            verifier: [])
        let seal = try append("package.sealed", content: builder.sealContent.bytes)
        _ = try append("activity.recorded", content: Array("{}".utf8))
        var proofs: [LeafIndex: InclusionProof] = [:]
        for entry in chosen { proofs[entry.index] = try proof(Int(entry.index.value)) }
        var bytes: [UInt8] = []
        try builder.write(
            PackageSeal(
                entry: entries[seal].bytes, index: try index(seal), openings: openings[seal],
                proof: try proof(seal), checkpoint: try checkpoint().bytes, proofs: proofs)
        ) { bytes += $0 }
        return bytes
    }

    private func cover(_ id: String, _ entries: [LeafIndex]) -> PackageCover {
        PackageCover(
            id: id, revision: 1,
            contract: .init(kind: "lot-history", name: "Lot history", revision: 1),
            scope: .init(kind: "lot", name: "L-0420"),
            made: .init(
                at: Instant(seconds: 1_795_000_000), by: "A. Keller", organization: "Plant 7"),
            items: [
                PackageItem(
                    id: "heat", name: "Heat treatment", need: .required, state: .present,
                    entries: entries),
                PackageItem(
                    id: "nc", name: "Nonconformities", need: .oneOf(group: "quality"),
                    state: .nilReturn(reason: "none recorded")),
            ], notCovered: ["calibration of gauges"], requiresTimeStamp: false)
    }
}
