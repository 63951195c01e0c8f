// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import CloudEvents
import Reading
import Testing

/// What the envelope must have, and what is said when it has not.
struct CloudEventAttributeTests {
    /// An event with some members changed; an empty value takes the member away.
    private func read(_ changes: [(String, String)]) -> ReadBatch {
        var members = [
            ("specversion", #""1.0""#), ("id", #""e-1""#), ("source", #""urn:plant7:mes""#),
            ("type", #""plant7.step""#), ("time", #""2026-11-21T08:15:00+01:00""#),
        ]
        for (name, value) in changes {
            members.removeAll { $0.0 == name }
            if !value.isEmpty { members.append((name, value)) }
        }
        let text = members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
        return CloudEventsFormat(payloads: []).read(Array("{\(text)}".utf8))
    }

    @Test func `An event with what is required is an activity of its type`() throws {
        let read = try #require(read([]).activities.first)
        #expect(read.activity.kind == "plant7.step")
        #expect(read.source == "urn:plant7:mes")
        #expect(read.eventID == "e-1")
        #expect(read.activity.occurred?.text == "2026-11-21T08:15:00+01:00")
        #expect(read.activity.occurred?.zone == .given(offsetMinutes: 60))
        #expect(read.warnings.isEmpty)
    }

    @Test(arguments: [
        ("id", "", "cloudevents.id.missing"), ("source", "", "cloudevents.source.missing"),
        ("type", "", "cloudevents.type.missing"),
        ("specversion", "", "cloudevents.specversion.missing"),
        ("id", "null", "cloudevents.id.missing"), ("id", #""""#, "cloudevents.id.empty"),
        ("id", "7", "cloudevents.id.type"), ("id", #""a\u0007b""#, "cloudevents.id.control"),
        ("specversion", #""0.3""#, "cloudevents.specversion.unsupported"),
        ("source", #""two words""#, "cloudevents.source.malformed"),
        ("source", #""urn:%zz""#, "cloudevents.source.malformed"),
        ("time", #""yesterday""#, "cloudevents.time.malformed"),
        ("time", #""2026-11-21T08:15:00""#, "cloudevents.time.no-zone"),
        ("time", #""2026-02-30T08:15:00Z""#, "cloudevents.time.malformed"),
        ("datacontenttype", #""json""#, "cloudevents.datacontenttype.malformed"),
        ("dataschema", #""no scheme""#, "cloudevents.dataschema.malformed"),
        ("dataschema", #""relative/path""#, "cloudevents.dataschema.malformed"),
        ("data_base64", #""Zg=""#, "cloudevents.data_base64.malformed"),
        ("data_base64", "5", "cloudevents.data_base64.type"),
        ("wmActor", #""x""#, "cloudevents.extension.name"),
        ("wm_actor", #""x""#, "cloudevents.extension.name"),
        ("", #""x""#, "cloudevents.extension.name"),
        ("limits", "{}", "cloudevents.extension.type"),
        ("ratio", "1.5", "cloudevents.extension.type"),
        ("count", "2147483648", "cloudevents.extension.type"),
    ])
    func `Each broken rule is a problem with its place`(
        member: String, value: String, code: String
    ) throws {
        let batch = read([(member, value)])
        #expect(batch.activities.isEmpty)
        let problem = try #require(batch.problems.listed.first)
        #expect(batch.problems.count == 1)
        #expect(problem.code == code)
        #expect(problem.place.path.hasPrefix("$."))
        #expect(!problem.endsReading)
    }

    @Test func `All problems of an event are named at once`() {
        let batch = read([("id", ""), ("source", #""a b""#), ("UPPER", "1"), ("time", #""x""#)])
        #expect(
            Set(batch.problems.listed.map(\.code)) == [
                "cloudevents.id.missing", "cloudevents.source.malformed",
                "cloudevents.extension.name",
            ])
    }

    @Test func `Data may be given in one way only`() {
        let batch = read([("data", "null"), ("data_base64", #""Zg==""#)])
        #expect(batch.problems.listed.map(\.code) == ["cloudevents.data.twice"])
    }

    @Test func `A look-alike in another normal form is no attribute`() {
        // The second spelling decomposes é; neither may pass for the other or for ASCII.
        let text =
            #"{"specversion":"1.0","id":"1","source":"s","type":"t","#
            + "\"\u{E9}x\":1,\"e\u{301}x\":2}"
        let batch = CloudEventsFormat(payloads: []).read(Array(text.utf8))
        #expect(
            batch.problems.listed.map(\.code) == [
                "cloudevents.extension.name", "cloudevents.extension.name",
            ])
    }

    @Test func `A name at its bound is taken, and one byte more is not`() {
        let longest = String(repeating: "x", count: CloudEvent.nameBytesMax)
        #expect(read([("id", "\"\(longest)\"")]).activities.count == 1)
        #expect(
            read([("id", "\"\(longest)x\"")]).problems.listed.map(\.code)
                == ["cloudevents.id.too-long"])
    }

    @Test func `Without a time the activity says that there was none`() throws {
        let read = try #require(read([("time", "")]).activities.first)
        #expect(read.activity.occurred == nil)
        #expect(read.warnings.map(\.code) == ["cloudevents.time.missing"])
    }

    @Test func `A zone is assumed only when a person says so, and that is kept`() throws {
        let event =
            #"{"specversion":"1.0","id":"1","source":"s","type":"t","#
            + #""time":"2026-11-21T08:15:00"}"#
        let batch = CloudEventsFormat(payloads: []).read(
            Array(event.utf8), ReadingOptions(assumedZone: .offset(minutes: 60)))
        let occurred = try #require(batch.activities.first?.activity.occurred)
        #expect(occurred.zone == .assumed(offsetMinutes: 60))
        #expect(occurred.instant == WrittenTime("2026-11-21T07:15:00Z")?.instant)
    }

    @Test func `Our extensions name who, with what and where`() throws {
        let batch = read([
            ("wmactor", #""a.ortiz""#), ("wmdevice", #""FURN-2""#), ("wmsite", #""Plant 7""#),
            ("traceparent", #""00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01""#),
            ("partitionkey", #""42""#), ("retries", "3"), ("urgent", "false"),
        ])
        let activity = try #require(batch.activities.first?.activity)
        #expect(
            activity.participants == [
                Participation(.performer, try Thing(.account, "a.ortiz")),
                Participation(.equipment, try Thing(.equipment, "FURN-2")),
                Participation(.place, try Thing(.place, "Plant 7")),
            ])
        #expect(activity.attribution == .personNamed)
        #expect(
            activity.attributes.map(\.name) == ["traceparent", "partitionkey", "retries", "urgent"])
        #expect(activity.attributes.map(\.value).suffix(3) == ["42", "3", "false"])
    }

    @Test func `A payload nobody claims keeps subject and plain members`() throws {
        let batch = read([
            ("subject", #""WO-7001""#), ("data", #"{"speed":1.50,"tool":"T3","deep":{"x":1}}"#),
        ])
        let activity = try #require(batch.activities.first?.activity)
        #expect(activity.participants == [Participation(.about, try Thing(.record, "WO-7001"))])
        #expect(activity.attributes == [Attribute("speed", "1.50"), Attribute("tool", "T3")])
    }
}
