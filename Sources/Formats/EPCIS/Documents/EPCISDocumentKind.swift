// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// What kind of EPCIS document something is, so that a person is told what they have sent.
enum EPCISDocumentKind: Equatable {
    /// Events to be captured.
    case capture
    /// The answer to a query.
    case query
    /// A single event.
    case event
    /// Names and addresses of places and parties, without events.
    case masterData
    /// How a capture went, without events.
    case captureJob
    case other(String)

    init(rootElement name: String) {
        switch name {
        case "EPCISDocument": self = .capture
        case "EPCISQueryDocument": self = .query
        case "EPCISMasterDataDocument": self = .masterData
        case "EPCISCaptureJob": self = .captureJob
        default: self = .other(name)
        }
    }

    init(json: JSON) {
        guard let type = json["type"]?.text else {
            self = json["captureID"] == nil ? .other(json.kindName) : .captureJob
            return
        }
        let kind = EPCISDocumentKind(rootElement: type)
        if case .other = kind, json["eventTime"] != nil || type.hasSuffix("Event") {
            self = .event
        } else {
            self = kind
        }
    }

    /// What to say where such a document has no list of events; `nil` for an empty list.
    func problem(json: JSON) -> Problem? {
        let body = json["epcisBody"]
        let results = body?["queryResults"]?["resultsBody"]
        if body?["eventList"]?.elements != nil || results?["eventList"]?.elements != nil
            || json.elements != nil
        {
            return nil
        }
        let words = results?["vocabularyList"] ?? body?["vocabularyList"]
        return problem(hasMasterData: words != nil, at: Place(path: "$"))
    }

    /// What to say about a document in which there are no events.
    func problem(hasMasterData: Bool, at place: Place) -> Problem {
        func problem(_ code: String, _ found: String, _ expected: String) -> Problem {
            Problem(code, at: place, found: found, expected: expected, endsReading: true)
        }
        switch self {
        case .masterData:
            return problem(
                "epcis.document.master-data", "a master data document, which has no events in it",
                "a document of events; master data is not taken in")
        case .capture, .query:
            if hasMasterData {
                return problem(
                    "epcis.document.master-data", "master data and no list of events",
                    "a list of events; master data is not taken in")
            }
            return problem(
                "epcis.document.no-list", "an EPCIS document without a list of events",
                "an eventList in its body")
        case .captureJob:
            return problem(
                "epcis.document.capture-job",
                "a capture job, which tells how a capture went and has no events in it",
                "a document of events; the one that the job was about")
        case .event:
            return problem("epcis.event.shape", "an event that is no object", "an event")
        case .other(let name):
            return problem(
                "epcis.document.unknown", "no EPCIS document but \(Problem.quote(name))",
                "EPCISDocument, EPCISQueryDocument, an event, or a list of events")
        }
    }
}
