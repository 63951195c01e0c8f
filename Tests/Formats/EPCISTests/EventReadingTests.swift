// SPDX-License-Identifier: Apache-2.0
import Canon
import EPCIS
import Reading
import Testing

/// Everything an event can say, in both syntaxes, is one value.
struct EventReadingTests {
    let json = Sample.json(
        """
        {"type":"ObjectEvent","eventTime":"2026-11-20T08:00:00.5+01:00",
        "eventTimeZoneOffset":"+01:00","recordTime":"2026-11-20T08:01:00Z","eventID":"urn:uuid:1",
        "certificationInfo":"https://c.example.org/1","epcList":["urn:epc:id:sscc:4012345.0000000333"],
        "quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.012345.L1","quantity":1.50,"uom":"KGM"}],
        "action":"ADD","bizStep":"urn:epcglobal:cbv:bizstep:commissioning","disposition":"gs1:x",
        "persistentDisposition":{"set":["completeness_verified"],"unset":["active"]},
        "readPoint":{"id":"urn:epc:id:sgln:4012345.00011.987","example:bay":"7"},
        "bizLocation":{"id":"urn:epc:id:sgln:4012345.00011.0"},
        "bizTransactionList":[{"type":"po","bizTransaction":"urn:epcglobal:cbv:bt:4012345000009:17"}],
        "sourceList":[{"type":"owning_party","source":"urn:epc:id:pgln:4012345.00000"}],
        "destinationList":[{"type":"location","destination":"urn:epc:id:sgln:4012345.00005.0"}],
        "sensorElementList":[{"sensorMetadata":{"time":"2026-11-20T07:59:00+01:00","deviceID":"urn:x:d"},
        "sensorReport":[{"type":"gs1:Temperature","value":26.0,"uom":"CEL","example:cv":"1"}],
        "example:note":"n"}],
        "ilmd":{"example:lot":"L1","example:part":{"example:a":["2","1"]}},
        "example:operator":{"example:name":"K & Co"}}
        """)
    let xml = Sample.xml(
        """
        <ObjectEvent><eventTime>2026-11-20T08:00:00.5+01:00</eventTime>
        <recordTime>2026-11-20T08:01:00Z</recordTime>
        <eventTimeZoneOffset>+01:00</eventTimeZoneOffset><eventID>urn:uuid:1</eventID>
        <certificationInfo>https://c.example.org/1</certificationInfo>
        <epcList><epc> urn:epc:id:sscc:4012345.0000000333 </epc></epcList><action>ADD</action>
        <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep><disposition>gs1:x</disposition>
        <readPoint><id>urn:epc:id:sgln:4012345.00011.987</id><example:bay>7</example:bay></readPoint>
        <bizLocation><id>urn:epc:id:sgln:4012345.00011.0</id></bizLocation>
        <bizTransactionList><bizTransaction type="po">urn:epcglobal:cbv:bt:4012345000009:17\
        </bizTransaction></bizTransactionList>
        <quantityList><quantityElement><epcClass>urn:epc:class:lgtin:4012345.012345.L1</epcClass>
        <quantity>1.50</quantity><uom>KGM</uom></quantityElement></quantityList>
        <sourceList><source type="owning_party">urn:epc:id:pgln:4012345.00000</source></sourceList>
        <destinationList><destination type="location">urn:epc:id:sgln:4012345.00005.0</destination>
        </destinationList><sensorElementList><sensorElement>
        <sensorMetadata time="2026-11-20T07:59:00+01:00" deviceID="urn:x:d"/>
        <sensorReport type="gs1:Temperature" value="26.0" uom="CEL" example:cv="1"/>
        <example:note>n</example:note></sensorElement></sensorElementList>
        <persistentDisposition><set>completeness_verified</set><unset>active</unset>
        </persistentDisposition>
        <ilmd><example:lot>L1</example:lot><example:part><example:a>2</example:a><example:a>1</example:a>
        </example:part></ilmd>
        <example:operator><example:name>K &amp; Co</example:name></example:operator></ObjectEvent>
        """)

    @Test func `JSON-LD and XML of one event are one value and one hash`() throws {
        var one = try #require(ReadDocument(json).events.first?.event)
        var other = try #require(ReadDocument(xml).events.first?.event)
        #expect(EventHash(of: one) == EventHash(of: other))
        one.prefixes = .standard
        other.prefixes = .standard
        #expect(one == other)
    }

    @Test func `Every field is kept as it was written`() throws {
        let event = try #require(ReadDocument(json).events.first?.event)
        #expect(event.type == .object)
        #expect(event.eventTime?.text == "2026-11-20T08:00:00.5+01:00")
        #expect(event.quantities.first?.quantity == "1.50")
        #expect(event.sensorElements.first?.reports.first?[.value] == "26.0")
        #expect(event.persistentDisposition?.unset == ["active"])
        #expect(event.readPoint?.extensions.first?.name.local == "bay")
        #expect(event.ilmd[1].children.map(\.text) == ["2", "1"])
        #expect(event.extensions.first?.name.namespace == "https://ns.example.com/epcis/")
        #expect(event.sources.first?.type == "owning_party")
    }

    @Test(arguments: [1, 7, 100, 65_536])
    func `Pieces of any size give the same events, places and digests`(piece: Int) throws {
        for text in [json, xml] {
            let whole = try #require(ReadDocument(text).events.first)
            let pieces = try #require(ReadDocument(text, piece: piece).events.first)
            #expect(pieces.event == whole.event)
            #expect(pieces.place == whole.place)
            #expect(pieces.bytes == whole.bytes)
            #expect(pieces.digest == whole.digest)
            let bytes = Array(text.utf8)
            let part = bytes[Int(whole.bytes.lowerBound)..<Int(whole.bytes.upperBound)]
            #expect(whole.digest == Digest(of: part))
            #expect(part.first == (text == json ? 0x7B : 0x3C))
            #expect(part.last == (text == json ? 0x7D : 0x3E))
        }
    }

    /// libxml2's words for what is wrong depend on where its input was cut.
    @Test(arguments: [1, 3, 500])
    func `A broken file has the same problems, however it arrives`(piece: Int) throws {
        for cut in ["<epc\u{0}List>", "<action xmlns:=\"x\">", "<a =", "<epcList></epc>"] {
            var bytes = Array(Sample.xml("<ObjectEvent>\(Sample.xmlTimes)").utf8)
            bytes.replaceSubrange(400..<410, with: Array(cut.utf8) + [0xE6, 0x22])
            let whole = ReadDocument(bytes)
            #expect(!whole.problems.isEmpty)
            #expect(ReadDocument(bytes, piece: piece).problems == whole.problems)
        }
    }

    @Test(arguments: [1, 16_000, 1 << 20])
    func `An event over the bound is refused, however it arrives`(piece: Int) throws {
        let options = ReadingOptions(limits: ReadingLimits(elementBytesMax: 20_000))
        let long = String(repeating: "<epc>urn:epc:id:sgtin:4012345.011111.1</epc>", count: 2_000)
        let event = "<ObjectEvent>\(Sample.xmlTimes)<epcList>\(long)</epcList></ObjectEvent>"
        let read = ReadDocument(Array(Sample.xml(event).utf8), piece: piece, options: options)
        #expect(read.events.isEmpty)
        #expect(read.problems.map(\.code) == ["epcis.event.too-long"])
    }

    @Test func `White space before the document does not change what it is taken for`() {
        let event = "<ObjectEvent>\(Sample.xmlTimes)</ObjectEvent>"
        let text = "\n      \n" + Sample.xml(event).drop { $0 != "\n" }
        for piece in [1, 4, 1_000] { #expect(ReadDocument(text, piece: piece).events.count == 1) }
    }

    @Test func `The part of an XML event is exactly its element`() throws {
        let event = """
            <ObjectEvent
              >\(Sample.xmlTimes)<epcList><epc>urn:epc:id:sgtin:4012345.011111.1</epc></epcList>
              <!-- </ObjectEvent> --><action>OBSERVE</action><example:é>日本</example:é></ObjectEvent>
            """
        let text = Sample.xml(event, "<!-- ü -->", event)
        let bytes = Array(text.utf8)
        let found = ReadDocument(text, piece: 11).events
        #expect(found.count == 2)
        for one in found {
            let part = bytes[Int(one.bytes.lowerBound)..<Int(one.bytes.upperBound)]
            #expect(String(decoding: part, as: UTF8.self) == event)
        }
    }

    @Test func `In another encoding the whole file is the original`() throws {
        let text =
            "<?xml version='1.0' encoding='ISO-8859-1'?>"
            + Sample.xml(
                "<ObjectEvent>\(Sample.xmlTimes)<epcList><epc>urn:x:1</epc></epcList>"
                    + "<action>ADD</action><example:x>é</example:x></ObjectEvent>"
            ).drop { $0 != "\n" }
        let latin = text.unicodeScalars.map { UInt8($0.value) }
        let found = try #require(ReadDocument(latin).events.first)
        #expect(found.bytes.isEmpty)
        #expect(found.digest == nil)
        #expect(found.warnings.map(\.code) == ["epcis.part.unknown"])
        #expect(found.event.extensions.first?.text == "é")
    }

    @Test func `A context behind the events is found in a second pass`() throws {
        let event = Sample.object("\"action\":\"OBSERVE\",\"own:field\":\"1\"")
        let text = """
            {"type":"EPCISDocument","epcisBody":{"eventList":[\(event)]},
            "sender":"urn:epc:id:pgln:4012345.00000","@context":[{"own":"https://own.example/"}]}
            """
        let read = ReadDocument(text, piece: 9)
        #expect(read.passes == 2)
        #expect(read.events.count == 1)
        #expect(read.events.first?.event.extensions.first?.name.namespace == "https://own.example/")
        #expect(read.events.first?.document.sender == "urn:epc:id:pgln:4012345.00000")
        #expect(ReadDocument(Sample.json(event)).passes == 1)
    }

    @Test func `Query results, a single event and a bare list are read too`() {
        let query = """
            {"@context":[],"type":"EPCISQueryDocument","epcisBody":{"queryResults":{"queryName":"q",
            "resultsBody":{"eventList":[\(Sample.object()),\(Sample.object())]}}}}
            """
        #expect(ReadDocument(query).events.count == 2)
        #expect(ReadDocument(" " + Sample.object() + "\n").events.count == 1)
        #expect(ReadDocument(" " + Sample.object() + "\n").events.first?.place.offset == 1)
        #expect(ReadDocument("[\(Sample.object()),\(Sample.object())]").events.count == 2)
        #expect(ReadDocument("{\"epcisBody\":{\"event\":\(Sample.object())}}").events.count == 1)
        let results =
            "<q:EPCISQueryDocument xmlns:q='urn:epcglobal:epcis-query:xsd:2'><EPCISBody>"
            + "<q:QueryResults><queryName>q</queryName><resultsBody><EventList><ObjectEvent>"
            + Sample.xmlTimes + "<epcList><epc>urn:x:1</epc></epcList><action>ADD</action>"
            + "</ObjectEvent></EventList></resultsBody></q:QueryResults></EPCISBody>"
            + "</q:EPCISQueryDocument>"
        #expect(ReadDocument(results).events.count == 1)
        #expect(ReadDocument(results).codes == [])
    }

    @Test func `EPCIS 1 wrappers are taken off`() throws {
        let old = Sample.xml(
            """
            <ObjectEvent>\(Sample.xmlTimes)<baseExtension><eventID>urn:uuid:2</eventID></baseExtension>
            <epcList/><action>ADD</action><extension><quantityList><quantityElement>
            <epcClass>urn:epc:class:lgtin:4012345.012345.L1</epcClass></quantityElement></quantityList>
            <extension><ilmd><example:lot>L1</example:lot></ilmd></extension></extension></ObjectEvent>
            """,
            """
            <extension><TransformationEvent>\(Sample.xmlTimes)
            <inputEPCList><epc>urn:x:1</epc></inputEPCList><outputEPCList><epc>urn:x:2</epc></outputEPCList>
            <example:extension><extension>own</extension></example:extension>
            </TransformationEvent></extension>
            """, version: 1)
        let read = ReadDocument(old)
        #expect(read.codes == [])
        let first = try #require(read.events.first?.event)
        #expect(first.eventID == "urn:uuid:2")
        #expect(first.quantities.count == 1)
        #expect(first.ilmd.first?.text == "L1")
        #expect(read.events.last?.event.type == .transformation)
        #expect(read.events.last?.event.outputEPCs == ["urn:x:2"])
        #expect(read.events.last?.event.extensions.first?.children.first?.text == "own")
        #expect(read.events.last?.document.schemaVersion == "1.0")
    }

    @Test func `The sender of an XML header is known to its events`() {
        let text = Sample.xml("<ObjectEvent>\(Sample.xmlTimes)</ObjectEvent>").replacing(
            "<EPCISBody>",
            with: """
                <EPCISHeader><h:StandardBusinessDocumentHeader xmlns:h="urn:h"><h:Sender>
                <h:Identifier> urn:epc:id:pgln:4012345.00000 </h:Identifier></h:Sender><h:Receiver>
                <h:Identifier>urn:other</h:Identifier></h:Receiver></h:StandardBusinessDocumentHeader>
                </EPCISHeader><EPCISBody>
                """)
        let sender = ReadDocument(text, piece: 5).events.first?.document.sender
        #expect(sender == "urn:epc:id:pgln:4012345.00000")
    }
}
