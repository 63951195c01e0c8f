// SPDX-License-Identifier: Apache-2.0

/// An element with everything in it, for pieces of a document that are small enough to hold.
///
/// Names are told by their local part, since the namespace of most plant formats is that of the
/// version. A whole document is never held this way: whoever walks it decides what to keep.
package struct XMLElement: Sendable {
    package let name: XMLName
    package let attributes: [XMLAttribute]
    package fileprivate(set) var children: [XMLElement] = []
    /// The text directly in it, without white space at both ends.
    package fileprivate(set) var text = ""
    package let place: XMLPlace
    /// The bytes of the file up to and including its end tag; `nil` when not in UTF-8.
    package fileprivate(set) var endOffset: UInt64?

    init(_ tag: XMLStartTag) {
        name = tag.name
        attributes = tag.attributes
        place = tag.place
    }

    /// The value of an attribute.
    package func attribute(_ local: String) -> String? {
        attributes.first { $0.name.local == local }?.value
    }

    /// The first child of that name.
    package func child(_ local: String) -> XMLElement? {
        children.first { $0.name.local == local }
    }

    /// All children of that name.
    package func children(_ local: String) -> [XMLElement] {
        children.filter { $0.name.local == local }
    }

    /// What the first child of the first child… of those names is.
    package func descend(_ path: String...) -> XMLElement? {
        var element: XMLElement? = self
        for local in path { element = element?.child(local) }
        return element
    }

    /// The text there; `nil` where there is no such element or nothing in it.
    package func text(_ path: String...) -> String? {
        var element: XMLElement? = self
        for local in path { element = element?.child(local) }
        guard let text = element?.text, !text.isEmpty else { return nil }
        return text
    }
}

/// Puts one element together from the events of a reader.
///
/// Begin it with the element's start tag; it is whole when ``follow(_:)`` gives it.
package struct XMLElementBuilder: Sendable {
    private var open: [XMLElement]
    /// How many bytes of names, values and text it holds so far.
    package private(set) var byteCount: Int

    package init(_ tag: XMLStartTag) {
        open = [XMLElement(tag)]
        byteCount = XMLElementBuilder.size(tag)
    }

    /// Takes the next event; gives the element at its end tag, after which it is of no more use.
    package mutating func follow(_ event: XMLEvent) -> XMLElement? {
        switch event {
        case .start(let tag):
            byteCount += XMLElementBuilder.size(tag)
            open.append(XMLElement(tag))
        case .text(let piece):
            guard let last = open.indices.last else { return nil }
            // White space before anything else, as between elements, is taken off in the end.
            if open[last].text.isEmpty, piece.utf8.allSatisfy({ $0 <= 0x20 }) { return nil }
            byteCount += piece.utf8.count
            open[last].text += piece
        case .end(let tag):
            guard var element = open.popLast() else { return nil }
            element.endOffset = tag.endOffset
            element.text = element.text.trimmingWhiteSpace
            guard let parent = open.indices.last else { return element }
            open[parent].children.append(element)
        }
        return nil
    }

    /// What an element costs beside its text, roughly.
    private static func size(_ tag: XMLStartTag) -> Int {
        tag.attributes.reduce(64 + tag.name.local.utf8.count) {
            $0 + 32 + $1.name.local.utf8.count + $1.value.utf8.count
        }
    }
}

extension String {
    /// Without the white space of XML at both ends.
    fileprivate var trimmingWhiteSpace: String {
        let bytes = utf8
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
            let last = bytes.lastIndex(where: { $0 > 0x20 })
        else { return "" }
        if first == bytes.startIndex, bytes.index(after: last) == bytes.endIndex { return self }
        return String(self[first...last])
    }
}
