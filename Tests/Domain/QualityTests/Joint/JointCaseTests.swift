// SPDX-License-Identifier: Apache-2.0
import Access
import Fixtures
import Quality
import Records
import Testing

struct JointCaseTests {
    @Test(.covers("JQS-1", "JQS-7")) func `A joint case goes all the way and is closed`() throws {
        var desk = Desk()
        let id = try desk.ready()
        try desk.closeJoint(id)
        #expect(try desk[id].state == "closed")
    }

    @Test(.covers("JQS-1")) func `No step is skipped`() throws {
        var desk = Desk()
        let id = try desk.declared()
        for step in ["assess", "contain", "find-cause", "act", "validate", "prove", "close"] {
            #expect(
                refusals { try desk.step(step, on: id, by: People.lind) } == ["step.not-from-here"])
        }
    }

    @Test(.covers("JQS-1"), arguments: [People.lind, People.mori])
    func `One function alone declares nothing`(alone: Actor) throws {
        var desk = Desk()
        let id = try desk.openJoint()
        try desk.sign(id, for: "declare", by: alone)
        #expect(
            refusals { try desk.step("declare", on: id, by: alone) } == ["signature.missing"])
    }

    @Test(.covers("JQS-1")) func `One person does not lead for both functions`() throws {
        var desk = Desk()
        let id = try desk.openJoint(["co-lead": "P-0001"])
        #expect(refusals { try desk.sign(id, for: "declare", by: People.lind) } == ["leads-differ"])
    }

    @Test(
        .covers("JQS-1"),
        arguments: [
            (["product", "security"], "security"), (["safety", "security"], "security"),
            (["data-integrity", "security"], "quality"), (["supplier"], "security"),
        ])
    func `Who leads follows from the scope`(scope: [String], wrong: String) throws {
        var desk = Desk()
        let id = try desk.openJoint([
            "scope": .many(scope), "lead-function": .one(wrong),
        ])
        #expect(
            refusals { try desk.sign(id, for: "declare", by: People.lind) }
                == ["lead-follows-scope"])
    }

    @Test(.covers("EPK-JQS-1")) func `It is declared because of a criterion that was met`() throws {
        var desk = Desk()
        let id = try desk.open("joint-case", by: People.keller, Desk.matter)
        #expect(
            refusals { try desk.sign(id, for: "declare", by: People.lind) } == ["criterion-met"])
    }

    @Test(
        .covers("JQS-1", "EPK-JQS-2"),
        arguments: [SystemCheck.Result.oneWay, .broken, .unreachable, .conflict, nil])
    func `It is linked when ticket and record name each other`(found: SystemCheck.Result?) throws {
        var desk = Desk()
        let id = try desk.declared()
        try desk.assume("nonconformity", in: "triage", links: [("part-of", id)])
        #expect(refusals { try desk.step("link", on: id, by: People.mori) } == ["ticket-linked"])
        try desk.linkSystem(id, Desk.incident, found: found, by: People.mori)
        #expect(refusals { try desk.step("link", on: id, by: People.mori) } == ["ticket-linked"])
    }

    @Test(.covers("EPK-JQS-2")) func `A link with an order is no link with a ticket`() throws {
        var desk = Desk()
        let id = try desk.declared()
        try desk.assume("nonconformity", in: "triage", links: [("part-of", id)])
        try desk.linkSystem(
            id, SystemKey(system: "erp", kind: "order", remoteID: "4711"), by: People.mori)
        #expect(refusals { try desk.step("link", on: id, by: People.mori) } == ["ticket-linked"])
    }

    @Test(.covers("JQS-1"))
    func `A link that broke is asked about at each step, and stops the last`() throws {
        var desk = Desk()
        let id = try desk.linked()
        try desk.assume("impact-assessment", in: "signed", links: [("of", id)])
        try desk.run(
            .checkSystem(Desk.incident, SystemCheck(result: .broken)), on: id, by: People.mori)
        #expect(
            refusals { try desk.step("assess", on: id, by: People.lind) } == ["ticket-still-linked"]
        )
        try desk.step(
            "assess", on: id, by: People.lind,
            justifications: ["ticket-still-linked": "the desk moves to a new system this week"])
        #expect(try desk[id].state == "assessed")

        var other = Desk()
        let last = try other.ready()
        try other.run(
            .checkSystem(Desk.incident, SystemCheck(result: .broken)), on: last, by: People.mori)
        #expect(
            refusals { try other.sign(last, for: "close", by: People.lind) } == ["ticket-linked"])
    }

    @Test(.covers("JQS-1")) func `With product in scope a nonconformity is part of it`() throws {
        var desk = Desk()
        let id = try desk.declared()
        try desk.linkSystem(id, Desk.incident, by: People.mori)
        #expect(
            refusals { try desk.step("link", on: id, by: People.mori) } == ["nonconformity-joined"])
    }

    @Test(.covers("JQS-1")) func `Once joined it is neither unfounded nor void`() throws {
        var desk = Desk()
        let id = try desk.openJoint()
        try desk.assume("nonconformity", in: "triage", links: [("part-of", id)])
        #expect(
            refusals { try desk.sign(id, for: "find-unfounded", by: People.lind) }
                == ["nothing-joined"])
        let other = try desk.declared()
        #expect(
            refusals { try desk.sign(other, for: "find-unfounded", by: People.lind) }
                == ["step.not-from-here"])
        for person in [People.lind, People.mori, People.silva] {
            #expect(
                refusals { _ = try desk.signature(other, for: "void", by: person) }
                    == ["role.missing"])
        }
    }

    @Test(.covers("JQS-1", "JQS-7"))
    func `First its nonconformity closes on what was done in it, then the case`() throws {
        var desk = Desk()
        let nonconformity = try desk.reworkedBrackets([
            "investigation-needed": "yes", "corrective-action-needed": "yes",
            "similar-elsewhere": "OVEN-3 looked at", "risk-update": "FMEA line 12",
        ])
        let id = try desk.ready(with: nonconformity)
        #expect(
            refusals { try desk.sign(id, for: "close", by: People.lind) } == ["product-settled"])
        try desk.close(nonconformity)
        try desk.closeJoint(id)
        #expect(try desk[nonconformity].state == "closed")
        #expect(try desk[id].state == "closed")
    }
}
