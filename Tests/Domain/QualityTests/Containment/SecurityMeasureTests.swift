// SPDX-License-Identifier: Apache-2.0
import Access
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("JQS-5", "EPK-JQS-9")) struct SecurityMeasureTests {
    private static let safety = People.actor(
        "P-0091", "S. Afety", [.engineering], qualified: [Concurrence.safetyQualification])

    /// Mori wants the engineering workstation off the network.
    private func measure(
        onOT: Bool = false, safety: Bool = false, in desk: inout Desk
    ) throws -> RecordID {
        try desk.open(
            "security-measure", by: People.mori,
            [
                "measure": "isolate", "things": ["system:EWS-3"],
                "on-ot": onOT ? "yes" : "no", "safety": safety ? "yes" : "no",
                "reason": "it talks to an address that nobody knows",
                "alternatives": ["block one address: it changes by the hour"],
                "side-effect": "no programme reaches line 3", "executing-system": "firewall",
                "proof": "rule 88 active",
            ])
    }

    @Test func `Apart from production, security and IT see to it themselves`() throws {
        var desk = Desk()
        let id = try measure(in: &desk)
        #expect(try desk.step("execute", on: id, by: People.novak).state == "executed")
    }

    @Test func `On a production system operations concur by signature`() throws {
        var desk = Desk()
        let id = try measure(onOT: true, in: &desk)
        #expect(refusals { try desk.step("execute", on: id, by: People.novak) } == ["concurrence"])
        #expect(
            refusals { try desk.step("execute-on-ot", on: id, by: People.novak) }
                == ["signature.missing"])
        try desk.sign(id, for: "execute-on-ot", by: People.ortiz)
        #expect(try desk.step("execute-on-ot", on: id, by: People.novak).state == "executed")
    }

    @Test func `Where somebody could come to harm, somebody qualified for safety concurs`() throws {
        var desk = Desk()
        let id = try measure(onOT: true, safety: true, in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "execute-on-ot", by: People.ortiz) }
                == ["concurrence"])
        try desk.sign(id, for: "execute-with-safety", by: People.ortiz)
        #expect(
            refusals { try desk.sign(id, for: "execute-with-safety", by: People.weiss) }
                == ["qualification.missing"])
        try desk.sign(id, for: "execute-with-safety", by: SecurityMeasureTests.safety)
        #expect(try desk.step("execute-with-safety", on: id, by: People.novak).state == "executed")
    }

    @Test func `What the register says of a system counts more than what its author says`() throws {
        var desk = Desk()
        try desk.assume(
            "system-register-entry", in: "in-use",
            ["things": ["system:EWS-3"], "on-ot": "yes", "safety": "no"])
        let id = try measure(in: &desk)
        #expect(refusals { try desk.step("execute", on: id, by: People.novak) } == ["concurrence"])
    }

    @Test func `Alternatives and the side effect are written down before it is done`() throws {
        var desk = Desk()
        let id = try measure(in: &desk)
        try desk.amend(id, by: People.mori, ["alternatives": nil, "side-effect": nil])
        #expect(
            refusals { try desk.step("execute", on: id, by: People.novak) }
                == ["field.missing", "field.missing"])
    }

    @Test(.covers("JQS-4"))
    func `A system under a preservation order is isolated, not rolled back`()
        throws
    {
        var desk = Desk()
        try desk.assume("preservation-order", in: "ordered", ["things": ["system:EWS-3"]])
        let isolation = try measure(in: &desk)
        try desk.step("execute", on: isolation, by: People.novak)
        let back = try measure(in: &desk)
        try desk.amend(back, by: People.mori, ["measure": "roll-back-configuration"])
        #expect(
            refusals { try desk.step("execute", on: back, by: People.novak) }
                == ["rolls-back-no-evidence"])
    }

    @Test func `Another than who ordered it signs that it may end`() throws {
        var desk = Desk()
        let id = try measure(in: &desk)
        try desk.step("execute", on: id, by: People.novak)
        #expect(
            refusals { try desk.sign(id, for: "lift", as: .released, by: People.mori) }
                == ["duties.not-separate"])
        try desk.sign(id, for: "lift", as: .released, by: People.moreau)
        #expect(
            try desk.step("lift", on: id, by: People.moreau, because: "rebuilt").state == "lifted")
    }

    @Test func `Whoever ordered it does not concur for operations`() throws {
        var desk = Desk()
        let both = People.actor("P-0092", "B. Oth", [.itSecurity, .operations])
        let id = try desk.open(
            "security-measure", by: both,
            [
                "measure": "isolate", "things": ["equipment:PLC-4"], "on-ot": "yes", "safety": "no",
                "reason": "it changed by itself", "alternatives": ["none"],
                "side-effect": "line 3 stops", "executing-system": "by hand", "proof": "unplugged",
            ])
        #expect(
            refusals { try desk.sign(id, for: "execute-on-ot", by: both) }
                == ["duties.not-separate"])
    }
}
