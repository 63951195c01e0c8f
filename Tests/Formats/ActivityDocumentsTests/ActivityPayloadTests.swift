// SPDX-License-Identifier: Apache-2.0
import Activities
import ActivityDocuments
import CloudEvents
import Reading
import Testing

/// Activity documents that come in the envelope of a CloudEvent.
struct ActivityPayloadTests {
    private let format = CloudEventsFormat(payloads: [ActivityPayload()])

    private func read(_ members: String) -> ReadBatch {
        let text =
            #"{"specversion":"1.0","id":"e-1","source":"urn:plant7:mes","type":"t","#
            + #""time":"2026-11-21T09:00:00Z","#
            + #""datacontenttype":"application/vnd.witnessmark.activity+json",\#(members)}"#
        return format.read(Array(text.utf8))
    }

    @Test func `The document says what happened, the envelope who it is from`() throws {
        let read = try #require(
            read(
                #""data":{"activity":"heat-treat.completed","occurred":"2026-11-21T08:00:00+01:00"}"#
            )
            .activities.first)
        #expect(read.activity.kind == "heat-treat.completed")
        #expect(read.activity.occurred?.text == "2026-11-21T08:00:00+01:00")
        #expect(read.source == "urn:plant7:mes")
        #expect(read.eventID == "e-1")
    }

    @Test func `The envelope fills in what the document leaves open`() throws {
        let read = try #require(
            read(#""subject":"WO-1","wmactor":"a.ortiz","data":{"activity":"step"}"#)
                .activities.first)
        #expect(read.activity.occurred?.text == "2026-11-21T09:00:00Z")
        #expect(read.activity.participants.map(\.role) == [.about, .performer])
    }

    @Test func `What the document says is not overruled`() throws {
        let read = try #require(
            read(
                #""subject":"x","wmactor":"svc","wmsite":"y","wmdevice":"z","data":{"#
                    + #""activity":"step","by":"A. Ortiz","place":"Cell 4","equipment":"F-2","#
                    + #""subjects":{"serial":"P7-1"}}"#
            ).activities.first)
        #expect(
            read.activity.participants.map(\.thing.name) == ["A. Ortiz", "Cell 4", "F-2", "P7-1"])
    }

    @Test func `It may come as base64`() throws {
        // {"activity":"step"}
        let read = try #require(
            read(#""data_base64":"eyJhY3Rpdml0eSI6InN0ZXAifQ==""#).activities.first)
        #expect(read.activity.kind == "step")
    }

    @Test(arguments: [
        (#""data":{"activity":"step","colour":1}"#, "activity.unknown-member", "$.data.colour"),
        (#""data":"text""#, "activity.not-an-object", "$.data"),
        (#""data_base64":"eyJ4""#, "json.truncated", "$.data_base64"),
    ])
    func `Problems in the payload have their place in the event`(
        members: String, code: String, path: String
    ) {
        let batch = read(members)
        #expect(batch.problems.listed.map(\.code) == [code])
        #expect(batch.problems.listed.map(\.place.path) == [path])
    }

    @Test func `An id of its own that differs is remarked upon`() throws {
        let read = try #require(read(#""data":{"id":"other","activity":"step"}"#).activities.first)
        #expect(read.eventID == "e-1")
        #expect(read.warnings.map(\.code) == ["cloudevents.id.differs"])
    }

    @Test(
        arguments: [
            (nil, nil, "org.witnessmark.activity.step", true), (nil, nil, "com.example", false),
            ("application/vnd.witnessmark.activity+json; charset=utf-8", nil, "x", true),
            (nil, "https://witnessmark.org/schema/activity.schema.json", "x", true),
            ("application/json", "https://example.com/other.json", "x", false),
        ] as [(String?, String?, String, Bool)])
    func `It claims what names it`(
        contentType: String?, schema: String?, type: String, claims: Bool
    ) {
        let media = contentType.flatMap { MediaType($0) }
        #expect(ActivityPayload().claims(contentType: media, schema: schema, type: type) == claims)
    }
}
