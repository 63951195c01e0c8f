// SPDX-License-Identifier: Apache-2.0

/// The open elements of a document, with what has been read of each.
///
/// Where ``XMLElementBuilder`` makes one element whole, whoever holds a stack decides at each end
/// what becomes of an element: a part of the one round it, or something of its own that is taken
/// out, so that a long document needs no more memory than its longest part.
package struct XMLElementStack: Sendable {
    private var open: [XMLElement] = []
    /// How many elements there are in what is open.
    package private(set) var count = 0

    package init() {}

    /// How many elements are open.
    package var depth: Int { open.count }

    /// The open elements, the outermost first.
    package var elements: [XMLElement] { open }

    /// An open element, the outermost being 0.
    package subscript(depth: Int) -> XMLElement { open[depth] }

    package mutating func begin(_ tag: XMLStartTag) {
        open.append(XMLElement(tag))
        count += 1
    }

    package mutating func add(_ text: String) {
        guard let last = open.indices.last else { return }
        open[last].text += text
    }

    /// Ends the innermost element, which is then nobody's child; `nil` when none is open.
    package mutating func end(_ tag: XMLEndTag) -> XMLElement? {
        guard var element = open.popLast() else { return nil }
        element.endOffset = tag.endOffset
        element.text = element.text.trimmingWhiteSpace
        return element
    }

    /// Makes an element a child of the innermost one that is open.
    package mutating func adopt(_ element: XMLElement) {
        guard let last = open.indices.last else { return }
        open[last].children.append(element)
    }

    /// Says that an ended element was let go with everything in it.
    package mutating func release(_ element: XMLElement) { count -= element.size }
}

extension XMLElement {
    /// How many elements it is, itself included.
    fileprivate var size: Int { children.reduce(1) { $0 + $1.size } }
}
