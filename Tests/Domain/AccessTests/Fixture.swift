// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Testing

let t0 = Instant(seconds: 1_795_255_200)  // 2026-11-21
let day: Int64 = 86_400_000_000

/// The front office of Plant 7: commands go in, acts are kept.
struct Office {
    var directory = Directory()
    private(set) var acts: [AccessAct] = []
    var now = t0

    static let check = IdentityCheck(method: "identity card seen", date: "2026-11-20")

    /// A plant whose first administrator is P-0001.
    init() throws {
        try run(.foundAdministrator(.named("t.berg")), .setUp(token: Digest(of: [1])))
    }

    private init(empty: Void) {}

    static var empty: Office { Office(empty: ()) }

    /// Decides, keeps and applies, as the shell does.
    @discardableResult
    mutating func run(
        _ command: AccessCommand, _ doer: AccessContext.Doer, because reason: String? = "needed"
    ) throws -> AccessEvent {
        now = now.adding(microseconds: 60_000_000)
        let context = AccessContext(doer: doer, now: now, request: "r", reason: reason)
        let made = try AccessDecider(directory, in: context).decide(command)
        for act in made {
            // What is kept is what is written, so that each test also reads back.
            let kept = try AccessAct(
                type: act.event.entryType, content: JSON(parsing: act.content.canonical),
                person: JSON(parsing: act.person.canonical))
            #expect(kept == act)
            acts.append(kept)
            try directory.evolve(by: kept)
        }
        return try #require(made.last).event
    }

    @discardableResult
    mutating func run(
        _ command: AccessCommand, by id: PersonID, because reason: String? = "needed"
    ) throws -> AccessEvent {
        try run(command, .person(try #require(directory.actor(id, at: now))), because: reason)
    }

    /// Enrols somebody and gives them roles.
    mutating func enrol(_ login: String, _ roles: Role..., site: String? = nil) throws -> PersonID {
        let isService = roles.contains(.service)
        let event = try run(.enrol(.named(login, isService: isService)), by: Office.berg)
        guard case .enrolled(let id, _) = event else { throw Unexpected() }
        for role in roles { try grant(role, to: id, site: site) }
        return id
    }

    @discardableResult
    mutating func grant(
        _ role: Role, to id: PersonID, site: String? = nil, until: Instant? = nil
    ) throws -> GrantID {
        let wish = GrantWish(role, to: id, scope: Scope(site: site), until: until)
        guard case .granted(let grant, _) = try run(.grant(wish), by: Office.berg) else {
            throw Unexpected()
        }
        return grant
    }

    @discardableResult
    mutating func delegate(
        _ role: Role, from: PersonID, to: PersonID, scope: Scope = .everything, days: Int64 = 7
    ) throws -> DelegationID {
        let wish = DelegationWish(
            role, to: to, scope: scope, since: now, until: now.adding(microseconds: days * day))
        guard case .delegated(let id, _, _) = try run(.delegate(wish), by: from) else {
            throw Unexpected()
        }
        return id
    }

    func roles(of id: PersonID) -> [Role] {
        (directory.actor(id, at: now)?.capacities ?? []).map(\.role)
    }

    static let berg = PersonID(number: 1)
}

struct Unexpected: Error {}

extension Enrolment {
    static func named(
        _ login: String, isService: Bool = false,
        checked: IdentityCheck = Office.check
    ) -> Enrolment {
        Enrolment(
            login: login, printedName: "Name of \(login)", isService: isService,
            zone: "Europe/Berlin", verification: checked)
    }
}

extension SigningKeyFacts {
    /// Facts of a made-up key.
    static func key(_ seed: UInt8, password: UInt8 = 1, hasTOTP: Bool = false) -> SigningKeyFacts {
        SigningKeyFacts(
            publicKey: [UInt8](repeating: seed, count: 32), cost: .standard, hasTOTP: hasTOTP,
            sealedKeyDigest: Digest(of: [seed, password]))
    }
}

/// The codes of every reason that a command is refused for; empty when it is not.
func refusals(_ body: () throws -> Void) -> [String] {
    do { try body() } catch let refusal as AccessRefusal {
        return refusal.reasons.map(\.code)
    } catch { return ["\(error)"] }
    return []
}
