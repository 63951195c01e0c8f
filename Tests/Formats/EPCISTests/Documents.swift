// SPDX-License-Identifier: Apache-2.0
import EPCIS
import Reading

/// A document read to its end by the reader that its first bytes call for.
struct ReadDocument {
    var events: [FoundEvent] = []
    var problems: [Problem] = []
    var passes = 0

    init(_ bytes: [UInt8], piece: Int = 65_536, options: ReadingOptions = ReadingOptions()) {
        var reader = EPCISEvents(options)
        repeat {
            passes += 1
            var rest = bytes[...]
            while !rest.isEmpty {
                rest.prefix(piece).withUnsafeBytes { reader.read($0) { add($0) } }
                rest = rest.dropFirst(piece)
            }
            reader.finish { add($0) }
        } while reader.wantsAnotherPass
    }

    init(_ text: String, piece: Int = 65_536, options: ReadingOptions = ReadingOptions()) {
        self.init(Array(text.utf8), piece: piece, options: options)
    }

    private mutating func add(_ found: Found) {
        switch found {
        case .event(let event): events.append(event)
        case .problem(let problem): problems.append(problem)
        }
    }

    /// The codes of everything said, of events and of the document.
    var codes: [String] {
        problems.map(\.code) + events.flatMap { ($0.problems + $0.warnings).map(\.code) }
    }
}

/// Documents round some events, in both syntaxes.
enum Sample {
    static func json(_ events: String...) -> String {
        """
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
        {"example":"https://ns.example.com/epcis/"}],"type":"EPCISDocument","schemaVersion":"2.0",
        "creationDate":"2026-11-21T10:00:00Z","sender":"urn:epc:id:pgln:4012345.00000",
        "epcisBody":{"eventList":[
        \(events.joined(separator: ",\n"))
        ]}}
        """
    }

    static func xml(_ events: String..., version: Int = 2) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:\(version)"
          xmlns:example="https://ns.example.com/epcis/" xmlns:gs1="https://gs1.org/voc/"
          schemaVersion="\(version).0" creationDate="2026-11-21T10:00:00Z">
        <EPCISBody><EventList>
        \(events.joined(separator: "\n"))
        </EventList></EPCISBody></epcis:EPCISDocument>
        """
    }

    /// Members every event has, to put others after.
    static let times = """
        "eventTime":"2026-11-20T08:00:00+01:00","eventTimeZoneOffset":"+01:00"
        """

    static let xmlTimes = """
        <eventTime>2026-11-20T08:00:00+01:00</eventTime>\
        <eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
        """

    static func object(_ more: String = "\"action\":\"OBSERVE\"") -> String {
        "{\"type\":\"ObjectEvent\",\(times),\"epcList\":[\"urn:epc:id:sgtin:4012345.011111.9876\"],"
            + more + "}"
    }
}
