// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("JQS-6")) struct ExtensionRequestTests {
    private func action(in desk: inout Desk, owner: Actor = People.dahl) throws -> RecordID {
        try desk.assume(
            "action", in: "open",
            [
                "what": "Replace the switch.", "owner": .one(owner.person.text),
                "due": "2026-12-01T12:00:00Z",
            ])
    }

    private func wish(
        _ action: RecordID, by actor: Actor = People.novak, until: String = "2027-01-15T12:00:00Z",
        in desk: inout Desk
    ) throws -> RecordID {
        try desk.open(
            "extension-request", by: actor,
            [
                "for": .one(action.text), "until": .one(until), "reason": "delivery is late",
                "risk": "the account stays open",
            ])
    }

    @Test func `Approved by another, it moves the date, and the history says by what`() throws {
        var desk = Desk()
        let id = try action(in: &desk)
        let wish = try wish(id, in: &desk)
        try desk.sign(wish, for: "approve", by: People.lind)
        try desk.step("approve", on: wish, by: People.lind)
        try desk.react(to: wish)
        #expect(try desk[id].moment("due")?.rfc3339Seconds == "2027-01-15T12:00:00Z")
        let cause = desk.acts[id]?.last?.act.stamp.cause
        #expect(cause?.rule == "extension-moves-due-date" && cause?.record == wish)
    }

    @Test func `A wish that is only asked for moves nothing`() throws {
        var desk = Desk()
        let id = try action(in: &desk)
        let wish = try wish(id, in: &desk)
        #expect(
            refusals {
                try desk.amend(
                    id, by: People.dahl, ["due": "2027-01-15T12:00:00Z"],
                    cause: Cause(rule: "made-up", revision: "A", record: wish))
            } == ["field.fixed"])
    }

    @Test func `Neither who asks nor who owns the action approves`() throws {
        var desk = Desk()
        let id = try action(in: &desk)
        let asked = try wish(id, by: People.lind, in: &desk)
        #expect(
            refusals { try desk.sign(asked, for: "approve", by: People.lind) }
                == ["duties.not-separate"])
        #expect(
            refusals { try desk.sign(asked, for: "approve", by: People.dahl) }
                == ["approver-is-not-owner"])
        let deputy = People.actor(
            "P-0093", "D. Puty", [.processOwner], for: People.dahl.person)
        #expect(
            refusals { try desk.sign(asked, for: "approve", by: deputy) }
                == ["approver-is-not-owner"])
    }

    @Test func `An approved wish for one action moves no other`() throws {
        var desk = Desk()
        let id = try action(in: &desk)
        let other = try action(in: &desk)
        let wish = try wish(id, in: &desk)
        try desk.sign(wish, for: "approve", by: People.lind)
        try desk.step("approve", on: wish, by: People.lind)
        #expect(
            refusals {
                try desk.amend(
                    other, by: People.dahl, ["due": "2027-01-15T12:00:00Z"],
                    cause: Cause(rule: "made-up", revision: "A", record: wish))
            } == ["field.fixed"])
    }

    @Test func `A date that is earlier or has passed is no extension`() throws {
        var desk = Desk()
        let id = try action(in: &desk)
        let earlier = try wish(id, until: "2026-11-30T12:00:00Z", in: &desk)
        #expect(
            refusals { try desk.sign(earlier, for: "approve", by: People.lind) } == ["is-later"])
        let past = try wish(id, until: "2026-10-30T12:00:00Z", in: &desk)
        #expect(
            refusals { try desk.sign(past, for: "approve", by: People.lind) }
                == ["is-later", "is-later"])
    }

    @Test func `The wish itself is not changed after it was asked`() throws {
        var desk = Desk()
        let id = try action(in: &desk)
        let wish = try wish(id, in: &desk)
        #expect(
            refusals { try desk.amend(wish, by: People.novak, ["until": "2029-01-15T12:00:00Z"]) }
                == ["field.fixed"])
    }
}
