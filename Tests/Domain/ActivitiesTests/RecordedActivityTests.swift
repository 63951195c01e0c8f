// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

struct RecordedActivityTests {
    static func sample() throws -> RecordedActivity {
        var activity = Activity(kind: "heat-treat.completed")
        activity.status = .aborted
        activity.step = "heat treatment"
        activity.summary = "Batch 12 stopped at 540 °C"
        activity.occurred = SourceTime("2026-11-03T08:00:00+01:00")
        activity.ended = SourceTime("2026-11-03T09:30:00", assuming: 60)
        activity.recordedAtSource = SourceTime("2026-11-03T09:31:00")
        activity.participants = [
            Participation(.subject, try Thing(.serial, "P7-1042")),
            Participation(
                .input, try Thing(.lot, "AL-77"), quantity: Quantity("1.50", unit: "KGM")),
            Participation(.performer, try Thing(.person, "A. Ortiz")),
            Participation(.performer, try Thing(.account, "mes-admin")),
            Participation(.programme, try Thing(.programme, "HT-4340"), revision: "7"),
            Participation(
                .signatory, try Thing(.person, "K. Lind"),
                at: SourceTime("2026-11-03T10:00:00+01:00"), meaning: "Approval"),
            Participation(.expected, try Thing(.serial, "P7-1043")),
        ]
        activity.capture = .transcribed
        activity.clock = SourceClock(.degraded, offsetMilliseconds: -1_500)
        activity.sequence = SequencePosition(stream: "furnace-2", first: 7, last: 9)
        activity.membership = Membership(of: "batch 12", ordinal: 2, count: 20)
        activity.session = "CMM-311"
        activity.valid = Validity(from: SourceTime("2026-11-01T00:00:00Z"))
        activity.exception = .open
        activity.blanks = ["operator 2"]
        activity.becameKnown = SourceTime("2026-11-05T10:00:00Z")
        activity.effect = .attach
        activity.state = .onHold
        activity.sourceState = "BLOCKED"
        var result = MeasuredResult(name: "soak temperature", value: "843.0")
        result.unit = "CEL"
        result.lowerLimit = "830"
        result.upperLimit = "840"
        result.nominal = "835"
        result.requirement = "AMS 2759/1 §3.4"
        result.characteristic = "12.1"
        result.instrument = "TC-9"
        result.claimed = .pass
        result.computed = .fail
        activity.results = [result]
        activity.attribution = .personNamed
        var correction = Correction(event: "evt-11", kind: .declaredInError)
        correction.replacements = ["evt-12", "evt-13"]
        correction.source = "urn:plant7:mes"
        correction.reason = "the \"wrong\" load\n\u{1} \\ of two"
        correction.declared = SourceTime("2026-11-04T00:00:00Z")
        activity.correction = correction
        activity.claims = [
            Claim(name: "eventHash", claimed: "a", computed: nil),
            Claim(name: "verdict", claimed: "pass", computed: "fail"),
        ]
        activity.attributes = [Attribute("shift", "night"), Attribute("Größe \u{1F529}", "")]
        var recorded = RecordedActivity(
            activity: activity,
            original: OriginalPart(
                file: Digest(of: [1]), offset: 10, length: 20, digest: Digest(of: [2])),
            reader: "test / 1")
        recorded.remarks = ["line 3: no zone"]
        return recorded
    }

    @Test func `An activity comes back from its bodies as it went in`() throws {
        let recorded = try RecordedActivityTests.sample()
        let bodies = recorded.bodies
        #expect(try RecordedActivity(content: bodies.content, person: bodies.person) == recorded)
    }

    @Test func `The bodies are canonical JSON`() throws {
        let bodies = try RecordedActivityTests.sample().bodies
        #expect(try JSON(parsing: bodies.content).canonical == bodies.content)
        let person = try #require(bodies.person)
        #expect(try JSON(parsing: person).canonical == person)
    }

    @Test func `No person's or account's name is in the content`() throws {
        let content = String(
            decoding: try RecordedActivityTests.sample().bodies.content, as: UTF8.self)
        #expect(!content.contains("Ortiz"))
        #expect(!content.contains("mes-admin"))
        #expect(content.contains("P7-1042"))
    }

    @Test func `Without the person body the rest is still read`() throws {
        let recorded = try RecordedActivityTests.sample()
        let read = try RecordedActivity(content: recorded.bodies.content, person: nil)
        #expect(read.activity.participants.count == 4)
        #expect(read.activity.results == recorded.activity.results)
    }

    @Test(arguments: ["{}", "[]", "", #"{"activity":{},"original":{}}"#])
    func `A body of another shape is refused`(text: String) {
        #expect(throws: MalformedBody.self) {
            try RecordedActivity(content: Array(text.utf8), person: nil)
        }
    }
}

struct SourceTimeTests {
    @Test func `A time without a zone has no moment and says so`() throws {
        let time = try #require(SourceTime("2026-11-03T08:00:00"))
        #expect(time.instant == nil)
        #expect(time.zone == .absent)
    }

    @Test func `An assumed zone is marked as assumed`() throws {
        let time = try #require(SourceTime("2026-11-03T08:00:00", assuming: 60))
        #expect(time.instant?.rfc3339Seconds == "2026-11-03T07:00:00Z")
        #expect(time.zone == .assumed(offsetMinutes: 60))
    }

    @Test func `An assumption never overrules what the source wrote`() throws {
        let time = try #require(SourceTime("2026-11-03T08:00:00Z", assuming: 60))
        #expect(time.zone == .given(offsetMinutes: 0))
    }
}

struct ThingTests {
    @Test func `Names that differ in bytes are different things`() throws {
        #expect(try Thing(.lot, "caf\u{e9}") != Thing(.lot, "cafe\u{301}"))
        #expect(try Thing(.lot, "A") != Thing(.serial, "A"))
    }

    @Test(arguments: ["", "a\nb", String(repeating: "x", count: 1025)])
    func `A name that nobody could read back is refused`(name: String) {
        #expect(throws: MalformedThing.self) { try Thing(.serial, name) }
    }
}
