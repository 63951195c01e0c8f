// SPDX-License-Identifier: Apache-2.0
import Records
import Testing

struct DecisionTests {
    private func opened(_ desk: inout Desk) throws -> RecordID {
        try desk.open(
            "decision", by: People.keller, title: "Isolate the cell?",
            [
                "question": "Isolate bay 3 while a batch is in the oven?",
                "options": ["Isolate now, scrap the batch", "Let it end, watch the traffic"],
            ])
    }

    @Test func `A decision without its choice, its reason and what was known is not signed`()
        throws
    {
        var desk = Desk()
        let id = try opened(&desk)
        #expect(
            refusals { try desk.sign(id, for: "decide", by: People.ortiz) }
                == ["field.missing", "field.missing", "field.missing"])
    }

    @Test func `A decision that was taken is not edited`() throws {
        var desk = Desk()
        let id = try opened(&desk)
        try desk.amend(
            id, by: People.keller,
            ["choice": "Let it end", "reason": "Product in the oven", "known": "One host only"])
        try desk.sign(id, for: "decide", by: People.ortiz)
        try desk.step("decide", on: id, by: People.ortiz)
        #expect(
            refusals { try desk.amend(id, by: People.keller, ["reason": "It was cheaper"]) }
                == ["record.final"])
    }
}
