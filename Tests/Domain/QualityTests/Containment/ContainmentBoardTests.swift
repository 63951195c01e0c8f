// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("EPK-JQS-7", "EPK-JQS-9")) struct ContainmentBoardTests {
    @Test func `Product, systems and evidence of a case stand on one board`() throws {
        var desk = Desk()
        let thisCase = try desk.assume("nonconformity", in: "containment")
        let other = try desk.assume("nonconformity", in: "containment")
        let of = [("of", thisCase)]
        let hold = try desk.assume(
            "product-hold", in: "active",
            [
                "type": "quality", "things": ["lot:L-1"], "executing-system": "MES",
                "side-effect": "line 3 waits", "proof": "HOLD-77",
            ], links: of)
        let order = try desk.assume(
            "preservation-order", in: "ordered",
            ["things": ["system:EWS-3"], "due": "2026-11-21T08:00:00Z"], links: of)
        let measure = try desk.assume(
            "security-measure", in: "executed", ["things": ["system:EWS-3"]], links: of)
        try desk.assume("product-hold", in: "active", ["type": "quality"], links: [("of", other)])
        let late = Instant(seconds: 1_795_255_200 + 86_400)
        let board = ContainmentBoard(of: thisCase, in: desk.book, at: late)
        #expect(board.rows.map(\.record) == [hold, measure, order])
        #expect(board.rows.map(\.isOverdue) == [false, false, true])
        #expect(board.rows[0].executingSystem == "MES")
        #expect(board.rows[0].sideEffect == "line 3 waits")
        #expect(!board.isContained)
        let early = ContainmentBoard(of: thisCase, in: desk.book, at: Instant(seconds: 0))
        #expect(early.rows.allSatisfy { !$0.isOverdue })
    }

    @Test func `A freeze counts the conditions that are met, and names the others`() throws {
        var desk = Desk()
        let thisCase = try desk.assume("nonconformity", in: "containment")
        let hold = try desk.assume(
            "product-hold", in: "active", ["type": "quality"], links: [("of", thisCase)])
        var open: [RecordID] = []
        for (index, state) in ["met", "met", "met", "set", "set", "waived"].enumerated() {
            let id = try desk.assume(
                "release-condition", in: StateName(state), title: "condition \(index)",
                ["hold": .one(hold.text)])
            if state == "set" { open.append(id) }
        }
        let board = ContainmentBoard(of: thisCase, in: desk.book, at: t0)
        #expect(board.freezes.map(\.line) == ["3 of 5 conditions met"])
        #expect(board.freezes.first?.waitsFor == open)
        #expect(board.isContained)
    }

    @Test func `What contains a nonconformity contains the case that it is part of`() throws {
        var desk = Desk()
        let joint = try desk.assume("joint-case", in: "assessed")
        let part = try desk.assume("nonconformity", in: "containment", links: [("part-of", joint)])
        let hold = try desk.assume(
            "product-hold", in: "active", ["type": "quality"], links: [("of", part)])
        #expect(ContainmentBoard(of: joint, in: desk.book, at: t0).rows.map(\.record) == [hold])
    }

    @Test func `A case that nobody contained is not contained`() throws {
        var desk = Desk()
        let thisCase = try desk.assume("nonconformity", in: "containment")
        #expect(!ContainmentBoard(of: thisCase, in: desk.book, at: t0).isContained)
    }
}
