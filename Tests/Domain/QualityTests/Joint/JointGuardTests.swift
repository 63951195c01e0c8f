// SPDX-License-Identifier: Apache-2.0
import Activities
import Fixtures
import Quality
import Records
import Testing

/// Each arrow of a joint case, with one thing wrong.
struct JointGuardTests {
    @Test(
        .covers("JQS-2", "EPK-JQS-6"), arguments: [[], ["draft"], ["signed", "draft"]])
    func `It is not assessed without an assessment that is signed`(states: [String]) throws {
        var desk = Desk()
        let id = try desk.linked()
        for state in states {
            try desk.assume("impact-assessment", in: StateName(state), links: [("of", id)])
        }
        #expect(refusals { try desk.step("assess", on: id, by: People.lind) } == ["impact-signed"])
    }

    @Test(.covers("JQS-3", "JQS-4", "EPK-JQS-4", "EPK-JQS-7", "EPK-JQS-8"))
    func `It is contained when product, systems and evidence are`() throws {
        var desk = Desk()
        let id = try desk.joint(upTo: "assessed")
        #expect(
            Set(refusals { try desk.step("contain", on: id, by: People.lind) })
                == ["containment-complete", "product-held", "evidence-preserved", "window-frozen"])
    }

    @Test(
        .covers("JQS-4", "EPK-JQS-9"),
        arguments: [
            ("product-hold", "ordered"), ("product-hold", "failed"),
            ("security-measure", "ordered"), ("security-measure", "failed"),
            ("preservation-order", "ordered"),
        ])
    func `What was only ordered contains nothing`(kind: String, state: String) throws {
        var desk = Desk()
        let id = try desk.joint(upTo: "assessed")
        for (kind, state) in [
            ("product-hold", "active"), ("security-measure", "executed"),
            ("preservation-order", "preserved"), ("trust-window-snapshot", "frozen"),
        ] {
            try desk.assume(KindName(kind), in: StateName(state), links: [("of", id)])
        }
        try desk.assume(KindName(kind), in: StateName(state), links: [("of", id)])
        #expect(
            refusals { try desk.step("contain", on: id, by: People.lind) }
                == ["containment-complete"])
    }

    @Test(.covers("EPK-JQS-5"), arguments: [[], ["proposed"], ["signed", "signed"]])
    func `Each stream has one signed verdict`(states: [String]) throws {
        var desk = Desk()
        let id = try desk.joint(upTo: "contained")
        try desk.assume(
            "cause", in: "verified", ["domain": .value(.choice("both"))], links: [("of", id)])
        for state in states {
            try desk.assume(
                "trust-verdict", in: StateName(state),
                ["stream": "system:MES", "verdict": "trusted"], links: [("of", id)])
        }
        #expect(
            refusals { try desk.step("find-cause", on: id, by: People.lind) } == ["streams-judged"])
    }

    @Test(
        .covers("EPK-JQS-11", "RCA-ISH"),
        arguments: [
            [("suspected", "both")], [("rejected", "security")],
            [("verified", "both"), ("suspected", "quality")], [("verified", "quality")],
        ])
    func `A cause is verified, none open, and security was looked at`(
        causes: [(String, String)]
    ) throws {
        var desk = Desk()
        let id = try desk.joint(upTo: "contained")
        try desk.assume(
            "trust-verdict", in: "signed", ["stream": "system:MES", "verdict": "trusted"],
            links: [("of", id)])
        for (state, domain) in causes {
            try desk.assume(
                "cause", in: StateName(state), ["domain": .value(.choice(domain))],
                links: [("of", id)])
        }
        #expect(
            refusals { try desk.step("find-cause", on: id, by: People.lind) } == ["cause-verified"])
    }

    @Test(.covers("JQS-6"), arguments: [[], ["done"], ["verified", "open"], ["ineffective"]])
    func `Actions are done and verified`(states: [String]) throws {
        var desk = Desk()
        let id = try desk.joint(upTo: "cause")
        for state in states {
            try desk.assume("action", in: StateName(state), links: [("of", id)])
        }
        #expect(refusals { try desk.step("act", on: id, by: People.lind) } == ["actions-done"])
    }

    private func oven(
        _ desk: inout Desk, _ kind: KindName, _ state: StateName, for id: RecordID,
        _ more: [String: Typed] = [:]
    ) throws {
        let things: [String: Typed] = [
            "things": .value(.list([.thing(try Thing(.equipment, "OVEN-2"))]))
        ]
        try desk.assume(kind, in: state, things.merging(more) { $1 }, links: [("of", id)])
    }

    @Test(
        .covers("JQS-7", "EPK-JQS-12"),
        arguments: ["not-validated", "planned", "suspect", "lapsed", "change-pending"])
    func `A suspect that is not validated again stops it`(state: String) throws {
        var desk = Desk()
        let id = try desk.joint(upTo: "actions")
        try oven(&desk, "validation-state", StateName(state), for: id)
        #expect(
            refusals { try desk.step("validate", on: id, by: People.lind) } == ["validated-again"])
    }

    @Test(
        .covers("JQS-7", "RCA-LAYER"),
        arguments: [
            ("approved", "2027-06-30", true), ("proposed", "2027-06-30", false),
            ("ended", "2027-06-30", false), ("approved", "2026-11-19", false),
        ])
    func `Layers shield it while they are approved and last`(
        state: String, until: String, shields: Bool
    ) throws {
        var desk = Desk()
        let id = try desk.joint(upTo: "actions")
        try oven(&desk, "validation-state", "suspect", for: id)
        let day = try #require(FieldType.date.read(until))
        try oven(&desk, "layered-mitigation", StateName(state), for: id, ["expires": .value(day)])
        let refused = refusals { try desk.step("validate", on: id, by: People.lind) }
        #expect(refused.isEmpty == shields)
    }

    @Test(.covers("JQS-7", "RCA-EFF"), arguments: [[], ["due"], ["effective", "ineffective"]])
    func `What was done is shown to help`(states: [String]) throws {
        var desk = Desk()
        let id = try desk.joint(upTo: "validated")
        for state in states {
            try desk.assume("effectiveness-check", in: StateName(state), links: [("of", id)])
        }
        #expect(
            refusals { try desk.step("prove", on: id, by: People.lind) } == ["effectiveness-proven"]
        )
    }

    @Test(
        .covers("JQS-7", "EPK-JQS-7", "EPK-JQS-10"),
        arguments: [
            ("product-hold", "active", "product-settled"),
            ("action", "open", "actions-done"),
            ("cause", "suspected", "cause-verified"),
            ("effectiveness-check", "ineffective", "effectiveness-proven"),
            ("duty", "running", "duties-satisfied"),
            ("security-measure", "ordered", "nothing-left-open"),
            ("preservation-order", "ordered", "nothing-left-open"),
            ("rebuild", "planned", "nothing-left-open"),
            ("change", "implementing", "nothing-left-open"),
            ("notice-of-escape", "sent", "nothing-left-open"),
            ("impact-assessment", "draft", "impact-signed"),
        ])
    func `It does not close with anything open`(kind: String, state: String, rule: String) throws {
        var desk = Desk()
        let id = try desk.ready()
        try desk.assume(KindName(kind), in: StateName(state), links: [("of", id)])
        #expect(refusals { try desk.sign(id, for: "close", by: People.lind) } == [rule])
    }

    @Test(.covers("JQS-7", "EPK-JQS-7"))
    func `It does not close before its nonconformities`() throws {
        var desk = Desk()
        let id = try desk.ready()
        try desk.assume("nonconformity", in: "verification", links: [("part-of", id)])
        #expect(
            refusals { try desk.sign(id, for: "close", by: People.lind) } == ["product-settled"])
    }

    @Test(.covers("JQS-7", "EPK-JQS-5")) func `It does not close with a stream merely suspect`()
        throws
    {
        var desk = Desk()
        let id = try desk.ready()
        try desk.assume(
            "trust-verdict", in: "signed", ["stream": "system:LIMS", "verdict": "suspect"],
            links: [("of", id)])
        #expect(
            refusals { try desk.sign(id, for: "close", by: People.lind) } == ["nothing-in-doubt"])
    }

    @Test(.covers("EPK-JQS-10")) func `No duty at all is said with its reason`() throws {
        var desk = Desk()
        let id = try desk.joint(upTo: "effectiveness")
        try desk.amend(id, by: People.keller, ["lessons": "sign programmes"])
        let codes = refusals { try desk.sign(id, for: "close", by: People.lind) }
        #expect(codes == ["duties-satisfied", "nothing-left-open"])
    }

    @Test(.covers("JQS-7")) func `One function alone closes nothing`() throws {
        var desk = Desk()
        let id = try desk.ready()
        try desk.sign(id, for: "close", by: People.lind)
        #expect(
            refusals { try desk.step("close", on: id, by: People.lind) } == ["signature.missing"])
    }

    @Test(.covers("JQS-7")) func `What is closed has nothing hung on it any more`() throws {
        var desk = Desk()
        let id = try desk.ready()
        try desk.closeJoint(id)
        #expect(
            refusals {
                try desk.open(
                    "trust-verdict", by: People.mori, ["stream": "system:MES"], links: [("of", id)])
            } == ["record.final"])
    }

    @Test(.covers("JQS-1", "JQS-7"))
    func `A scope that shrinks does not make the case smaller`() throws {
        var desk = Desk()
        let id = try desk.ready()
        try desk.amend(id, by: People.lind, ["scope": ["supplier"]])
        #expect(
            refusals { try desk.sign(id, for: "close", by: People.lind) }
                == ["scope-is-whole", "scope-is-whole"])
    }

    @Test(.covers("JQS-7", "EPK-JQS-12"))
    func `A suspect struck off the list is still to be validated`() throws {
        var desk = Desk()
        let id = try desk.ready()
        try desk.assume(
            "trust-window-snapshot", in: "frozen",
            ["suspects": ["system:LIMS"], "streams": ["system:MES"]], links: [("of", id)])
        try desk.amend(id, by: People.lind, ["suspects": ["account:svc-mes"]])
        #expect(
            refusals { try desk.sign(id, for: "close", by: People.lind) } == ["validated-again"])
    }

    @Test(.covers("JQS-7")) func `One who takes over both leads does not close it`() throws {
        var desk = Desk()
        let id = try desk.ready()
        try desk.amend(id, by: People.lind, ["co-lead": "P-0001"])
        #expect(refusals { try desk.sign(id, for: "close", by: People.lind) } == ["leads-differ"])
    }

    @Test(.covers("JQS-8")) func `It does not close over a question nobody decided`() throws {
        var desk = Desk()
        let id = try desk.ready()
        try desk.assume("decision", in: "open", links: [("about", id)])
        #expect(
            refusals { try desk.sign(id, for: "close", by: People.lind) } == ["nothing-left-open"])
    }
}
