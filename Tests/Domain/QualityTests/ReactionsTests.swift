// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Fixtures
import Quality
import Records
import Testing

extension Desk {
    /// Runs every reaction to the last act of a record, as the runner does.
    @discardableResult
    mutating func react(
        to id: RecordID, _ table: [Reaction] = Reactions.table
    ) throws -> [RecordID] {
        guard let logged = acts[id]?.last else { return [] }
        var changed: [RecordID] = []
        for reaction in table {
            for wanted in reaction.when(logged, try self[id], book) {
                let cause = reaction.cause(of: wanted, for: logged)
                switch wanted.doing {
                case .open(let kind, let title, _, let values, let links):
                    changed.append(
                        try open(
                            kind, by: People.robot, title: title,
                            values.reduce(into: [:]) { all, change in
                                all[change.field] = change.value.map { Typed.value($0) } ?? .nothing
                            }, links: links.map { ($0.role, $0.target) }, cause: cause))
                case .amend(let target, _), .transition(let target, _), .reopen(let target):
                    try run(
                        wanted.command(as: target), on: target, by: People.robot,
                        because: wanted.reason, cause: cause)
                    changed.append(target)
                }
            }
        }
        return changed
    }
}

struct ReactionsTests {
    @Test func `Each reaction has a name of its own, a revision and a sentence`() {
        let table = Reactions.table
        #expect(Set(table.map(\.rule)).count == table.count)
        for reaction in table {
            #expect(reaction.title.hasSuffix("."))
            #expect(!reaction.revision.isEmpty)
        }
    }

    @Test func `The same act is answered by the same request`() throws {
        var desk = Desk()
        let id = try desk.assume("extension-request", in: "approved")
        let act = try #require(desk.acts[id]?.last)
        let reaction = Reactions.extensionMovesDueDate
        #expect(reaction.request(for: act) == "reaction:extension-moves-due-date:A:0")
        #expect(reaction.request(for: act, number: 1) == "reaction:extension-moves-due-date:A:0.1")
    }

    @Test func `An act that a rule does not speak of is not answered`() throws {
        var desk = Desk()
        let id = try desk.assume("decision", in: "decided")
        #expect(try desk.react(to: id).isEmpty)
    }

    @Test(.covers("SEC-27037-2")) func `Accepted evidence is in the receiver's custody`() throws {
        var desk = Desk()
        let order = try desk.assume(
            "preservation-order", in: "preserved",
            [
                "things": ["system:EWS-3"], "custodian": .one(People.novak.person.text),
                "location": "safe 2", "digest": .many([PreservationTests.digest]),
            ])
        let transfer = try desk.open(
            "custody-transfer", by: People.novak,
            [
                "order": .one(order.text), "to": .one(People.roux.person.text),
                "location": "court safe", "purpose": "for the prosecutor",
                "digest": .many([PreservationTests.digest]),
            ])
        try desk.sign(transfer, for: "accept", as: .acknowledged, by: People.roux)
        try desk.step("accept", on: transfer, by: People.roux)
        try desk.react(to: transfer)
        #expect(try desk[order].people("custodian") == [People.roux.person])
        #expect(try desk[order].text("location") == "court safe")
    }

    @Test(.covers("VAL-15")) func `A change that is carried out unsettles what was validated`()
        throws
    {
        var desk = Desk()
        let state = try desk.assume(
            "validation-state", in: "validated",
            [
                "things": ["system:MES", "programme:1001"], "until": "2027-06-30",
                "use": "dispatch", "plan": "VP-7@B", "iq": "as listed", "oq": "58 tests",
                "pq": "3 batches", "deviations": "none",
            ])
        let change = try desk.assume(
            "change", in: "approved",
            [
                "things": ["system:MES", "programme:1001"], "what": "patch 5", "reason": "weakness",
                "way-back": "image", "product-impact": "none", "data-impact": "none",
                "validation-impact": "login again", "security-relevant": "no",
            ])
        try desk.step("start", on: change, by: People.novak)
        #expect(try desk.react(to: change) == [state, state])
        #expect(try desk[state].state == "change-pending")
        #expect(try desk[state].records("change") == [change])
    }

    @Test(.covers("JQS-7")) func `What a declared case calls suspect is cleared by two people`()
        throws
    {
        var desk = Desk()
        let state = try desk.assume(
            "validation-state", in: "validated",
            [
                "things": ["system:MES"], "until": "2027-06-30", "use": "dispatch",
                "plan": "VP-7@B", "iq": "as listed", "oq": "58 tests", "pq": "3 batches",
                "deviations": "none",
            ])
        let thisCase = try desk.assume(
            "joint-case", in: "declared",
            ["suspects": .value(.list([.thing(try Thing(.system, "MES"))]))])
        #expect(try desk.react(to: thisCase) == [state])
        #expect(try desk[state].state == "suspect")
        #expect(
            refusals { try desk.sign(state, for: "clear", by: People.dahl) } == ["cleared-because"])
        try desk.amend(
            state, by: People.novak, ["cleared-because": "all programmes compared with the release"]
        )
        try desk.sign(state, for: "clear", by: People.dahl)
        #expect(
            refusals { try desk.step("clear", on: state, by: People.dahl) }
                == ["signature.missing"])
        try desk.sign(state, for: "clear", by: People.lind)
        #expect(try desk.step("clear", on: state, by: People.dahl).state == "validated")
    }
}
