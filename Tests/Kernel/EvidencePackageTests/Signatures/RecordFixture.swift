// SPDX-License-Identifier: Apache-2.0
import Canon

@testable import EvidencePackage
@testable import TransparencyLog

/// A log with governed records in it, as its owner would write them, or forge them.
///
/// Whoever makes one holds the log's key. What they do not hold are the keys of the people, unless a
/// test gives them one.
struct RecordFixture {
    static let record = "NC-2026-0001"
    static let at = "2026-11-21T10:15:02.123456Z"
    static let lind = "P-0003"
    static let ortiz = "P-0004"

    /// How far a record has come.
    struct Progress {
        var number: Int64 = 0
        var version: Int64 = 0
        var revision: Int64 = 1
        var leaves: [String] = []
    }

    var log: SmallLog
    /// The entries that go into the package.
    private(set) var chosen: [LeafIndex] = []
    var progress: [String: Progress] = [:]
    /// Entries whose bodies of these classes are withheld.
    var withheld: [LeafIndex: Set<BodyClass>] = [:]
    var carriesVerifier = false

    init() throws { log = try SmallLog() }

    /// The key that a person has unless a test says otherwise.
    static func key(of person: String) throws -> SealingKey {
        guard let name = KeyName(person) else { throw SmallLog.Unusable() }
        return try SealingKey(name: name, seed: Digest(of: Array(person.utf8)).bytes)
    }

    @discardableResult
    mutating func append(_ type: String, _ content: JSON, _ person: JSON? = nil) throws -> LeafIndex
    {
        let index = try log.append(
            type, content: content.canonical, person: person.map(\.canonical))
        chosen.append(index)
        return index
    }

    @discardableResult
    mutating func enrol(_ person: String, key: SealingKey? = nil) throws -> LeafIndex {
        let publicKey = try (key ?? RecordFixture.key(of: person)).verifierKey.publicKey
        return try append(
            "person.keyed",
            [
                "by": ["person": "P-0001", "role": "administrator"],
                "keyID": .string(Digest(of: publicKey).hex), "person": .string(person),
                "publicKey": .string(Hex.text(publicKey)),
            ])
    }

    /// The members that all acts have, and one more act of the record.
    private mutating func members(
        _ deed: String, _ record: String, _ by: String
    ) -> [JSON.Member] {
        var next = progress[record] ?? Progress()
        next.number += 1
        let isNew = ["opened", "amended", "attached", "reopened"].contains(deed)
        if isNew { next.version += 1 }
        if deed == "reopened" { next.revision += 1 }
        progress[record] = next
        return [
            .init("act", .integer(next.number)), .init("at", .string(RecordFixture.at)),
            .init(
                "by",
                [
                    "person": .string(by), "role": "quality-manager", "zone": "Europe/Vienna",
                ]), .init("kind", "nonconformity"), .init("record", .string(record)),
            .init("request", "r-1"), .init("revision", .integer(next.revision)),
            .init("schema", "witnessmark.record-act/1"), .init("version", .integer(next.version)),
        ]
    }

    @discardableResult
    mutating func act(
        _ deed: String, _ more: JSON = [:], record: String = RecordFixture.record,
        by: String = RecordFixture.lind
    ) throws -> LeafIndex {
        let before = progress[record]?.version ?? 0
        let content = JSON.object(members(deed, record, by) + (more.members ?? []))
        let index = try append("record.\(deed)", content, ["names": ["K. Lind"]])
        if (progress[record]?.version ?? 0) > before {
            progress[record]?.leaves.append(log.entries[Int(index.value)].leafHash.hex)
        }
        return index
    }

    /// What a person would sign now.
    func statement(
        _ transition: String, _ meaning: String, by person: String,
        on record: String = RecordFixture.record, named name: String = "K. Lind"
    ) throws -> JSON {
        let now = progress[record] ?? Progress()
        let digest: JSON = [
            "acts": .array(now.leaves.map { .string($0) }), "record": .string(record),
            "revision": .integer(now.revision), "schema": "witnessmark.record/1",
            "version": .integer(now.version),
        ]
        let salt = try RecordFixture.nameSalt
        let commitment = Commitment.digest(of: Array(name.utf8), as: .person, salt: salt)
        return [
            "at": .string(RecordFixture.at), "authentication": "password",
            "digest": .string(Digest(of: digest.canonical).hex), "kind": "nonconformity",
            "meaning": .string(meaning), "nameCommitment": .string(commitment.hex),
            "origin": "plant7.example/log-1", "record": .string(record),
            "revision": .integer(now.revision), "role": "quality-manager",
            "schema": "witnessmark.signature/1", "signer": .string(person), "site": "Plant 7",
            "transition": .string(transition), "version": .integer(now.version),
            "zone": "Europe/Vienna",
        ]
    }

    static var nameSalt: Salt { get throws { try SmallLog.salt(999) } }

    /// A signature as an entry holds it: over a statement, by a key.
    static func signature(_ statement: JSON, by key: SealingKey) throws -> JSON {
        let signed = DSSE.preAuthenticationEncoding(
            type: SignedStatement.payloadType, payload: statement.canonical)
        return [
            "algorithm": "ed25519",
            "keyID": .string(Digest(of: key.verifierKey.publicKey).hex), "statement": statement,
            "value": .string(Hex.text(try key.signature(over: signed))),
        ]
    }

    /// A signature that is given as it should be.
    @discardableResult
    mutating func sign(
        _ transition: String = "approve", _ meaning: String = "approved",
        by person: String = RecordFixture.lind, record: String = RecordFixture.record
    ) throws -> LeafIndex {
        let statement = try statement(transition, meaning, by: person, on: record)
        return try put(
            try RecordFixture.signature(statement, by: RecordFixture.key(of: person)),
            for: transition, by: person, record: record)
    }

    /// Writes a signature into the log, whatever it is.
    @discardableResult
    mutating func put(
        _ signature: JSON, for transition: String = "approve", by person: String = lind,
        record: String = RecordFixture.record, named name: String = "K. Lind"
    ) throws -> LeafIndex {
        let content = JSON.object(
            members("signed", record, person)
                + [.init("signature", signature), .init("transition", .string(transition))])
        return try append(
            "record.signed", content,
            ["nameSalt": .string(try RecordFixture.nameSalt.hex), "names": [.string(name)]])
    }

    mutating func leaveOut(_ index: LeafIndex) { chosen.removeAll { $0 == index } }

    // MARK: Package

    func archive() throws -> [UInt8] {
        var package = try PackageFixture(log: log)
        package.carriesVerifier = carriesVerifier
        package.originals = []
        package.entries = chosen.map { index in
            let number = Int(index.value)
            let hidden = withheld[index] ?? []
            return PackagedEntry(
                index: index, entry: log.entries[number],
                openings: log.openings[number].filter { !hidden.contains($0.key) },
                withheld: Dictionary(uniqueKeysWithValues: hidden.map { ($0, "withheld") }))
        }
        let cover = package.cover
        package.cover = PackageCover(
            id: cover.id, revision: 1, contract: cover.contract, scope: cover.scope,
            made: cover.made,
            items: [
                PackageItem(
                    id: "acts", name: "Acts", need: .required, state: .present, entries: chosen)
            ], notCovered: [], requiresTimeStamp: false)
        return try package.archive()
    }

    func report() throws -> VerificationReport {
        PackageVerifier.verify(
            archive: BytesInMemory(try archive()), subject: "p",
            trust: PackageTrust(TrustPolicy(log: log.key.verifierKey), given: "k"))
    }

    /// Two people, a record that one of them opened and amended, and nothing signed yet.
    static func opened() throws -> RecordFixture {
        var fixture = try RecordFixture()
        try fixture.enrol(lind)
        try fixture.enrol(ortiz)
        try fixture.act(
            "opened",
            [
                "changes": [], "links": [], "site": "Plant 7", "state": "open",
                "title": "Hardness too low",
            ])
        try fixture.act("amended", ["changes": [["field": "quantity", "new": "12"]]])
        return fixture
    }
}
