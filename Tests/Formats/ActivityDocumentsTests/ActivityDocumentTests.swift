// SPDX-License-Identifier: Apache-2.0
import Activities
import ActivityDocuments
import Canon
import Reading
import Testing

/// What each member becomes, and what is said of one that is wrong.
struct ActivityDocumentTests {
    private func read(_ members: String, _ options: ReadingOptions = ReadingOptions()) -> ReadBatch
    {
        let text =
            #"{"id":"1","source":"urn:plant7:mes","activity":"step","#
            + #""occurred":"2026-11-03T08:00:00+01:00",\#(members)}"#
        return ActivityDocumentFormat().read(Array(text.utf8), options)
    }

    private func activity(_ members: String) throws -> Activity {
        let batch = read(members)
        #expect(batch.problems.isEmpty, "\(batch.problems.listed)")
        return try #require(batch.activities.first?.activity)
    }

    @Test func `The shortest document has an id, a source and what happened`() throws {
        let text = #"{"id":"1","source":"mes","activity":"heat-treat.completed"}"#
        let read = try #require(
            ActivityDocumentFormat().read(Array(text.utf8)).activities.first)
        #expect(read.activity == Activity(kind: "heat-treat.completed"))
        #expect(read.warnings.map(\.code) == ["activity.occurred.missing"])
    }

    @Test func `The source may be given by whoever brings the file in`() {
        let text = Array(#"{"id":"1","activity":"step"}"#.utf8)
        let format = ActivityDocumentFormat()
        #expect(format.read(text, ReadingOptions(source: "mes")).activities.first?.source == "mes")
        #expect(format.read(text).problems.listed.map(\.code) == ["activity.source.missing"])
    }

    @Test func `Things keep kind, name, amount, unit and revision as written`() throws {
        let activity = try activity(
            #""inputs":[{"lot":"AL-77","quantity":1.50,"unit":"KGM"},{"serial":"S-1"}],"#
                + #""outputs":{"serial":"P7-1042","revision":"C"}"#)
        #expect(
            activity.participants == [
                Participation(
                    .input, try Thing(.lot, "AL-77"), quantity: Quantity("1.50", unit: "KGM")),
                Participation(.input, try Thing(.serial, "S-1")),
                Participation(.output, try Thing(.serial, "P7-1042"), revision: "C"),
            ])
    }

    @Test(
        arguments: [
            (#""equipment":"FURN-2""#, .equipment, .equipment),
            (#""order":"WO-1""#, .order, .order),
            (#""operation":["30"]"#, .order, .operation), (#""place":"Cell 4""#, .place, .place),
            (#""instruments":["CMM-1"]"#, .instrument, .equipment),
            (#""programme":{"name":"HT-4340","revision":7}"#, .programme, .programme),
            (#""documents":[{"name":"WI-210","revision":"C"}]"#, .document, .document),
            (#""documents":[{"certificate":"C-1"}]"#, .document, .certificate),
            (#""system":"MES-2""#, .recorder, .system),
            (#""destination":"Dock"# + #"""#, .destinationPlace, .place),
            (#""shippedTo":"ORION""#, .recipient, .party),
            (#""receivedFrom":{"party":"ACME"}"#, .sender, .party),
            (#""subjects":[{"serial":"P7-1"}]"#, .subject, .serial),
            (#""container":{"container":"PAL-7"}"#, .container, .container),
            (#""contents":[{"serial":"P7-1"}]"#, .content, .serial),
            (#""components":[{"serial":"P7-1"}]"#, .component, .serial),
            (#""evidence":[{"certificate":"C-1"}]"#, .evidence, .certificate),
            (#""about":[{"programme":"HT-4340"}]"#, .about, .programme),
        ] as [(String, Participation.Role, ThingKind)])
    func `Each member has its role`(
        members: String, role: Participation.Role, kind: ThingKind
    ) throws {
        let participants = try activity(members).participants
        #expect(participants.map(\.role) == [role])
        #expect(participants.map(\.thing.kind) == [kind])
    }

    @Test func `A revision may be written as a number`() throws {
        let activity = try activity(#""programme":{"name":"HT-4340","revision":7}"#)
        #expect(activity.participants.first?.revision == "7")
    }

    @Test(arguments: [
        (#""by":"A. Ortiz""#, Attribution.personNamed),
        (#""by":[{"account":"mes-admin"}]"#, .personNamed),
        (#""by":[{"equipment":"PLC-7"}]"#, .device), (#""by":{"system":"MES"}"#, .device),
        (#""by":{"organisation":"ACME"}"#, .organisation),
        (#""by":[{"organisation":"ACME"},{"person":"A. Ortiz"}]"#, .personNamed),
        (#""by":"A. Ortiz","signedBy":[{"person":"K. Lind"}]"#, .personSigned),
        (#""signedBy":"K. Lind","by":{"equipment":"PLC-7"}"#, .personSigned),
        (#""summary":"nobody""#, .none),
    ])
    func `The strongest attribution counts`(members: String, attribution: Attribution) throws {
        #expect(try activity(members).attribution == attribution)
    }

    @Test(arguments: [
        ("38.2", "36", "40", MeasuredResult.Verdict.pass), ("36", "36", "40", .pass),
        ("40.0", "36", "40", .pass), ("35.999", "36", "40", .fail), ("40.01", "36", "40", .fail),
    ])
    func `The verdict is worked out from value and limits, which belong to the good side`(
        value: String, lower: String, upper: String, verdict: MeasuredResult.Verdict
    ) throws {
        let result = try #require(
            try activity(
                #""results":[{"name":"hardness","value":\#(value),"unit":"HRC","#
                    + #""lower":"\#(lower)","upper":\#(upper)}]"#
            ).results.first)
        #expect(result.computed == verdict)
        #expect(result.claimed == nil)
        #expect(result.value == value)
    }

    @Test func `A claimed verdict stays beside the computed one, and their quarrel is noted`()
        throws
    {
        let batch = read(#""results":{"name":"d","value":"12.1","upper":12,"verdict":"pass"}"#)
        let read = try #require(batch.activities.first)
        #expect(read.activity.results.first?.claimed == .pass)
        #expect(read.activity.results.first?.computed == .fail)
        #expect(read.warnings.map(\.code) == ["activity.results.verdict"])
    }

    @Test func `A value that is no number has no computed verdict`() throws {
        let result = try activity(#""results":{"name":"d","value":"OK","upper":12}"#).results.first
        #expect(result?.computed == nil)
    }

    @Test func `A time without a zone is kept without a moment and remarked upon`() throws {
        let read = try #require(
            read(#""ended":"2026-11-03T10:00:00""#).activities.first)
        #expect(read.activity.ended?.zone == .absent)
        #expect(read.activity.ended?.instant == nil)
        #expect(read.warnings.map(\.code) == ["activity.ended.no-zone"])
    }

    @Test func `A correction names what it corrects, why, and what takes its place`() throws {
        let correction = try activity(
            #""corrects":{"event":"e-1","reason":"wrong lot","declared":"2026-11-04T08:00:00Z","#
                + #""replacedBy":["e-2"],"kind":"declaredInError"}"#
        ).correction
        #expect(correction?.event == "e-1")
        #expect(correction?.kind == .declaredInError)
        #expect(correction?.reason == "wrong lot")
        #expect(correction?.replacements == ["e-2"])
        #expect(try activity(#""corrects":{"event":"e-1"}"#).correction?.kind == .supersedes)
    }

    @Test(arguments: [
        (#""equipement":"FURN-2""#, "activity.unknown-member", "$.equipement"),
        (#""occurred2":1"#, "activity.unknown-member", "$.occurred2"),
        (#""ended":"soon""#, "activity.ended.malformed", "$.ended"),
        (#""status":"done""#, "activity.status.unknown", "$.status"),
        (#""state":"lost""#, "activity.state.unknown", "$.state"),
        (#""step":7"#, "activity.step.type", "$.step"),
        (#""summary":"""#, "activity.summary.empty", "$.summary"),
        (#""inputs":["AL-77"]"#, "activity.thing.type", "$.inputs[0]"),
        (#""inputs":[{"batch":"AL-77"}]"#, "activity.thing.kind", "$.inputs[0].batch"),
        (#""inputs":[{"lot":"A","serial":"B"}]"#, "activity.thing.ambiguous", "$.inputs[0]"),
        (#""inputs":[{"quantity":1}]"#, "activity.thing.ambiguous", "$.inputs[0]"),
        (#""inputs":[{"lot":""}]"#, "activity.inputs.lot.empty", "$.inputs[0].lot"),
        (
            #""inputs":{"lot":"A","quantity":"many"}"#, "activity.inputs.quantity.malformed",
            "$.inputs.quantity"
        ),
        (#""inputs":{"lot":"A","quantity":-1}"#, "activity.thing.quantity", "$.inputs.quantity"),
        (#""inputs":{"lot":"A","unit":"KGM"}"#, "activity.thing.unit", "$.inputs.unit"),
        (#""inputs":{"lot":"A\u0000B"}"#, "activity.thing.malformed", "$.inputs.lot"),
        (#""documents":[{"name":"W","rev":"C"}]"#, "activity.thing.member", "$.documents[0].rev"),
        (#""by":{"lot":"A"}"#, "activity.by.kind", "$.by"),
        (#""results":[{"value":1}]"#, "activity.missing", "$.results[0]"),
        (#""results":[{"name":"d"}]"#, "activity.results.value", "$.results[0].value"),
        (
            #""results":[{"name":"d","value":1,"upper":"x"}]"#, "activity.results.upper.malformed",
            "$.results[0].upper"
        ),
        (
            #""results":[{"name":"d","value":1,"verdict":"ok"}]"#,
            "activity.results.verdict.unknown",
            "$.results[0].verdict"
        ),
        (
            #""results":[{"name":"d","value":1,"max":2}]"#, "activity.unknown-member",
            "$.results[0].max"
        ),
        (#""corrects":{"reason":"x"}"#, "activity.missing", "$.corrects"),
        (#""corrects":"e-1""#, "activity.missing", "$.corrects"),
        (#""attributes":{"a":[1]}"#, "activity.attributes.type", "$.attributes.a"),
        (#""alsoKnownAs":[{"serial":"x"}]"#, "activity.alsoKnownAs.ambiguous", "$.alsoKnownAs"),
    ])
    func `A member that is wrong is refused with its place`(
        members: String, code: String, path: String
    ) {
        let batch = read(members)
        #expect(batch.activities.isEmpty)
        #expect(batch.problems.listed.map(\.code) == [code])
        #expect(batch.problems.listed.map(\.place.path) == [path])
    }

    @Test func `Everything wrong with a document is said at once`() {
        let text = #"{"ended":"x","status":"y","inputs":"z","colour":1}"#
        let batch = ActivityDocumentFormat().read(Array(text.utf8))
        #expect(batch.problems.count == 5)
    }

    @Test(arguments: ["null", "1", "\"x\"", "[]"])
    func `A document is an object`(text: String) {
        let batch = ActivityDocumentFormat().read(Array("{}\n\(text)\n".utf8))
        #expect(batch.problems.listed.contains { $0.code == "activity.not-an-object" })
    }
}
