// SPDX-License-Identifier: Apache-2.0
import Access
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("RCA-5W", "RCA-ISH")) struct CauseTests {
    private func cause(
        _ more: [String: Typed] = [:], by actor: Actor = People.keller, in desk: inout Desk
    ) throws -> RecordID {
        let values: [String: Typed] = [
            "statement": "The tool offset was changed at 02:14.", "leg": "occurrence",
            "category": "technical-control", "branch": "change-and-configuration",
            "domain": "both", "for": "history of the controller", "method": "log-analysis",
            "result": "offset 0.3 mm, no change record",
        ]
        return try desk.open("cause", by: actor, values.merging(more) { $1 })
    }

    @Test func `Another than who suspected it signs that it was shown`() throws {
        var desk = Desk()
        let id = try cause(in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "verify", as: .verified, by: People.keller) }
                == ["duties.not-separate"])
        try desk.sign(id, for: "verify", as: .verified, by: People.weiss)
        #expect(try desk.step("verify", on: id, by: People.weiss).state == "verified")
    }

    @Test func `A cause without evidence and method is not verified`() throws {
        var desk = Desk()
        let id = try cause(["for": nil, "method": nil, "result": nil], in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "verify", as: .verified, by: People.weiss) }
                == ["field.missing", "field.missing", "field.missing"])
    }

    @Test func `Operator error alone is refused, with the question behind it`() throws {
        var desk = Desk()
        let id = try cause(
            [
                "category": "human", "branch": "man", "statement": "Operator error.",
                "is-root": "yes",
            ],
            in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "verify", as: .verified, by: People.weiss) }
                == ["not-the-person-alone", "not-the-person-alone"])
        try desk.amend(
            id, by: People.keller,
            ["is-root": "no", "human-factors": "two offsets stand side by side on the screen"])
        try desk.sign(id, for: "verify", as: .verified, by: People.weiss)
    }

    @Test func `Ruled out means: because of something`() throws {
        var desk = Desk()
        let id = try cause(["result": nil], in: &desk)
        #expect(
            refusals { try desk.step("reject", on: id, by: People.keller) } == ["field.missing"])
        try desk.amend(id, by: People.keller, ["result": "the controller was off that night"])
        #expect(try desk.step("reject", on: id, by: People.keller).state == "rejected")
    }
}
