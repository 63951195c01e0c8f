// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Crypto
import Fixtures
import Testing

@testable import Registrar

struct SealedKeyTests {
    let owner = SealedKey.Owner(origin: Gatehouse.origin, person: PersonID(number: 2))
    let secrets = SealedKey.Secrets(
        key: SigningKey(), totp: TOTP(secret: [UInt8](repeating: 5, count: 20)))

    func sealed(under password: String = "correct horse") throws -> SealedKey {
        try SealedKey(
            secrets, under: password, cost: Gatehouse.cost, of: owner,
            salt: [UInt8](repeating: 9, count: 16))
    }

    @Test func `The password opens it, and gives back key and second factor`() throws {
        let open = try #require(try sealed().open(with: "correct horse", of: owner))
        #expect(open.key.publicKey == secrets.key.publicKey)
        #expect(open.totp == secrets.totp)
    }

    @Test(.covers("P11-200a2", "P11-200a3"), arguments: ["", "correct hors", "Correct horse"])
    func `Nothing but the password opens it`(password: String) throws {
        #expect(try sealed().open(with: password, of: owner) == nil)
    }

    @Test(.covers("P11-200a2", "P11-70"))
    func `Put into the place of another person or log, it does not open`() throws {
        let other = SealedKey.Owner(origin: Gatehouse.origin, person: PersonID(number: 3))
        #expect(try sealed().open(with: "correct horse", of: other) == nil)
        let elsewhere = SealedKey.Owner(origin: "plant8.example/log-1", person: owner.person)
        #expect(try sealed().open(with: "correct horse", of: elsewhere) == nil)
    }

    @Test func `With any byte changed it does not open`() throws {
        let whole = try sealed()
        for index in whole.box.indices {
            var box = whole.box
            box[index] ^= 1
            let changed = SealedKey(salt: whole.salt, cost: whole.cost, box: box)
            #expect(try changed.open(with: "correct horse", of: owner) == nil)
            #expect(changed.digest != whole.digest)
        }
    }

    @Test func `It is written and read again`() throws {
        let whole = try sealed()
        #expect(SealedKey(json: whole.json) == whole)
    }

    @Test(arguments: [(3, 1, 1), (0, 1, 1), (1 << 21, 1, 1), (2, 0, 1), (2, 64, 1), (2, 1, 99)])
    func `A cost that scrypt does not take, or that eats the machine, is not read`(
        rounds: Int, blockSize: Int, parallelism: Int
    ) throws {
        let cost = ScryptCost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
        let whole = try sealed()
        let odd = SealedKey(salt: whole.salt, cost: cost, box: whole.box)
        #expect(SealedKey(json: odd.json) == nil)
    }

    @Test func `What it signs is verified with the public key alone`() throws {
        let payload: JSON = ["b": 1, "a": "x"]
        let value = try secrets.key.sign(payload, as: SignedPayload.signature)
        let key = try Curve25519.Signing.PublicKey(
            rawRepresentation: secrets.key.publicKey)
        let signed =
            "DSSEv1 42 application/vnd.witnessmark.signature+json 15 {\"a\":\"x\",\"b\":1}"
        #expect(key.isValidSignature(value, for: Array(signed.utf8)))
    }
}

struct PasswordRulesTests {
    func lind() throws -> Person {
        var directory = Directory()
        let enrolment = Enrolment(
            login: "katharina.lind", printedName: "Katharina Lind", verification: Gatehouse.check)
        // The first administrator needs nobody else.
        let context = AccessContext(doer: .setUp(token: Digest(of: [1])), now: t0, request: "r")
        let command = AccessCommand.foundAdministrator(enrolment)
        for act in try AccessDecider(directory, in: context).decide(command) {
            try directory.evolve(by: act)
        }
        return try #require(directory.people[PersonID(number: 1)])
    }

    @Test(
        arguments: [
            ("correct horse", []), ("elevenchars", [.short(12)]),
            ("", [.short(12), .sameOverAndOver]),
            ("Katharina.LIND", [.ownName]), ("katharina lind!", [.ownName]),
            ("aaaaaaaaaaaaaa", [.sameOverAndOver]), ("пароль из слов", []),
        ] as [(String, [PasswordRules.Problem])])
    func `A password is long and not a name, and needs no tricks`(
        password: String, problems: [PasswordRules.Problem]
    ) throws {
        let lind = try lind()
        #expect(PasswordRules.standard.problems(with: password, of: lind) == problems)
    }
}
