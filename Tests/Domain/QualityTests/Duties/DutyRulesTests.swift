// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Quality
import Records
import Testing

struct DutyRulesTests {
    private let today = CivilDate(daysSinceEpoch: 20_778)

    @Test func `Each rule has an id of its own, a source and somebody who sees to it`() {
        let rules = DutyRules.seed.rules
        #expect(Set(rules.map(\.id)).count == rules.count)
        for rule in rules {
            #expect(rule.id.hasPrefix("OBL-"))
            #expect(!rule.cite.isEmpty && !rule.appliesIf.isEmpty && !rule.triggers.isEmpty)
            #expect(rule.owner != .service && rule.owner != .administrator)
        }
    }

    @Test
    func `A clock that starts with a submission says of which rule`() {
        for rule in DutyRules.seed.rules {
            #expect((rule.clock == .submitted) == (rule.dependsOn != nil), "\(rule.id)")
            if let before = rule.dependsOn {
                #expect(DutyRules.seed[before] != nil, "\(rule.id) depends on \(before)")
            }
        }
    }

    @Test func `Everything that can happen has a rule that speaks of it`() {
        let spoken = Set(DutyRules.seed.rules.flatMap(\.triggers))
        #expect(DutyTrigger.allCases.filter { !spoken.contains($0) }.isEmpty)
    }

    @Test(.covers("OBL-R7")) func `What is only proposed never fires, and planning shows it`() {
        let profile: Set<String> = ["gdpr-controller", "circia-entity"]
        let firing = DutyRules.seed.firing(
            for: profile, [.dataBreach, .significantIncident], on: today)
        #expect(firing.map(\.id) == ["OBL-GDPR"])
        let planned = DutyRules.seed.planned(for: profile, on: today).map(\.id)
        #expect(planned == ["OBL-GDPR-DO", "OBL-CIRCIA", "OBL-CIRCIA-R"])
    }

    @Test(.covers("OBL-CRA-V1", "OBL-CRA-V2", "OBL-CRA-V3"))
    func `Law that is adopted fires from its day on`() throws {
        let rule = try #require(DutyRules.seed["OBL-CRA-V1"])
        let before = try #require(CivilDate(year: 2026, month: 9, day: 10))
        let day = try #require(CivilDate(year: 2026, month: 9, day: 11))
        #expect(!rule.fires(on: before) && rule.fires(on: day))
        let final = try #require(DutyRules.seed["OBL-CRA-V3"])
        #expect(final.clock == .measureAvailable && final.deadline == Deadline(14, .calendarDays))
    }

    @Test(
        .covers("OBL-7012-R", "OBL-SEC", "OBL-573", "OBL-806", "OBL-FAA213", "OBL-10CFR21-N"),
        arguments: [
            ("OBL-7012-R", ClockStart.discovered, Deadline(72, .hours)),
            ("OBL-SEC", .determined, Deadline(4, .businessDays)),
            ("OBL-573", .determined, Deadline(5, .workDays)),
            ("OBL-806", .initiated, Deadline(10, .workDays)),
            ("OBL-FAA213", .determined, Deadline(24, .hours)),
            ("OBL-10CFR21-N", .directorInformed, Deadline(2, .calendarDays)),
            ("OBL-FAR", .informationReceived, Deadline(3, .workDays)),
            ("OBL-ITAR", .notified, Deadline(60, .calendarDays)),
            ("OBL-NIS2-4", .submitted, Deadline(1, .months)),
        ])
    func `Where the clock differs from awareness, the rule says so`(
        id: String, clock: ClockStart, deadline: Deadline
    ) throws {
        let rule = try #require(DutyRules.seed[id])
        #expect(rule.clock == clock && rule.deadline == deadline)
    }

    // MARK: A plant's own

    private func own(
        _ more: [String: Typed] = [:], in desk: inout Desk
    ) throws -> RecordID {
        let values: [String: Typed] = [
            "id": "OBL-NOE", "regime": "customer", "cite": "contract 4711 §9",
            "status": "in_force", "applies-if": ["aerospace-supplier"],
            "triggers": ["quality-escape"], "stage": "notice of escape", "amount": "8",
            "unit": "h", "calendar": "weekdays", "rollover": "none", "clock": "discovered",
            "recipient": "customer Aerolux", "owner": "quality-manager",
        ]
        return try desk.open("duty-rule", by: People.lind, values.merging(more) { $1 })
    }

    @Test(.covers("OBL-NOE")) func `A signed rule of the plant takes the place of ours`() throws {
        var desk = Desk()
        let id = try own(in: &desk)
        #expect(
            DutyRules.seed.overridden(by: desk.book)["OBL-NOE"]?.deadline == Deadline(24, .hours))
        try desk.sign(id, for: "activate", by: People.berg)
        try desk.step("activate", on: id, by: People.berg)
        let rules = DutyRules.seed.overridden(by: desk.book)
        #expect(rules["OBL-NOE"]?.deadline == Deadline(8, .hours))
        #expect(rules["OBL-NOE"]?.provenance == .plant)
        #expect(rules.rules.count == DutyRules.seed.rules.count)
        #expect(rules.revision.contains(id.text))
    }

    @Test func `Another than who wrote a rule puts it to work`() throws {
        var desk = Desk()
        let id = try desk.open(
            "duty-rule", by: People.berg,
            [
                "id": "OBL-X", "regime": "a", "cite": "b", "status": "in_force",
                "applies-if": ["itar"], "triggers": ["export-violation"], "stage": "c",
                "calendar": "weekdays", "rollover": "none", "clock": "aware", "recipient": "d",
                "owner": "legal",
            ])
        #expect(
            refusals { try desk.sign(id, for: "activate", by: People.berg) }
                == ["duties.not-separate"])
        try desk.sign(id, for: "activate", by: People.roux)
    }

    @Test(
        arguments: [
            ["amount": "a few"], ["amount": "0"], ["amount": "99999999"], ["unit": nil],
            ["clock": "submitted"], ["depends-on": "OBL-NIS2-1"],
        ] as [[String: Typed]])
    func `A rule that cannot be counted is not put to work`(change: [String: Typed]) throws {
        var desk = Desk()
        let id = try own(change, in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "activate", by: People.berg) } == ["rule-readable"])
    }

    @Test(.covers("OBL-R3")) func `A signed calendar of the plant is counted by, and named`() throws
    {
        var desk = Desk()
        let id = try desk.open(
            "work-calendar", by: People.lind,
            [
                "name": "weekdays", "version": "plant7-2", "source": "works council",
                "holidays": ["2026-11-23", "2026-11-24"],
            ])
        let duty = try desk.assume(
            "duty", in: "running", ["rule": "OBL-803-5", "clock-at": "2026-11-21T06:00:00Z"])
        try desk.sign(id, for: "activate", by: People.berg)
        try desk.step("activate", on: id, by: People.berg)
        #expect(DutyRules.seed.overridden(by: desk.book).revision == "2026-11+weekdays@plant7-2")
        // This rule counts by another calendar, and still does.
        #expect(DutyClock(try desk[duty], desk.book)?.calendar == "us_federal 2021")
        let rule = try #require(DutyRules.seed["OBL-IATF-SPEC"])
        let calendar = DutyRules.seed.overridden(by: desk.book).calendar(of: rule)
        #expect(calendar.version == "plant7-2")
        #expect(!calendar.isWorkingDay(20_780) && calendar.isWorkingDay(20_782))
    }

    @Test func `A rule in use is not changed`() throws {
        var desk = Desk()
        let id = try own(in: &desk)
        try desk.sign(id, for: "activate", by: People.berg)
        try desk.step("activate", on: id, by: People.berg)
        #expect(
            refusals { try desk.amend(id, by: People.berg, ["amount": "800"]) } == ["field.fixed"])
    }
}
