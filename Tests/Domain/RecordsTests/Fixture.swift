// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Records
import Testing

let t0 = Instant(seconds: 1_795_255_200)

/// A made-up kind with one of everything: *Plant 7* keeps a permit for hot work.
let permit = Kind(
    "permit", title: "hot-work permit", prefix: "HW", purpose: "Lets sparks fly, for a while.",
    openedBy: [.qualityEngineer, .operations],
    fields: [
        Field("area", "Area", .text, "Where.", required: .always),
        Field("lots", "Lots", .thing([.lot]), "What lies about.", isList: true),
        Field("tag", "Tag", .text, "What hangs on the door.", changes: .never),
        Field("seal", "Seal", .text, "What the door is sealed with.", changes: .until("active")),
        Field("fuel", "Fuel", .quantity, "How much of it.", required: .from("active")),
        Field(
            "watch", "Fire watch", .person, "Who keeps watch.", bodyClass: .person,
            changes: .onlyInFirstState),
        Field("until", "Until", .moment, "When it ends.", changes: .onlyThrough("extension")),
    ],
    lifecycle: Lifecycle(
        [
            State("draft", .open, "Being written."),
            State("active", .inProgress, "Work goes on."),
            State("ended", .closed, "Work has ended."),
        ],
        [
            Transition(
                "allow", from: ["draft"], to: "active", by: [.qualityManager, .operations],
                guards: [
                    Guard("no-lots-about", "No lot lies about.") { situation in
                        situation.record.things("lots").map { Obstacle("\($0) lies about") }
                    },
                    Guard("watch-named", "Somebody keeps watch.", severity: .warn) { situation in
                        situation.record.people("watch").isEmpty
                            ? [Obstacle("nobody keeps watch")] : []
                    },
                ],
                signatures: [
                    SignatureNeed(.approved, by: [.qualityManager], notBy: [.authors]),
                    SignatureNeed(.approved, by: [.itSecurity, .operations], notBy: [.authors]),
                ],
                rule: "Quality and somebody of operations or security approve."),
            Transition(
                "end", from: ["active"], to: "ended", by: [.operations],
                notBy: [.performers(of: "allow")], asksReason: true,
                rule: "Somebody else than who allowed it ends it."),
        ],
        reopening: .init(to: "draft", by: [.qualityManager])),
    links: [LinkRole("because-of", "why it is needed", to: ["permit"], isPermanent: true)],
    topics: ["HS-OPS"], retention: .vendorDefault)

/// An approved wish for more time, by which a permit's end is moved.
let extensionOfTime = Kind(
    "extension", title: "extension", prefix: "EX", purpose: "More time.",
    openedBy: [.operations],
    fields: [Field("of", "Of", .record(["permit"]), "Which permit.", required: .always)],
    lifecycle: Lifecycle(
        [State("wanted", .open, "Asked."), State("granted", .closed, "Granted.")],
        [
            Transition(
                "grant", from: ["wanted"], to: "granted", by: [.qualityManager],
                rule: "Quality grants it.")
        ]), topics: ["HS-OPS"], retention: .vendorDefault)

let catalogue = KindCatalogue([permit, extensionOfTime])

/// People of Plant 7.
enum People {
    static let lind = actor("P-0001", "K. Lind", [.qualityManager])
    static let ortiz = actor("P-0002", "A. Ortiz", [.operations])
    static let mori = actor("P-0003", "S. Mori", [.itSecurity])
    static let keller = actor("P-0004", "A. Keller", [.qualityEngineer])
    static let robot = actor("S-0005", "ERP link", [.service, .operations])

    static func actor(
        _ id: String, _ name: String, _ roles: [Role], for delegator: PersonID? = nil,
        site: String? = nil
    ) -> Actor {
        Actor(
            person: PersonID(id) ?? PersonID(number: 0), printedName: name,
            capacities: roles.map { Actor.Capacity($0, site: site, onBehalfOf: delegator) },
            zone: "Europe/Berlin")
    }
}

/// A record at work: commands go in, acts are kept, and each can be looked at.
struct Desk {
    var book = RecordBook(catalogue)
    private(set) var acts: [RecordID: [LoggedAct]] = [:]
    var now = t0
    let decider = Decider(catalogue)

    /// Decides, keeps and applies.
    @discardableResult
    mutating func run(
        _ command: Command, on id: RecordID, by actor: Actor, because reason: String? = nil,
        seeing version: Int? = nil, cause: Cause? = nil
    ) throws -> RecordState {
        now = now.adding(microseconds: 60_000_000)
        let context = Context(
            actor: actor, now: now, request: "r", reason: reason, expectedVersion: version,
            cause: cause)
        for act in try decider.decide(command, on: book[id], among: book, in: context) {
            try keep(act)
        }
        return try #require(book[id])
    }

    mutating func keep(_ act: Act) throws {
        let leaf = Digest(of: act.content.canonical + act.person.canonical)
        let logged = LoggedAct(act, leaf: leaf, position: UInt64(acts.values.joined().count))
        acts[act.record, default: []].append(logged)
        book[act.record] = try RecordState(replaying: acts[act.record, default: []])
    }

    /// Signs as the shell does: first what would be signed, then the signature.
    @discardableResult
    mutating func sign(
        _ id: RecordID, for transition: String, as meaning: SignatureMeaning = .approved,
        by actor: Actor
    ) throws -> RecordState {
        let given = try signature(id, for: transition, as: meaning, by: actor)
        now = now.adding(microseconds: -60_000_000)
        return try run(.sign(transition: transition, given), on: id, by: actor)
    }

    /// A signature that could be given now.
    ///
    /// The clock then stands where it was given.
    mutating func signature(
        _ id: RecordID, for transition: String, as meaning: SignatureMeaning = .approved,
        by actor: Actor
    ) throws -> GivenSignature {
        now = now.adding(microseconds: 60_000_000)
        let record = try #require(book[id])
        let wish = SignatureWish(
            transition: transition, meaning: meaning, origin: "plant7.example/log-1",
            nameCommitment: Digest(of: Array(actor.printedName.utf8)), authentication: "password")
        let statement = try decider.statement(
            wish, on: record, among: book,
            in: Context(actor: actor, now: now, request: "r"))
        return GivenSignature(
            statement: statement, keyID: Digest(of: [1]), value: [UInt8](repeating: 7, count: 64),
            nameSalt: [UInt8](repeating: 9, count: 32))
    }

    /// Opens a permit that nothing stands in the way of.
    @discardableResult
    mutating func openPermit(
        _ number: Int = 1, by actor: Actor = People.keller, _ more: [FieldChange] = []
    ) throws -> RecordID {
        let id = try #require(RecordID(prefix: "HW", year: 2026, number: number))
        let values =
            [
                FieldChange("area", .text("bay 3")),
                FieldChange("fuel", .quantity(Quantity("2", unit: "kg"))),
                FieldChange("watch", .person(People.mori.person)),
            ] + more
        try run(
            .open(
                .init(
                    kind: "permit", id: id, title: "Weld the rail", site: "plant7",
                    values: values)), on: id, by: actor)
        return id
    }

    /// A permit that quality and operations signed and operations put to work.
    mutating func activePermit() throws -> RecordID {
        let id = try openPermit()
        try sign(id, for: "allow", by: People.lind)
        try sign(id, for: "allow", by: People.mori)
        try run(.transition("allow", justifications: [:]), on: id, by: People.lind)
        return id
    }
}

/// The codes of every reason that a command is refused for; empty when it is not.
func refusals(_ body: () throws -> Void) -> [String] {
    do { try body() } catch let refusal as Refusal {
        return refusal.reasons.map(\.code)
    } catch { return ["\(error)"] }
    return []
}
