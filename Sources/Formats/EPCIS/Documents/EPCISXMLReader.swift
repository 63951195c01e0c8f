// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading
import XMLReading

/// Reads the events of an EPCIS document in XML: 2.0, and 1.x as far as it says the same.
///
/// Names are told by their local part, since the namespace is that of the version. The wrappers
/// `extension` and `baseExtension`, with which EPCIS 1 made room for later fields, are taken off.
package struct EPCISXMLReader: EventReader {
    /// How much is read at a time, however the file arrives: 16 KiB.
    private static let pieceBytes = 16_384

    private let options: ReadingOptions
    private let reader: XMLReader
    private var walk: DocumentWalk
    private var window = PartWindow()
    private var pieces = EvenPieces(bytesEach: EPCISXMLReader.pieceBytes)
    private var hasFailed = false
    package var wantsAnotherPass: Bool { false }

    package init(_ options: ReadingOptions) {
        self.options = options
        var limits = XMLLimits()
        limits.depth = options.limits.depthMax
        limits.textBytes = min(limits.textBytes, options.limits.elementBytesMax)
        reader = XMLReader(limits: limits)
        walk = DocumentWalk()
    }

    package mutating func read(_ chunk: UnsafeRawBufferPointer, _ take: (Found) -> Void) {
        // Taken out for the call: a piece changes the rest of this reader.
        var pieces = EvenPieces(bytesEach: EPCISXMLReader.pieceBytes)
        swap(&pieces, &self.pieces)
        pieces.cut(chunk) { read(piece: $0, take) }
        self.pieces = pieces
    }

    private mutating func read(piece chunk: UnsafeRawBufferPointer, _ take: (Found) -> Void) {
        guard !hasFailed else { return }
        window.append(chunk)
        let reader = self.reader
        do throws(XMLProblem) {
            try reader.feed(chunk) { follow($0, take) }
        } catch { fail(error, take) }
        window.drop(before: walk.eventStart ?? reader.position ?? .max)
        if window.count > options.limits.elementBytesMax, !hasFailed {
            refuse(at: walk.eventPlace, take)
        }
    }

    private mutating func refuse(at place: Place, _ take: (Found) -> Void) {
        hasFailed = true
        take(
            .problem(
                Problem(
                    "epcis.event.too-long", at: place,
                    found: "an event of more than \(options.limits.elementBytesMax) bytes",
                    expected: "smaller events", endsReading: true)))
    }

    package mutating func finish(_ take: (Found) -> Void) {
        var pieces = EvenPieces(bytesEach: EPCISXMLReader.pieceBytes)
        swap(&pieces, &self.pieces)
        pieces.finish { read(piece: $0, take) }
        guard !hasFailed else { return }
        let reader = self.reader
        do throws(XMLProblem) {
            try reader.finish { follow($0, take) }
        } catch { fail(error, take) }
        guard !hasFailed, !walk.sawEventList, let kind = walk.kind else { return }
        take(.problem(kind.problem(hasMasterData: walk.sawVocabulary, at: walk.rootPlace)))
    }

    private mutating func follow(_ event: XMLEvent, _ take: (Found) -> Void) {
        guard !hasFailed, let event = walk.follow(event) else { return }
        guard event.bytes.count <= options.limits.elementBytesMax else {
            return refuse(at: event.place, take)
        }
        give(event, take)
    }

    private mutating func fail(_ problem: XMLProblem, _ take: (Found) -> Void) {
        hasFailed = true
        take(.problem(Problem(xml: problem, path: walk.path)))
    }

    private func give(_ event: DocumentWalk.Event, _ take: (Found) -> Void) {
        var notes: [Problem] = []
        if event.bytes.isEmpty {
            notes.append(
                Problem(
                    "epcis.part.unknown", at: event.place,
                    found: "XML in another encoding than UTF-8",
                    expected: "UTF-8; the whole file is kept as this event's original"))
        }
        let digest =
            options.digestsParts && !event.bytes.isEmpty ? window.digest(event.bytes) : nil
        take(
            .event(
                FoundEvent(
                    event.root, prefixes: event.prefixes, options: options, place: event.place,
                    bytes: event.bytes, digest: digest, document: walk.document, notes: notes)))
    }
}

extension Problem {
    fileprivate init(xml problem: XMLProblem, path: String) {
        let place = Place(problem.place, path: path)
        let code =
            switch problem.kind {
            case .documentType: "xml.doctype"
            case .notWellFormed: "xml.not-well-formed"
            case .encoding: "xml.encoding"
            case .tooDeep, .tooManyAttributes, .nameTooLong, .attributeTooLong, .textTooLong:
                "xml.limit"
            case .truncated: "xml.truncated"
            case .empty: "file.empty"
            case .outOfMemory: "xml.memory"
            }
        self.init(
            code, at: place, found: problem.found, expected: problem.expected, endsReading: true)
    }
}

extension Place {
    init(_ place: XMLPlace, path: String) {
        self.init(
            offset: place.offset ?? 0, line: place.line, column: place.column, path: path)
    }
}
