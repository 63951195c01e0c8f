// SPDX-License-Identifier: Apache-2.0
import Access
import Fixtures
import Quality
import Records
import Testing

struct DispositionTests {
    @Test(.covers("AS9-8.7", "EPK-NC-6"))
    func `The board is engineering and quality, and neither is enough`() throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let line = try desk.openLine(of: id, "20 pieces", "use-as-is", ["contract-asks": "no"])
        try desk.step("propose", on: line, by: People.keller)
        try desk.sign(line, for: "approve", by: People.lind)
        #expect(
            refusals { try desk.step("approve", on: line, by: People.lind) }
                == ["signature.missing"])
        #expect(
            refusals { try desk.sign(line, for: "approve", by: People.ortiz) } == ["role.missing"])
        try desk.sign(line, for: "approve", by: People.weiss)
        try desk.step("approve", on: line, by: People.lind)
        #expect(try desk[line].state == "approved")
    }

    @Test(.covers("AS9-8.7")) func `Who wrote a line does not sit on its board`() throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let line = try desk.openLine(of: id, "20 pieces", "scrap")
        try desk.step("propose", on: line, by: People.keller)
        #expect(
            refusals { try desk.sign(line, for: "approve", by: People.keller) }
                == ["duties.not-separate"])
    }

    @Test(
        .covers("AS9-8.7"),
        arguments: [
            ("use-as-is", 1), ("rework", 2), ("repair", 3), ("return-to-supplier", 1),
            ("regrade", 1), ("sort-screen", 1), ("other", 1),
        ])
    func `A choice is not proposed without what it asks for`(decision: String, missing: Int) throws
    {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let line = try desk.openLine(of: id, "20 pieces", decision)
        #expect(
            refusals { try desk.step("propose", on: line, by: People.keller) }
                == Array(repeating: "choice-is-complete", count: missing))
    }

    @Test(.covers("AS9-8.7"), arguments: DispositionChoice.allCases.filter { $0 != .scrap })
    func `Counterfeit product goes nowhere`(choice: DispositionChoice) throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let line = try desk.openLine(
            of: id, "20 pieces", choice.rawValue,
            [
                "counterfeit": "yes", "contract-asks": "no", "instruction": "RW-12@A",
                "adverse-effects": "none", "supplier": "party:ACME", "regraded-to": "material:B",
                "explanation": "keep it",
            ])
        #expect(
            refusals { try desk.step("propose", on: line, by: People.keller) }
                == ["counterfeit-goes-nowhere"])
    }

    @Test(.covers("AS9-8.7")) func `What was allowed cannot be turned into something else`() throws
    {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let line = try desk.approvedLine(of: id, "20 pieces", "scrap")
        #expect(
            refusals { try desk.amend(line, by: People.keller, ["decision": "use-as-is"]) }
                == ["field.fixed"])
        #expect(
            refusals { try desk.amend(line, by: People.keller, ["quantity": "1 pieces"]) }
                == ["field.fixed"])
    }

    @Test(.covers("EPK-NC-6"), arguments: ["use-as-is", "repair", "regrade", "other"])
    func `What departs from a requirement is for the board, whatever triage said`(
        decision: String
    ) throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets([
            "disposition-approval-needed": "no",
            "disposition-approval-rationale": "scrap of one bracket",
        ])
        let line = try desk.openLine(
            of: id, "20 pieces", decision,
            [
                "contract-asks": "no", "instruction": "RP-1@A", "adverse-effects": "none",
                "regraded-to": "material:B", "explanation": "sample",
            ])
        try desk.step("propose", on: line, by: People.keller)
        #expect(
            refusals { try desk.sign(line, for: "approve-without-board", by: People.lind) }
                == ["board-not-needed"])
    }

    @Test func `Scrap is for quality alone where triage saw no need for the board`() throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets([
            "disposition-approval-needed": "no", "disposition-approval-rationale": "one bracket",
        ])
        let line = try desk.openLine(of: id, "20 pieces", "scrap")
        try desk.step("propose", on: line, by: People.keller)
        try desk.sign(line, for: "approve-without-board", by: People.lind)
        try desk.step("approve-without-board", on: line, by: People.lind)
        #expect(try desk[line].state == "approved")
    }

    @Test(.covers("AS9-8.7", "IATF-8.7.1"))
    func `Where the contract asks, nothing is used as it is before the customer agreed`() throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let line = try desk.approvedLine(
            of: id, "20 pieces", "use-as-is", ["contract-asks": "yes"])
        try desk.amend(line, by: People.ortiz, ["result": "sent to assembly"])
        #expect(
            refusals { try desk.step("execute", on: line, by: People.ortiz) }
                == ["customer-agreed"])
        try desk.sign(line, for: "approve-as-customer", by: People.tanaka)
        try desk.step("approve-as-customer", on: line, by: People.keller)
        try desk.step("execute", on: line, by: People.ortiz)
        #expect(try desk[line].state == "executed")
    }

    @Test func `Nobody of the house agrees in the customer's name`() throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let line = try desk.approvedLine(
            of: id, "20 pieces", "use-as-is", ["contract-asks": "yes"])
        #expect(
            refusals { try desk.sign(line, for: "approve-as-customer", by: People.lind) }
                == ["role.missing"])
    }

    @Test(.covers("EPK-NC-12")) func `Who did it does not verify it`() throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let line = try desk.approvedLine(of: id, "20 pieces", "scrap")
        try desk.amend(
            line, by: People.keller, ["result": "milled through", "destruction-witness": "P-0002"])
        try desk.step("execute", on: line, by: People.keller)
        #expect(
            refusals { try desk.sign(line, for: "verify", as: .verified, by: People.keller) }
                == ["duties.not-separate"])
    }

    @Test(
        .covers("EPK-NC-12"),
        arguments: [
            ["inspection": "failed"], ["inspection": "passed"], [:],
        ] as [[String: String]])
    func `What was worked on passes an inspection before it is verified`(
        found: [String: String]
    ) throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let line = try desk.approvedLine(of: id, "20 pieces", "rework", Desk.rework)
        let values = found.mapValues { Typed.one($0) }
        #expect(refusals { try desk.verify(line, values) } == ["inspected-again"])
    }

    @Test(.covers("EPK-NC-13")) func `Somebody saw scrap made unusable`() throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let line = try desk.approvedLine(of: id, "20 pieces", "scrap")
        #expect(refusals { try desk.verify(line) } == ["inspected-again"])
    }

    @Test(.covers("JQS-4")) func `Evidence is not scrapped`() throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let line = try desk.approvedLine(of: id, "20 pieces", "scrap", ["product": ["serial:S-1"]])
        try desk.amend(line, by: People.ortiz, ["result": "milled through"])
        try desk.assume(
            "preservation-order", in: "ordered",
            ["things": .value(.list([.thing(try serial("S-1"))]))])
        #expect(
            refusals { try desk.step("execute", on: line, by: People.ortiz) }
                == ["nothing-preserved"])
    }

    @Test(.covers("EPK-NC-4")) func `A line is of one nonconformity only`() throws {
        var desk = Desk()
        let first = try desk.evaluatedBrackets()
        let second = try desk.evaluatedBrackets()
        let line = try desk.openLine(of: first, "20 pieces", "scrap")
        try desk.link(line, "of", to: second, by: People.keller)
        #expect(
            refusals { try desk.step("propose", on: line, by: People.keller) }
                == ["belongs-to-one"])
    }

    @Test func `A line is never taken off its nonconformity`() throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let line = try desk.openLine(of: id, "20 pieces", "scrap")
        #expect(
            refusals {
                try desk.run(
                    .unlink(role: "of", from: id), on: line, by: People.keller, because: "wrong")
            } == ["field.fixed"])
    }

    @Test(.covers("EPK-NC-4")) func `What is closed gets no more lines`() throws {
        var desk = Desk()
        let id = try desk.reworkedBrackets()
        try desk.close(id)
        #expect(refusals { _ = try desk.openLine(of: id, "1 pieces", "scrap") } == ["record.final"])
    }
}
