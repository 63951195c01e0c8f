// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Quality
import Records
import Testing

let t0 = Instant(seconds: 1_795_255_200)

/// The people of *Plant 7*, one for each role, and a second one where four eyes are asked for.
enum People {
    static let lind = actor("P-0001", "K. Lind", [.qualityManager])
    static let ortiz = actor("P-0002", "A. Ortiz", [.operations])
    static let mori = actor("P-0003", "S. Mori", [.itSecurity])
    static let keller = actor("P-0004", "A. Keller", [.qualityEngineer])
    static let robot = actor("S-0005", "ERP link", [.service])
    static let weiss = actor("P-0006", "R. Weiss", [.engineering])
    static let dahl = actor("P-0007", "I. Dahl", [.processOwner])
    static let novak = actor("P-0008", "J. Novak", [.itOperations])
    static let haas = actor("P-0009", "M. Haas", [.releaseAuthority])
    static let chen = actor("P-0010", "L. Chen", [.supplierQuality])
    static let berg = actor("P-0011", "E. Berg", [.regulatory])
    static let roux = actor("P-0012", "C. Roux", [.legal])
    static let silva = actor("P-0013", "T. Silva", [.siteManagement])
    static let tanaka = actor("P-0014", "H. Tanaka", [.customer])
    static let okoro = actor("P-0015", "N. Okoro", [.operator])
    static let root = actor("P-0016", "B. Root", [.administrator])
    static let falk = actor("P-0017", "U. Falk", [.auditor])

    static let lindgren = actor("P-0021", "P. Lindgren", [.qualityManager])
    static let ossian = actor("P-0022", "F. Ossian", [.operations])
    static let moreau = actor("P-0023", "D. Moreau", [.itSecurity])
    static let kovacs = actor("P-0024", "Z. Kovacs", [.qualityEngineer])
    static let wirth = actor("P-0026", "G. Wirth", [.engineering])

    static func actor(
        _ id: String, _ name: String, _ roles: [Role], for delegator: PersonID? = nil,
        site: String? = nil, qualified: Set<String> = []
    ) -> Actor {
        Actor(
            person: PersonID(id) ?? PersonID(number: 0), printedName: name,
            capacities: roles.map { Actor.Capacity($0, site: site, onBehalfOf: delegator) },
            qualifications: qualified, zone: "Europe/Berlin")
    }
}

/// A value as a test writes it: the text a person would type, several of them, or nothing.
enum Typed: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByNilLiteral {
    case one(String)
    case many([String])
    case value(FieldValue)
    case nothing

    init(stringLiteral text: String) { self = .one(text) }
    init(arrayLiteral texts: String...) { self = .many(texts) }
    init(nilLiteral: ()) { self = .nothing }
}

/// The records of the plant at work, of every kind there is.
///
/// What is typed is read by the field's own type; what is done goes through the decider; each act
/// is kept, and the record goes on by it.
struct Desk {
    var book: RecordBook
    private(set) var acts: [RecordID: [LoggedAct]] = [:]
    var now = t0
    let decider: Decider
    private var position: UInt64 = 0
    private var numbers: [String: Int] = [:]

    init(_ kinds: KindCatalogue = QualityKinds.catalogue) {
        book = RecordBook(kinds)
        decider = Decider(kinds)
    }

    subscript(_ id: RecordID) -> RecordState {
        get throws { try #require(book[id]) }
    }

    // MARK: What people do

    @discardableResult
    mutating func open(
        _ kind: KindName, by actor: Actor, title: String = "made up for a test",
        _ values: [String: Typed] = [:], links: [(String, RecordID)] = [], site: String = "plant7",
        cause: Cause? = nil
    ) throws -> RecordID {
        let prefix = try #require(decider.kinds[kind]?.prefix)
        let id = try nextID(prefix)
        try run(
            .open(
                .init(
                    kind: kind, id: id, title: title, site: site,
                    values: try changes(values, of: kind),
                    links: links.map { RecordLink($0.0, $0.1) })),
            on: id, by: actor, cause: cause)
        return id
    }

    @discardableResult
    mutating func amend(
        _ id: RecordID, by actor: Actor, _ values: [String: Typed],
        because reason: String? = "it was found out later", cause: Cause? = nil
    ) throws -> RecordState {
        let kind = try self[id].kind
        return try run(
            .amend(try changes(values, of: kind)), on: id, by: actor, because: reason, cause: cause)
    }

    @discardableResult
    mutating func step(
        _ name: String, on id: RecordID, by actor: Actor, because reason: String? = nil,
        justifications: [String: String] = [:]
    ) throws -> RecordState {
        try run(
            .transition(name, justifications: justifications), on: id, by: actor, because: reason)
    }

    @discardableResult
    mutating func link(
        _ id: RecordID, _ role: String, to target: RecordID, by actor: Actor
    ) throws -> RecordState {
        try run(.link(role: role, to: target), on: id, by: actor)
    }

    /// Signs as the shell does: first what would be signed, then the signature.
    @discardableResult
    mutating func sign(
        _ id: RecordID, for transition: String, as meaning: SignatureMeaning = .approved,
        by actor: Actor
    ) throws -> RecordState {
        let given = try signature(id, for: transition, as: meaning, by: actor)
        now = now.adding(microseconds: -Desk.pause)
        return try run(.sign(transition: transition, given), on: id, by: actor)
    }

    /// A signature that could be given now.
    ///
    /// The clock then stands where it was given.
    mutating func signature(
        _ id: RecordID, for transition: String, as meaning: SignatureMeaning = .approved,
        by actor: Actor
    ) throws -> GivenSignature {
        now = now.adding(microseconds: Desk.pause)
        let wish = SignatureWish(
            transition: transition, meaning: meaning, origin: "plant7.example/log-1",
            nameCommitment: Digest(of: Array(actor.printedName.utf8)), authentication: "password")
        let statement = try decider.statement(
            wish, on: try self[id], among: book,
            in: Context(actor: actor, now: now, request: "r"))
        return GivenSignature(
            statement: statement, keyID: Digest(of: [1]), value: [UInt8](repeating: 7, count: 64),
            nameSalt: [UInt8](repeating: 9, count: 32))
    }

    /// A link with a record of another system, and what a look at the other side brought.
    mutating func linkSystem(
        _ id: RecordID, _ key: SystemKey, found result: SystemCheck.Result? = .mutual,
        by actor: Actor
    ) throws {
        try run(
            .linkSystem(SystemLink(key: key, url: nil, ownedThere: [], maturity: .checked)),
            on: id, by: actor)
        if let result { try run(.checkSystem(key, SystemCheck(result: result)), on: id, by: actor) }
    }

    // MARK: How it is kept

    /// Microseconds that pass between two acts.
    static let pause: Int64 = 60_000_000

    /// Decides, keeps and applies.
    @discardableResult
    mutating func run(
        _ command: Command, on id: RecordID, by actor: Actor, because reason: String? = nil,
        seeing version: Int? = nil, cause: Cause? = nil
    ) throws -> RecordState {
        now = now.adding(microseconds: Desk.pause)
        let context = Context(
            actor: actor, now: now, request: "r", reason: reason, expectedVersion: version,
            cause: cause)
        for act in try decider.decide(command, on: book[id], among: book, in: context) {
            try keep(act)
        }
        return try self[id]
    }

    /// A record that is simply there, in a state, as if it had come that far.
    ///
    /// For what a rule looks at around its record; the record under test goes its way step by step.
    @discardableResult
    mutating func assume(
        _ kind: KindName, in state: StateName, by actor: Actor = People.keller,
        title: String = "assumed by a test", _ values: [String: Typed] = [:],
        links: [(String, RecordID)] = []
    ) throws -> RecordID {
        let lifecycle = decider.kinds[kind]?.lifecycle
        let isState = lifecycle.map { $0.state(state) != nil || state == Voided.state } ?? true
        try #require(isState, "\(kind) is never \(state)")
        let id = try nextID(decider.kinds[kind]?.prefix ?? "ZZ")
        now = now.adding(microseconds: Desk.pause)
        let changes = try self.changes(values, of: kind).map {
            ValueChange($0.field, old: nil, new: $0.value)
        }
        try keep(
            Act(
                record: id, kind: kind, number: 1, revision: 1, version: 1,
                stamp: Act.Stamp(
                    person: actor.person, printedName: actor.printedName,
                    role: actor.capacities.first?.role ?? .qualityEngineer, onBehalfOf: nil,
                    at: now, zone: actor.zone, request: "r", reason: nil, cause: nil),
                deed: .opened(
                    state: state, site: "plant7", title: title, changes,
                    links.map { RecordLink($0.0, $0.1) })))
        return id
    }

    mutating func keep(_ act: Act) throws {
        let leaf = Digest(of: act.content.canonical + act.person.canonical)
        let logged = LoggedAct(act, leaf: leaf, position: position)
        acts[act.record, default: []].append(logged)
        position += 1
        if var record = book[act.record] {
            try record.evolve(by: logged)
            book[act.record] = record
        } else {
            book[act.record] = try RecordState(replaying: [logged])
        }
    }

    private mutating func nextID(_ prefix: String) throws -> RecordID {
        numbers[prefix, default: 0] += 1
        return try #require(
            RecordID(prefix: prefix, year: 2026, number: numbers[prefix, default: 0]))
    }

    private func changes(_ values: [String: Typed], of kind: KindName) throws -> [FieldChange] {
        try values.sorted { $0.key < $1.key }.map { name, typed in
            let field = decider.kinds[kind]?.field(name)
            // A name that the kind does not have would make the test speak of nothing.
            if decider.kinds[kind] != nil { try #require(field != nil, "\(kind) has no \(name)") }
            func read(_ text: String) throws -> FieldValue {
                guard let field else { return .text(text) }
                return try #require(
                    field.type.read(text), "\(name): \(text) is not \(field.type.expectation)")
            }
            return switch typed {
            case .nothing: FieldChange(name, nil)
            case .value(let value): FieldChange(name, value)
            case .one(let text):
                FieldChange(name, field?.isList == true ? .list([try read(text)]) : try read(text))
            case .many(let texts): FieldChange(name, .list(try texts.map { try read($0) }))
            }
        }
    }
}

/// The codes of every reason that a command is refused for; empty when it is not.
func refusals(_ body: () throws -> Void) -> [String] {
    do { try body() } catch let refusal as Refusal {
        return refusal.reasons.map(\.code)
    } catch { return ["\(error)"] }
    return []
}

/// What a refused command says, in full; empty when it is not refused.
func refusal(_ body: () throws -> Void) -> String {
    do { try body() } catch { return "\(error)" }
    return ""
}

func serial(_ name: String) throws -> Thing { try Thing(.serial, name) }
func lot(_ name: String) throws -> Thing { try Thing(.lot, name) }
