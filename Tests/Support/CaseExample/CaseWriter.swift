// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Assembly
import Canon
import Crypto
import EvidencePackage
import Records
import TransparencyLog

/// Writes governed records into a log in memory, one act after another, and finds them again.
///
/// It decides nothing: whatever a test wants to be there is written, with real keys and signatures.
package struct CaseWriter: CaseShelf {
    package static let origin = "plant7.example/log-1"
    /// 2026-11-03T20:50:00Z.
    package static let t0 = Instant(seconds: 1_793_739_000)

    /// Somebody of the plant.
    package struct Person: Sendable {
        package let id: PersonID
        package let name: String
        package let role: Role

        package init(_ number: Int, _ name: String, _ role: Role) {
            id = PersonID(number: number)
            self.name = name
            self.role = role
        }
    }

    package private(set) var entries: [OpenedEntry] = []
    package private(set) var records: [RecordID: RecordState] = [:]
    /// The same entries as the log has them, with what opens them.
    private(set) var logged: [(entry: Entry, openings: [BodyClass: Opening])] = []
    private var acts: [RecordID: [UInt64]] = [:]
    private var naming: [RecordID: Set<RecordID>] = [:]
    private var people: [UInt64] = []
    package var held: Set<Canon.Digest> = []

    package init() {}

    // MARK: Writing

    /// Enrols somebody: who they are, their key, their role.
    package mutating func enrol(_ person: Person) throws {
        let id = JSON.string(person.id.text)
        let publicKey = [UInt8](try CaseWriter.key(of: person).publicKey.rawRepresentation)
        let entries: [(String, JSON, JSON?)] = [
            (
                "person.enrolled", ["person": id, "schema": "witnessmark.access-act/1"],
                ["login": "l", "names": [.string(person.name)]]
            ),
            (
                "person.keyed",
                [
                    "keyID": .string(Canon.Digest(of: publicKey).hex), "person": id,
                    "publicKey": .string(Hex.text(publicKey)),
                ], nil
            ),
            (
                "role.granted",
                [
                    "grant": .string("G-\(person.id)"), "person": id,
                    "role": .string(person.role.rawValue),
                ], nil
            ),
        ]
        for (type, content, names) in entries {
            people.append(try append(type, content, names))
        }
    }

    /// An entry about people, whatever it says.
    package mutating func note(_ type: String, _ content: JSON) throws {
        people.append(try append(type, content, nil))
    }

    package mutating func open(
        _ kind: KindName, _ number: String, _ title: String, by person: Person,
        state: StateName = "open", _ values: [ValueChange] = [], links: [RecordLink] = []
    ) throws -> RecordID {
        guard let id = RecordID(number) else { throw Unusable() }
        try file(
            .opened(state: state, site: "Plant 7", title: title, values, links), on: id,
            kind: kind, by: person)
        return id
    }

    @discardableResult
    package mutating func file(
        _ deed: Deed, on id: RecordID, kind: KindName? = nil, by person: Person,
        reason: String? = nil
    ) throws -> UInt64 {
        let before = records[id]
        let isReopening = if case .reopened = deed { true } else { false }
        let act = Act(
            record: id, kind: before?.kind ?? kind ?? "decision",
            number: (before?.actCount ?? 0) + 1,
            revision: (before?.revision ?? 1) + (isReopening ? 1 : 0),
            version: (before?.version ?? 0) + (deed.changesContent ? 1 : 0),
            stamp: Act.Stamp(
                person: person.id, printedName: person.name, role: person.role, onBehalfOf: nil,
                at: now, zone: "+01:00", request: "r-\(entries.count)", reason: reason, cause: nil),
            deed: deed)
        let position = try append(act.entryType, act.content, act.person)
        let logged = LoggedAct(act, leaf: entries[Int(position)].leaf, position: position)
        if var record = before {
            try record.evolve(by: logged)
            records[id] = record
        } else {
            records[id] = try RecordState(replaying: [logged])
        }
        acts[id, default: []].append(position)
        for target in records[id]?.namedRecords ?? [] { naming[target, default: []].insert(id) }
        return position
    }

    /// Signs for a step with the person's own key.
    @discardableResult
    package mutating func sign(
        _ id: RecordID, _ transition: String, _ meaning: SignatureMeaning, by person: Person
    ) throws -> UInt64 {
        guard let record = records[id] else { throw Unusable() }
        let salt = Canon.Digest(of: Array(person.name.utf8)).bytes
        guard let nameSalt = Salt(bytes: salt) else { throw Unusable() }
        let statement = SignatureStatement(
            origin: CaseWriter.origin, record: id, kind: record.kind, revision: record.revision,
            version: record.version, digest: record.digest, meaning: meaning,
            transition: transition, signer: person.id,
            nameCommitment: Commitment.digest(
                of: Array(person.name.utf8), as: .person, salt: nameSalt), role: person.role,
            site: record.site, onBehalfOf: nil, at: now, zone: "+01:00", authentication: "password")
        let key = try CaseWriter.key(of: person)
        let signed = DSSE.preAuthenticationEncoding(
            type: SignedStatement.payloadType, payload: statement.json.canonical)
        let given = GivenSignature(
            statement: statement,
            keyID: Canon.Digest(of: [UInt8](key.publicKey.rawRepresentation)),
            value: [UInt8](try key.signature(for: signed)), nameSalt: salt)
        return try file(.signed(transition: transition, given), on: id, by: person)
    }

    package mutating func step(
        _ id: RecordID, _ name: String, to state: StateName, by person: Person,
        on signatures: [Int] = [], reason: String? = nil
    ) throws {
        guard let from = records[id]?.state else { throw Unusable() }
        try file(
            .transitioned(name, from: from, to: state, justifications: [], signatures: signatures),
            on: id, by: person, reason: reason)
    }

    struct Unusable: Error {}

    private var now: Instant {
        CaseWriter.t0.adding(microseconds: Int64(entries.count) * 600_000_000)
    }

    private static func key(of person: Person) throws -> Curve25519.Signing.PrivateKey {
        try Curve25519.Signing.PrivateKey(
            rawRepresentation: Canon.Digest(of: Array(person.id.text.utf8)).bytes)
    }

    mutating func append(_ type: String, _ content: JSON, _ person: JSON?) throws -> UInt64 {
        let position = UInt64(entries.count)
        guard let index = LeafIndex(position),
            let salt = Salt(bytes: Canon.Digest(of: Array("\(position)".utf8)).bytes)
        else { throw Unusable() }
        let type = try EntryType(type)
        var openings = [BodyClass.content: Opening(salt: salt, body: content.canonical)]
        openings[.person] = person.map { Opening(salt: salt, body: $0.canonical) }
        let entry = try Entry(
            type: type, source: CaseWriter.origin, event: "e-\(position)", received: now,
            actor: "P-0001",
            content: Commitment.digest(of: content.canonical, as: .content, salt: salt),
            person: openings[.person]?.commitment(as: .person))
        logged.append((entry, openings))
        entries.append(
            OpenedEntry(
                index: index, type: type, leaf: entry.leafHash, content: content, person: person))
        return position
    }

    // MARK: Finding

    package func positions(of record: RecordID) -> [UInt64] { acts[record] ?? [] }
    package func records(naming record: RecordID) -> [RecordID] { (naming[record] ?? []).sorted() }
    package func peoplePositions() -> [UInt64] { people }
    package func holds(_ file: FileReference) -> Bool { held.contains(file.digest) }

    package func entry(at position: UInt64) throws -> OpenedEntry {
        guard position < UInt64(entries.count) else { throw Unusable() }
        return entries[Int(position)]
    }
}
