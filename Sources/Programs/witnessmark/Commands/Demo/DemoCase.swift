// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import DemoPlant
import Ledger
import Projections
import Records
import Registrar

/// The last chapter of the demo: five people work the joint case to its end.
struct DemoCase {
    let plant: Plant
    let trace: PlantTrace
    let output: Output
    let say: (String) -> Void

    /// What came of it.
    struct Outcome: Sendable {
        let joint: RecordState
        let nonconformity: RecordState
        let records: Int
        let signatures: Int
        let refusals: [(rule: String, words: String)]
    }

    /// Enrols the people, and lets them do what the story says.
    func tell() async throws -> Outcome {
        let people = try await enrol()
        let desk = try await RecordDesk(workingOn: plant, trace: trace, output)
        var runner = CaseRunner(plant: plant, desk: desk, people: people, output: output)
        let story = JointCaseStory(began: .now)
        for chapter in story.chapters {
            say("   \(chapter.title)")
            let refusedBefore = runner.refusals.count
            for step in chapter.steps { try await runner.take(step) }
            for refusal in runner.refusals[refusedBefore...] {
                say("     refused: \(refusal.words)")
            }
        }
        let rows = try await desk.trace.projection.read {
            try $0.records(of: nil, limit: RecordList.rowsMax)
        }
        return Outcome(
            joint: try await desk.record(try runner.id("case").text),
            nonconformity: try await desk.record(try runner.id("nc").text), records: rows.count,
            signatures: runner.signatures, refusals: runner.refusals)
    }

    // MARK: People

    private static let administrator = (
        login: "b.root", name: "B. Root", password: "plant7 administrator demo"
    )

    /// Enrols an administrator, and by them the five who work on the case.
    private func enrol() async throws -> [CasePerson: Authenticated] {
        let identity = Identity(of: plant)
        let (code, _) = try identity.authenticator.makeSetUpToken(at: .now)
        let token = try await identity.authenticator.checkSetUpToken(code, at: .now)
        let root = DemoCase.administrator
        let founded = try await identity.ledger.run(
            .foundAdministrator(DemoCase.enrolment(root.login, root.name)),
            in: AccessContext(doer: .setUp(token: token), now: .now, request: "demo:people"),
            account: identity.account)
        _ = try await choose(root.password, as: root.login, after: founded, identity)
        let administrator = try await identity.authenticator.recognise(
            Claim(name: root.login, password: root.password), at: .now)
        var people: [CasePerson: Authenticated] = [:]
        for person in CasePerson.allCases {
            try await enrol(person, by: administrator.actor, identity)
            let who = try await identity.authenticator.recognise(
                Claim(name: person.login, password: person.password), at: .now)
            try await accept(who, identity)
            people[person] = try await identity.authenticator.recognise(
                Claim(name: person.login, password: person.password), at: .now)
            say("     \(person.printedName)  \(person.title)")
        }
        return people
    }

    private func enrol(
        _ person: CasePerson, by administrator: Actor, _ identity: Identity
    ) async throws {
        func context() -> AccessContext {
            AccessContext(
                doer: .person(administrator), now: .now, request: "demo:people",
                reason: "the demo")
        }
        let filed = try await identity.ledger.run(
            .enrol(DemoCase.enrolment(person.login, person.printedName)), in: context())
        let id = try await choose(person.password, as: person.login, after: filed, identity)
        for role in person.roles.compactMap({ Role(rawValue: $0) }) {
            try await identity.ledger.run(.grant(GrantWish(role, to: id)), in: context())
        }
    }

    private func accept(_ who: Authenticated, _ identity: Identity) async throws {
        let now = Instant.now
        try await identity.ledger.run(
            .acceptAccountability(try who.acceptAccountability(at: now)),
            in: AccessContext(
                doer: .person(who.actor), now: now, request: "demo:people",
                reason: "before the first signature"))
    }

    /// Lets somebody choose their password with the code that enrolling them gave.
    private func choose(
        _ password: String, as login: String, after filed: [AccessLedger.Filed],
        _ identity: Identity
    ) async throws -> PersonID {
        guard case .enrolled(let id, _)? = filed.first?.act.event else {
            throw CommandFailure("WM-DEMO-006", "\(login) was not enrolled.")
        }
        let code = try identity.authenticator.makeSetUpCode(for: id, at: .now)
        try await identity.authenticator.choosePassword(
            password, as: login, with: code, cost: identity.cost, at: .now)
        return id
    }

    private static func enrolment(_ login: String, _ name: String) -> Enrolment {
        Enrolment(
            login: login, printedName: name, zone: "Europe/Berlin",
            verification: IdentityCheck(
                method: "made up for the demo", date: "2026-11-02"))
    }
}
