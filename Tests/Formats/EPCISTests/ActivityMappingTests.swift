// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EPCIS
import Reading
import Testing

/// What each event type becomes: who took part in which role, and what follows for the product.
struct ActivityMappingTests {
    private func read(_ event: String, _ options: ReadingOptions = ReadingOptions()) throws
        -> ReadActivity
    {
        let batch = EPCISJSONFormat().read(Array(Sample.json(event).utf8), options)
        #expect(batch.problems.isEmpty, "\(batch.problems.listed)")
        return try #require(batch.activities.first)
    }

    private func parts(_ activity: Activity) -> [String] {
        activity.participants.map { part in
            let amount = part.quantity.map { " \($0.value) \($0.unit ?? "pieces")" } ?? ""
            return "\(part.role.rawValue) \(part.thing.kind.rawValue) \(part.thing.name)\(amount)"
        }
    }

    @Test func `A transformation consumes inputs and produces outputs`() throws {
        let activity = try read(
            """
            {"type":"TransformationEvent",\(Sample.times),"bizStep":"commissioning",
            "inputEPCList":["urn:epc:id:sgtin:4012345.011122.25"],
            "inputQuantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.011111.44","quantity":10.0,"uom":"KGM"},
            {"epcClass":"urn:epc:idpat:sgtin:4012345.066666.*","quantity":220},
            {"epcClass":"urn:x:powder"}],
            "outputEPCList":["https://id.gs1.org/01/04012345778892/21/25"],"transformationID":"urn:run:1"}
            """
        ).activity
        #expect(
            parts(activity) == [
                "input serial urn:epc:id:sgtin:4012345.011122.25",
                "input lot urn:epc:class:lgtin:4012345.011111.44 10.0 KGM",
                "input material urn:epc:idpat:sgtin:4012345.066666.* 220 pieces",
                "input lot urn:x:powder",
                "output serial https://id.gs1.org/01/04012345778892/21/25",
                "order operation urn:run:1",
                "performer party urn:epc:id:pgln:4012345.00000",
            ])
        #expect(activity.kind == "TransformationEvent")
        #expect(activity.step == "commissioning")
        #expect(activity.effect == .none)
        #expect(activity.attribution == .organisation)
    }

    @Test(arguments: [
        ("ADD", Activity.Effect.create, Activity.Effect.attach),
        ("OBSERVE", .none, .none), ("DELETE", .destroy, .detach),
    ])
    func `Actions create and destroy objects, attach and detach contents`(
        action: String, object: Activity.Effect, contents: Activity.Effect
    ) throws {
        #expect(try read(Sample.object("\"action\":\"\(action)\"")).activity.effect == object)
        for (type, role) in [("AggregationEvent", "content"), ("AssociationEvent", "component")] {
            let activity = try read(
                """
                {"type":"\(type)",\(Sample.times),"parentID":"urn:epc:id:sscc:4012345.0000000333",
                "childEPCs":["urn:epc:id:giai:4000001.111"],"action":"\(action)"}
                """
            ).activity
            #expect(activity.effect == contents)
            #expect(
                parts(activity).prefix(2) == [
                    "container container urn:epc:id:sscc:4012345.0000000333",
                    "\(role) equipment urn:epc:id:giai:4000001.111",
                ])
        }
    }

    @Test func `Place, orders, evidence and parties keep their roles`() throws {
        let activity = try read(
            Sample.object(
                """
                "action":"OBSERVE","bizStep":"shipping",
                "readPoint":{"id":"urn:epc:id:sgln:4012345.00011.987"},"bizLocation":{"id":"urn:loc"},
                "certificationInfo":["https://c.example/1"],
                "bizTransactionList":[{"type":"po","bizTransaction":"urn:po"},
                {"type":"urn:epcglobal:cbv:btt:testres","bizTransaction":"urn:result"},
                {"type":"cert","bizTransaction":"urn:cert"},{"type":"testprd","bizTransaction":"urn:procedure"},
                {"type":"desadv","bizTransaction":"urn:advice"},{"bizTransaction":"urn:own"}],
                "sourceList":[{"type":"owning_party","source":"urn:epc:id:pgln:4012345.00000"},
                {"type":"possessing_party","source":"urn:epc:id:pgln:4012345.00000"},
                {"type":"location","source":"urn:dock"}],
                "destinationList":[{"type":"possessing_party","destination":"urn:them"},
                {"type":"location","destination":"urn:their:dock"}]
                """)
        ).activity
        #expect(
            parts(activity).dropFirst() == [
                "place place urn:epc:id:sgln:4012345.00011.987", "destinationPlace place urn:loc",
                "order order urn:po", "evidence record urn:result", "evidence certificate urn:cert",
                "document document urn:procedure", "order shipment urn:advice",
                "order order urn:own",
                "sender party urn:epc:id:pgln:4012345.00000", "recipient party urn:them",
                "destinationPlace place urn:their:dock", "evidence certificate https://c.example/1",
                "performer party urn:epc:id:pgln:4012345.00000",
            ])
        #expect(activity.attributes.contains(Attribute("source location", "urn:dock")))
        #expect(activity.state == .shipped)
    }

    @Test func `Times, zone and source are those of the event`() throws {
        let event = Sample.object("\"action\":\"OBSERVE\",\"recordTime\":\"2026-11-20T07:05:00Z\"")
        let read = try read(event)
        #expect(read.activity.occurred?.text == "2026-11-20T08:00:00+01:00")
        #expect(read.activity.occurred?.zone == .given(offsetMinutes: 60))
        #expect(read.activity.recordedAtSource?.instant?.rfc3339Seconds == "2026-11-20T07:05:00Z")
        #expect(read.source == "urn:epc:id:pgln:4012345.00000")
        var options = ReadingOptions()
        options.source = "urn:system:wms"
        #expect(try self.read(event, options).source == "urn:system:wms")
    }

    @Test(arguments: [
        ("holding", "non_conformant", ProductState.onHold), ("holding", "unavailable", .onHold),
        ("accepting", "conformant", .released), ("accepting", "available", .released),
        ("destroying", "destroyed", .scrapped), ("inspecting", "recalled", .onHold),
        ("shipping", "in_transit", .shipped), ("inspecting", "damaged", .unknown),
        ("receiving", "returned", .returned), ("storing", "sellable_accessible", .inStock),
        ("inspecting", "in_progress", .inProcess), ("inspecting", "non_conformant", nil),
        ("inspecting", "urn:epcglobal:cbv:disp:in_transit", .shipped), ("holding", "lost", nil),
    ])
    func `Business step and disposition tell where the product stands`(
        step: String, disposition: String, state: ProductState?
    ) throws {
        let activity = try read(
            Sample.object(
                "\"action\":\"OBSERVE\",\"bizStep\":\"\(step)\",\"disposition\":\"\(disposition)\"")
        ).activity
        #expect(activity.state == state)
        #expect(activity.sourceState == disposition.split(separator: ":").last.map(String.init))
    }

    @Test func `Sensor data become results, devices and claimed alarms`() throws {
        let activity = try read(
            Sample.object(
                """
                "action":"OBSERVE","bizStep":"sensor_reporting","sensorElementList":[{
                "sensorMetadata":{"deviceID":"urn:epc:id:giai:4000001.111"},"sensorReport":[
                {"type":"Temperature","minValue":12.40,"maxValue":13.8,"uom":"CEL","exception":"ALARM_CONDITION"},
                {"type":"gs1:Count","value":7,"component":"x"},{"exception":"ERROR_CONDITION"},
                {"type":"example:door","booleanValue":true,"deviceID":"urn:epc:id:giai:4000001.111"}]}]
                """)
        ).activity
        let results = activity.results.map {
            "\($0.name)=\($0.value) \($0.unit ?? "-") \($0.claimed?.rawValue ?? "-")"
        }
        #expect(
            results == [
                "Temperature minimum=12.40 CEL fail", "Temperature maximum=13.8 CEL fail",
                "Count (x)=7 - -", "ERROR_CONDITION=ERROR_CONDITION - -",
                "example:door=true - -",
            ])
        #expect(activity.results.allSatisfy { $0.lowerLimit == nil && $0.upperLimit == nil })
        #expect(
            parts(activity).filter { $0.hasPrefix("instrument") } == [
                "instrument equipment urn:epc:id:giai:4000001.111"
            ])
        #expect(activity.attribution == .device)
    }

    @Test func `A claimed hash is checked, and a wrong one is told but kept`() throws {
        let plain = Sample.object()
        let hash = try #require(hashLines(Array(Sample.json(plain).utf8)).hashes.first?.uri)
        #expect(try read(plain).eventID == hash)
        let right = try read(Sample.object("\"action\":\"OBSERVE\",\"eventID\":\"\(hash)\""))
        #expect(right.activity.claims == [Claim(name: "eventHash", claimed: hash, computed: hash)])
        #expect(right.warnings.isEmpty)
        let wrong = try read(Sample.object("\"action\":\"ADD\",\"eventID\":\"\(hash)\""))
        #expect(wrong.eventID == hash)
        #expect(wrong.activity.claims.first?.holds == false)
        #expect(wrong.warnings.map(\.code) == ["epcis.hash.mismatch"])
    }

    @Test func `An error declaration takes back and does not happen again`() throws {
        let declared = try read(
            Sample.object(
                """
                "action":"DELETE","eventID":"urn:uuid:1","readPoint":{"id":"urn:here"},
                "errorDeclaration":{"declarationTime":"2026-11-21T09:00:00+01:00","reason":
                "urn:epcglobal:cbv:er:incorrect_data","correctiveEventIDs":["urn:uuid:2"],
                "example:who":"QA"}
                """))
        let correction = try #require(declared.activity.correction)
        #expect(correction.kind == .declaredInError)
        #expect(correction.event == "urn:uuid:1")
        #expect(correction.reason == "incorrect_data")
        #expect(correction.replacements == ["urn:uuid:2"])
        #expect(correction.declared?.text == "2026-11-21T09:00:00+01:00")
        #expect(declared.eventID == "urn:uuid:1#error-declaration-2026-11-21T09:00:00+01:00")
        #expect(declared.activity.effect == .none)
        #expect(declared.activity.occurred == correction.declared)
        #expect(Set(declared.activity.participants.map(\.role)) == [.about, .performer])
        #expect(declared.activity.attributes.contains(Attribute("errorDeclaration.who", "QA")))
    }

    @Test func `An error declaration without an event id names the event by its hash`() throws {
        let hash = try #require(
            hashLines(Array(Sample.json(Sample.object()).utf8)).hashes.first?.uri)
        let declared = try read(
            Sample.object(
                "\"action\":\"OBSERVE\",\"errorDeclaration\":{\"declarationTime\":\"2026-11-21T09:00:00Z\"}"
            ))
        #expect(declared.activity.correction?.event == hash)
    }

    @Test func `Lot data and extensions can be searched`() throws {
        let activity = try read(
            Sample.object(
                "\"action\":\"ADD\",\"ilmd\":{\"example:lot\":\"L1\"},\"example:a\":{\"example:b\":[1,2]}"
            )
        ).activity
        #expect(
            activity.attributes == [
                Attribute("eventTimeZoneOffset", "+01:00"), Attribute("ilmd.lot", "L1"),
                Attribute("a.b", "1"), Attribute("a.b", "2"),
            ])
    }

    @Test func `A list of another event type is named, and nothing follows from it`() throws {
        let activity = try read(Sample.object("\"action\":\"ADD\",\"inputEPCList\":[\"urn:x:9\"]"))
            .activity
        #expect(parts(activity).contains("about serial urn:x:9"))
    }

    @Test func `An identifier that no thing can have is a problem`() {
        let event =
            "{\"type\":\"ObjectEvent\",\(Sample.times),\"epcList\":[\"urn:\\u0007\"],\"action\":\"ADD\"}"
        let batch = EPCISJSONFormat().read(Array(Sample.json(event).utf8))
        #expect(batch.activities.isEmpty)
        #expect(batch.problems.listed.map(\.code) == ["epcis.identifier.malformed"])
    }
}

/// The formats as intake sees them.
struct EPCISFormatTests {
    private func sample(_ text: String, name: String = "f") -> FileSample {
        FileSample(prefix: Array(text.utf8), name: name)
    }

    @Test func `Each format knows its own files`() {
        let json = EPCISJSONFormat()
        let xml = EPCISXMLFormat()
        #expect(json.recognise(sample(Sample.json(Sample.object()))) == .certain)
        #expect(json.recognise(sample(Sample.object())) == .likely)
        #expect(json.recognise(sample("{\"specversion\":\"1.0\"}")) == .no)
        #expect(json.recognise(sample("<a/>")) == .no)
        #expect(xml.recognise(sample(Sample.xml())) == .certain)
        #expect(xml.recognise(sample("<html/>")) == .possible)
        #expect(xml.recognise(sample("{}")) == .no)
    }

    @Test func `A batch has activities with their parts and problems with their places`() throws {
        let text = Sample.json(Sample.object(), "{\"type\":\"ObjectEvent\"}", Sample.object())
        let batch = EPCISJSONFormat().read(Array(text.utf8))
        #expect(batch.activities.count == 2)
        #expect(batch.problems.count == 4)
        let part = try #require(batch.activities.last?.bytes)
        #expect(
            Array(text.utf8)[Int(part.lowerBound)..<Int(part.upperBound)].elementsEqual(
                Sample.object().utf8))
        #expect(batch.activities.last?.digest == Digest(of: Array(Sample.object().utf8)))
        var options = ReadingOptions()
        options.digestsParts = false
        #expect(EPCISJSONFormat().read(Array(text.utf8), options).activities.first?.digest == nil)
    }

    @Test func `XML and JSON-LD of one event give one activity`() throws {
        let xml = Sample.xml(
            "<ObjectEvent>\(Sample.xmlTimes)<epcList><epc>urn:epc:id:sgtin:4012345.011111.9876</epc>"
                + "</epcList><action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:inspecting"
                + "</bizStep></ObjectEvent>")
        let fromXML = EPCISXMLFormat().read(Array(xml.utf8)).activities.first
        let json = Sample.object("\"action\":\"OBSERVE\",\"bizStep\":\"inspecting\"")
        let fromJSON = EPCISJSONFormat().read(Array("[\(json)]".utf8)).activities.first
        #expect(fromXML != nil)
        #expect(fromXML?.activity == fromJSON?.activity)
        #expect(fromXML?.eventID == fromJSON?.eventID)
    }

    @Test func `An event inside an envelope is read with the envelope's place`() throws {
        let payload = EPCISPayload()
        #expect(
            payload.claims(
                contentType: MediaType("application/json"), schema: nil,
                type: "org.witnessmark.epcis.object"))
        #expect(
            payload.claims(
                contentType: nil, schema: "https://ref.gs1.org/standards/epcis/", type: "x"))
        #expect(
            !payload.claims(
                contentType: MediaType("application/json"), schema: nil, type: "org.example"))
        let place = Place(offset: 40, line: 3, column: 9, path: "$.data")
        let good = try JSON(parsing: Array(Sample.object().utf8))
        let mapped = payload.map(good, at: place, ReadingOptions())
        #expect(mapped.activity?.kind == "ObjectEvent")
        #expect(mapped.eventID?.hasPrefix("ni:///sha-256;") == true)
        let bad = try JSON(parsing: Array(Sample.object("\"action\":\"MOVE\"").utf8))
        let refused = payload.map(bad, at: place, ReadingOptions())
        #expect(refused.activity == nil)
        #expect(
            refused.problems.first?.place
                == Place(offset: 40, line: 3, column: 9, path: "$.data.action"))
        #expect(
            payload.map(7, at: place, ReadingOptions()).problems.map(\.code) == [
                "epcis.event.shape"
            ])
    }
}
