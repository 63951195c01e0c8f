// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Quality
import Records
import Testing

struct EightDTests {
    private func view(_ desk: Desk, _ id: RecordID) throws -> EightD {
        EightD(of: try desk[id], in: desk.book)
    }

    @Test(.covers("RCA-8D"))
    func `There are nine disciplines, and an empty one says what it lacks`() throws {
        var desk = Desk()
        let id = try desk.openBrackets()
        let view = try view(desk, id)
        #expect(view.disciplines.map(\.number) == Array(0...8))
        #expect(view.disciplines.allSatisfy { !$0.isComplete })
        #expect(view.disciplines[2].fillings.map(\.what) == ["observed"])
        #expect(view.disciplines[2].missing == ["\"is\" is empty", "\"is-not\" is empty"])
    }

    @Test(.covers("RCA-8D-T")) func `A root cause says why it was made, missed and allowed`() throws
    {
        var desk = Desk()
        let id = try desk.openBrackets()
        func missing() throws -> Int { try view(desk, id).disciplines[4].missing.count }
        #expect(try missing() == 3)
        for (leg, state) in [
            ("occurrence", "verified"), ("detection", "suspected"), ("system", "verified"),
        ] {
            try desk.assume(
                "cause", in: StateName(state), ["leg": .value(.choice(leg))], links: [("of", id)])
        }
        #expect(try missing() == 1)
    }

    @Test(.covers("RCA-8D-T"))
    func `Containment is not taken away before the permanent action is proven`() throws {
        var desk = Desk()
        let id = try desk.openBrackets()
        try desk.assume("action", in: "done", links: [("of", id)])
        try desk.assume("product-hold", in: "released", links: [("of", id)])
        #expect(try view(desk, id).disciplines[3].missing.count == 1)
    }

    @Test(.covers("RCA-8D-T")) func `What is verified and proven fills the sixth`() throws {
        var desk = Desk()
        let id = try desk.openBrackets()
        try desk.assume("action", in: "verified", links: [("of", id)])
        #expect(try view(desk, id).disciplines[6].missing == ["nobody looks whether it helps"])
        try desk.assume("effectiveness-check", in: "effective", links: [("of", id)])
        #expect(try view(desk, id).disciplines[6].isComplete)
    }

    @Test(.covers("RCA-8D")) func `What is done in its joint case counts`() throws {
        var desk = Desk()
        let id = try desk.openBrackets()
        let joint = try desk.assume("joint-case", in: "cause")
        try desk.link(id, "part-of", to: joint, by: People.keller)
        try desk.assume("action", in: "verified", links: [("of", joint)])
        #expect(try view(desk, id).disciplines[5].isComplete)
    }
}
