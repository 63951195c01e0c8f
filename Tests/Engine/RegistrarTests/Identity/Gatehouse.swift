// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import EvidencePackage
import Ledger
import Records
import Registrar
import Synchronization
import Testing
import TransparencyLog

/// Credentials that are forgotten when the process ends; what is written can be put back.
///
/// A class because the authenticator and the test that plays the attacker share it.
final class MemoryCredentials: CredentialStore {
    private let state = Mutex<[PersonID: Credential]>([:])
    private let token = Mutex<SetUpToken?>(nil)

    func read(_ person: PersonID) -> Credential? { state.withLock { $0[person] } }
    func write(_ credential: Credential) { state.withLock { $0[credential.person] = credential } }
    func setUpToken() -> SetUpToken? { token.withLock { $0 } }
    func write(setUpToken: SetUpToken) { token.withLock { $0 = setUpToken } }
}

/// The gatehouse of Plant 7: a log in memory, with an administrator who chose a password.
struct Gatehouse: Sendable {
    let ledger: AccessLedger
    let authenticator: Authenticator
    let store: MemoryCredentials
    let journal: MemoryJournal
    let append: AccessLedger.Append

    static let origin = "plant7.example/log-1"
    /// So cheap that no test waits for it.
    static let cost = ScryptCost(rounds: 2, blockSize: 1, parallelism: 1)
    static let password = "correct horse battery"
    static let berg = PersonID(number: 1)
    static let check = IdentityCheck(method: "identity card seen", date: "2026-11-20")

    /// Runs a body while the log's sequencer serves.
    static func running<Value: Sendable>(
        _ body: @Sendable (Gatehouse) async throws -> Value
    ) async throws -> Value {
        let journal = MemoryJournal()
        let preparer = EntryPreparer(salts: SystemSalts())
        let sequencer = try Sequencer(journal: journal) { conflict throws(PreparationError) in
            try preparer.conflict(conflict)
        }
        async let serving: Void = sequencer.run()
        let result: Result<Value, any Error>
        do {
            let ledger = AccessLedger(
                journal, origin: origin, preparer: preparer,
                append: { try await sequencer.append($0) })
            let store = MemoryCredentials()
            let house = Gatehouse(
                ledger: ledger,
                authenticator: Authenticator(ledger, store, salts: SystemSalts()), store: store,
                journal: journal, append: { try await sequencer.append($0) })
            try await house.foundAdministrator()
            result = .success(try await body(house))
        } catch { result = .failure(error) }
        sequencer.stop()
        await serving
        return try result.get()
    }

    private func foundAdministrator() async throws {
        let (code, _) = try authenticator.makeSetUpToken(at: t0)
        let token = try await authenticator.checkSetUpToken(code, at: t0)
        try await ledger.run(
            .foundAdministrator(enrolment("t.berg")),
            in: AccessContext(doer: .setUp(token: token), now: t0, request: "r"))
        try await choosePassword(Gatehouse.berg)
    }

    func enrolment(_ login: String) -> Enrolment {
        Enrolment(
            login: login, printedName: "Name of \(login)", zone: "Europe/Berlin",
            verification: Gatehouse.check)
    }

    func choosePassword(_ id: PersonID, _ password: String = password) async throws {
        let code = try authenticator.makeSetUpCode(for: id, at: t0)
        try await authenticator.choosePassword(
            password, as: id.text, with: code, cost: Gatehouse.cost, at: t0)
    }

    /// Does something as the administrator.
    @discardableResult
    func run(_ command: AccessCommand) async throws -> [AccessLedger.Filed] {
        let actor = try #require(await ledger.current().actor(Gatehouse.berg, at: t0))
        return try await ledger.run(
            command,
            in: AccessContext(doer: .person(actor), now: t0, request: "r", reason: "needed"))
    }

    func recognise(
        _ name: String = "t.berg", _ password: String = password, code: String? = nil,
        after seconds: Int64 = 0
    ) async throws -> Authenticated {
        try await authenticator.recognise(
            Claim(name: name, password: password, code: code),
            at: t0.adding(microseconds: seconds * 1_000_000), for: "NC-2026-0001")
    }

    /// The failures that the log tells of, in order.
    func failures() throws -> [FailedSigning] {
        try journal.entries(in: 0..<journal.head().size.value)
            .filter { $0.entry.kind == "signing.failed" }
            .compactMap { logged in
                let content = try JSON(parsing: #require(logged.entry.content).body)
                let act = try AccessAct(type: "signing.failed", content: content, person: nil)
                guard case .signingFailed(let failed) = act.event else { return nil }
                return failed
            }
    }
}

/// What was thrown, as its kind's stable code; empty when nothing was.
func refusal(_ body: () async throws -> Void) async -> String {
    do { try await body() } catch let error as NotRecognised {
        return error.code
    } catch let error as SigningRefusal {
        return error.code
    } catch let error as AccessRefusal {
        return error.reasons.map(\.code).joined(separator: " ")
    } catch { return "\(error)" }
    return ""
}
