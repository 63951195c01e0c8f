// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Testing

@testable import Access

struct RoleTests {
    @Test(.covers("P11-10g")) func `A role that was revoked is gone with the next act`() throws {
        var office = try Office()
        let second = try office.enrol("s.second", .administrator)
        // The form was loaded while the role held …
        let before = try #require(office.directory.actor(second, at: office.now))
        try office.run(.revoke(GrantID(number: 2)), by: Office.berg)
        // … and is sent after it was taken away.
        #expect(
            refusals { try office.run(.enrol(.named("x.y")), .person(before)) }
                == ["role.missing"])
        #expect(office.roles(of: second) == [])
    }

    @Test(.covers("P11-10g")) func `A clock that was put back brings no role back`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        try office.run(.revoke(GrantID(number: 2)), by: Office.berg)
        office.now = t0
        #expect(office.roles(of: lind) == [])
    }

    @Test(.covers("A11D-12.3"), arguments: Role.allCases)
    func `Whoever keeps accounts or looks on has no other role`(role: Role) throws {
        for alone in [Role.administrator, .auditor] where alone != role && role != .service {
            var office = try Office()
            let both = try office.enrol("b.both", alone)
            #expect(refusals { try office.grant(role, to: both) } == ["role.incompatible"])
            let other = try office.enrol("o.other", role)
            #expect(refusals { try office.grant(alone, to: other) } == ["role.incompatible"])
        }
    }

    @Test(.covers("A11D-12.3"))
    func `An administrator with a role in the records is found in a history made otherwise`()
        throws
    {
        var office = try Office()
        #expect(office.directory.incompatibleHoldings(at: office.now).isEmpty)
        let wish = GrantWish(.qualityManager, to: Office.berg)
        let act = AccessAct(
            number: office.acts.count + 1, stamp: try #require(office.acts.last).stamp,
            event: .granted(GrantID(number: 2), wish))
        try office.directory.evolve(by: act)
        #expect(
            office.directory.incompatibleHoldings(at: office.now)
                == [
                    IncompatibleHolding(
                        person: Office.berg, roles: [.administrator, .qualityManager])
                ])
    }

    @Test(.covers("A11D-11", "A11D-12.3"))
    func `An administrator gives themselves no role`() throws {
        var office = try Office()
        for role in Role.allCases {
            #expect(refusals { try office.grant(role, to: Office.berg) } == ["role.own"])
        }
    }

    @Test(.covers("A11D-11")) func `The last administrator stays`() throws {
        var office = try Office()
        let soon = office.now.adding(microseconds: day)
        let second = try office.enrol("s.second")
        // One whose role runs out does not count, nor one of another site.
        try office.grant(.administrator, to: second, until: soon)
        try office.grant(.administrator, to: second, site: "plant7")
        #expect(
            refusals { try office.run(.deactivate(Office.berg), by: second) }
                == ["administrator.last"])
        #expect(
            refusals { try office.run(.revoke(GrantID(number: 1)), by: Office.berg) }
                == ["administrator.last"])
        try office.grant(.administrator, to: second)
        try office.run(.revoke(GrantID(number: 1)), by: Office.berg)
        #expect(office.directory.administrators(at: office.now) == [second])
    }

    @Test(.covers("A11D-11")) func `An administrator of a site gives roles at that site only`()
        throws
    {
        var office = try Office()
        let local = try office.enrol("l.local", .administrator, site: "plant7")
        let lind = try office.enrol("k.lind")
        func wish(_ site: String?) -> AccessCommand {
            .grant(GrantWish(.operations, to: lind, scope: Scope(site: site)))
        }
        #expect(refusals { try office.run(wish(nil), by: local) } == ["role.missing"])
        #expect(refusals { try office.run(wish("plant8"), by: local) } == ["role.missing"])
        #expect(refusals { try office.run(wish("plant7"), by: local) } == [])
    }

    @Test func `A role with an end runs out by itself`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind")
        try office.grant(.qualityManager, to: lind, until: office.now.adding(microseconds: day))
        #expect(office.roles(of: lind) == [.qualityManager])
        office.now = office.now.adding(microseconds: day)
        #expect(office.roles(of: lind) == [])
    }

    @Test func `The same role is not given twice, nor one that has ended already`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        #expect(refusals { try office.grant(.qualityManager, to: lind) } == ["role.there"])
        #expect(refusals { try office.grant(.operations, to: lind, until: t0) } == ["value.unfit"])
        try office.run(.revoke(GrantID(number: 2)), by: Office.berg)
        #expect(
            refusals { try office.run(.revoke(GrantID(number: 2)), by: Office.berg) }
                == ["grant.ended"])
        #expect(
            refusals { try office.run(.revoke(GrantID(number: 9)), by: Office.berg) }
                == ["grant.unknown"])
    }

    @Test func `Services are services and nothing else, and people are no services`() throws {
        var office = try Office()
        let robot = try office.enrol("erp.link", .service)
        let lind = try office.enrol("k.lind")
        #expect(refusals { try office.grant(.operations, to: robot) } == ["role.not-for-services"])
        #expect(refusals { try office.grant(.service, to: lind) } == ["role.only-for-services"])
        #expect(
            refusals { try office.run(.key(.key(3), because: .enrolled), by: robot) }
                == ["signature.service"])
        #expect(
            refusals { try office.run(.reset(robot), by: Office.berg) } == ["signature.service"])
    }

    @Test(.covers("P11-10i")) func `A qualification runs out, and the newest record of it counts`()
        throws
    {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        let ortiz = try office.enrol("a.ortiz")
        let end = office.now.adding(microseconds: day)
        let level2 = Qualification(name: "welding inspector", until: end, evidence: "C-17")
        try office.run(.qualify(ortiz, level2), by: lind)
        #expect(
            office.directory.actor(ortiz, at: office.now)?.qualifications == ["welding inspector"])
        #expect(office.directory.actor(ortiz, at: end)?.qualifications == [])
        let withdrawn = Qualification(
            name: "welding inspector", until: office.now, evidence: "failed the eye test")
        try office.run(.qualify(ortiz, withdrawn), by: lind)
        #expect(office.directory.actor(ortiz, at: office.now)?.qualifications == [])
        #expect(
            refusals { try office.run(.qualify(lind, level2), by: lind) } == ["qualification.own"])
        #expect(refusals { try office.run(.qualify(lind, level2), by: ortiz) } == ["role.missing"])
    }
}
