// SPDX-License-Identifier: Apache-2.0
import Reading
import XMLReading

/// Follows a document tag by tag and gives each record when it ends.
///
/// A record inside another is taken out of it, so that only what is open is in memory, however
/// many steps a report has.
struct RecordWalk {
    /// What is known of an open element beside what the builder keeps.
    private struct Frame {
        let kind: RecordKind?
        /// Whether it or an element round it is described inside a record only.
        let isOpaque: Bool
        let step: String
        /// Its id among the records beside it, once it was asked for.
        var identity: String?
        /// How often each name of a record occurred in it.
        var steps: [String: Int] = [:]
        /// How often each identity was given in it.
        var identities: [String: Int] = [:]
        /// Whether a record was found in it.
        var hasRecords = false
    }

    private(set) var message = MessageFacts()
    private var builder = XMLElementStack()
    private var frames: [Frame] = []
    private var rootPlace = XMLPlace(line: 1, column: 1, offset: nil)
    private var sawRequest = false

    /// How many elements are in memory.
    var heldElements: Int { builder.count }

    /// Where the outermost part begins whose bytes are still needed; `nil` outside.
    ///
    /// A report that holds records is let go as soon as the first of them has ended: a file of a
    /// million steps is one element.
    var partStart: UInt64? {
        frames.firstIndex { frame in
            !frame.hasRecords || frame.kind.map { !$0.isHolder } ?? false
        }.flatMap { builder[$0].place.offset }
    }

    /// Where what is open begins.
    var place: XMLPlace {
        frames.isEmpty ? rootPlace : builder[frames.count - 1].place
    }

    /// The way to what is open.
    var path: String { frames.map { "/" + $0.step }.joined() }

    /// Follows one step; gives the record that it completes.
    mutating func follow(_ event: XMLEvent) -> FoundRecord? {
        switch event {
        case .start(let tag):
            begin(tag)
            return nil
        case .text(let text):
            builder.add(text)
            return nil
        case .end(let tag): return end(tag)
        }
    }

    /// What is said of a document without any record.
    var emptyDocument: Problem {
        let place = Place(rootPlace, path: "/" + message.root)
        switch message.verb {
        case "Get", "Acknowledge", "Confirm":
            return Problem(
                "b2mml.document.no-data", at: place,
                found: Problem.quote(message.root) + ", a message about data without any",
                expected: "the data itself: a Sync, Show or Process message, or the bare element")
        default:
            return Problem(
                "b2mml.document.no-records", at: place, found: Problem.quote(message.root),
                expected: "material, performance, schedule, batch record, recipe, event or test")
        }
    }

    // MARK: Steps

    private mutating func begin(_ tag: XMLStartTag) {
        let local = tag.name.local
        let parent = frames.last
        if frames.isEmpty {
            message.root = local
            message.namespace = tag.name.namespace
            rootPlace = tag.place
        }
        let isOpaque = (parent?.isOpaque ?? false) || RecordKind.opaque.contains(local)
        let parentName = frames.isEmpty ? nil : builder[frames.count - 1].local
        var kind = isOpaque ? nil : RecordKind(local, in: parentName)
        // Under the data area the first element is the verb, and `Change` is one.
        if parentName == "DataArea", local == message.verb { kind = nil }
        // A Get message asks with half-filled elements; they state nothing.
        if message.verb == "Get" { kind = nil }
        var step = local
        if kind != nil, let last = frames.indices.last {
            let count = frames[last].steps[local, default: 0] + 1
            frames[last].steps[local] = count
            step += "[\(count)]"
        }
        builder.begin(tag)
        frames.append(Frame(kind: kind, isOpaque: isOpaque, step: step))
    }

    private mutating func end(_ tag: XMLEndTag) -> FoundRecord? {
        // The names of what is open are needed before it is closed.
        let way = frames.last?.kind == nil ? "" : self.way()
        guard let frame = frames.popLast(), let element = builder.end(tag) else { return nil }
        if element.local == "ApplicationArea", frames.count == 1 {
            message.take(applicationArea: element)
            builder.release(element)
            return nil
        }
        if let kind = frame.kind {
            return give(element, kind, frame, way, tag.endOffset)
        }
        if let found = unknownNoun(element, frame, tag.endOffset) { return found }
        guard RecordKind.sections.contains(element.local) else {
            builder.adopt(element)
            return nil
        }
        // What a section held has been given; the record round it keeps which recipes there were.
        for child in element.children where RecordKind.mentioned.contains(child.local) {
            builder.adopt(child)
        }
        builder.release(element)
        return nil
    }

    private mutating func give(
        _ element: XMLElement, _ kind: RecordKind, _ frame: Frame, _ way: String,
        _ endOffset: UInt64?
    ) -> FoundRecord? {
        for depth in frames.indices { frames[depth].hasRecords = true }
        if RecordKind.mentioned.contains(element.local), !frames.isEmpty {
            builder.adopt(element.mention)
        }
        builder.release(element)
        guard !kind.isHolder || element.saysMoreThanItsID || !frame.hasRecords else { return nil }
        // Begin and end of a procedure have an id and a type and nothing to tell.
        if kind == .recipeElement, !element.saysMoreThanItsID { return nil }
        return found(
            element, kind, way, "\(path)/\(frame.step)", endOffset,
            isKept: !(kind.isHolder && frame.hasRecords) || isInRecord)
    }

    /// Whether what is open is a record whose bytes are kept to its end.
    private var isInRecord: Bool { frames.contains { $0.kind.map { !$0.isHolder } ?? false } }

    /// A kind of information that is not in the table: kept as what it is.
    private mutating func unknownNoun(
        _ element: XMLElement, _ frame: Frame, _ endOffset: UInt64?
    ) -> FoundRecord? {
        guard !frame.hasRecords, !frame.isOpaque, message.verb != "Get",
            element.local != message.verb, !element.children.isEmpty
        else { return nil }
        let isUnderDataArea = frames.last?.step == "DataArea"
        let isInformation =
            frames.count == 1 && !isUnderDataArea
            && builder[0].local.utf8.starts(with: "BatchInformation".utf8)
        guard isUnderDataArea || isInformation || frames.isEmpty else { return nil }
        // A message of which nothing was found has no noun, only its own two areas.
        guard !(frames.isEmpty && message.verb != nil), element.identity != nil else { return nil }
        for depth in frames.indices { frames[depth].hasRecords = true }
        builder.release(element)
        let way = "\(element.local)/\(element.identity ?? "")"
        return found(
            element, .other, way, "\(path)/\(frame.step)", endOffset, isKept: true)
    }

    private func found(
        _ element: XMLElement, _ kind: RecordKind, _ way: String, _ path: String,
        _ endOffset: UInt64?, isKept: Bool
    ) -> FoundRecord {
        var bytes: Range<UInt64> = 0..<0
        if let from = element.place.offset, let to = endOffset, from < to { bytes = from..<to }
        return FoundRecord(
            kind: kind, element: element, outer: builder.elements, way: way, message: message,
            place: Place(element.place, path: path), bytes: bytes, isKept: isKept)
    }

    // MARK: Ids

    /// The ids of the open records, the outermost first.
    private mutating func way() -> String {
        var way: [String] = []
        for depth in frames.indices {
            guard let kind = frames[depth].kind else { continue }
            let element = builder[depth]
            let isLast = depth == frames.count - 1
            // A report or plan without an id adds nothing to the ids of what is in it.
            if !isLast, kind == .performance || kind == .schedule, element.identity == nil {
                continue
            }
            way.append("\(element.local)/\(identity(at: depth))")
        }
        return way.joined(separator: "/")
    }

    /// An open record's id, told apart from the same id before it.
    private mutating func identity(at depth: Int) -> String {
        if let known = frames[depth].identity { return known }
        let element = builder[depth]
        let holder = frames[..<depth].lastIndex { $0.kind != nil } ?? 0
        let plain = element.identity?.trimmingWhiteSpace ?? ""
        let key = "\(element.local)/\(plain)"
        let count = frames[holder].identities[key, default: 0] + 1
        frames[holder].identities[key] = count
        let identity = plain.isEmpty || count > 1 ? "\(plain)#\(count)" : plain
        frames[depth].identity = identity
        return identity
    }
}

extension XMLElement {
    /// Itself with its id and version only.
    fileprivate var mention: XMLElement {
        var mention = self
        mention.children = children.filter { $0.local == "ID" || $0.local == "Version" }
        return mention
    }

    /// Whether there is more to it than who it is.
    fileprivate var saysMoreThanItsID: Bool {
        children.contains { child in
            !["ID", "Description", "RecipeElementType"].contains(child.local)
                && (!child.text.isEmpty || !child.children.isEmpty)
                && !XMLElement.structure.contains(child.local)
        }
    }

    /// How the parts of a recipe are drawn and joined.
    private static let structure: Set<String> = ["ProcedureLogic"]
}
