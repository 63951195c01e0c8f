// SPDX-License-Identifier: Apache-2.0
import Access
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("Q9-6.3", "A11-10")) struct ChangeTests {
    private func draft(
        security: Bool = false, in desk: inout Desk
    ) throws -> RecordID {
        let id = try desk.open(
            "change", by: People.keller,
            [
                "things": ["system:MES"], "what": "Patch 4 to patch 5", "reason": "a weakness",
                "way-back": "image of today", "security-relevant": security ? "yes" : "no",
                "product-impact": "none, no recipe is touched", "data-impact": "none",
                "validation-impact": "login tests again",
            ])
        try desk.step("assess", on: id, by: People.keller)
        return id
    }

    private func approved(in desk: inout Desk) throws -> RecordID {
        let id = try draft(in: &desk)
        try desk.sign(id, for: "approve", by: People.dahl)
        try desk.sign(id, for: "approve", by: People.lind)
        try desk.step("approve", on: id, by: People.keller)
        return id
    }

    @Test func `From draft to closed, by people who are not each other`() throws {
        var desk = Desk()
        let id = try approved(in: &desk)
        try desk.step("start", on: id, by: People.novak)
        try desk.amend(id, by: People.novak, ["evidence": "11 tests, all passed"])
        try desk.sign(id, for: "release", as: .released, by: People.dahl)
        try desk.step("release", on: id, by: People.dahl)
        try desk.sign(id, for: "verify", as: .verified, by: People.mori)
        try desk.step("verify", on: id, by: People.mori)
        #expect(try desk.step("close", on: id, by: People.lind).state == "closed")
    }

    @Test func `Neither process owner nor quality approves what they wrote`() throws {
        var desk = Desk()
        let id = try draft(in: &desk)
        try desk.amend(id, by: People.lind, ["data-impact": "none, looked twice"])
        #expect(
            refusals { try desk.sign(id, for: "approve", by: People.lind) }
                == ["duties.not-separate"])
        try desk.sign(id, for: "approve", by: People.dahl)
        #expect(
            refusals { try desk.step("approve", on: id, by: People.keller) }
                == ["signature.missing"])
    }

    @Test func `What touches security is approved by security too`() throws {
        var desk = Desk()
        let id = try draft(security: true, in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "approve", by: People.dahl) } == ["security-asked"])
        try desk.sign(id, for: "approve-with-security", by: People.dahl)
        try desk.sign(id, for: "approve-with-security", by: People.lind)
        #expect(
            refusals { try desk.step("approve-with-security", on: id, by: People.keller) }
                == ["signature.missing"])
        try desk.sign(id, for: "approve-with-security", by: People.mori)
        try desk.step("approve-with-security", on: id, by: People.keller)
    }

    @Test func `What was approved is what is carried out`() throws {
        var desk = Desk()
        let id = try approved(in: &desk)
        for (field, value) in [("what", "Patch 4 to 6"), ("way-back", "none")] {
            #expect(
                refusals { try desk.amend(id, by: People.dahl, [field: .one(value)]) }
                    == ["field.fixed"])
        }
        #expect(
            refusals {
                try desk.amend(id, by: People.dahl, ["things": ["system:MES", "system:LIMS"]])
            } == ["field.fixed"])
    }

    @Test func `Who carried it out neither releases nor verifies it`() throws {
        var desk = Desk()
        let id = try approved(in: &desk)
        try desk.step("start", on: id, by: People.dahl)
        try desk.amend(id, by: People.keller, ["evidence": "11 tests"])
        #expect(
            refusals { try desk.sign(id, for: "release", as: .released, by: People.dahl) }
                == ["duties.not-separate"])
        try desk.sign(id, for: "release", as: .released, by: People.lind)
        try desk.step("release", on: id, by: People.lind)
        for actor in [People.dahl, People.lind] {
            #expect(
                refusals { try desk.sign(id, for: "verify", as: .verified, by: actor) }
                    == ["duties.not-separate"])
        }
    }

    @Test func `What is shelved is approved anew when it is taken up again`() throws {
        var desk = Desk()
        let id = try approved(in: &desk)
        try desk.step("shelve", on: id, by: People.dahl, because: "no window this year")
        try desk.step("resume", on: id, by: People.dahl)
        try desk.step("assess", on: id, by: People.dahl)
        #expect(
            refusals { try desk.step("approve", on: id, by: People.keller) }
                == ["signature.missing", "signature.missing"])
    }

    @Test func `What is released is not called back into draft`() throws {
        var desk = Desk()
        let id = try desk.assume("change", in: "released")
        #expect(
            refusals { try desk.step("shelve", on: id, by: People.dahl, because: "no") }
                == ["step.not-from-here"])
    }

    @Test(.covers("JQS-4")) func `No change is carried out over evidence`() throws {
        var desk = Desk()
        let id = try approved(in: &desk)
        try desk.assume("preservation-order", in: "preserved", ["things": ["system:MES"]])
        #expect(
            refusals { try desk.step("start", on: id, by: People.novak) } == ["evidence-preserved"])
    }

    @Test(.covers("VAL-15", "JQS-7")) func `It is closed when what was validated is so again`()
        throws
    {
        var desk = Desk()
        let state = try desk.assume(
            "validation-state", in: "change-pending",
            [
                "things": ["system:MES"], "until": "2027-06-30", "use": "dispatch",
                "plan": "VP-7@B", "iq": "as listed", "oq": "58 tests", "pq": "3 batches",
                "deviations": "none",
            ])
        let id = try approved(in: &desk)
        try desk.step("start", on: id, by: People.novak)
        try desk.amend(id, by: People.novak, ["evidence": "11 tests, all passed"])
        try desk.sign(id, for: "release", as: .released, by: People.dahl)
        try desk.step("release", on: id, by: People.dahl)
        try desk.sign(id, for: "verify", as: .verified, by: People.mori)
        try desk.step("verify", on: id, by: People.mori)
        #expect(
            refusals { try desk.step("close", on: id, by: People.lind) }
                == ["validation-restored"])
        try desk.amend(state, by: People.keller, ["change": .one(id.text)])
        try desk.sign(state, for: "restore", by: People.dahl)
        try desk.sign(state, for: "restore", by: People.lindgren)
        try desk.step("restore", on: state, by: People.dahl)
        try desk.step("close", on: id, by: People.lind)
    }
}
