// SPDX-License-Identifier: Apache-2.0
import Activities
import EPCIS
import Fixtures
import Foundation
import Reading
import Testing

/// Every document of the standard's own repository: what is said of it is what is in it.
@Suite(.enabled(if: Fixtures.hasCorpora, Fixtures.corporaMissing))
struct CorpusTests {
    /// The files that give no events, and what is said of them.
    static let refused: [String: String] = {
        var codes = [
            "gs1/JSON/AssociationEvent/AssociationEvent-h.jsonld": "json.duplicate-member",
            "gs1/XML/CBV/CBV-11.4-2020-06-16a.xml": "epcis.document.master-data",
            "gs1/XML/Mimasu/Example-masterData.xml": "epcis.document.master-data",
        ]
        for name in ["Running", "Success", "WithErrorFile", "WithErrors"] {
            codes["gs1/XML/CaptureJob/Example-CaptureJob\(name).xml"] = "epcis.document.capture-job"
        }
        for number in 1...6 {
            codes["gs1/XML/WithEventHashID/event_with_identical_hash_id_\(number).xml"] =
                "xml.doctype"
        }
        for type in [
            "aggregation_event", "association_event", "masterdata", "object_event",
            "transaction_event", "transformation_event",
        ] {
            codes["gs1/XML/WithFullCombinationOfFields/\(type)_all_possible_fields.xml"] =
                "xml.doctype"
        }
        return codes
    }()

    /// What is noted and kept, besides event ids that are placeholders.
    static let noted: [String: [String]] = [
        "gs1/XML/WithExtension/TransactionEvent.xml": ["epcis.word.unknown"],
        "gs1/XML/WithSensorData/SensorDataExamples.xml": [
            "epcis.word.unknown", "epcis.word.unknown", "epcis.word.unknown",
        ],
        "gs1/JSON-Schema/test/Extended-Event.json": ["epcis.type.other"],
    ]

    static let documents: [String] = Fixtures.files(under: Fixtures.corpus("epcis"))
        .compactMap { $0.path.components(separatedBy: "/epcis/").last }
        .filter {
            $0.hasSuffix(".xml") || $0.hasPrefix("gs1/JSON/")
                || $0.hasPrefix("event-hash")
                    && $0.hasSuffix(".jsonld")
                || $0.hasPrefix("gs1/JSON-Schema/test/")
                    && !$0.contains("/schemas/")
        }

    @Test func `All of them were found`() { #expect(CorpusTests.documents.count == 95) }

    @Test(arguments: documents)
    func `Every event becomes an activity, and every other file is named for what it is`(
        path: String
    ) throws {
        let bytes = try Fixtures.bytes(Fixtures.corpus("epcis/" + path))
        let isXML = path.hasSuffix(".xml")
        let format: any Format = isXML ? EPCISXMLFormat() : EPCISJSONFormat()
        let sample = FileSample(prefix: bytes, name: path)
        #expect(format.recognise(sample) >= .likely)
        let batch = format.read(bytes)
        #expect(batch.problems.listed.map(\.code) == [CorpusTests.refused[path]].compactMap { $0 })
        let expected = CorpusTests.refused[path] == nil ? events(in: bytes, isXML) : 0
        #expect(batch.activities.count == expected)
        #expect(batch.activities.allSatisfy { $0.activity.occurred?.instant != nil })
        #expect(
            batch.activities.allSatisfy {
                !$0.activity.participants.isEmpty || $0.activity.kind.contains("Custom")
            })
        let warnings = batch.activities.flatMap(\.warnings).map(\.code)
        #expect(
            warnings.filter { $0 != "epcis.hash.mismatch" } == CorpusTests.noted[path] ?? [])
        for activity in batch.activities {
            let part = bytes[Int(activity.bytes.lowerBound)..<Int(activity.bytes.upperBound)]
            let text = String(decoding: part, as: UTF8.self)
            #expect(text.hasPrefix(isXML ? "<" : "{") && text.hasSuffix(isXML ? "Event>" : "}"))
        }
    }

    /// Counted without any parser of ours: each event has one time.
    private func events(in bytes: [UInt8], _ isXML: Bool) -> Int {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.components(separatedBy: isXML ? "<eventTime>" : "\"eventTime\"").count - 1
    }
}
