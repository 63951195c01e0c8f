// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Testing

struct EnrollingTests {
    @Test func `The first administrator is made with the set-up token`() throws {
        let office = try Office()
        #expect(office.roles(of: Office.berg) == [.administrator])
        #expect(
            office.acts.map(\.stamp.doer) == [
                .setUp(token: Digest(of: [1])), .setUp(token: Digest(of: [1])),
            ])
    }

    @Test(.covers("A11D-11"))
    func `A set-up token makes no second administrator`() throws {
        var office = try Office()
        #expect(
            refusals {
                try office.run(
                    .foundAdministrator(.named("mallory")), .setUp(token: Digest(of: [2])))
            } == ["set-up.done"])
    }

    @Test(.covers("A11D-11"))
    func `Without the token nobody is made first administrator, nor enrolled`() throws {
        var office = Office.empty
        #expect(
            refusals { try office.run(.foundAdministrator(.named("mallory")), .product) }
                == ["set-up.token-missing"])
        #expect(
            refusals { try office.run(.enrol(.named("mallory")), .setUp(token: Digest(of: [1]))) }
                == ["role.missing"])
    }

    @Test(
        .covers("P11-100b"),
        arguments: [
            IdentityCheck(method: "", date: "2026-11-20"),
            IdentityCheck(method: " \t", date: "2026-11-20"),
            IdentityCheck(method: "card seen", date: ""),
            IdentityCheck(method: "card seen", date: "yesterday"),
            IdentityCheck(method: "card seen", date: "2026-02-30"),
            IdentityCheck(method: "card seen", date: "2026-12-24"),
        ])
    func `Nobody is enrolled without saying how and when their identity was checked`(
        check: IdentityCheck
    ) throws {
        var office = try Office()
        #expect(
            refusals { try office.run(.enrol(.named("k.lind", checked: check)), by: Office.berg) }
                == ["value.unfit"])
        var empty = Office.empty
        #expect(
            refusals {
                try empty.run(
                    .foundAdministrator(.named("k.lind", checked: check)),
                    .setUp(token: Digest(of: [1])))
            } == ["value.unfit"])
    }

    @Test(.covers("P11-100b"))
    func `The enrolment says who checked the identity, how and when`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind")
        let act = try #require(office.acts.last)
        #expect(act.stamp.doer == .person(Office.berg, .administrator, zone: "Europe/Berlin"))
        #expect(office.directory.people[lind]?.verification == Office.check)
    }

    @Test(.covers("P11-100a", "P11-300a"))
    func `Numbers and logins of those who left are never given again`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind")
        try office.run(.deactivate(lind), by: Office.berg)
        #expect(refusals { _ = try office.enrol("k.lind") } == ["login.taken"])
        let next = try office.enrol("a.ortiz")
        #expect(next != lind)
        #expect(next == PersonID(number: 3))
        #expect(try office.enrol("erp.link", .service) == PersonID(number: 4, isService: true))
    }

    @Test(.covers("P11-100a")) func `Somebody who left gets nothing back`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind")
        try office.run(.deactivate(lind), by: Office.berg)
        #expect(refusals { try office.grant(.qualityManager, to: lind) } == ["person.has-left"])
        #expect(
            refusals { try office.run(.deactivate(lind), by: Office.berg) }
                == ["person.has-left"])
        #expect(office.directory.actor(lind, at: office.now) == nil)
    }

    @Test(.covers("A11D-11")) func `Whoever leaves loses roles, key and delegations at once`()
        throws
    {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        let ortiz = try office.enrol("a.ortiz", .operations)
        try office.run(.key(.key(7), because: .enrolled), by: lind)
        try office.delegate(.qualityManager, from: lind, to: ortiz)
        try office.delegate(.operations, from: ortiz, to: lind)
        try office.run(.deactivate(lind), by: Office.berg)
        #expect(office.directory.people[lind]?.key == nil)
        #expect(office.roles(of: ortiz) == [.operations])
        #expect(office.directory.delegations.values.allSatisfy { $0.endedAt == office.now })
        // What was signed before stays theirs.
        #expect(office.directory.key(SigningKeyFacts.key(7).keyID)?.holder == lind)
    }

    @Test(
        .covers("A11D-11"),
        arguments: ["", "k", "K.Lind", "1lind", "k lind", "k.lind\u{E9}", "k\u{202E}lind"])
    func `A login is plain, so that no two look alike`(login: String) throws {
        var office = try Office()
        // The printed name of the fixture repeats the login, and may be refused with it.
        #expect(Set(refusals { _ = try office.enrol(login) }) == ["value.unfit"])
    }

    @Test func `Everything that is wrong is said at once`() throws {
        var office = try Office()
        let enrolment = Enrolment(
            login: "X", printedName: "\u{1B}[2J", zone: "",
            verification: IdentityCheck(method: "", date: ""))
        #expect(
            refusals { try office.run(.enrol(enrolment), by: Office.berg) }
                == Array(repeating: "value.unfit", count: 5))
    }

    @Test func `Only administrators enrol, deactivate and reset`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        for command in [
            AccessCommand.enrol(.named("x.y")), .deactivate(Office.berg), .reset(Office.berg),
            .grant(GrantWish(.qualityManager, to: lind)), .revoke(GrantID(number: 1)),
        ] {
            #expect(refusals { try office.run(command, by: lind) } == ["role.missing"])
        }
    }

    @Test(.covers("A11D-12.2"))
    func `Taking away asks for a reason`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        for command in [
            AccessCommand.deactivate(lind), .reset(lind), .revoke(GrantID(number: 2)),
            .grant(GrantWish(.operations, to: lind)),
        ] {
            #expect(
                refusals { try office.run(command, by: Office.berg, because: nil) }
                    == ["reason.missing"])
            #expect(
                refusals { try office.run(command, by: Office.berg, because: "  ") }
                    == ["reason.missing"])
        }
    }
}
