// SPDX-License-Identifier: Apache-2.0
import Access
import Fixtures
import Records
import Testing

struct NonconformityTests {
    @Test(.covers("Q9-8.7", "EPK-NC-1", "EPK-NC-2"))
    func `A nonconformity goes all the way and is closed`() throws {
        var desk = Desk()
        let id = try desk.reworkedBrackets()
        try desk.close(id)
        #expect(try desk[id].state == "closed")
    }

    @Test func `Its steps are taken in their order`() throws {
        var desk = Desk()
        let id = try desk.triagedBrackets()
        for step in ["contain", "evaluate", "dispose", "implement", "close"] {
            #expect(
                refusals { try desk.step(step, on: id, by: People.lind) } == ["step.not-from-here"])
        }
    }

    @Test func `An operator may write one down and not triage it`() throws {
        var desk = Desk()
        let id = try desk.openBrackets(by: People.okoro)
        try desk.step("submit", on: id, by: People.okoro)
        try desk.amend(id, by: People.keller, Desk.answers)
        #expect(refusals { try desk.step("triage", on: id, by: People.okoro) } == ["role.missing"])
    }

    @Test(.covers("EPK-NC-6"))
    func `Who wrote in it does not sign that it is closed`() throws {
        var desk = Desk()
        let id = try desk.reworkedBrackets()
        try desk.amend(id, by: People.lind, ["is-not": "bore of the other side"])
        #expect(refusals { try desk.close(id) } == ["duties.not-separate"])
        try desk.close(id, by: People.lindgren)
        #expect(try desk[id].state == "closed")
    }

    @Test func `What was signed is closed as it was signed`() throws {
        var desk = Desk()
        let id = try desk.reworkedBrackets()
        try desk.sign(id, for: "close", by: People.lind)
        try desk.amend(id, by: People.keller, ["observed": "bore 6.36"])
        #expect(
            refusals { try desk.step("close", on: id, by: People.lind) } == ["signature.missing"])
    }

    @Test func `Opened again it is triaged again`() throws {
        var desk = Desk()
        let id = try desk.reworkedBrackets()
        try desk.close(id)
        let record = try desk.run(.reopen, on: id, by: People.lind, because: "it came back")
        #expect(record.state == "triage")
        #expect(record.revision == 2)
    }

    @Test func `What its opener alone wants is not void`() throws {
        var desk = Desk()
        let id = try desk.openBrackets(by: People.lind)
        #expect(
            refusals { _ = try desk.signature(id, for: "void", by: People.lind) }
                == ["duties.not-separate"])
    }
}
