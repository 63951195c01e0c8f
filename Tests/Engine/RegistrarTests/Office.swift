// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import EvidencePackage
import Ledger
import Records
import Registrar
import Testing
import TransparencyLog

/// A kind with links, things and a step that looks at what is around a record.
let crate = Kind(
    "crate", title: "crate", prefix: "CRT", purpose: "Holds things.", openedBy: [.operations],
    fields: [
        Field("holds", "Holds", .thing([.lot]), "What is in it.", isList: true),
        Field("beside", "Beside", .record(["crate"]), "What it stands beside."),
    ],
    lifecycle: Lifecycle(
        [State("open", .open, "Open."), State("shut", .closed, "Shut.")],
        [
            Transition(
                "shut", from: ["open"], to: "shut", by: [.operations],
                guards: [
                    Guard("none-inside-open", "No crate in it is open.") { situation in
                        situation.linking("in", "crate").filter { $0.state == "open" }
                            .map { Obstacle("an open crate is in it", in: $0.id) }
                    },
                    Guard("lots-once", "No lot of it is in another open crate.") { situation in
                        situation.record.things("holds").flatMap { lot in
                            situation.book.naming(lot, in: "holds", "crate")
                                .filter { $0.id != situation.record.id && $0.state == "open" }
                                .map { Obstacle("\(lot) is there too", in: $0.id) }
                        }
                    },
                ],
                signatures: [SignatureNeed(.approved, by: [.qualityManager])],
                rule: "Quality approves.")
        ]),
    links: [LinkRole("in", "the crate it is in", to: ["crate"])], topics: ["HS-OPS"],
    retention: .vendorDefault)

let kinds = KindCatalogue([crate])
let t0 = Instant(seconds: 1_795_255_200)

/// A shelf that reads the whole journal each time.
struct JournalShelf: RecordShelf {
    let journal: MemoryJournal
    /// What somebody took out of the read models.
    var hides: @Sendable (LoggedAct) -> Bool = { _ in false }

    private func all() throws -> [LoggedAct] {
        let reader = RecordReader(journal, kinds)
        return try journal.entries(in: 0..<journal.head().size.value)
            .filter { $0.entry.kind.hasPrefix(Act.typePrefix) }.map { try reader.act(of: $0) }
            .filter { !hides($0) }
    }

    private func states() throws -> [RecordState] {
        try Dictionary(grouping: try all(), by: \.act.record).values
            .map { try RecordState(replaying: $0) }
    }

    func catchUp() {}

    func positions(of record: RecordID) throws -> [UInt64] {
        try all().filter { $0.act.record == record }.map(\.position)
    }

    func records(naming record: RecordID) throws -> [RecordID] {
        try states().filter { $0.namedRecords.contains(record) }.map(\.id)
    }

    func records(naming thing: Thing) throws -> [RecordID] {
        try states().filter { $0.things.contains(thing) }.map(\.id)
    }

    func records(claiming key: SystemKey) throws -> [RecordID] {
        try states().filter { $0.systemLinks.contains { $0.link.key == key } }.map(\.id)
    }

    func records(of kind: KindName) throws -> [RecordID] {
        try states().filter { $0.kind == kind }.map(\.id)
    }

    func recordCount(beginning prefix: String) throws -> Int {
        try states().filter { $0.id.text.hasPrefix(prefix) }.count
    }

    func positions(ofRequest request: String) throws -> [UInt64] {
        try all().filter { $0.act.stamp.request == request }.map(\.position)
    }

    func actPositions(from position: UInt64, limit: Int) throws -> [UInt64] {
        Array(try all().map(\.position).filter { $0 >= position }.prefix(limit))
    }
}

/// A registrar over a log in memory, and the people who use it.
struct Office {
    let journal = MemoryJournal()
    let preparer = EntryPreparer(salts: SystemSalts())

    static let ortiz = actor(2, "A. Ortiz", .operations)
    static let lind = actor(1, "K. Lind", .qualityManager)

    static func actor(_ number: Int, _ name: String, _ role: Role) -> Actor {
        Actor(
            person: PersonID(number: number), printedName: name, capacities: [.init(role)],
            zone: "Europe/Berlin")
    }

    /// Runs a body while the log's sequencer serves.
    @discardableResult
    func running<Value: Sendable>(
        hiding hides: @escaping @Sendable (LoggedAct) -> Bool = { _ in false },
        _ body: @Sendable (Registrar) async throws -> Value
    ) async throws -> Value {
        let preparer = preparer
        let sequencer = try Sequencer(journal: journal) { conflict throws(PreparationError) in
            try preparer.conflict(conflict)
        }
        async let serving: Void = sequencer.run()
        let registrar = Registrar(
            kinds: kinds, shelf: JournalShelf(journal: journal, hides: hides), journal: journal,
            origin: "plant7.example/log-1", preparer: preparer,
            append: { try await sequencer.append($0) })
        let result: Result<Value, any Error>
        do { result = .success(try await body(registrar)) } catch { result = .failure(error) }
        sequencer.stop()
        await serving
        return try result.get()
    }
}

/// Signs with a key that nobody checks here.
struct RubberStamp: Signer {
    var nameCommitment: Digest { Digest(of: [1]) }
    var authentication: String { "password" }

    func sign(_ statement: SignatureStatement) -> GivenSignature {
        GivenSignature(
            statement: statement, keyID: Digest(of: [2]), value: [UInt8](repeating: 3, count: 64),
            nameSalt: [UInt8](repeating: 4, count: 32))
    }
}
