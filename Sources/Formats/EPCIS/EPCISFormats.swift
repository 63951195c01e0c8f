// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Reading

/// EPCIS 2.0 in JSON-LD: capture and query documents, single events, lists of events.
package struct EPCISJSONFormat: Format {
    package let name = "epcis-json"
    package let version = "1"
    package let mediaTypes = ["application/ld+json", "application/json"]

    package init() {}

    package func recognise(_ sample: FileSample) -> Confidence {
        guard sample.firstByte == 0x7B || sample.firstByte == 0x5B else { return .no }
        let isDocument =
            sample.contains("\"EPCISDocument\"") || sample.contains("\"EPCISQueryDocument\"")
            || sample.contains("\"epcisBody\"")
        if isDocument { return .certain }
        let isEvent =
            sample.contains("\"eventTime\"") && sample.contains("\"eventTimeZoneOffset\"")
        if isEvent { return .likely }
        return sample.contains("epcis-context") || sample.isNamed(".jsonld") ? .possible : .no
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        EPCISActivityReader(EPCISJSONReader(options), options)
    }
}

/// EPCIS 2.0 and 1.x in XML.
package struct EPCISXMLFormat: Format {
    package let name = "epcis-xml"
    package let version = "1"
    package let mediaTypes = ["application/xml", "text/xml"]

    package init() {}

    package func recognise(_ sample: FileSample) -> Confidence {
        guard sample.firstByte == 0x3C else { return .no }
        if sample.contains("urn:epcglobal:epcis") { return .certain }
        return sample.contains("EPCISDocument") ? .likely : .possible
    }

    package func reader(_ options: ReadingOptions) -> any ActivityReader {
        EPCISActivityReader(EPCISXMLReader(options), options)
    }
}

/// EPCIS events in JSON-LD inside CloudEvents.
package struct EPCISPayload: PayloadMapping {
    package init() {}

    package func claims(contentType: MediaType?, schema: String?, type: String) -> Bool {
        if schema?.lowercased().contains("epcis") == true { return true }
        let isJSON = contentType.map { $0.isJSON } ?? true
        return isJSON
            && (type.hasPrefix("org.witnessmark.epcis") || type.hasPrefix("org.gs1.epcis"))
    }

    package func map(
        _ data: JSON, at place: Place, _ options: ReadingOptions
    ) -> MappedPayload {
        guard let members = data.members else {
            return MappedPayload(
                activity: nil,
                problems: [
                    Problem(
                        "epcis.event.shape", at: place, found: data.kindName,
                        expected: "an event, which is an object")
                ])
        }
        var prefixes = Prefixes.standard
        if let context = data["@context"] { _ = prefixes.declare(context: context) }
        let found = FoundEvent(
            EventNode(event: members, prefixes), prefixes: prefixes, options: options,
            place: place, bytes: 0..<0, digest: nil, document: DocumentFacts())
        let result = ActivityMapping.map(found)
        return MappedPayload(
            activity: result.activity, eventID: result.eventID, warnings: result.warnings,
            problems: result.problems)
    }
}

/// Turns what an event reader finds into activities.
struct EPCISActivityReader: ActivityReader {
    /// What a document's events are put down to when neither it nor anybody else names its source.
    static let unnamedSource = "urn:epcis:source-not-named"

    private var events: any EventReader
    private let options: ReadingOptions

    init(_ events: any EventReader, _ options: ReadingOptions) {
        self.events = events
        self.options = options
    }

    var wantsAnotherPass: Bool { events.wantsAnotherPass }

    mutating func read(_ chunk: UnsafeRawBufferPointer, into batch: inout ReadBatch) {
        let options = self.options
        events.read(chunk) { EPCISActivityReader.add($0, to: &batch, options) }
    }

    mutating func finish(into batch: inout ReadBatch) {
        let options = self.options
        events.finish { EPCISActivityReader.add($0, to: &batch, options) }
    }

    private static func add(
        _ found: Found, to batch: inout ReadBatch, _ options: ReadingOptions
    ) {
        switch found {
        case .problem(let problem): batch.problems.add(problem)
        case .event(let event):
            let result = ActivityMapping.map(event, statesMeaning: options.digestsParts)
            for problem in result.problems { batch.problems.add(problem) }
            guard let activity = result.activity else { return }
            batch.activities.append(
                ReadActivity(
                    activity, source: options.source ?? event.document.sender ?? unnamedSource,
                    eventID: result.eventID, place: event.place, bytes: event.bytes,
                    digest: event.digest, meaning: result.meaning, warnings: result.warnings))
        }
    }
}
