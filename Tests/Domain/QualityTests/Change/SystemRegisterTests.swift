// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("JQS-11")) struct SystemRegisterTests {
    private func entry(in desk: inout Desk, integration: String = "file-import") throws -> RecordID
    {
        try desk.open(
            "system-register-entry", by: People.novak,
            [
                "things": ["system:MES"], "purpose": "dispatch", "gxp": "direct", "on-ot": "yes",
                "safety": "no", "process-owner": .one(People.dahl.person.text),
                "system-owner": .one(People.novak.person.text), "integration": .one(integration),
            ])
    }

    private func adopt(_ id: RecordID, in desk: inout Desk) throws {
        try desk.sign(id, for: "adopt", by: People.dahl)
        try desk.sign(id, for: "adopt", by: People.mori)
        try desk.step("adopt", on: id, by: People.novak)
    }

    @Test func `It is relied on when the process and security have signed`() throws {
        var desk = Desk()
        let id = try entry(in: &desk)
        try adopt(id, in: &desk)
        #expect(try desk[id].state == "in-use")
    }

    @Test(.covers("JQS-5")) func `What measures go by is not changed behind both backs`() throws {
        var desk = Desk()
        let id = try entry(in: &desk)
        try adopt(id, in: &desk)
        #expect(
            refusals { try desk.amend(id, by: People.novak, ["on-ot": "no"]) } == ["field.fixed"])
        try desk.step("revise", on: id, by: People.novak, because: "moved to the office")
        try desk.amend(id, by: People.novak, ["on-ot": "no"])
        #expect(
            refusals { try desk.step("adopt", on: id, by: People.novak) }
                == ["signature.missing", "signature.missing"])
    }

    @Test(.covers("JQS-5"))
    func `While an entry is revised its system counts as touching everything`()
        throws
    {
        var desk = Desk()
        let id = try entry(in: &desk)
        try adopt(id, in: &desk)
        try desk.step("revise", on: id, by: People.novak, because: "moved to the office")
        try desk.amend(id, by: People.novak, ["on-ot": "no", "gxp": "none"])
        let mes = try Thing(.system, "MES")
        let register = RegisteredSystems(in: desk.book)
        #expect(register.touchesProduction([mes]) && register.touchesSafety([mes]))
        #expect(register.isRelevant(mes))
        #expect(!register.isRelevant(try Thing(.system, "canteen")))
    }

    @Test func `How well systems are joined is counted by level`() throws {
        var desk = Desk()
        for level in ["manual", "two-way", "two-way"] {
            let id = try entry(in: &desk, integration: level)
            try adopt(id, in: &desk)
        }
        _ = try entry(in: &desk, integration: "reconciled")
        #expect(
            IntegrationMaturity.levels(at: "plant7", in: desk.book) == [.manual: 1, .twoWay: 2])
    }

    @Test func `A link is worth what was found when somebody last looked`() throws {
        var desk = Desk()
        let id = try desk.assume("decision", in: "open")
        let key = SystemKey(system: "itsm", kind: "incident", remoteID: "INC1")
        try desk.linkSystem(id, key, found: nil, by: People.keller)
        let unchecked = try #require(try desk[id].systemLinks.first)
        #expect(IntegrationMaturity(of: unchecked) == .manual)
        try desk.run(.checkSystem(key, SystemCheck(result: .mutual)), on: id, by: People.keller)
        #expect(IntegrationMaturity(of: try #require(try desk[id].systemLinks.first)) == .oneWay)
        try desk.run(.checkSystem(key, SystemCheck(result: .broken)), on: id, by: People.keller)
        #expect(IntegrationMaturity(of: try #require(try desk[id].systemLinks.first)) == .manual)
    }
}
