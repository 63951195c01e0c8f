// SPDX-License-Identifier: Apache-2.0
import SwiftASN1

/// Reads the fields of an ASN.1 structure in order and says where it stopped being one.
///
/// It reads BER, the lenient encoding: authorities in use send certificate sets out of order and
/// lengths that are not the shortest, and what they signed is checked on its original bytes anyway.
struct FieldReader {
    private var nodes: ASN1NodeCollection.Iterator
    private var ahead: ASN1Node?
    let place: String

    /// Opens a constructed node that has the given tag.
    init(
        _ node: ASN1Node, _ identifier: ASN1Identifier = .sequence, at place: String
    ) throws(TimestampFailure) {
        guard node.identifier == identifier, case .constructed(let nodes) = node.content else {
            throw .malformed(place: place, expected: "a structure")
        }
        self.nodes = nodes.makeIterator()
        self.place = place
        ahead = self.nodes.next()
    }

    /// Reads bytes as one structure with nothing after it.
    static func parse(_ bytes: [UInt8], at place: String) throws(TimestampFailure) -> ASN1Node {
        do { return try BER.parse(bytes) } catch {
            throw .malformed(place: place, expected: "one whole ASN.1 structure")
        }
    }

    /// The next field, which must be there.
    mutating func next(_ field: String) throws(TimestampFailure) -> ASN1Node {
        guard let node = ahead else {
            throw .malformed(place: "\(place).\(field)", expected: "present")
        }
        ahead = nodes.next()
        return node
    }

    /// The next field if it has the given tag.
    mutating func next(ifTagged identifier: ASN1Identifier) -> ASN1Node? {
        guard let node = ahead, node.identifier == identifier else { return nil }
        ahead = nodes.next()
        return node
    }

    /// The next field if it has a context-specific tag of this number.
    mutating func next(ifContext number: UInt) -> ASN1Node? {
        next(ifTagged: ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific))
    }

    /// All fields that are left, at most so many.
    mutating func rest(countMax: Int) throws(TimestampFailure) -> [ASN1Node] {
        var rest: [ASN1Node] = []
        while let node = ahead {
            guard rest.count < countMax else {
                throw .malformed(place: place, expected: "no more than \(countMax) elements")
            }
            rest.append(node)
            ahead = nodes.next()
        }
        return rest
    }

    /// Refuses anything after the last field.
    func end() throws(TimestampFailure) {
        guard ahead == nil else {
            throw .malformed(place: place, expected: "at its end after the last field")
        }
    }
}

// MARK: - Values

extension FieldReader {
    /// The next field as an object identifier.
    mutating func oid(_ field: String) throws(TimestampFailure) -> OID {
        try FieldReader.oid(next(field), at: "\(place).\(field)")
    }

    /// The next field as the bytes of an OCTET STRING, in one piece or in several.
    mutating func octets(_ field: String) throws(TimestampFailure) -> [UInt8] {
        do { return [UInt8](try ASN1OctetString(berEncoded: next(field)).bytes) } catch {
            throw .malformed(place: "\(place).\(field)", expected: "an OCTET STRING")
        }
    }

    /// The next field as the content bytes of an INTEGER without needless bytes in front.
    mutating func integer(_ field: String) throws(TimestampFailure) -> [UInt8] {
        try FieldReader.integer(next(field), .integer, at: "\(place).\(field)")
    }

    /// The next field as an INTEGER within a range.
    mutating func number(
        _ field: String, in range: ClosedRange<Int>
    ) throws(TimestampFailure) -> Int {
        let node = try next(field)
        return try FieldReader.number(node, .integer, in: range, at: "\(place).\(field)")
    }

    /// The next field as the identifier in an AlgorithmIdentifier, and its parameters.
    mutating func algorithm(
        _ field: String
    ) throws(TimestampFailure) -> AlgorithmName {
        try AlgorithmName(next(field), at: "\(place).\(field)")
    }

    static func oid(_ node: ASN1Node, at place: String) throws(TimestampFailure) -> OID {
        guard node.identifier == .objectIdentifier, case .primitive(let content) = node.content,
            let oid = OID(content: content)
        else { throw .malformed(place: place, expected: "an OBJECT IDENTIFIER") }
        return oid
    }

    static func integer(
        _ node: ASN1Node, _ identifier: ASN1Identifier, at place: String
    ) throws(TimestampFailure) -> [UInt8] {
        guard node.identifier == identifier, case .primitive(let content) = node.content,
            !content.isEmpty
        else { throw .malformed(place: place, expected: "an INTEGER") }
        var bytes = content
        while bytes.count > 1, let first = bytes.first, let second = bytes.dropFirst().first,
            first == 0 && second < 0x80 || first == 0xFF && second >= 0x80
        {
            bytes.removeFirst()
        }
        return [UInt8](bytes)
    }

    static func number(
        _ node: ASN1Node, _ identifier: ASN1Identifier, in range: ClosedRange<Int>, at place: String
    ) throws(TimestampFailure) -> Int {
        let bytes = try integer(node, identifier, at: place)
        // Seven bytes always fit; a first bit that is set would mean a negative number.
        let number = bytes.reduce(0) { $0 &<< 8 | Int($1) }
        guard bytes.count <= 7, bytes[0] < 0x80, range.contains(number) else {
            throw .malformed(
                place: place,
                expected: "an INTEGER from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
