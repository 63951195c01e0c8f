// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Quality
import Records
import Testing

struct TriagePolicyTests {
    @Test(.covers("EPK-NC-2"), arguments: TriagePolicy.allCases)
    func `Each policy is answered before triage ends`(policy: TriagePolicy) throws {
        var desk = Desk()
        let id = try desk.triagedBrackets([policy.field: nil])
        let refused = refusals { try desk.step("triage", on: id, by: People.keller) }
        #expect(refused.contains("field.missing"))
    }

    @Test(
        .covers("EPK-NC-9", "Q9-10.2"),
        arguments: [TriagePolicy.containment, .investigation, .correctiveAction, .notification])
    func `A no without its reason is refused`(policy: TriagePolicy) throws {
        var desk = Desk()
        let id = try desk.triagedBrackets([policy.rationale: nil])
        #expect(
            refusals { try desk.step("triage", on: id, by: People.keller) }
                == ["policies-answered"])
    }

    @Test(.covers("EPK-NC-9"), arguments: ["major", "critical"])
    func `The cause of a grave one is looked for, whatever the reason`(grave: String) throws {
        var desk = Desk()
        let id = try desk.triagedBrackets(["class": .one(grave)])
        #expect(
            refusal { try desk.step("triage", on: id, by: People.keller) }
                .contains("investigation cannot be declined"))
    }

    @Test(.covers("EPK-NC-9"))
    func `Nor is the cause left alone where records are in doubt`() throws {
        var desk = Desk()
        let id = try desk.triagedBrackets(["data-integrity-in-scope": "yes"])
        #expect(
            refusals { try desk.step("triage", on: id, by: People.keller) }
                == ["policies-answered"])
    }

    @Test(.covers("EPK-NC-8", "AS9-8.7"))
    func `The owner of delivered product is told`() throws {
        var desk = Desk()
        let id = try desk.triagedBrackets(["delivered-quantity": "2 pieces"])
        #expect(
            refusal { try desk.step("triage", on: id, by: People.keller) }
                .contains("notification cannot be declined"))
    }

    @Test func `A policy that is turned down after triage is looked at again at the end`() throws {
        var desk = Desk()
        let id = try desk.reworkedBrackets()
        try desk.amend(id, by: People.keller, ["class": "major"])
        #expect(refusals { try desk.close(id) } == ["policies-answered"])
    }
}
