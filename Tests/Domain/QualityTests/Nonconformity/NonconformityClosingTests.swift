// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Quality
import Records
import Testing

/// A nonconformity in verification to which one more thing hangs must not close.
struct NonconformityClosingTests {
    @Test(
        .covers("EPK-NC-4", "EPK-NC-8", "EPK-NC-9", "EPK-NC-10", "Q9-10.2"),
        arguments: [
            ("cause", "suspected", "cause-found"),
            ("action", "open", "actions-done"),
            ("action", "done", "actions-done"),
            ("effectiveness-check", "planned", "actions-done"),
            ("effectiveness-check", "ineffective", "actions-done"),
            ("notice-of-escape", "sent", "owners-told"),
            ("duty", "running", "owners-told"),
            ("product-hold", "active", "holds-released"),
        ])
    func `It does not close while something of it is open`(
        kind: String, state: String, rule: String
    ) throws {
        var desk = Desk()
        let id = try desk.reworkedBrackets()
        try desk.assume(KindName(kind), in: StateName(state), links: [("of", id)])
        #expect(refusals { try desk.close(id) } == [rule])
    }

    @Test(
        .covers("EPK-NC-8", "EPK-NC-9", "EPK-NC-10", "RCA-EFF"),
        arguments: [
            ("investigation", ["cause-found"]),
            (
                "corrective-action",
                ["actions-done", "actions-done", "actions-done", "actions-done"]
            ),
            ("notification", ["owners-told"]),
        ])
    func `It does not close without what triage asked for`(
        policy: String, rules: [String]
    ) throws {
        var desk = Desk()
        let id = try desk.reworkedBrackets(["\(policy)-needed": "yes"])
        #expect(refusals { try desk.close(id) } == rules)
    }

    @Test(.covers("EPK-NC-10")) func `What triage asked for and is done lets it close`() throws {
        var desk = Desk()
        let id = try desk.reworkedBrackets([
            "investigation-needed": "yes", "corrective-action-needed": "yes",
            "notification-needed": "yes", "similar-elsewhere": "MILL-4 looked at, clean",
            "risk-update": "FMEA line 12",
        ])
        for (kind, state) in [
            ("cause", "verified"), ("cause", "rejected"), ("action", "verified"),
            ("effectiveness-check", "effective"), ("notice-of-escape", "acknowledged"),
        ] {
            try desk.assume(KindName(kind), in: StateName(state), links: [("of", id)])
        }
        try desk.close(id)
        #expect(try desk[id].state == "closed")
    }

    @Test(.covers("JQS-1"))
    func `Security in scope is worked on in a joint case or dismissed as one`() throws {
        var desk = Desk()
        let id = try desk.triagedBrackets([
            "security-in-scope": "yes", "investigation-needed": "yes",
        ])
        try desk.step("triage", on: id, by: People.keller)
        try desk.amend(id, by: People.keller, ["population": "both ways"])
        #expect(
            refusals { try desk.step("contain", on: id, by: People.keller) }
                == ["joint-matter-kept"])
        try desk.assume("joint-candidate", in: "open", links: [("about", id)])
        #expect(
            refusals { try desk.step("contain", on: id, by: People.keller) }
                == ["joint-matter-kept"])
        try desk.assume("joint-candidate", in: "dismissed", links: [("about", id)])
        try desk.step("contain", on: id, by: People.keller)
        #expect(try desk[id].state == "evaluation")
    }

    @Test(
        .covers("JQS-1", "JQS-7"), arguments: ["declared", "contained", "actions", "validated"])
    func `It does not close ahead of its joint case`(state: String) throws {
        var desk = Desk()
        let id = try desk.reworkedBrackets()
        let joint = try desk.assume("joint-case", in: StateName(state))
        try desk.link(id, "part-of", to: joint, by: People.keller)
        #expect(refusals { try desk.close(id) } == ["joint-case-permits"])
    }

    @Test(.covers("JQS-1")) func `Nothing that was joined is taken apart`() throws {
        var desk = Desk()
        let id = try desk.reworkedBrackets()
        let joint = try desk.assume("joint-case", in: "declared")
        try desk.link(id, "part-of", to: joint, by: People.keller)
        #expect(
            refusals {
                try desk.run(
                    .unlink(role: "part-of", from: joint), on: id, by: People.lind,
                    because: "two tracks are quicker")
            } == ["field.fixed"])
    }

    @Test(.covers("EPK-NC-5"), arguments: [nil, "ordered", "failed"])
    func `Containment that is needed is in force before it goes on`(hold: String?) throws {
        var desk = Desk()
        let id = try desk.triagedBrackets(["containment-needed": "yes"])
        try desk.step("triage", on: id, by: People.keller)
        try desk.amend(id, by: People.keller, ["population": "both ways"])
        if let hold {
            try desk.assume("product-hold", in: StateName(hold), links: [("of", id)])
        }
        #expect(refusals { try desk.step("contain", on: id, by: People.keller) } == ["contained"])
    }
}
