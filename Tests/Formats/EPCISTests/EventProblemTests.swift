// SPDX-License-Identifier: Apache-2.0
import EPCIS
import Reading
import Testing

/// What is refused, what is only noted, and where it is said to be.
struct EventProblemTests {
    static let refused: [(String, String, String)] = [
        (
            #"{"type":"ObjectEvent","eventTimeZoneOffset":"+01:00","epcList":["urn:x:1"],"action":"ADD"}"#,
            "epcis.event-time.missing", ""
        ),
        (
            #"{"type":"ObjectEvent","eventTime":"yesterday","eventTimeZoneOffset":"+01:00","epcList":["urn:x:1"],"action":"ADD"}"#,
            "epcis.event-time.malformed", ".eventTime"
        ),
        (
            #"{"type":"ObjectEvent","eventTime":"2026-02-30T08:00:00Z","eventTimeZoneOffset":"+01:00","epcList":["urn:x:1"],"action":"ADD"}"#,
            "epcis.event-time.malformed", ".eventTime"
        ),
        (
            #"{"type":"ObjectEvent","eventTime":"2026-11-20T08:00:00Z","epcList":["urn:x:1"],"action":"ADD"}"#,
            "epcis.offset.missing", ""
        ),
        (
            #"{"type":"ObjectEvent","eventTime":"2026-11-20T08:00:00Z","eventTimeZoneOffset":"CET","epcList":["urn:x:1"],"action":"ADD"}"#,
            "epcis.offset.malformed", ".eventTimeZoneOffset"
        ),
        (Sample.object("\"action\":\"add\""), "epcis.action.unknown", ".action"),
        (Sample.object("\"bizStep\":\"holding\""), "epcis.action.missing", ""),
        (
            Sample.object("\"action\":\"ADD\",\"action2\":1,\"readPoint\":{}"), "epcis.location.id",
            ".readPoint"
        ),
        (
            "{\"type\":\"ObjectEvent\",\(Sample.times),\"epcList\":[\"urn:x:1\",7],\"action\":\"ADD\"}",
            "epcis.list.item", ".epcList[1]"
        ),
        ("{\"type\":\"ObjectEvent\",\(Sample.times),\"action\":\"ADD\"}", "epcis.what.missing", ""),
        (
            "{\"type\":\"TransformationEvent\",\(Sample.times),\"inputEPCList\":[\"urn:x:1\"]}",
            "epcis.transformation.empty", ""
        ),
        (
            "{\"type\":\"TransformationEvent\",\(Sample.times),\"transformationID\":\"urn:t\"}",
            "epcis.transformation.empty", ""
        ),
        (
            "{\"type\":\"AggregationEvent\",\(Sample.times),\"childEPCs\":[\"urn:x:1\"],\"action\":\"ADD\"}",
            "epcis.parent.missing", ""
        ),
        (
            "{\"type\":\"AssociationEvent\",\(Sample.times),\"parentID\":\"urn:x:1\",\"action\":\"ADD\"}",
            "epcis.children.missing", ""
        ),
        (
            "{\"type\":\"TransactionEvent\",\(Sample.times),\"epcList\":[\"urn:x:1\"],\"action\":\"ADD\"}",
            "epcis.transactions.missing", ""
        ),
        (
            "{\"type\":\"ObjectEvent\",\(Sample.times),\"quantityList\":[{\"quantity\":1}],\"action\":\"ADD\"}",
            "epcis.quantity.class", ".quantityList[0]"
        ),
        (
            "{\"type\":\"ObjectEvent\",\(Sample.times),\"quantityList\":[{\"epcClass\":\"urn:x\",\"quantity\":\"ten\"}],\"action\":\"ADD\"}",
            "epcis.quantity.malformed", ".quantityList[0]"
        ),
        ("{\(Sample.times),\"action\":\"ADD\"}", "epcis.type.missing", ""),
        (Sample.object("\"action\":[\"ADD\",\"DELETE\"]"), "epcis.field.twice", ".action[1]"),
        (Sample.object("\"action\":{\"x\":\"ADD\"}"), "epcis.field.shape", ".action"),
    ]

    @Test(arguments: refused)
    func `An event that cannot be relied on is refused by name`(
        event: String, code: String, path: String
    ) throws {
        let read = ReadDocument(Sample.json(Sample.object(), event))
        #expect(read.events.first?.problems == [])
        let problems = try #require(read.events.last?.problems)
        #expect(problems.map(\.code).contains(code), "\(problems)")
        let problem = try #require(problems.first { $0.code == code })
        #expect(problem.place.path == "$.epcisBody.eventList[1]" + path)
        #expect(problem.place.line == 6)
        #expect(problem.found.isEmpty == false && problem.expected.isEmpty == false)
    }

    @Test func `All problems of an event are told at once`() {
        let event = "{\"type\":\"AggregationEvent\",\"action\":\"MOVE\",\"bizStep\":\"walking\"}"
        #expect(
            Set(ReadDocument(Sample.json(event)).codes) == [
                "epcis.event-time.missing", "epcis.offset.missing", "epcis.action.unknown",
                "epcis.parent.missing", "epcis.children.missing", "epcis.word.unknown",
            ])
    }

    @Test(arguments: [
        (Sample.object("\"action\":\"ADD\",\"bizStep\":\"walking\""), "epcis.word.unknown"),
        (
            Sample.object("\"action\":\"ADD\",\"disposition\":\"urn:epcglobal:cbv:disp:lost\""),
            "epcis.word.unknown"
        ),
        (Sample.object("\"action\":\"ADD\",\"colour\":\"red\""), "epcis.field.unknown"),
        (Sample.object("\"action\":\"ADD\",\"recordTime\":\"later\""), "epcis.time.malformed"),
        (
            Sample.object("\"action\":\"ADD\",\"errorDeclaration\":{}"),
            "epcis.declaration-time.missing"
        ),
        (
            "{\"type\":\"example:Sighting\",\(Sample.times)}", "epcis.type.other"
        ),
        (
            #"{"type":"ObjectEvent","eventTime":"2026-11-20T08:00:00","eventTimeZoneOffset":"+01:00","epcList":["urn:x:1"],"action":"ADD"}"#,
            "epcis.event-time.zone"
        ),
    ])
    func `What is unusual is noted and kept`(event: String, code: String) throws {
        let found = try #require(ReadDocument(Sample.json(event)).events.first)
        #expect(found.problems == [])
        #expect(found.warnings.map(\.code) == [code])
    }

    @Test(arguments: [
        Sample.object("\"action\":\"ADD\",\"bizStep\":\"https://voc.example.com/walking\""),
        Sample.object("\"action\":\"ADD\",\"bizStep\":\"cbv:BizStep-holding\""),
        Sample.object("\"action\":\"ADD\",\"rdfs:comment\":\"nice\",\"comment\":\"too\""),
        "{\"type\":\"AggregationEvent\",\(Sample.times),\"parentID\":\"urn:x:1\",\"action\":\"DELETE\"}",
        "{\"type\":\"TransformationEvent\",\(Sample.times),\"inputEPCList\":[\"urn:x:1\"],\"transformationID\":\"urn:t\"}",
    ])
    func `What the standard allows is not remarked upon`(event: String) {
        #expect(ReadDocument(Sample.json(event)).codes == [])
    }

    @Test func `A problem in XML has the line and column of its element`() throws {
        let text = Sample.xml(
            "<ObjectEvent>\(Sample.xmlTimes)", "  <epcList><epc>urn:x:1</epc></epcList>",
            "  <action>MOVE</action></ObjectEvent>")
        let problem = try #require(ReadDocument(text).events.first?.problems.first)
        #expect(problem.code == "epcis.action.unknown")
        #expect(problem.place.line == 8)
        #expect(problem.place.column == 3)
        #expect(problem.place.path == "/EPCISDocument/EPCISBody/EventList/*[1]/action")
        #expect(text.utf8.dropFirst(Int(problem.place.offset)).starts(with: "<action>".utf8))
    }

    @Test(arguments: [
        (
            "<m:EPCISMasterDataDocument xmlns:m='urn:epcglobal:epcis-masterdata:xsd:2'/>",
            "epcis.document.master-data"
        ),
        (
            "<e:EPCISCaptureJob xmlns:e='urn:epcglobal:epcis:xsd:2' running='true'/>",
            "epcis.document.capture-job"
        ),
        (
            "<e:EPCISDocument xmlns:e='urn:epcglobal:epcis:xsd:2'><EPCISBody/></e:EPCISDocument>",
            "epcis.document.no-list"
        ),
        ("<html/>", "epcis.document.unknown"),
        (#"{"type":"EPCISDocument","epcisBody":{}}"#, "epcis.document.no-list"),
        (#"{"type":"EPCISMasterDataDocument"}"#, "epcis.document.master-data"),
        (
            #"{"type":"EPCISQueryDocument","epcisBody":{"queryResults":{"resultsBody":{"vocabularyList":[]}}}}"#,
            "epcis.document.master-data"
        ),
        (#"{"captureID":"1","running":true}"#, "epcis.document.capture-job"),
        (#"{"hello":"world"}"#, "epcis.document.unknown"),
        ("7", "epcis.document.unknown"),
        ("", "json.truncated"),
    ])
    func `A document without events says what it is`(text: String, code: String) {
        let read = ReadDocument(text)
        #expect(read.events.isEmpty)
        #expect(read.problems.map(\.code) == [code])
        #expect(read.problems.first?.endsReading == true)
    }

    @Test func `An empty list of events is no mistake`() {
        #expect(ReadDocument(#"{"type":"EPCISDocument","epcisBody":{"eventList":[]}}"#).codes == [])
        #expect(ReadDocument(Sample.xml()).codes == [])
    }

    @Test func `A context that is not known is named and not fetched`() throws {
        let text =
            "{\"@context\":[\"https://evil.example/c.jsonld\"],\"sender\":\"urn:s\","
            + "\"type\":\"EPCISDocument\",\"epcisBody\":{\"eventList\":[\(Sample.object()),"
            + "\(Sample.object())]}}"
        let read = ReadDocument(text)
        #expect(read.events.map { $0.warnings.map(\.code) } == [["epcis.context.unknown"], []])
    }
}
