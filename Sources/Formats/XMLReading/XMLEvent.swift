// SPDX-License-Identifier: Apache-2.0

/// What an XML document consists of, in the order it is read.
///
/// Comments and processing instructions say nothing about the data and are left out.
package enum XMLEvent: Sendable {
    case start(XMLStartTag)
    case end(XMLEndTag)
    /// A piece of text with its references resolved. One text may come in several pieces.
    case text(String)
}

/// A name with its namespace (Namespaces in XML 1.0).
package struct XMLName: Hashable, Sendable {
    /// The namespace URI; empty where the name is in none.
    package let namespace: String
    /// The part after the colon.
    package let local: String

    package init(_ local: String, in namespace: String = "") {
        self.namespace = namespace
        self.local = local
    }
}

/// An attribute with its value as XML 1.0 §3.3.3 normalizes it.
package struct XMLAttribute: Equatable, Sendable {
    package let name: XMLName
    package let value: String

    package init(_ name: XMLName, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A namespace declaration, `xmlns:prefix="namespace"`.
package struct XMLNamespace: Equatable, Sendable {
    /// Empty for the default namespace.
    package let prefix: String
    package let namespace: String
}

/// The beginning of an element.
package struct XMLStartTag: Sendable {
    package let name: XMLName
    package let attributes: [XMLAttribute]
    /// The namespaces declared on this very tag.
    package let namespaces: [XMLNamespace]
    /// Where its `<` stands.
    package let place: XMLPlace
}

/// The end of an element.
package struct XMLEndTag: Sendable {
    package let name: XMLName
    /// The bytes of the file up to and including its `>`.
    ///
    /// `nil` when the file is in another encoding than UTF-8: the parser then counts bytes of its
    /// own transcoding, which are not the file's.
    package let endOffset: UInt64?
}

/// A spot in an XML document.
package struct XMLPlace: Hashable, Sendable {
    /// The line, from 1.
    package let line: UInt64
    /// The column in characters, from 1.
    package let column: UInt64
    /// Bytes before it; `nil` when the file is not in UTF-8.
    package let offset: UInt64?

    package init(line: UInt64, column: UInt64, offset: UInt64?) {
        self.line = line
        self.column = column
        self.offset = offset
    }
}

extension XMLPlace: CustomStringConvertible {
    package var description: String { "line \(line), column \(column)" }
}
