// SPDX-License-Identifier: Apache-2.0

/// An element that has been read to its end, with everything in it.
///
/// Names are looked up by their local part: the namespace of a standard is that of its version, and
/// a plant has files of all versions.
package struct XMLElement: Sendable {
    package let name: XMLName
    package var attributes: [XMLAttribute]
    /// The text without the white space round it; what stands between its elements is left out.
    package var text = ""
    package var children: [XMLElement] = []
    package let place: XMLPlace

    package init(_ tag: XMLStartTag) {
        name = tag.name
        attributes = tag.attributes
        place = tag.place
    }

    /// An element with nothing in it, at a place where one is missing.
    package init(_ name: XMLName, missingAt place: XMLPlace) {
        self.name = name
        attributes = []
        self.place = place
    }

    /// The name without its namespace.
    package var local: String { name.local }

    /// The first child of that local name.
    package func child(_ local: String) -> XMLElement? {
        children.first { $0.local.utf8.elementsEqual(local.utf8) }
    }

    /// The element at the end of a way of first children.
    package func child(_ first: String, _ second: String, _ rest: String...) -> XMLElement? {
        rest.reduce(child(first)?.child(second)) { $0?.child($1) }
    }

    /// All children of that local name.
    package func all(_ local: String) -> [XMLElement] {
        children.filter { $0.local.utf8.elementsEqual(local.utf8) }
    }

    /// The first attribute of that local name, if it has a value.
    package func attribute(_ local: String) -> String? {
        attributes.first { $0.name.local.utf8.elementsEqual(local.utf8) && !$0.value.isEmpty }?
            .value
    }
}

/// Puts an element together from what a reader hands on.
package struct XMLElementBuilder {
    /// An element whose end has not been read.
    private struct Open {
        var element: XMLElement
        /// Whether text may still be its own; what stands between its elements is not.
        var takesText = true
    }

    private var open: [Open] = []
    /// How many elements there are in what is open.
    package private(set) var count = 0

    package init() {}

    /// How many elements are open.
    package var depth: Int { open.count }

    /// The open elements, the outermost first, with what has been read of each.
    package var openElements: [XMLElement] { open.map(\.element) }

    /// An open element, the outermost being 0.
    package func openElement(_ depth: Int) -> XMLElement { open[depth].element }

    package mutating func begin(_ tag: XMLStartTag) {
        if let last = open.indices.last { open[last].takesText = false }
        open.append(Open(element: XMLElement(tag)))
        count += 1
    }

    package mutating func add(_ text: String) {
        guard let last = open.indices.last, open[last].takesText else { return }
        open[last].element.text += text
    }

    /// Ends the innermost element, which is then nobody's child; `nil` when none is open.
    package mutating func end() -> XMLElement? {
        guard var element = open.popLast()?.element else { return nil }
        element.text = element.text.withoutOuterSpace
        return element
    }

    /// Makes an element a child of the innermost one that is open.
    package mutating func adopt(_ element: XMLElement) {
        guard let last = open.indices.last else { return }
        open[last].element.children.append(element)
    }

    /// Says that an ended element was let go with everything in it.
    package mutating func release(_ element: XMLElement) { count -= element.size }
}

extension XMLElement {
    /// How many elements it is, itself included.
    fileprivate var size: Int { children.reduce(1) { $0 + $1.size } }
}

extension String {
    /// Without XML's white space at both ends.
    package var withoutOuterSpace: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        guard first.isXMLSpace || last.isXMLSpace else { return self }
        let start = utf8.firstIndex { !$0.isXMLSpace } ?? endIndex
        let end = utf8.lastIndex { !$0.isXMLSpace }.map { utf8.index(after: $0) } ?? start
        return String(self[start..<end])
    }
}

extension UInt8 {
    fileprivate var isXMLSpace: Bool {
        self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D
    }
}
