// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Testing

struct DelegationTests {
    @Test func `A delegated role holds between its two ends and says for whom`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        let ortiz = try office.enrol("a.ortiz")
        let since = office.now.adding(microseconds: day)
        let until = office.now.adding(microseconds: 3 * day)
        try office.run(
            .delegate(DelegationWish(.qualityManager, to: ortiz, since: since, until: until)),
            by: lind)
        #expect(office.directory.actor(ortiz, at: since.adding(microseconds: -1))?.capacities == [])
        #expect(
            office.directory.actor(ortiz, at: since)?.capacities
                == [.init(.qualityManager, onBehalfOf: lind)])
        #expect(office.directory.actor(ortiz, at: until)?.capacities == [])
    }

    @Test(.covers("P11-10g"))
    func `A delegation ends with the delegator's own role`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        let ortiz = try office.enrol("a.ortiz")
        try office.delegate(.qualityManager, from: lind, to: ortiz)
        #expect(office.roles(of: ortiz) == [.qualityManager])
        try office.run(.revoke(GrantID(number: 2)), by: Office.berg)
        #expect(office.roles(of: ortiz) == [])
    }

    @Test func `Nobody lends what was lent to them`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        let ortiz = try office.enrol("a.ortiz")
        let mori = try office.enrol("s.mori")
        try office.delegate(.qualityManager, from: lind, to: ortiz)
        #expect(
            refusals { try office.delegate(.qualityManager, from: ortiz, to: mori) }
                == ["delegation.role-not-held"])
    }

    @Test(.covers("A11D-12.3"), arguments: [Role.administrator, .auditor, .service])
    func `Who keeps accounts, looks on or is a machine lends nothing`(role: Role) throws {
        var office = try Office()
        let holder = try office.enrol("h.holder", role)
        let ortiz = try office.enrol("a.ortiz")
        #expect(
            refusals { try office.delegate(role, from: holder, to: ortiz) }
                == ["delegation.never"])
    }

    @Test(.covers("A11D-12.3"))
    func `No role is lent to an administrator or an auditor`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        let auditor = try office.enrol("a.audit", .auditor)
        for one in [Office.berg, auditor] {
            #expect(
                refusals { try office.delegate(.qualityManager, from: lind, to: one) }
                    == ["role.incompatible"])
        }
        // Nor by the other way round: first lent, then made administrator.
        let ortiz = try office.enrol("a.ortiz")
        try office.delegate(.qualityManager, from: lind, to: ortiz)
        #expect(refusals { try office.grant(.administrator, to: ortiz) } == ["role.incompatible"])
    }

    @Test func `A delegation reaches no further than the delegator's own role`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager, site: "plant7")
        let ortiz = try office.enrol("a.ortiz")
        try office.delegate(
            .qualityManager, from: lind, to: ortiz, scope: Scope(kinds: ["nonconformity"]))
        #expect(
            office.directory.actor(ortiz, at: office.now)?.capacities == [
                .init(
                    .qualityManager, site: "plant7", kinds: ["nonconformity"], onBehalfOf: lind)
            ])
        #expect(
            refusals {
                try office.delegate(
                    .qualityManager, from: lind, to: ortiz, scope: Scope(site: "plant8"))
            } == ["delegation.role-not-held"])
    }

    @Test(arguments: [0, -1, 367] as [Int64])
    func `A delegation has an end, to come and within a year`(days: Int64) throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        let ortiz = try office.enrol("a.ortiz")
        #expect(
            refusals { try office.delegate(.qualityManager, from: lind, to: ortiz, days: days) }
                == ["value.unfit"])
    }

    @Test func `Either of the two or an administrator ends it, and nobody else`() throws {
        var office = try Office()
        let lind = try office.enrol("k.lind", .qualityManager)
        let ortiz = try office.enrol("a.ortiz")
        let mori = try office.enrol("s.mori", .qualityManager)
        for ender in [lind, ortiz, Office.berg] {
            let id = try office.delegate(.qualityManager, from: lind, to: ortiz)
            #expect(
                refusals { try office.run(.endDelegation(id), by: mori) }
                    == ["delegation.not-yours"])
            try office.run(.endDelegation(id), by: ender)
            #expect(office.roles(of: ortiz) == [])
            #expect(
                refusals { try office.run(.endDelegation(id), by: ender) }
                    == ["delegation.ended"])
        }
        #expect(
            refusals { try office.delegate(.qualityManager, from: lind, to: lind) }
                == ["delegation.self"])
    }
}
