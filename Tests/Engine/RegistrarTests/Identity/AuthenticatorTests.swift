// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import EvidencePackage
import Fixtures
import Ledger
import Records
import Testing
import TransparencyLog

@testable import Registrar

struct AuthenticatorTests {
    @Test func `Whoever knows the password is recognised, with their roles`() async throws {
        try await Gatehouse.running { house in
            let who = try await house.recognise()
            #expect(who.actor.person == Gatehouse.berg)
            #expect(who.actor.capacities == [.init(.administrator)])
            #expect(who.actor.printedName == "Name of t.berg")
            #expect(who.authentication == "password")
            #expect(try house.failures().isEmpty)
        }
    }

    @Test(.covers("P11-300d"))
    func `Each failure is counted and stands in the log before the answer`() async throws {
        try await Gatehouse.running { house in
            for attempt in 1...3 {
                #expect(
                    await refusal { _ = try await house.recognise("t.berg", "wrong password") }
                        == "person.not-recognised")
                #expect(try house.failures().count == attempt)
            }
            let last = try house.failures().last
            #expect(
                last
                    == FailedSigning(
                        person: Gatehouse.berg, record: "NC-2026-0001", attempt: 3,
                        why: .wrongPassword))
            // Success begins the count anew.
            _ = try await house.recognise()
            #expect(house.store.read(Gatehouse.berg)?.failedAttempts == 0)
        }
    }

    @Test(.covers("P11-300d"))
    func `After five failures not even the right password helps for a quarter of an hour`()
        async throws
    {
        try await Gatehouse.running { house in
            for _ in 1...5 { _ = await refusal { _ = try await house.recognise("t.berg", "no") } }
            #expect(await refusal { _ = try await house.recognise() } == "person.locked")
            #expect(try house.failures().last?.why == .locked)
            #expect(
                await refusal { _ = try await house.recognise(after: 899) } == "person.locked")
            _ = try await house.recognise(after: 900)
        }
    }

    @Test func `Somebody who hammers on does not fill the log`() async throws {
        try await Gatehouse.running { house in
            for _ in 1...40 { _ = await refusal { _ = try await house.recognise("t.berg", "no") } }
            let reported = try house.failures().count
            #expect(reported == Authenticator.reportedMax)
        }
    }

    @Test(.covers("P11-300d"))
    func `What was typed as a name is never kept`() async throws {
        try await Gatehouse.running { house in
            #expect(
                await refusal { _ = try await house.recognise("my-secret-password", "x") }
                    == "person.not-recognised")
            #expect(try house.failures().last?.why == .unknownPerson)
            for logged in try house.journal.entries(in: 0..<house.journal.head().size.value) {
                let body = String(decoding: logged.entry.content?.body ?? [], as: UTF8.self)
                #expect(!body.contains("my-secret-password"))
            }
        }
    }

    @Test(.covers("P11-200a2", "P11-200a3"))
    func `A sealed key that was exchanged is refused, and said`() async throws {
        try await Gatehouse.running { house in
            // An administrator of the machine seals a key of their own under a password they know.
            var credential = try #require(house.store.read(Gatehouse.berg))
            credential.sealed = try SealedKey(
                .init(key: SigningKey(), totp: nil), under: "known to mallory",
                cost: Gatehouse.cost, of: .init(origin: Gatehouse.origin, person: Gatehouse.berg),
                salt: [UInt8](repeating: 1, count: 16))
            house.store.write(credential)
            #expect(
                await refusal { _ = try await house.recognise("t.berg", "known to mallory") }
                    == "credential.exchanged")
            #expect(try house.failures().last?.why == .credentialExchanged)
        }
    }

    @Test(.covers("P11-300c")) func `An old password is not brought back with an old file`()
        async throws
    {
        try await Gatehouse.running { house in
            let old = try #require(house.store.read(Gatehouse.berg))
            try await house.authenticator.changePassword(
                Claim(name: "t.berg", password: Gatehouse.password), to: "another long password",
                cost: Gatehouse.cost, at: t0)
            #expect(await refusal { _ = try await house.recognise() } == "person.not-recognised")
            _ = try await house.recognise("t.berg", "another long password")
            house.store.write(old)
            #expect(await refusal { _ = try await house.recognise() } == "credential.exchanged")
        }
    }

    @Test(.covers("P11-10g", "P11-300c"))
    func `A reset ends the password at once, and only its holder chooses the next`() async throws {
        try await Gatehouse.running { house in
            try await house.run(.enrol(house.enrolment("k.lind")))
            let lind = PersonID(number: 2)
            #expect(
                await refusal { _ = try await house.recognise("k.lind") } == "person.no-password")
            try await house.choosePassword(lind)
            let before = try #require(await house.ledger.current().people[lind]?.key)
            try await house.run(.reset(lind))
            #expect(
                await refusal { _ = try await house.recognise("k.lind") } == "person.no-password")
            try await house.choosePassword(lind, "a quite new password")
            let after = try #require(await house.ledger.current().people[lind]?.key)
            #expect(after.facts.keyID != before.facts.keyID)
            _ = try await house.recognise("k.lind", "a quite new password")
        }
    }

    @Test func `A set-up code is good once, for half an hour, and not for guessing`() async throws {
        try await Gatehouse.running { house in
            try await house.run(.enrol(house.enrolment("k.lind")))
            let lind = PersonID(number: 2)
            @Sendable func choose(_ code: String, after seconds: Int64 = 0) async -> String {
                await refusal {
                    try await house.authenticator.choosePassword(
                        Gatehouse.password, as: "k.lind", with: code, cost: Gatehouse.cost,
                        at: t0.adding(microseconds: seconds * 1_000_000))
                }
            }
            var code = try house.authenticator.makeSetUpCode(for: lind, at: t0)
            #expect(await choose("AAAAA-AAAAA") == "set-up.wrong-code")
            #expect(try house.failures().last?.why == .wrongSetUpCode)
            #expect(await choose(code, after: 1_800) == "set-up.wrong-code")
            #expect(await choose(code) == "")
            #expect(await choose(code) == "set-up.wrong-code")
            try await house.run(.reset(lind))
            code = try house.authenticator.makeSetUpCode(for: lind, at: t0)
            for _ in 1...5 { _ = await choose("AAAAA-AAAAA") }
            #expect(await choose(code) == "set-up.wrong-code")
        }
    }

    @Test(.covers("A11D-11"))
    func `A set-up token is good for half an hour, and a wrong one is on record`() async throws {
        try await Gatehouse.running { house in
            let (code, expires) = try house.authenticator.makeSetUpToken(at: t0)
            _ = try await house.authenticator.checkSetUpToken(code, at: t0)
            for (wrong, at) in [("AAAAA", t0), (code, expires)] {
                #expect(
                    await refusal {
                        _ = try await house.authenticator.checkSetUpToken(wrong, at: at)
                    } == "set-up.wrong-token")
            }
            let failures = try house.failures()
            #expect(failures.map(\.why) == [.wrongSetUpCode, .wrongSetUpCode])
        }
    }

    @Test func `A short password is refused before anything is kept`() async throws {
        try await Gatehouse.running { house in
            try await house.run(.enrol(house.enrolment("k.lind")))
            let size = house.journal.head().size
            let said = await refusal {
                try await house.choosePassword(PersonID(number: 2), "short")
            }
            #expect(said.hasPrefix("The password was not taken."))
            #expect(house.journal.head().size == size)
        }
    }

    @Test(.covers("P11-200a1"))
    func `With a second factor a code is needed, and each code is taken once`() async throws {
        try await Gatehouse.running { house in
            let totp = try house.authenticator.makeSecondFactor()
            let step = TOTP.step(at: t0)
            let claim = Claim(name: "t.berg", password: Gatehouse.password)
            #expect(
                await refusal {
                    try await house.authenticator.enrol(
                        totp, with: claim, code: "000000", cost: Gatehouse.cost, at: t0)
                } == "second-factor.wrong-code")
            try await house.authenticator.enrol(
                totp, with: claim, code: totp.code(step: step), cost: Gatehouse.cost, at: t0)
            #expect(await refusal { _ = try await house.recognise() } == "person.code-missing")
            #expect(
                await refusal { _ = try await house.recognise(code: totp.code(step: step)) }
                    == "person.not-recognised")
            #expect(try house.failures().last?.why == .codeReplayed)
            let next = totp.code(step: step + 1)
            let who = try await house.recognise(code: next, after: 30)
            #expect(who.authentication == "password+totp")
            #expect(
                await refusal { _ = try await house.recognise(code: next, after: 31) }
                    == "person.not-recognised")
        }
    }

    @Test(.covers("P11-10j"))
    func `Nothing is signed before the accountability statement`() async throws {
        try await Gatehouse.running { house in
            let record = try #require(RecordID("NC-2026-0001"))
            func statement(_ who: Authenticated) -> SignatureStatement {
                SignatureStatement(
                    origin: Gatehouse.origin, record: record,
                    kind: "nonconformity", revision: 1, version: 1, digest: Digest(of: [1]),
                    meaning: .approved, transition: "close", signer: who.actor.person,
                    nameCommitment: who.nameCommitment, role: .qualityManager, site: "plant7",
                    onBehalfOf: nil, at: t0, zone: "UTC", authentication: who.authentication)
            }
            var who = try await house.recognise()
            #expect(
                await refusal { _ = try who.sign(statement(who)) } == "accountability.missing")
            try await house.ledger.run(
                .acceptAccountability(
                    try who.acceptAccountability(at: t0)),
                in: AccessContext(doer: .person(who.actor), now: t0, request: "r"))
            who = try await house.recognise()
            let given = try who.sign(statement(who))
            let key = try #require(await house.ledger.current().key(given.keyID))
            #expect(key.holder == Gatehouse.berg)
            let salt = try #require(Salt(bytes: given.nameSalt))
            #expect(
                Commitment.digest(of: Array("Name of t.berg".utf8), as: .person, salt: salt)
                    == given.statement.nameCommitment)
            // Nobody signs for somebody else, nor under a name that is not theirs.
            let other = try await house.recognise()
            #expect(
                await refusal { _ = try other.sign(statement(who)) } == "signature.somebody-else")
        }
    }

    @Test(.covers("P11-100a")) func `Whoever left is not recognised, and it is on record`()
        async throws
    {
        try await Gatehouse.running { house in
            try await house.run(.enrol(house.enrolment("k.lind")))
            let lind = PersonID(number: 2)
            try await house.choosePassword(lind)
            try await house.run(.deactivate(lind))
            #expect(
                await refusal { _ = try await house.recognise("k.lind") }
                    == "person.not-recognised")
            #expect(try house.failures().last?.why == .deactivated)
        }
    }

    @Test func `A crash between file and log locks nobody out`() async throws {
        try await Gatehouse.running { house in
            // The new sealed key was kept, and the log never heard of it.
            var credential = try #require(house.store.read(Gatehouse.berg))
            credential.pending = try SealedKey(
                .init(key: SigningKey(), totp: nil), under: "never said",
                cost: Gatehouse.cost, of: .init(origin: Gatehouse.origin, person: Gatehouse.berg),
                salt: [UInt8](repeating: 1, count: 16))
            house.store.write(credential)
            _ = try await house.recognise()
            // The log heard of it, and the file was not tidied.
            credential = try #require(house.store.read(Gatehouse.berg))
            let kept = credential.sealed
            credential.sealed = credential.pending
            credential.pending = kept
            house.store.write(credential)
            _ = try await house.recognise()
        }
    }
}
