// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Quality
import Records
import Testing

struct RecurrenceTests {
    private let plain: [String: Typed] = [
        "part": "material:BR-7", "characteristic": "4", "defect-codes": ["D-12", "D-3"],
        "equipment": ["equipment:MILL-3"], "detected-at": "2026-11-20T09:00:00+01:00",
    ]

    /// What the earlier ones of a nonconformity have in common with it, one earlier one given.
    private func signs(_ earlier: [String: Typed]) throws -> [[Recurrence.Sign]] {
        var desk = Desk()
        try desk.assume("nonconformity", in: "closed", earlier)
        let now = try desk.assume("nonconformity", in: "triage", plain)
        return Recurrence.vendorDefault.earlier(than: try desk[now], among: desk.book.all)
            .map(\.signs)
    }

    @Test(.covers("IATF-10.2", "RCA-8D-T")) func `Two signs in common make it an earlier one`()
        throws
    {
        #expect(
            try signs([
                "defect-codes": ["D-3"], "part": "material:BR-7",
                "detected-at": "2026-05-01T00:00:00Z",
            ]) == [[.part, .defectCode]])
        #expect(
            try signs([
                "characteristic": "4", "equipment": ["equipment:MILL-3"], "part": "material:BR-9",
                "detected-at": "2026-05-01T00:00:00Z",
            ]) == [[.characteristic, .equipment]])
    }

    @Test(.covers("IATF-10.2")) func `One sign in common is chance`() throws {
        #expect(
            try signs(["part": "material:BR-7", "detected-at": "2026-05-01T00:00:00Z"]).isEmpty)
    }

    @Test(
        .covers("IATF-10.2"),
        arguments: [
            ("2025-11-20T09:00:00+01:00", true), ("2025-11-20T08:59:59+01:00", false),
            ("2026-11-20T08:59:59+01:00", true), ("2026-11-20T09:00:01+01:00", false),
        ])
    func `The window is a year back from when it was found`(found: String, isEarlier: Bool) throws {
        let matches = try signs(plain.merging(["detected-at": .one(found)]) { $1 })
        #expect(!matches.isEmpty == isEarlier)
    }

    @Test func `Those with most in common come first, void ones not at all`() throws {
        var desk = Desk()
        let some = try desk.assume(
            "nonconformity", in: "closed",
            plain.merging(["equipment": ["equipment:X"], "detected-at": "2026-11-01T00:00:00Z"]) {
                $1
            })
        let most = try desk.assume(
            "nonconformity", in: "closed",
            plain.merging(["detected-at": "2026-02-01T00:00:00Z"]) { $1 })
        try desk.assume(
            "nonconformity", in: Voided.state,
            plain.merging(["detected-at": "2026-03-01T00:00:00Z"]) { $1 })
        let now = try desk.assume("nonconformity", in: "triage", plain)
        let matches = Recurrence.vendorDefault.earlier(than: try desk[now], among: desk.book.all)
        #expect(matches.map(\.record) == [most, some])
        #expect(Recurrence.vendorDefault.isRecurrence(matches))
        #expect(!Recurrence(windowDays: 365, signsMin: 2, earlierMin: 3).isRecurrence(matches))
    }
}
