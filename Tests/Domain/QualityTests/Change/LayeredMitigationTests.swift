// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("RCA-LAYER", "JQS-7", "EPK-VAL-11")) struct LayeredMitigationTests {
    private func proposed(
        until: String = "2027-03-31", in desk: inout Desk, of thisCase: RecordID? = nil
    ) throws -> RecordID {
        let change = try desk.assume("change", in: "approved")
        return try desk.open(
            "layered-mitigation", by: People.keller,
            [
                "things": ["equipment:PLC-4"], "why": "the vendor validates the patch in spring",
                "controls": ["own network segment", "engineering port locked", "daily comparison"],
                "residual-risk": "somebody at the machine", "expires": .one(until),
                "change": .one(change.text),
            ], links: thisCase.map { [("of", $0)] } ?? [])
    }

    private func approve(_ id: RecordID, in desk: inout Desk) throws {
        try desk.sign(id, for: "approve", by: People.lind)
        try desk.sign(id, for: "approve", by: People.mori)
        try desk.step("approve", on: id, by: People.lind)
    }

    @Test func `Quality and security both approve what neither wrote`() throws {
        var desk = Desk()
        let id = try proposed(in: &desk)
        try desk.sign(id, for: "approve", by: People.lind)
        #expect(
            refusals { try desk.sign(id, for: "approve", by: People.lindgren) }
                == ["role.missing"])
        #expect(
            refusals { try desk.step("approve", on: id, by: People.lind) } == ["signature.missing"])
        try desk.sign(id, for: "approve", by: People.mori)
        #expect(try desk.step("approve", on: id, by: People.lind).state == "approved")
    }

    @Test func `It has an end, and waits for a change that is to come`() throws {
        var desk = Desk()
        let id = try proposed(until: "2026-10-01", in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "approve", by: People.lind) } == ["end-to-come"])
        let other = try proposed(in: &desk)
        try desk.amend(other, by: People.keller, ["residual-risk": nil, "change": nil])
        #expect(
            refusals { try desk.sign(other, for: "approve", by: People.lind) }
                == ["field.missing", "field.missing"])
    }

    @Test func `Past its day it is not in force`() throws {
        var desk = Desk()
        let thisCase = try desk.assume("nonconformity", in: "verification")
        let id = try proposed(in: &desk, of: thisCase)
        #expect(!Mitigations.isInForce(try desk[id], at: desk.now))
        try approve(id, in: &desk)
        #expect(Mitigations.isInForce(try desk[id], at: desk.now))
        let later = try #require(WrittenTime("2027-04-02T00:00:00Z")?.instant)
        #expect(!Mitigations.isInForce(try desk[id], at: later))
    }

    @Test func `To last longer it is signed by both again`() throws {
        var desk = Desk()
        let id = try proposed(in: &desk)
        try approve(id, in: &desk)
        #expect(
            refusals { try desk.amend(id, by: People.dahl, ["expires": "2028-01-01"]) }
                == ["field.fixed"])
        try desk.step("renew", on: id, by: People.dahl, because: "the vendor is late")
        try desk.amend(id, by: People.keller, ["expires": "2027-06-30"])
        #expect(
            refusals { try desk.step("approve", on: id, by: People.lind) }
                == ["signature.missing", "signature.missing"])
    }

    @Test func `The controls go when the fix was verified, not before`() throws {
        var desk = Desk()
        let id = try proposed(in: &desk)
        try approve(id, in: &desk)
        #expect(refusals { try desk.step("end", on: id, by: People.lind) } == ["fix-is-in"])
    }
}
