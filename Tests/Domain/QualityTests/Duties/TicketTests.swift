// SPDX-License-Identifier: Apache-2.0
import Access
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("JQS-1", "EPK-JQS-2")) struct TicketTests {
    private func ticket(in desk: inout Desk) throws -> RecordID {
        try desk.open(
            "ticket", by: People.robot, ["summary": "unknown sign-in", "source-state": "New"])
    }

    @Test func `It follows the other side, whichever way that goes`() throws {
        var desk = Desk()
        let id = try ticket(in: &desk)
        for state in ["contain", "analysis", "recover", "review", "closed"] {
            #expect(try desk.step("to-" + state, on: id, by: People.robot).state.text == state)
        }
        let record = try desk.run(.reopen, on: id, by: People.robot, because: "reopened there")
        #expect(record.state == "analysis" && record.revision == 2)
    }

    @Test func `Quality reads it and does not move it`() throws {
        var desk = Desk()
        let id = try ticket(in: &desk)
        #expect(
            refusals { try desk.step("to-closed", on: id, by: People.lind) } == ["role.missing"])
    }

    @Test func `What the other side owns comes over from there and is not typed here`() throws {
        var desk = Desk()
        let id = try ticket(in: &desk)
        let key = SystemKey(system: "itsm", kind: "incident", remoteID: "INC0042")
        try desk.run(
            .linkSystem(
                SystemLink(
                    key: key, url: nil, ownedThere: ["source-state", "summary"],
                    maturity: .synchronised)), on: id, by: People.robot)
        #expect(
            refusals { try desk.amend(id, by: People.mori, ["source-state": "Resolved"]) }
                == ["field.owned-elsewhere"])
        let record = try desk.run(
            .synchronise(key, [FieldChange("source-state", .text("Work in Progress"))]), on: id,
            by: People.robot)
        #expect(record.text("source-state") == "Work in Progress")
    }
}
