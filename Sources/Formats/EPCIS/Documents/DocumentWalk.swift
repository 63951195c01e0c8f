// SPDX-License-Identifier: Apache-2.0
import Reading
import XMLReading

/// Follows an EPCIS XML document tag by tag and puts its events together.
struct DocumentWalk {
    /// An event whose end has been read.
    struct Event {
        let root: EventNode
        let prefixes: Prefixes
        let place: Place
        let bytes: Range<UInt64>
    }

    /// An element of an event that is still open.
    private struct Open {
        var node: EventNode
        /// Whether text may still be its own; what stands between its elements is not.
        var takesText = true
        /// Whether it belongs to another vocabulary, in which `extension` is a name like others.
        let isForeign: Bool
    }

    private(set) var document = DocumentFacts()
    private(set) var kind: EPCISDocumentKind?
    private(set) var rootPlace = Place()
    private(set) var sawEventList = false
    private(set) var sawVocabulary = false

    /// The names of the open elements outside events.
    private var names: [String] = []
    private var open: [Open] = []
    private var start: XMLPlace?
    private var index: UInt64 = 0
    private var text = ""
    /// The prefixes in force, with the depth at which they were declared.
    private var scopes: [(depth: Int, prefixes: Prefixes)] = []
    private var depth = 0

    /// Where the open event begins; `nil` between events and where offsets are unknown.
    var eventStart: UInt64? { open.isEmpty ? nil : start?.offset }

    var eventPlace: Place { start.map { Place($0, path: path) } ?? rootPlace }

    /// The way to what is open.
    var path: String {
        let outer = names.map { "/" + $0 }.joined()
        return open.isEmpty ? outer : outer + "/*[\(index)]"
    }

    /// Follows one step; gives the event that it completes.
    mutating func follow(_ event: XMLEvent) -> Event? {
        switch event {
        case .start(let tag):
            begin(tag)
            return nil
        case .text(let piece):
            add(piece)
            return nil
        case .end(let tag):
            return end(tag)
        }
    }

    // MARK: Steps

    private mutating func begin(_ tag: XMLStartTag) {
        depth += 1
        declare(tag.namespaces)
        let name = QualifiedName(tag.name)
        if !open.isEmpty || isEvent(name) {
            if open.isEmpty {
                start = tag.place
                index += 1
            }
            let isForeign = open.last.map { $0.isForeign || $0.node.isForeign } ?? false
            if let last = open.indices.last { open[last].takesText = false }
            open.append(Open(node: EventNode(name, tag), isForeign: isForeign))
            return
        }
        if kind == nil {
            kind = EPCISDocumentKind(rootElement: name.local)
            rootPlace = Place(tag.place, path: "/" + name.local)
            document.schemaVersion =
                tag.attributes.first { $0.name == XMLName("schemaVersion") }?.value
        }
        names.append(name.local)
        text = ""
        if name.local == "EventList" { sawEventList = true }
        if name.local == "VocabularyList" { sawVocabulary = true }
    }

    /// Children of the event list are events, whatever they are called.
    private func isEvent(_ name: QualifiedName) -> Bool {
        guard let list = names.lastIndex(of: "EventList") else { return false }
        return !name.isWrapper && names[(list + 1)...].allSatisfy { $0 == "extension" }
    }

    private mutating func add(_ piece: String) {
        if let last = open.indices.last {
            if open[last].takesText { open[last].node.text += piece }
        } else if names.last == "Identifier", text.utf8.count < 1_024 {
            text += piece
        }
    }

    private mutating func end(_ tag: XMLEndTag) -> Event? {
        defer {
            depth -= 1
            if let scope = scopes.last, scope.depth > depth { scopes.removeLast() }
        }
        guard var last = open.popLast() else {
            leave()
            return nil
        }
        last.node.text = last.node.text.trimmed
        guard let parent = open.indices.last else {
            return event(last.node, endOffset: tag.endOffset)
        }
        if last.node.name.isWrapper, !last.isForeign, !open[parent].node.isForeign {
            open[parent].node.children += last.node.children
        } else {
            open[parent].node.children.append(last.node)
        }
        return nil
    }

    /// The end of an element outside events.
    private mutating func leave() {
        // The Standard Business Document Header names the sender by an Identifier in Sender.
        if names.suffix(2) == ["Sender", "Identifier"], document.sender == nil {
            let sender = text.trimmed
            if !sender.isEmpty { document.sender = sender }
        }
        _ = names.popLast()
    }

    private func event(_ root: EventNode, endOffset: UInt64?) -> Event {
        let place = start.map { Place($0, path: path + "/*[\(index)]") }
        var bytes: Range<UInt64> = 0..<0
        if let from = start?.offset, let to = endOffset, from < to { bytes = from..<to }
        return Event(
            root: root, prefixes: prefixes, place: place ?? Place(), bytes: bytes)
    }

    // MARK: Prefixes

    private var prefixes: Prefixes { scopes.last?.prefixes ?? .standard }

    private mutating func declare(_ namespaces: [XMLNamespace]) {
        let prefixed = namespaces.filter { !$0.prefix.isEmpty }
        guard !prefixed.isEmpty else { return }
        var prefixes = self.prefixes
        for namespace in prefixed { prefixes.declare(namespace.prefix, namespace.namespace) }
        scopes.append((depth, prefixes))
    }
}

extension EventNode {
    fileprivate init(_ name: QualifiedName, _ tag: XMLStartTag) {
        let spot = Spot.line(
            tag.place.line, column: tag.place.column, offset: tag.place.offset ?? 0)
        self.init(name: name, spot: spot)
        // xsi:type and xsi:nil speak of the schema, not of the event.
        for attribute in tag.attributes
        where attribute.name.namespace != "http://www.w3.org/2001/XMLSchema-instance" {
            children.append(
                EventNode(
                    name: QualifiedName(attribute.name), text: attribute.value.trimmed, spot: spot))
        }
    }

    /// Whether it is of another vocabulary, or holds what is.
    fileprivate var isForeign: Bool {
        !name.namespace.isEmpty || name == QualifiedName("ilmd")
    }
}

extension QualifiedName {
    /// EPCIS's own names count as names without a namespace, in every version.
    fileprivate init(_ name: XMLName) {
        let isOwn = name.namespace.utf8.starts(with: "urn:epcglobal:epcis".utf8)
        self.init(name.local, in: isOwn ? "" : name.namespace)
    }

    fileprivate var isWrapper: Bool {
        namespace.isEmpty && (local == "extension" || local == "baseExtension")
    }
}
