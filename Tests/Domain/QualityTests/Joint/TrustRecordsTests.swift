// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Fixtures
import Quality
import Records
import Testing

/// Trust windows as they were frozen, and verdicts on what is in them.
struct TrustRecordsTests {
    private func snapshot(
        _ desk: inout Desk, _ more: [String: Typed] = [:], repeating earlier: RecordID? = nil
    ) throws -> RecordID {
        let joint = try desk.assume("joint-case", in: "assessed")
        let file = FileReference(
            digest: Digest(of: [1]), name: "window.json", size: 2, mediaType: "application/json")
        let values: [String: Typed] = [
            "query": "trust-window equipment:OVEN-2 from 2026-11-01",
            "suspects": ["equipment:OVEN-2"],
            "from": "2026-11-01T00:00:00Z", "checkpoint": "plant7.example/log-1\n120\nroot",
            "streams": ["system:MES"], "records-count": "41", "product-count": "12",
            "answer": .value(.file(file)),
        ]
        return try desk.open(
            "trust-window-snapshot", by: People.mori, values.merging(more) { $1 },
            links: [("of", joint)] + (earlier.map { [("repeats", $0)] } ?? []))
    }

    @Test(
        .covers("JQS-3", "EPK-JQS-4"), arguments: ["query", "checkpoint", "records-count", "from"])
    func `A snapshot is what it was`(field: String) throws {
        var desk = Desk()
        let id = try snapshot(&desk)
        let other: Typed = field == "from" ? "2026-11-19T00:00:00Z" : "1"
        #expect(
            refusals { try desk.amend(id, by: People.mori, [field: other]) } == ["field.fixed"])
    }

    @Test(.covers("JQS-3")) func `A repetition says what is new since`() throws {
        var desk = Desk()
        let first = try snapshot(&desk)
        let second = try snapshot(
            &desk, ["records-count": "44", "streams": ["system:MES", "system:LIMS"]],
            repeating: first)
        let growth = try #require(SnapshotGrowth(from: try desk[first], to: try desk[second]))
        #expect(growth.grown.mapValues(\.text) == [.records: "3"])
        #expect(growth.newStreams == [try Thing(.system, "LIMS")])
        #expect(SnapshotGrowth(from: try desk[second], to: try desk[first]) == nil)
    }

    @Test(.covers("JQS-3")) func `A repetition asks the same question`() throws {
        var desk = Desk()
        let first = try snapshot(&desk)
        let second = try snapshot(&desk, ["from": "2026-11-15T00:00:00Z"], repeating: first)
        #expect(
            refusals { try desk.sign(second, for: "freeze", as: .reviewed, by: People.mori) }
                == ["asks-the-same"])
    }

    private func verdict(_ desk: inout Desk, _ verdict: String) throws -> RecordID {
        let joint = try desk.assume("joint-case", in: "contained")
        return try desk.open(
            "trust-verdict", by: People.mori,
            ["stream": "system:MES", "verdict": .one(verdict), "basis": "compared with the CMM"],
            links: [("of", joint)])
    }

    @Test(.covers("EPK-JQS-5")) func `A verdict is quality's and the process owner's`() throws {
        var desk = Desk()
        let id = try verdict(&desk, "trusted")
        #expect(
            refusals { try desk.sign(id, for: "sign-off", by: People.mori) } == ["role.missing"])
        try desk.sign(id, for: "sign-off", by: People.lind)
        #expect(
            refusals { try desk.step("sign-off", on: id, by: People.lind) } == ["signature.missing"]
        )
        try desk.sign(id, for: "sign-off", by: People.dahl)
        try desk.step("sign-off", on: id, by: People.lind)
        #expect(try desk[id].state == "signed")
    }

    @Test(.covers("EPK-JQS-5")) func `Trust that was re-established says by what`() throws {
        var desk = Desk()
        let id = try verdict(&desk, "re-established")
        #expect(
            refusals { try desk.sign(id, for: "sign-off", by: People.lind) } == ["has-its-ground"])
    }
}
