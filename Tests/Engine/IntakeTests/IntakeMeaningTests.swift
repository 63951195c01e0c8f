// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EPCIS
import EvidencePackage
import Foundation
import Intake
import Ledger
import Testing

/// EPCIS events that come once in JSON-LD and once in XML.
struct IntakeMeaningTests {
    static func json(step: String = "receiving", id: String = "urn:uuid:1") -> [UInt8] {
        Array(
            """
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
            "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-21T10:00:00Z",
            "sender":"urn:epc:id:pgln:4012345.00000","epcisBody":{"eventList":[
            {"type":"ObjectEvent","eventID":"\(id)","eventTime":"2026-11-20T08:00:00+01:00",
            "eventTimeZoneOffset":"+01:00","action":"OBSERVE","bizStep":"\(step)",
            "epcList":["https://id.gs1.org/01/04012345111118/21/9876"]}]}}
            """.utf8)
    }

    static let xml = Array(
        """
        <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0"
          xmlns:sbdh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
          creationDate="2026-11-21T10:00:00Z"><EPCISHeader><sbdh:StandardBusinessDocumentHeader>
        <sbdh:Sender><sbdh:Identifier>urn:epc:id:pgln:4012345.00000</sbdh:Identifier></sbdh:Sender>
        </sbdh:StandardBusinessDocumentHeader></EPCISHeader><EPCISBody><EventList><ObjectEvent>
        <eventTime>2026-11-20T07:00:00.000Z</eventTime>
        <eventTimeZoneOffset>+01:00</eventTimeZoneOffset><eventID>urn:uuid:1</eventID>
        <epcList><epc>urn:epc:id:sgtin:4012345.011111.9876</epc></epcList>
        <action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:receiving</bizStep>
        </ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>
        """.utf8)

    private func takeIn(_ bytes: [UInt8], into bench: IntakeBench) async throws -> IntakeReport {
        let file = bench.folder.appending(path: UUID().uuidString)
        try Data(bytes).write(to: file)
        return try await bench.takeIn(
            path: file.path, named: "events", formats: [EPCISJSONFormat(), EPCISXMLFormat()])
    }

    @Test(arguments: [false, true])
    func `One event in both syntaxes is one entry, and both originals are kept`(
        xmlFirst: Bool
    ) async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let files = xmlFirst ? [Self.xml, Self.json()] : [Self.json(), Self.xml]
        #expect(try await takeIn(files[0], into: bench).recorded == 1)
        let report = try await takeIn(files[1], into: bench)
        #expect(report.outcome == .takenIn)
        #expect(report.duplicates == 1)
        #expect(report.conflicts == 0)
        #expect(
            try bench.kinds == ["original.received", "activity.recorded", "original.received"])
        #expect(bench.files(in: "originals").count(where: { $0.count > 60 }) == 2)
        // And again, in either syntax.
        for file in files { #expect(try await takeIn(file, into: bench).duplicates == 1) }
        #expect(try bench.entries.count == 3)
    }

    @Test func `Another event under the same id stays a recorded conflict`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        _ = try await takeIn(Self.xml, into: bench)
        let report = try await takeIn(Self.json(step: "shipping"), into: bench)
        #expect(report.conflicts == 1)
        #expect(try bench.kinds.last == "intake.conflicted")
    }

    @Test func `The same event under another id is another event`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        _ = try await takeIn(Self.xml, into: bench)
        #expect(try await takeIn(Self.json(id: "urn:uuid:2"), into: bench).recorded == 1)
    }

    @Test func `An entry states its event's hash`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        _ = try await takeIn(Self.xml, into: bench)
        let body = try #require(try bench.entries.last?.content?.body)
        let meaning = try #require(try RecordedActivity(content: body, person: nil).meaning)
        #expect(meaning.hasPrefix("ni:///sha-256;"))
        #expect(meaning.hasSuffix("?ver=CBV2.0"))
    }
}
