// SPDX-License-Identifier: Apache-2.0
import Activities
import ActivityDocuments
import Canon
import Reading
import Testing

/// How a record came about: what each member becomes, and what is said of one that is wrong.
struct RecordingConditionsTests {
    private func read(_ members: String) -> ReadBatch {
        let text =
            #"{"id":"1","source":"urn:plant7:mes","activity":"step","#
            + #""occurred":"2026-11-03T08:00:00+01:00",\#(members)}"#
        return ActivityDocumentFormat().read(Array(text.utf8))
    }

    private func activity(_ members: String) throws -> Activity {
        let batch = read(members)
        #expect(batch.problems.isEmpty, "\(batch.problems.listed)")
        return try #require(batch.activities.first?.activity)
    }

    @Test(arguments: Capture.allCases)
    func `Every way of capture can be said`(capture: Capture) throws {
        #expect(try activity(#""capture":"\#(capture.rawValue)""#).capture == capture)
    }

    @Test func `A clock has a state and may have an offset`() throws {
        #expect(
            try activity(#""clock":{"state":"degraded","offsetMilliseconds":-1500}"#).clock
                == SourceClock(.degraded, offsetMilliseconds: -1_500))
        #expect(
            try activity(#""clock":{"state":"unknown"}"#).clock == SourceClock(.unknown))
    }

    @Test func `A sequence has one number or a run of them`() throws {
        #expect(
            try activity(#""sequence":{"stream":"log","first":7}"#).sequence
                == SequencePosition(stream: "log", first: 7))
        #expect(
            try activity(#""sequence":{"stream":"log","first":7,"last":9}"#).sequence
                == SequencePosition(stream: "log", first: 7, last: 9))
        #expect(
            read(#""sequence":{"stream":"log","first":9,"last":7}"#).problems.listed.map(\.code)
                == ["activity.sequence.order"])
    }

    @Test func `Set, session, exception and blanks are kept`() throws {
        let activity = try activity(
            #""memberOf":{"set":"run 4","ordinal":2,"count":20},"session":"CMM-311","#
                + #""exception":"open","blanks":["operator 2"]"#)
        #expect(activity.membership == Membership(of: "run 4", ordinal: 2, count: 20))
        #expect(activity.session == "CMM-311")
        #expect(activity.exception == .open)
        #expect(activity.blanks == ["operator 2"])
    }

    @Test func `A validity may be open at either end`() throws {
        #expect(
            try activity(#""valid":{"until":"2027-01-01T00:00:00Z"}"#).valid
                == Validity(until: SourceTime("2027-01-01T00:00:00Z")))
        #expect(try activity(#""valid":{}"#).valid == Validity())
    }

    @Test func `A signature says when and as what it was given`() throws {
        let signed = try activity(
            #""signedBy":[{"person":"K. Lind","at":"2026-11-03T10:00:00Z","meaning":"Approval"},"#
                + #""A. Ortiz"]"#)
        #expect(
            signed.participants == [
                Participation(
                    .signatory, try Thing(.person, "K. Lind"),
                    at: SourceTime("2026-11-03T10:00:00Z"), meaning: "Approval"),
                Participation(.signatory, try Thing(.person, "A. Ortiz")),
            ])
        #expect(signed.attribution == .personSigned)
    }

    @Test func `A result says what was wanted and with what it was measured`() throws {
        let results = try activity(
            #""results":{"name":"bore","characteristic":12,"value":"12.012","unit":"MMT","#
                + #""nominal":"12.009","requirement":"Ø12 H7","instrument":"BG-3"}"#
        ).results
        #expect(results.first?.characteristic == "12")
        #expect(results.first?.nominal == "12.009")
        #expect(results.first?.requirement == "Ø12 H7")
        #expect(results.first?.instrument == "BG-3")
    }

    @Test func `What should be there is expected, not present`() throws {
        let expected = try activity(#""expected":[{"serial":"P7-2"}]"#).participants
        #expect(expected == [Participation(.expected, try Thing(.serial, "P7-2"))])
    }

    @Test(arguments: [
        (#""clock":"fine""#, "activity.missing"),
        (
            #""clock":{"state":"unknown","offsetMilliseconds":1e99}"#,
            "activity.clock.offsetMilliseconds"
        ),
        (#""memberOf":{"set":"s","count":0}"#, "activity.memberOf.count"),
        (#""valid":[]"#, "activity.valid.type"),
        (#""signedBy":{"person":"K","at":"noon"}"#, "activity.signedBy.at.malformed"),
    ])
    func `What is wrong is named with its place`(members: String, code: String) {
        #expect(read(members).problems.listed.map(\.code) == [code])
    }
}
