// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Testing

struct KeyTests {
    @Test(.covers("P11-200a2", "P11-200a3"))
    func `An administrator can end somebody's key and never set one`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        try office.run(.key(.key(7), because: .enrolled), by: lind)
        // A key is always of the one who asks: there is no command that names somebody else.
        try office.run(.key(.key(9), because: .enrolled), by: Office.berg)
        #expect(office.directory.people[lind]?.key?.facts == .key(7))
        try office.run(.reset(lind), by: Office.berg, because: "forgot the password")
        #expect(office.directory.people[lind]?.key == nil)
        let act = try #require(office.acts.last)
        #expect(act.event == .reset(lind))
        #expect(act.stamp.reason == "forgot the password")
    }

    @Test(.covers("P11-100a")) func `A key is never of two people, not even after a reset`() throws
    {
        var office = try Office()
        let lind = try office.enrol("k.lind")
        let ortiz = try office.enrol("a.ortiz")
        try office.run(.key(.key(7), because: .enrolled), by: lind)
        #expect(
            refusals { try office.run(.key(.key(7), because: .enrolled), by: ortiz) }
                == ["key.taken"])
        try office.run(.reset(lind), by: Office.berg)
        #expect(
            refusals { try office.run(.key(.key(7), because: .renewed), by: lind) }
                == ["key.taken"])
        #expect(
            refusals { try office.run(.key(.key(7), because: .enrolled), by: ortiz) }
                == ["key.taken"])
        try office.run(.key(.key(8), because: .renewed), by: lind)
        #expect(office.directory.people[lind]?.keys.count == 2)
    }

    @Test func `A password changes and the key stays`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind")
        #expect(
            refusals { try office.run(.key(.key(7), because: .passwordChanged), by: lind) }
                == ["key.missing"])
        try office.run(.key(.key(7), because: .enrolled), by: lind)
        let since = office.now
        #expect(
            refusals { try office.run(.key(.key(8), because: .enrolled), by: lind) }
                == ["key.there"])
        #expect(
            refusals { try office.run(.key(.key(8), because: .passwordChanged), by: lind) }
                == ["key.differs"])
        try office.run(.key(.key(7, password: 2), because: .passwordChanged), by: lind)
        try office.run(
            .key(.key(7, password: 3, hasTOTP: true), because: .secondFactor), by: lind)
        let key = try #require(office.directory.people[lind]?.key)
        #expect(key.facts == .key(7, password: 3, hasTOTP: true))
        #expect(key.since == since)
        #expect(key.changedAt == office.now)
    }

    @Test func `A key is valid from when it was made until it was reset`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind")
        try office.run(.key(.key(7), because: .enrolled), by: lind)
        let made = office.now
        try office.run(.reset(lind), by: Office.berg)
        let id = SigningKeyFacts.key(7).keyID
        #expect(office.directory.holder(of: id, at: made.adding(microseconds: -1)) == nil)
        #expect(office.directory.holder(of: id, at: made) == lind)
        #expect(office.directory.holder(of: id, at: office.now) == nil)
    }

    @Test(.covers("P11-10j"))
    func `Accountability is accepted once a revision, with one's own key`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind")
        let ortiz = try office.enrol("a.ortiz")
        func signature(of id: PersonID, key: UInt8, late: Int64 = 0) -> AccountabilitySignature {
            AccountabilitySignature(
                statement: AccountabilityStatement(
                    origin: "plant7.example/log-1", person: id, text: .standard,
                    at: office.now.adding(microseconds: 60_000_000 + late)),
                keyID: SigningKeyFacts.key(key).keyID, value: [UInt8](repeating: 5, count: 64))
        }
        #expect(
            refusals {
                try office.run(.acceptAccountability(signature(of: lind, key: 7)), by: lind)
            } == ["key.missing"])
        try office.run(.key(.key(7), because: .enrolled), by: lind)
        for (wrong, code) in [
            (signature(of: ortiz, key: 7), "person.own-affair"),
            (signature(of: lind, key: 8), "key.differs"),
        ] {
            #expect(refusals { try office.run(.acceptAccountability(wrong), by: lind) } == [code])
        }
        #expect(office.directory.people[lind]?.hasAccepted("1") == false)
        office.now = office.now.adding(microseconds: 60_000_000)
        let late = signature(of: lind, key: 7, late: 1)
        #expect(
            refusals { try office.run(.acceptAccountability(late), by: lind) }
                == ["accountability.differs"])
        try office.run(.acceptAccountability(signature(of: lind, key: 7)), by: lind)
        #expect(office.directory.people[lind]?.hasAccepted("1") == true)
        #expect(office.directory.people[lind]?.hasAccepted("2") == false)
        #expect(
            refusals {
                try office.run(.acceptAccountability(signature(of: lind, key: 7)), by: lind)
            } == ["accountability.accepted"])
    }

    @Test(.covers("P11-300d")) func `Failed attempts are written down by the product alone`() throws
    {
        var office = try Office()
        let failed = FailedSigning(
            person: Office.berg, record: "NC-2026-0001", attempt: 3, why: .wrongPassword)
        try office.run(.reportFailure(failed), .product, because: nil)
        try office.run(
            .reportFailure(.init(person: nil, record: nil, attempt: 1, why: .unknownPerson)),
            .product, because: nil)
        #expect(office.directory.people[Office.berg]?.failedAttempts == 1)
        #expect(
            refusals { try office.run(.reportFailure(failed), by: Office.berg) }
                == ["failure.only-by-product"])
    }
}
