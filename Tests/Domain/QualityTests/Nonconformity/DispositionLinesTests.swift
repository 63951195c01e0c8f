// SPDX-License-Identifier: Apache-2.0
import Activities
import Fixtures
import Quality
import Records
import Testing

struct DispositionLinesTests {
    private func imbalance(_ lines: [String], of affected: String) throws -> [String] {
        var desk = Desk()
        let id = try desk.assume(
            "nonconformity", in: "disposition", ["affected-quantity": .one(affected)])
        for line in lines {
            try desk.assume(
                "disposition", in: "pending", ["quantity": .one(line)], links: [("of", id)])
        }
        return DispositionLines(of: try desk[id], in: desk.book).imbalance.map(\.message)
    }

    @Test(
        .covers("EPK-NC-4"),
        arguments: [
            (["12 pieces", "7 pieces", "1 pieces"], "20 pieces"),
            (["20"], "20 pieces"),
            (["0.1 kg", "0.2 kg"], "0.3 kg"),
            (["1e1 kg", "2.50 kg"], "12.5 kg"),
        ])
    func `Lines that come to what is affected are in balance`(
        lines: [String], affected: String
    ) throws {
        #expect(try imbalance(lines, of: affected).isEmpty)
    }

    @Test(
        .covers("EPK-NC-4"),
        arguments: [
            (["12 pieces", "7 pieces"], "20 pieces", "the dispositions come to 19 pieces"),
            (["21 pieces"], "20 pieces", "the dispositions come to 21 pieces"),
            (["100 g"], "0.1 kg", "it is in g, what is affected in kg"),
            (["25 pieces", "-5 pieces"], "20 pieces", "it is for no amount"),
            (["20 pieces", "0 pieces"], "20 pieces", "it is for no amount"),
            ([], "20 pieces", "no disposition says what is done with it"),
            (["0 pieces"], "0 pieces", "0 pieces cannot be affected"),
            (["0.1 kg", "0.2 kg"], "0.30000000000000004 kg", "the dispositions come to 0.3 kg"),
        ])
    func `Lines that do not are named`(
        lines: [String], affected: String, message: String
    ) throws {
        #expect(try imbalance(lines, of: affected).first?.hasPrefix(message) == true)
    }

    @Test(.covers("EPK-NC-4")) func `A serial stands on one line only`() throws {
        var desk = Desk()
        let id = try desk.assume("nonconformity", in: "disposition", ["affected-quantity": "2"])
        for _ in 1...2 {
            try desk.assume(
                "disposition", in: "pending", ["quantity": "1", "product": "serial:S-1"],
                links: [("of", id)])
        }
        let obstacles = DispositionLines(of: try desk[id], in: desk.book).imbalance
        #expect(obstacles.map(\.field) == ["product"])
    }

    @Test(.covers("EPK-NC-4", "EPK-NC-6"))
    func `Nothing is done before every piece has an approved disposition`() throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        _ = try desk.approvedLine(of: id, "12 pieces", "rework", Desk.rework)
        #expect(
            refusals { try desk.step("dispose", on: id, by: People.keller) } == ["lines-approved"])
        _ = try desk.openLine(of: id, "8 pieces", "scrap")
        #expect(
            refusals { try desk.step("dispose", on: id, by: People.keller) } == ["lines-approved"])
    }

    @Test(.covers("EPK-NC-4"))
    func `It does not close while a line is not verified`() throws {
        var desk = Desk()
        let id = try desk.reworkedBrackets()
        try desk.amend(id, by: People.keller, ["affected-quantity": "21 pieces"])
        _ = try desk.openLine(of: id, "1 pieces", "scrap")
        #expect(refusals { try desk.close(id) } == ["lines-verified"])
    }

    @Test func `A line that was withdrawn leaves its pieces to others`() throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        let first = try desk.approvedLine(of: id, "20 pieces", "rework", Desk.rework)
        try desk.step("withdraw", on: first, by: People.keller, because: "eight are beyond it")
        _ = try desk.approvedLine(of: id, "12 pieces", "rework", Desk.rework)
        #expect(
            refusals { try desk.step("dispose", on: id, by: People.keller) } == ["lines-approved"])
        _ = try desk.approvedLine(of: id, "8 pieces", "scrap")
        try desk.step("dispose", on: id, by: People.keller)
        #expect(try desk[id].state == "implementation")
    }

    @Test(
        .covers("EPK-NC-4"),
        arguments: ["used-quantity", "quarantined-quantity", "delivered-quantity"])
    func `No more is used, set apart or gone than is affected`(field: String) throws {
        var desk = Desk()
        let id = try desk.evaluatedBrackets()
        _ = try desk.approvedLine(of: id, "20 pieces", "rework", Desk.rework)
        try desk.amend(id, by: People.keller, [field: "21 pieces"])
        #expect(
            refusals { try desk.step("dispose", on: id, by: People.keller) }
                == ["quantities-make-sense"])
    }
}
