// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("Q9-8.6", "A11D-12.8")) struct ReleaseTests {
    private func release(
        _ things: [String] = ["lot:L-0417"], in desk: inout Desk
    ) throws -> RecordID {
        try desk.open(
            "release", by: People.keller, title: "Lot L-0417",
            ["things": .many(things), "basis": "batch review BR-12 is clear"])
    }

    private func sign(_ id: RecordID, in desk: inout Desk) throws {
        try desk.sign(id, for: "release", as: .released, by: People.haas)
    }

    @Test func `The release authority signs what somebody else prepared`() throws {
        var desk = Desk()
        let id = try release(in: &desk)
        try sign(id, in: &desk)
        #expect(try desk.step("release", on: id, by: People.haas).state == "released")
    }

    @Test(.covers("JQS-4", "EPK-BAT-16"), arguments: ["ordered", "failed", "active"])
    func `A lot is not released while a hold stands on it, however far it came`(
        state: String
    ) throws {
        var desk = Desk()
        let id = try release(in: &desk)
        try desk.assume(
            "product-hold", in: StateName(state),
            ["type": "quality", "things": ["lot:L-0417"], "reason": "bore out of tolerance"])
        #expect(refusals { try sign(id, in: &desk) } == ["no-hold-stands"])
        #expect(
            refusal { try sign(id, in: &desk) }.contains("bore out of tolerance (HLD-2026-0001)"))
    }

    @Test(.covers("JQS-4")) func `Two holds on one lot are two reasons, and each must go`() throws {
        var desk = Desk()
        let id = try release(in: &desk)
        for (type, state) in [
            ("quality", "active"), ("security", "active"), ("quality", "released"),
        ] {
            try desk.assume(
                "product-hold", in: StateName(state),
                ["type": .one(type), "things": ["lot:L-0417"], "reason": "in doubt"])
        }
        #expect(refusals { try sign(id, in: &desk) } == ["no-hold-stands", "no-hold-stands"])
    }

    @Test(.covers("JQS-4")) func `A hold placed after the signature stops the step`() throws {
        var desk = Desk()
        let id = try release(in: &desk)
        try sign(id, in: &desk)
        try desk.assume(
            "product-hold", in: "ordered",
            ["type": "security", "things": ["lot:L-0417"], "reason": "programme changed"])
        #expect(
            refusals { try desk.step("release", on: id, by: People.haas) } == ["no-hold-stands"])
    }

    @Test(.covers("JQS-4")) func `A held lot is recognised in any spelling of its number`() throws {
        var desk = Desk()
        let id = try release(["serial:urn:epc:id:sgtin:9521141.012345.4711"], in: &desk)
        try desk.assume(
            "product-hold", in: "active",
            [
                "type": "quality", "reason": "in doubt",
                "things": ["serial:https://id.gs1.org/01/09521141123454/21/4711"],
            ])
        #expect(refusals { try sign(id, in: &desk) } == ["no-hold-stands"])
    }

    @Test func `An open case about a lot that nobody holds asks for a justification`() throws {
        var desk = Desk()
        let id = try release(in: &desk)
        try desk.assume(
            "nonconformity", in: "evaluation",
            ["product": .value(.list([.thing(try Thing(.lot, "L-0417"))]))])
        try sign(id, in: &desk)
        #expect(refusals { try desk.step("release", on: id, by: People.haas) } == ["no-open-case"])
        try desk.step(
            "release", on: id, by: People.haas,
            justifications: ["no-open-case": "it is about the label alone"])
    }

    @Test(.covers("A11-6")) func `Whoever prepared a release does not sign it`() throws {
        var desk = Desk()
        let id = try desk.open(
            "release", by: People.haas, ["things": ["lot:L-1"], "basis": "looked at it"])
        #expect(refusals { try sign(id, in: &desk) } == ["duties.not-separate"])
    }

    @Test func `A lot is not swapped for another after it was prepared`() throws {
        var desk = Desk()
        let id = try release(in: &desk)
        #expect(
            refusals { try desk.amend(id, by: People.keller, ["things": ["lot:L-9"]]) }
                == ["field.fixed"])
    }
}
