// SPDX-License-Identifier: Apache-2.0
import Canon
import TransparencyLog

@testable import EvidencePackage

/// A log of a dozen entries in memory, with its key.
struct SmallLog {
    let key: SealingKey
    private(set) var entries: [Entry] = []
    private(set) var openings: [[BodyClass: Opening]] = []

    init(name: String = "plant7.example/log-1", seed: UInt8 = 7) throws {
        guard let name = KeyName(name) else { throw Unusable() }
        key = try SealingKey(name: name, seed: [UInt8](repeating: seed, count: 32))
    }

    struct Unusable: Error {}

    static func salt(_ number: Int) throws -> Salt {
        guard let salt = Salt(bytes: Digest(of: Array("salt \(number)".utf8)).bytes) else {
            throw Unusable()
        }
        return salt
    }

    /// Appends an entry that commits to a content and perhaps a person.
    @discardableResult
    mutating func append(
        _ type: String, content: [UInt8], person: [UInt8]? = nil
    ) throws -> LeafIndex {
        let number = entries.count
        var opened = [
            BodyClass.content: Opening(salt: try SmallLog.salt(2 * number), body: content)
        ]
        if let person {
            opened[.person] = Opening(salt: try SmallLog.salt(2 * number + 1), body: person)
        }
        entries.append(
            try Entry(
                type: EntryType(type), source: "urn:plant7:mes", event: "mes-\(number)",
                received: EntryTests.t0.adding(microseconds: Int64(number) * 1_000_000),
                actor: "connector-1",
                content: opened[.content].map { $0.commitment(as: .content) } ?? TreeHash.empty,
                person: opened[.person].map { $0.commitment(as: .person) }))
        openings.append(opened)
        return try index(number)
    }

    func index(_ number: Int) throws -> LeafIndex {
        guard let index = LeafIndex(number) else { throw Unusable() }
        return index
    }

    func checkpoint(sealedBy other: SealingKey? = nil) throws -> SignedNote {
        let leaves = entries.map(\.leafHash)
        let head = TreeHead(size: TreeSize(counting: leaves), root: TreeHash.root(over: leaves))
        return try Checkpoint(origin: Origin(key.name), head: head).sealed(by: other ?? key)
    }

    func proof(_ number: Int) throws -> InclusionProof {
        let leaves = entries.map(\.leafHash)
        let plan = try ProofPlan.inclusion(of: index(number), in: TreeSize(counting: leaves))
        return InclusionProof(
            plan.hashes { node in
                let width = 1 << Int(node.level)
                let start = Int(node.index) * width
                return TreeHash.root(over: leaves[start..<start + width])
            })
    }
}
