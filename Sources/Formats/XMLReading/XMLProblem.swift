// SPDX-License-Identifier: Apache-2.0

/// Why an XML document cannot be read any further, and where.
package struct XMLProblem: Error, Equatable, Sendable {
    /// What stopped the reading.
    package enum Kind: Equatable, Sendable {
        /// A DOCTYPE line. DTDs can declare entities that fetch files or fill the memory.
        case documentType
        /// Something XML does not allow, in the parser's words.
        case notWellFormed(String)
        /// Bytes that the encoding does not have.
        case encoding(String)
        case tooDeep(limit: Int)
        case tooManyAttributes(limit: Int)
        case nameTooLong(limitBytes: Int)
        case attributeTooLong(limitBytes: Int)
        case textTooLong(limitBytes: Int)
        /// The file ended before its root element did.
        case truncated
        /// There is nothing in the file.
        case empty
        /// The parser could not be set up. The machine's fault, not the file's.
        case outOfMemory
    }

    package let kind: Kind
    package let place: XMLPlace

    package init(_ kind: Kind, at place: XMLPlace) {
        self.kind = kind
        self.place = place
    }
}

extension XMLProblem: CustomStringConvertible {
    package var description: String { "\(place): \(found); expected \(expected)" }

    /// Its name for programs, the same for every format.
    package var code: String {
        switch kind {
        case .documentType: "xml.doctype"
        case .notWellFormed: "xml.not-well-formed"
        case .encoding: "xml.encoding"
        case .tooDeep, .tooManyAttributes, .nameTooLong, .attributeTooLong, .textTooLong:
            "xml.limit"
        case .truncated: "xml.truncated"
        case .empty: "file.empty"
        case .outOfMemory: "xml.memory"
        }
    }

    /// What stands there.
    package var found: String {
        switch kind {
        case .documentType: "a DOCTYPE line"
        case .notWellFormed(let message): "XML that is not well-formed: \(message)"
        case .encoding(let message): "bytes that are not in the file's encoding: \(message)"
        case .tooDeep(let limit): "elements nested more than \(limit) deep"
        case .tooManyAttributes(let limit): "an element with more than \(limit) attributes"
        case .nameTooLong(let limit): "a name longer than \(limit) bytes"
        case .attributeTooLong(let limit): "an attribute longer than \(limit) bytes"
        case .textTooLong(let limit): "a text longer than \(limit) bytes"
        case .truncated: "the end of the file inside the document"
        case .empty: "no XML at all"
        case .outOfMemory: "no memory for the XML parser"
        }
    }

    /// What should stand there, and what to do about it.
    package var expected: String {
        switch kind {
        case .documentType:
            "no document type: DTDs can pull in other files, so none is read; "
                + "remove the <!DOCTYPE …> line and send the file again"
        case .notWellFormed: "well-formed XML 1.0"
        case .encoding: "the encoding that the XML declaration names, or UTF-8"
        case .tooDeep, .tooManyAttributes, .nameTooLong, .attributeTooLong, .textTooLong:
            "a document within the limits"
        case .truncated: "the closing tags; the file may have been cut off on its way"
        case .empty: "an XML document"
        case .outOfMemory: "memory; try again"
        }
    }
}

/// The bounds within which XML from outside is read.
package struct XMLLimits: Sendable {
    /// How many elements may be inside one another; the parser itself stops at 256.
    package var depth = 100
    package var attributes = 256
    package var nameBytes = 1_024
    package var attributeBytes = 1_048_576
    /// The longest text between two tags, in bytes.
    package var textBytes = 4_194_304

    package init() {}
}
