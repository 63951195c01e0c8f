// SPDX-License-Identifier: Apache-2.0
import Access
import Fixtures
import Records
import Testing

struct JointCandidateTests {
    @Test(.covers("EPK-JQS-1")) func `A person dismisses what was only proposed, with a reason`()
        throws
    {
        var desk = Desk()
        let id = try desk.openCandidate()
        try desk.amend(id, by: People.mori, ["assessment": "planned change, recorded late"])
        #expect(
            refusals { try desk.step("dismiss", on: id, by: People.mori) } == ["reason.missing"])
        try desk.step("dismiss", on: id, by: People.mori, because: "CHG-2026-0007 explains it")
        #expect(try desk[id].state == "dismissed")
    }

    @Test(.covers("EPK-JQS-1")) func `Nothing is dismissed that nobody looked at`() throws {
        var desk = Desk()
        let id = try desk.openCandidate()
        #expect(
            refusals { try desk.step("dismiss", on: id, by: People.mori, because: "no time") }
                == ["was-looked-at"])
    }

    @Test(.covers("EPK-JQS-1"), arguments: [People.lind, People.mori])
    func `Nobody dismisses alone what is mandatory`(alone: Actor) throws {
        var desk = Desk()
        let id = try desk.openCandidate("T2", action: "mandatory")
        try desk.amend(id, by: alone, ["assessment": "nothing in it"])
        #expect(
            refusals { try desk.step("dismiss", on: id, by: alone, because: "nothing") }
                == ["may-be-dismissed"])
        try desk.sign(id, for: "dismiss-mandatory", by: alone)
        #expect(
            refusals { try desk.step("dismiss-mandatory", on: id, by: alone, because: "nothing") }
                == ["signature.missing"])
        #expect(
            refusals { try desk.sign(id, for: "dismiss-mandatory", by: alone) }
                == ["signature.given"])
    }

    @Test(.covers("EPK-JQS-1")) func `Somebody in both roles is still one person`() throws {
        var desk = Desk()
        let id = try desk.openCandidate("T2", action: "mandatory")
        let both = People.actor("P-0031", "B. Oth", [.qualityManager, .itSecurity])
        try desk.amend(id, by: both, ["assessment": "nothing in it"])
        try desk.sign(id, for: "dismiss-mandatory", by: both)
        #expect(
            refusals { try desk.sign(id, for: "dismiss-mandatory", by: both) }
                == ["signature.given"])
    }

    @Test(.covers("EPK-JQS-1")) func `Both functions together may dismiss it`() throws {
        var desk = Desk()
        let id = try desk.openCandidate("T4", action: "mandatory")
        try desk.amend(id, by: People.keller, ["assessment": "test rig, no product"])
        try desk.sign(id, for: "dismiss-mandatory", by: People.lind)
        try desk.sign(id, for: "dismiss-mandatory", by: People.mori)
        try desk.step("dismiss-mandatory", on: id, by: People.lind, because: "test rig")
        #expect(try desk[id].state == "dismissed")
    }

    @Test(.covers("EPK-JQS-1"), arguments: ["rule", "rule-revision", "default-action", "why"])
    func `What a rule found is not written over`(field: String) throws {
        var desk = Desk()
        let id = try desk.openCandidate("T2", action: "mandatory")
        let other: Typed = field == "rule" ? "T1" : "propose"
        #expect(
            refusals { try desk.amend(id, by: People.lind, [field: other]) } == ["field.fixed"])
    }

    @Test(.covers("EPK-JQS-1"))
    func `Calling a mandatory rule a proposal does not make it one`() throws {
        var desk = Desk()
        let id = try desk.openCandidate("T2", action: "propose")
        try desk.amend(id, by: People.lind, ["assessment": "nothing in it"])
        #expect(
            refusals { try desk.step("dismiss", on: id, by: People.lind, because: "nothing") }
                == ["may-be-dismissed"])
    }

    @Test(.covers("EPK-JQS-1")) func `It is not declared void either`() throws {
        var desk = Desk()
        let id = try desk.openCandidate("T2", action: "mandatory")
        for person in [People.lind, People.mori, People.silva] {
            #expect(
                refusals { _ = try desk.signature(id, for: "void", by: person) }
                    == ["role.missing"])
        }
    }

    @Test(.covers("EPK-JQS-1")) func `It is declared when a joint case is there`() throws {
        var desk = Desk()
        let id = try desk.openCandidate()
        #expect(
            refusals { try desk.step("declare", on: id, by: People.lind, because: "it is") }
                == ["has-case"])
        try desk.assume("joint-case", in: "suspected", links: [("because-of", id)])
        try desk.step("declare", on: id, by: People.lind, because: "it is")
        #expect(try desk[id].state == "declared")
    }

    @Test(.covers("EPK-JQS-1")) func `It is not dismissed while a case stands because of it`()
        throws
    {
        var desk = Desk()
        let id = try desk.openCandidate()
        try desk.assume("joint-case", in: "contained", links: [("because-of", id)])
        try desk.amend(id, by: People.mori, ["assessment": "nothing in it"])
        #expect(
            refusals { try desk.step("dismiss", on: id, by: People.mori, because: "nothing") }
                == ["has-no-case"])
    }
}
