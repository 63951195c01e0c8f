// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Fixtures
import Quality
import Records
import Testing

struct DutyEvaluationTests {
    private func profile(
        _ terms: [String], in desk: inout Desk, site: String = "plant7"
    ) throws -> RecordID {
        let id = try desk.open(
            "applicability-profile", by: People.keller.asRegulatory,
            ["terms": .many(terms), "basis": "register of 2026", "from": "2026-11-01"], site: site)
        try desk.sign(id, for: "put-in-force", by: People.berg)
        try desk.sign(id, for: "put-in-force", by: People.roux)
        try desk.step("put-in-force", on: id, by: People.berg)
        return id
    }

    private func declared(_ scope: [String], in desk: inout Desk) throws -> RecordID {
        try desk.assume(
            "joint-case", in: "declared",
            ["scope": .many(scope), "became-aware": .value(.moment(try aware()))])
    }

    private func aware() throws -> SourceTime {
        try #require(SourceTime("2026-11-21T05:00:00Z"))
    }

    @Test(.covers("OBL-R4")) func `One case brings the duties of all regimes, each not started`()
        throws
    {
        var desk = Desk()
        _ = try profile(
            ["dod-contractor", "nis2-entity", "eu-aviation", "aerospace-supplier"], in: &desk)
        let thisCase = try declared(["security", "product", "data-integrity"], in: &desk)
        let opened = try desk.react(to: thisCase)
        let rules = Set(opened.compactMap { desk.book[$0]?.text("rule") })
        for id in ["OBL-7012-R", "OBL-NIS2-1", "OBL-NIS2-2", "OBL-PARTIS-1", "OBL-NOE"] {
            #expect(rules.contains(id), "\(id)")
        }
        for id in opened {
            let clock = try #require(DutyClock(try desk[id], desk.book))
            #expect(clock.due == nil)
            #expect(try desk[id].cause?.rule == "declared-case-brings-duties")
            #expect(try desk[id].moment("earliest")?.rfc3339Seconds == "2026-11-21T05:00:00Z")
        }
    }

    @Test func `The same case brings the same duty once`() throws {
        var desk = Desk()
        _ = try profile(["nis2-entity"], in: &desk)
        let thisCase = try declared(["security"], in: &desk)
        let opened = try desk.react(to: thisCase)
        #expect(!opened.isEmpty)
        #expect(try desk.react(to: thisCase).isEmpty)
    }

    @Test func `A case without security in scope asks nothing of a security authority`() throws {
        var desk = Desk()
        _ = try profile(["nis2-entity", "aerospace-supplier"], in: &desk)
        let thisCase = try declared(["product"], in: &desk)
        let rules = try desk.react(to: thisCase).compactMap { desk.book[$0]?.text("rule") }
        #expect(rules == ["OBL-NOE"])
    }

    @Test(.covers("EPK-NC-8"))
    func `A nonconformity that somebody must be told of brings duties too`()
        throws
    {
        var desk = Desk()
        _ = try profile(["aerospace-supplier", "nis2-entity"], in: &desk)
        let quiet = try desk.assume(
            "nonconformity", in: "containment", ["notification-needed": .value(.flag(false))])
        #expect(try desk.react(to: quiet).isEmpty)
        let loud = try desk.assume(
            "nonconformity", in: "containment", ["notification-needed": .value(.flag(true))])
        let rules = try desk.react(to: loud).compactMap { desk.book[$0]?.text("rule") }
        #expect(rules == ["OBL-NOE"])
        let joint = try desk.assume("joint-case", in: "declared", ["scope": .many(["product"])])
        let part = try desk.assume(
            "nonconformity", in: "containment", ["notification-needed": .value(.flag(true))],
            links: [("part-of", joint)])
        #expect(try desk.react(to: part).isEmpty)
    }

    @Test(.covers("OBL-R8")) func `A profile that changes judges open cases again`() throws {
        var desk = Desk()
        let thisCase = try declared(["security"], in: &desk)
        #expect(try desk.react(to: thisCase).isEmpty)
        let id = try profile(["nis2-entity"], in: &desk)
        let opened = try desk.react(to: id)
        #expect(opened.count == 4)
        for duty in opened { #expect(try desk[duty].cases == [thisCase]) }
    }

    @Test(.covers("OBL-R8")) func `A profile of another site brings nothing here`() throws {
        var desk = Desk()
        _ = try profile(["nis2-entity"], in: &desk, site: "plant8")
        let thisCase = try declared(["security"], in: &desk)
        #expect(try desk.react(to: thisCase).isEmpty)
    }

    @Test(.covers("OBL-R8")) func `A site is never without a profile`() throws {
        var desk = Desk()
        let id = try profile(["nis2-entity"], in: &desk)
        #expect(
            refusals { try desk.step("supersede", on: id, by: People.berg, because: "tidy") }
                == ["another-in-force"])
        #expect(
            refusals { try desk.amend(id, by: People.berg, ["terms": ["itar"]]) }
                == ["field.fixed"])
        let next = try profile(["itar"], in: &desk)
        try desk.link(next, "supersedes", to: id, by: People.berg)
        try desk.step("supersede", on: id, by: People.berg, because: "sold the line")
    }

    @Test(.covers("OBL-R4")) func `The board shows what is due first, then what must be asked`()
        throws
    {
        var desk = Desk()
        let thisCase = try declared(["security"], in: &desk)
        let of = [("of", thisCase)]
        let open = try desk.assume("duty", in: "not-started", ["rule": "OBL-CRA-V3"], links: of)
        let late = try desk.assume(
            "duty", in: "running", ["rule": "OBL-NIS2-2", "clock-at": "2026-11-21T05:00:00Z"],
            links: of)
        let soon = try desk.assume(
            "duty", in: "running", ["rule": "OBL-NIS2-1", "clock-at": "2026-11-21T05:00:00Z"],
            links: of)
        #expect(DutyClock.board(of: thisCase, in: desk.book).map(\.duty) == [soon, late, open])
    }
}

extension Actor {
    /// The same person with a say in regulatory affairs.
    fileprivate var asRegulatory: Actor {
        Actor(
            person: person, printedName: printedName, capacities: [Capacity(.regulatory)],
            zone: zone)
    }
}
