// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// An event as a document gave it, with where it stood and what is to be said about it.
package struct FoundEvent: Sendable {
    package let event: EPCISEvent
    /// Why it cannot be taken; empty for an event that can.
    package let problems: [Problem]
    /// What is unusual about it.
    package let warnings: [Problem]
    /// Where it begins.
    package let place: Place
    /// Its part of the file, in bytes.
    ///
    /// Empty where the parts cannot be told apart, which is so for XML in another encoding than
    /// UTF-8. The whole file then is the original.
    package let bytes: Range<UInt64>
    /// The SHA-256 of that part, when it was asked for.
    package let digest: Digest?
    /// What the document around it says.
    package let document: DocumentFacts
}

/// What a document says about all its events.
package struct DocumentFacts: Equatable, Sendable {
    /// Who sent it: `sender` in JSON, the header's Sender in XML.
    package var sender: String?
    /// As in `2.0` or `1.2`.
    package var schemaVersion: String?
}

/// What reading a document gives, one after another.
package enum Found: Sendable {
    case event(FoundEvent)
    /// Something wrong with the document itself.
    case problem(Problem)
}

/// Reads the events of one document in pieces of any size.
package protocol EventReader {
    /// Reads the next bytes and hands on what they complete.
    mutating func read(_ chunk: UnsafeRawBufferPointer, _ take: (Found) -> Void)
    /// Says that the file has ended.
    mutating func finish(_ take: (Found) -> Void)
    /// Whether the same file must be read once more from its beginning, to be asked after the end.
    var wantsAnotherPass: Bool { get }
}

extension FoundEvent {
    /// Builds the event and turns the builder's findings into problems with places.
    init(
        _ root: EventNode, prefixes: Prefixes, options: ReadingOptions, place: Place,
        bytes: Range<UInt64>, digest: Digest?, document: DocumentFacts, notes: [Problem] = []
    ) {
        let builder = EventBuilder(
            root, prefixes: prefixes, assumedZone: options.assumedZone)
        var problems: [Problem] = []
        var warnings = notes
        for finding in builder.findings {
            let problem = Problem(
                finding.code, at: place.along(finding.path), found: finding.found,
                expected: finding.expected)
            switch finding.severity {
            case .refused: problems.append(problem)
            case .noted: warnings.append(problem)
            }
        }
        self.init(
            event: builder.event, problems: problems, warnings: warnings, place: place,
            bytes: bytes, digest: digest, document: document)
    }
}

extension Place {
    /// The place of a node, given the way to it from the event.
    fileprivate func along(_ path: [EventNode]) -> Place {
        var place = self
        for node in path {
            switch node.spot {
            case .line(let line, let column, let offset):
                place.line = line
                place.column = column
                place.offset = offset
                place.path += "/" + node.name.local.shortened
            case .member(let name, let index):
                place.path += Place.step(name) + (index.map { "[\($0)]" } ?? "")
            case .item(let index):
                place.path += "[\(index)]"
            }
        }
        return place
    }

    private static func step(_ name: String) -> String {
        let isPlain = name.utf8.allSatisfy {
            $0.isDigit || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x5F
        }
        return isPlain ? "." + name.shortened : "[\(Problem.quote(name))]"
    }
}

extension String {
    fileprivate var shortened: String { utf8.count <= 64 ? self : String(prefix(60)) + "…" }
}
