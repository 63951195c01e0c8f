// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Quality
import Records
import Testing

struct DutyTests {
    /// A duty as a reaction opens it.
    private func duty(
        _ rule: String = "OBL-NIS2-1", _ more: [String: Typed] = [:], of thisCase: RecordID? = nil,
        in desk: inout Desk
    ) throws -> RecordID {
        let known = try #require(DutyRules.seed[rule])
        let values: [String: Typed] = [
            "rule": .one(rule), "rule-set": .one(DutyRules.seed.revision),
            "stage": .one(known.stage), "recipient": .one(known.recipient),
        ]
        return try desk.open(
            "duty", by: People.robot, values.merging(more) { $1 },
            links: thisCase.map { [("of", $0)] } ?? [])
    }

    private func start(_ id: RecordID, at time: String, in desk: inout Desk) throws {
        try desk.amend(
            id, by: People.mori, ["clock-at": .one(time), "clock-basis": "alert 77 was read"])
        try desk.sign(id, for: "start-clock", as: .certified, by: People.mori)
        try desk.step("start-clock", on: id, by: People.mori)
    }

    private static let report: Typed = .value(
        .list([
            .file(
                FileReference(
                    digest: Digest(of: [1]), name: "early-warning.pdf", size: 1,
                    mediaType: "application/pdf"))
        ]))

    private func submission(at time: String) -> [String: Typed] {
        [
            "submitted-at": .one(time), "submission": DutyTests.report,
            "receipt": "portal answered 2026/1188", "submitter": .one(People.berg.person.text),
        ]
    }

    @Test(.covers("OBL-R1")) func `A clock that has not started shows the question and no date`()
        throws
    {
        var desk = Desk()
        let id = try duty("OBL-CRA-V3", in: &desk)
        let clock = try #require(DutyClock(try desk[id], desk.book))
        #expect(clock.due == nil)
        #expect(
            clock.standing(at: desk.now)
                == .notStarted(
                    question: "When was a corrective or mitigating measure available?"))
    }

    @Test(.covers("OBL-R1")) func `A time that is only typed starts no clock`() throws {
        var desk = Desk()
        let id = try duty(in: &desk)
        try desk.amend(
            id, by: People.mori,
            ["clock-at": "2026-11-21T08:00:00Z", "clock-basis": "alert 77"])
        let clock = try #require(DutyClock(try desk[id], desk.book))
        #expect(clock.due == nil && clock.startedAt == nil)
        #expect(
            refusals { try desk.step("start-clock", on: id, by: People.mori) }
                == ["signature.missing"])
    }

    @Test(.covers("OBL-R1")) func `Nobody starts a clock without saying when and why, or tomorrow`()
        throws
    {
        var desk = Desk()
        let id = try duty(in: &desk)
        let attempt = { (desk: inout Desk) in
            try desk.sign(id, for: "start-clock", as: .certified, by: People.mori)
        }
        #expect(refusals { try _ = attempt(&desk) } == ["clock-given", "clock-given"])
        #expect(
            refusal { try _ = attempt(&desk) }
                .contains("When did somebody of us become aware of it, and who?"))
        try desk.amend(
            id, by: People.mori, ["clock-at": "2027-01-01T08:00:00Z", "clock-basis": "a guess"])
        #expect(refusals { try _ = attempt(&desk) } == ["clock-not-to-come"])
    }

    @Test(.covers("OBL-R1")) func `A service starts no clock`() throws {
        var desk = Desk()
        let id = try duty(in: &desk)
        #expect(
            refusals { try desk.step("start-clock", on: id, by: People.robot) } == ["role.missing"])
    }

    @Test(.covers("OBL-R2"))
    func `Later than the earliest evidence, both times stand with a reason`()
        throws
    {
        var desk = Desk()
        let id = try duty(
            "OBL-NIS2-1", ["earliest": "2026-11-20T22:00:00Z", "earliest-source": "alert 77"],
            in: &desk)
        #expect(
            refusals { try start(id, at: "2026-11-21T06:00:00Z", in: &desk) }
                == ["later-than-evidence"])
        #expect(
            refusals { try desk.amend(id, by: People.mori, ["earliest": nil]) } == ["field.fixed"])
        try desk.amend(
            id, by: People.mori, ["clock-rationale": "the alert was read on Saturday morning"])
        try desk.sign(id, for: "start-clock", as: .certified, by: People.mori)
        try desk.step("start-clock", on: id, by: People.mori)
        let record = try desk[id]
        #expect(record.moment("earliest")?.rfc3339Seconds == "2026-11-20T22:00:00Z")
        #expect(record.moment("clock-at")?.rfc3339Seconds == "2026-11-21T06:00:00Z")
    }

    @Test func `Signed, the clock runs and both dates are shown`() throws {
        var desk = Desk()
        let id = try duty(in: &desk)
        try start(id, at: "2026-11-21T06:10:00Z", in: &desk)
        let clock = try #require(DutyClock(try desk[id], desk.book))
        #expect(clock.due?.conservative.rfc3339Seconds == "2026-11-22T06:10:00Z")
        #expect(clock.due?.legal.rfc3339Seconds == "2026-11-22T07:00:00Z")
        #expect(clock.calendar == "weekdays 1")
    }

    @Test(.covers("OBL-R1")) func `A clock that runs from a submission waits for that very one`()
        throws
    {
        var desk = Desk()
        let thisCase = try desk.assume("joint-case", in: "declared")
        let final = try duty("OBL-NIS2-4", of: thisCase, in: &desk)
        #expect(
            refusals { try start(final, at: "2026-11-21T06:00:00Z", in: &desk) }
                == ["stage-before"])
        try desk.assume(
            "duty", in: "submitted",
            ["rule": "OBL-NIS2-2", "submitted-at": "2026-11-21T05:00:00Z"],
            links: [("of", thisCase)])
        #expect(
            refusals {
                try desk.sign(final, for: "start-clock", as: .certified, by: People.mori)
            } == ["stage-before"])
        try desk.amend(final, by: People.mori, ["clock-at": "2026-11-21T05:00:00Z"])
        try desk.sign(final, for: "start-clock", as: .certified, by: People.mori)
    }

    @Test(.covers("OBL-R5")) func `A submission is kept with its bytes, receipt and sender`() throws
    {
        var desk = Desk()
        let id = try duty(in: &desk)
        try start(id, at: "2026-11-21T06:10:00Z", in: &desk)
        #expect(
            refusals { try desk.step("submit", on: id, by: People.berg) }
                == Array(repeating: "submission-there", count: 4))
        desk.now = DeadlineTests.at("2026-11-21T12:00:00Z")
        try desk.amend(id, by: People.berg, submission(at: "2026-11-21T09:00:00Z"))
        #expect(try desk.step("submit", on: id, by: People.berg).state == "submitted")
        #expect(
            DutyClock(try desk[id], desk.book)?.standing(at: desk.now)
                == .submitted(isLate: false))
    }

    @Test(.covers("OBL-R5")) func `What is missed stays missed, says why, and is never edited`()
        throws
    {
        var desk = Desk()
        let id = try duty(in: &desk)
        try start(id, at: "2026-11-20T06:10:00Z", in: &desk)
        desk.now = DeadlineTests.at("2026-11-23T00:00:00Z")
        guard case .missed = DutyClock(try desk[id], desk.book)?.standing(at: desk.now) else {
            Issue.record("it was missed")
            return
        }
        // Neither the clock nor the time of sending is moved to look better.
        #expect(
            refusals { try desk.sign(id, for: "correct-clock", by: People.berg) }
                == ["not-missed-yet"])
        #expect(
            refusals { try desk.amend(id, by: People.mori, ["clock-at": "2026-11-22T06:10:00Z"]) }
                == ["field.fixed"])
        try desk.amend(id, by: People.berg, submission(at: "2026-11-22T09:00:00Z"))
        #expect(refusals { try desk.step("submit", on: id, by: People.berg) } == ["late-explained"])
        try desk.amend(id, by: People.berg, ["late-reason": "nobody watched on Saturday"])
        try desk.step("submit", on: id, by: People.berg)
        #expect(
            DutyClock(try desk[id], desk.book)?.standing(at: desk.now)
                == .submitted(isLate: true))
        try desk.run(.reopen, on: id, by: People.berg, because: "it looks bad")
        #expect(
            refusals {
                try desk.amend(id, by: People.berg, ["submitted-at": "2026-11-20T09:00:00Z"])
            } == ["field.fixed"])
    }

    @Test func `What was sent is neither before its clock nor in the future`() throws {
        var desk = Desk()
        let id = try duty(in: &desk)
        try start(id, at: "2026-11-21T06:10:00Z", in: &desk)
        try desk.amend(id, by: People.berg, submission(at: "2026-11-21T05:00:00Z"))
        #expect(
            refusals { try desk.step("submit", on: id, by: People.berg) } == ["submitted-plausibly"]
        )
        let other = try duty(in: &desk)
        try start(other, at: "2026-11-21T06:10:00Z", in: &desk)
        try desk.amend(other, by: People.berg, submission(at: "2026-12-21T05:00:00Z"))
        #expect(
            refusals { try desk.step("submit", on: other, by: People.berg) }
                .contains("submitted-plausibly"))
    }

    @Test(.covers("OBL-R6")) func `Not to report is never the decision of one person`() throws {
        var desk = Desk()
        let id = try duty(in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "dismiss", as: .authored, by: People.mori) }
                == Array(repeating: "criteria-answered", count: 3))
        try desk.amend(
            id, by: People.berg,
            [
                "criteria": "service outage: no; loss: under the limit",
                "decision-reason": "not significant", "reopen-when": "more systems are found",
            ])
        #expect(
            refusals { try desk.sign(id, for: "dismiss", as: .reviewed, by: People.berg) }
                == ["duties.not-separate"])
        try desk.sign(id, for: "dismiss", as: .authored, by: People.berg)
        #expect(
            refusals { try desk.sign(id, for: "dismiss", as: .reviewed, by: People.berg) }
                == ["signature.given"])
        #expect(
            refusals { try desk.step("dismiss", on: id, by: People.berg) } == ["signature.missing"])
        #expect(
            refusals { _ = try desk.signature(id, for: "void", by: People.roux) } == [
                "role.missing"
            ])
        try desk.sign(id, for: "dismiss", as: .reviewed, by: People.roux)
        try desk.step("dismiss", on: id, by: People.berg)
        #expect(
            DutyClock(try desk[id], desk.book)?.standing(at: desk.now)
                == .notReportable(wasMissed: false))
    }

    @Test(.covers("OBL-R6")) func `What was dismissed is looked at again as a new revision`() throws
    {
        var desk = Desk()
        let id = try desk.assume(
            "duty", in: "not-reportable",
            [
                "rule": "OBL-NIS2-1", "rule-set": "2026-11", "stage": "early warning",
                "recipient": "CSIRT",
            ])
        let record = try desk.run(
            .reopen, on: id, by: People.robot, because: "more systems were found")
        #expect(record.state == "reopened" && record.revision == 2)
        try start(id, at: "2026-11-21T06:10:00Z", in: &desk)
    }

    @Test(.covers("OBL-R5")) func `Opened again, its clock goes on and amendments are said`() throws
    {
        var desk = Desk()
        let id = try duty(in: &desk)
        try start(id, at: "2026-11-21T06:10:00Z", in: &desk)
        desk.now = DeadlineTests.at("2026-11-21T12:00:00Z")
        try desk.amend(id, by: People.berg, submission(at: "2026-11-21T11:00:00Z"))
        try desk.step("submit", on: id, by: People.berg)
        try desk.run(.reopen, on: id, by: People.berg, because: "a figure was wrong")
        #expect(
            refusals { try desk.amend(id, by: People.mori, ["clock-at": "2026-11-21T09:00:00Z"]) }
                == ["field.fixed"])
        #expect(DutyClock(try desk[id], desk.book)?.due != nil)
        try desk.sign(id, for: "start-clock", as: .certified, by: People.mori)
        try desk.step("start-clock", on: id, by: People.mori)
        #expect(refusals { try desk.step("submit", on: id, by: People.berg) } == ["amendment-said"])
        try desk.amend(id, by: People.berg, ["amendments": ["figure corrected, 2026/1190"]])
        try desk.step("submit", on: id, by: People.berg)
    }

    @Test func `In time, another than who started a clock signs that it was another event`() throws
    {
        var desk = Desk()
        let id = try duty(in: &desk)
        try start(id, at: "2026-11-21T06:10:00Z", in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "correct-clock", by: People.mori) }
                == ["role.missing"])
        try desk.sign(id, for: "correct-clock", by: People.berg)
        let record = try desk.step(
            "correct-clock", on: id, by: People.berg, because: "the alert was of another system")
        #expect(record.state == "not-started")
        #expect(DutyClock(record, desk.book)?.due == nil)
    }
}
