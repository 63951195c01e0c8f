// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Records
import Testing

struct NoticeOfEscapeTests {
    private func written(_ desk: inout Desk) throws -> RecordID {
        let nonconformity = try desk.openBrackets()
        return try desk.open(
            "notice-of-escape", by: People.chen,
            [
                "customer": "party:AERO", "product": ["lot:L-0417"], "quantity": "20 pieces",
                "requirement": "DWG-7@F", "found": "bore too wide", "effect": "may loosen",
                "asked": "stop using it", "discovered-at": "2026-11-21T08:00:00+01:00",
            ], links: [("of", nonconformity)])
    }

    private func approved(_ desk: inout Desk) throws -> RecordID {
        let id = try written(&desk)
        try desk.sign(id, for: "approve", by: People.lind)
        try desk.step("approve", on: id, by: People.lind)
        return id
    }

    @Test(.covers("EPK-NC-8", "OBL-NOE")) func `It counts as sent with the proof of it`() throws {
        var desk = Desk()
        let id = try approved(&desk)
        #expect(
            refusals { try desk.step("send", on: id, by: People.chen) }
                == Array(repeating: "field.missing", count: 4))
    }

    @Test(.covers("OBL-R5")) func `It was not sent before it was known, nor tomorrow`() throws {
        for time in ["2026-11-21T07:59:00+01:00", "2036-11-21T07:59:00+01:00"] {
            var desk = Desk()
            let id = try approved(&desk)
            let proof = FileReference(
                digest: Digest(of: [1]), name: "receipt.pdf", size: 1, mediaType: "application/pdf")
            try desk.amend(
                id, by: People.chen,
                [
                    "sent-at": .one(time), "sent-how": "portal", "contact": "H. Tanaka",
                    "sent-proof": .value(.file(proof)),
                ])
            #expect(
                refusals { try desk.step("send", on: id, by: People.chen) } == ["sent-in-order"])
        }
    }

    @Test(.covers("EPK-NC-8")) func `One person does not decide that an owner is not told`() throws
    {
        var desk = Desk()
        let id = try written(&desk)
        try desk.sign(id, for: "not-owed", by: People.lind)
        #expect(
            refusals {
                try desk.step("not-owed", on: id, by: People.lind, because: "they returned it")
            } == ["signature.missing"])
        #expect(
            refusals { _ = try desk.signature(id, for: "void", by: People.lind) }
                == ["role.missing"])
    }

    @Test(.covers("EPK-NC-8")) func `Whom it is for does not change`() throws {
        var desk = Desk()
        let id = try written(&desk)
        #expect(
            refusals { try desk.amend(id, by: People.chen, ["customer": "party:OTHER"]) }
                == ["field.fixed"])
    }
}
