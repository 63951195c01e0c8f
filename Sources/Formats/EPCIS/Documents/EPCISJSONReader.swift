// SPDX-License-Identifier: Apache-2.0
import Canon
import Reading

/// Reads the events of an EPCIS 2.0 document in JSON-LD, in memory that does not grow with the file.
///
/// Taken are capture documents, query documents, a single event, and a bare list of events. The
/// `@context` and the sender apply to all events, and members of a JSON object have no order: where
/// they stand behind the events, the file is read twice and the first pass only looks for them.
package struct EPCISJSONReader: EventReader {
    /// What may stand outside the list of events (header, master data, contexts): 16 MiB.
    package static let outsideBytesMax = 16 * 1_024 * 1_024

    private enum Pass {
        /// Nothing is known of the document yet.
        case beginning
        /// What stood before the events was enough.
        case reading
        /// Events are skipped until the whole document has been seen.
        case looking
    }

    private static let paths = [
        ["epcisBody", "eventList"],
        ["epcisBody", "queryResults", "resultsBody", "eventList"],
        [],
    ]

    private let options: ReadingOptions
    private var splitter: JSONElementSplitter
    private var pass = Pass.beginning
    private var hasFailed = false
    private var document = DocumentFacts()
    private var prefixes = Prefixes.standard
    private var unknownContexts: [String] = []
    private var events: UInt64 = 0
    package private(set) var wantsAnotherPass = false

    package init(_ options: ReadingOptions) {
        self.options = options
        splitter = EPCISJSONReader.splitter(options)
    }

    private static func splitter(_ options: ReadingOptions) -> JSONElementSplitter {
        JSONElementSplitter(
            arraysAt: paths, elementBytesMax: options.limits.elementBytesMax,
            outsideBytesMax: outsideBytesMax, depthMax: options.limits.depthMax)
    }

    package mutating func read(_ chunk: UnsafeRawBufferPointer, _ take: (Found) -> Void) {
        guard !hasFailed else { return }
        // Taken out for the call, so that what it hands on may change the rest of this reader.
        var splitter = self.splitter
        self.splitter = EPCISJSONReader.splitter(options)
        do throws(JSONError) {
            try splitter.split(chunk) { part, before in self.read(part, before, take) }
        } catch {
            fail(error, take)
        }
        self.splitter = splitter
    }

    package mutating func finish(_ take: (Found) -> Void) {
        wantsAnotherPass = false
        guard !hasFailed else { return }
        do throws(JSONError) {
            let outside = try splitter.finish()
            if pass == .looking {
                learn(from: outside)
                pass = .reading
                splitter = EPCISJSONReader.splitter(options)
                events = 0
                wantsAnotherPass = true
            } else if events == 0 {
                readWithoutList(outside, take)
            }
        } catch {
            fail(error, take)
        }
    }

    private mutating func fail(_ error: JSONError, _ take: (Found) -> Void) {
        hasFailed = true
        take(.problem(Problem(error, in: Place(path: "$"), endsReading: true)))
    }

    // MARK: The document

    private mutating func learn(from outside: JSON) {
        document.sender = outside["sender"]?.text?.trimmed
        document.schemaVersion =
            outside["schemaVersion"]?.text ?? outside["schemaVersion"]?.numberText
        if let context = outside["@context"] {
            prefixes = .standard
            unknownContexts = prefixes.declare(context: context)
        }
    }

    /// A document that has no list of events: a single event, or something else altogether.
    private mutating func readWithoutList(_ outside: JSON, _ take: (Found) -> Void) {
        learn(from: outside)
        if let members = outside.members, EPCISDocumentKind(json: outside) == .event {
            return readWhole(members, path: "$", take)
        }
        if let members = outside["epcisBody"]?["event"]?.members {
            return readWhole(members, path: "$.epcisBody.event", take)
        }
        if let problem = EPCISDocumentKind(json: outside).problem(json: outside) {
            take(.problem(problem))
        }
    }

    /// The only event, for which the whole document is the original.
    private mutating func readWhole(
        _ members: [JSON.Member], path: String, _ take: (Found) -> Void
    ) {
        let text = splitter.outside
        let place = Place(path: path)
        give(
            members, text.withUnsafeBytes { place.advanced(over: $0.leadingSpace) }.at(path),
            splitter.outside.contentRange, take)
    }

    // MARK: Events

    private mutating func read(
        _ part: JSONElementSplitter.Part, _ before: () throws(JSONError) -> JSON,
        _ take: (Found) -> Void
    ) {
        if pass == .beginning { begin(part, before) }
        guard pass == .reading else { return }
        events += 1
        switch part {
        case .tooLong(let element):
            take(
                .problem(
                    Problem(
                        "epcis.event.too-long", at: place(element),
                        found: "an event of \(element.length) bytes",
                        expected: "at most \(options.limits.elementBytesMax)")))
        case .element(let element):
            do throws(JSONError) {
                let json = try JSON(
                    parsing: element.bytes, limits: JSONLimits(depth: options.limits.depthMax))
                guard let members = json.members else {
                    take(
                        .problem(
                            Problem(
                                "epcis.event.shape", at: place(element), found: json.kindName,
                                expected: "an event, which is an object")))
                    return
                }
                let digest = options.digestsParts ? Digest(of: element.bytes) : nil
                let end = element.offset + element.length
                give(members, place(element), element.offset..<end, digest: digest, take)
            } catch {
                take(.problem(Problem(error, in: place(element))))
            }
        }
    }

    /// Decides on what stood before the first event whether a second pass is needed.
    private mutating func begin(
        _ part: JSONElementSplitter.Part, _ before: () throws(JSONError) -> JSON
    ) {
        // An error in what stands before is found again, with its place, at the end.
        guard let outside = try? before() else {
            pass = .looking
            return
        }
        learn(from: outside)
        let isList = outside.elements != nil
        let isComplete = outside["@context"] != nil && document.sender != nil
        pass = isList || isComplete ? .reading : .looking
    }

    private func place(_ element: JSONElementSplitter.Element) -> Place {
        let list = EPCISJSONReader.paths[element.path].map { "." + $0 }.joined()
        return Place(
            offset: element.offset, line: element.line, column: element.column,
            path: "$\(list)[\(element.index)]")
    }

    private mutating func give(
        _ members: [JSON.Member], _ place: Place, _ bytes: Range<Int>, _ take: (Found) -> Void
    ) {
        let digest = options.digestsParts ? Digest(of: splitter.outside[bytes]) : nil
        let range = UInt64(bytes.lowerBound)..<UInt64(bytes.upperBound)
        give(members, place, range, digest: digest, take)
    }

    private mutating func give(
        _ members: [JSON.Member], _ place: Place, _ bytes: Range<UInt64>, digest: Digest?,
        _ take: (Found) -> Void
    ) {
        var prefixes = self.prefixes
        var unknown = unknownContexts
        if let context = members.first(where: { $0.name.hasSameBytes(as: "@context") }) {
            unknown += prefixes.declare(context: context.value)
        }
        // Told once, with the first event.
        unknownContexts = []
        let notes = unknown.map { address in
            Problem(
                "epcis.context.unknown", at: place, found: "the context \(Problem.quote(address))",
                expected: "EPCIS's own context; others are not fetched, declare prefixes in place")
        }
        take(
            .event(
                FoundEvent(
                    EventNode(event: members, prefixes), prefixes: prefixes, options: options,
                    place: place, bytes: bytes, digest: digest, document: document, notes: notes)))
    }
}

extension [UInt8] {
    /// The bytes between the white space at either end.
    fileprivate var contentRange: Range<Int> {
        let isContent: (UInt8) -> Bool = { $0 > 0x20 }
        guard let first = firstIndex(where: isContent), let last = lastIndex(where: isContent)
        else { return 0..<0 }
        return first..<(last + 1)
    }
}

extension UnsafeRawBufferPointer {
    fileprivate var leadingSpace: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: prefix { $0 <= 0x20 })
    }
}
