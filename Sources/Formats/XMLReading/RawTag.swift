// SPDX-License-Identifier: Apache-2.0
import CLibXML2

/// A start tag as the parser lends it, for the length of the callback.
struct RawTag {
    typealias Pointers = UnsafeMutablePointer<UnsafePointer<xmlChar>?>

    let local: UnsafePointer<xmlChar>?
    let namespace: UnsafePointer<xmlChar>?
    let namespaceCount: Int
    let rawNamespaces: Pointers?
    let attributeCount: Int
    let rawAttributes: Pointers?

    struct Attribute {
        let local: UnsafePointer<xmlChar>?
        let namespace: UnsafePointer<xmlChar>?
        let value: UnsafeBufferPointer<UInt8>
    }

    /// Two pointers each: prefix and URI.
    var namespaces: [XMLNamespace] {
        guard let rawNamespaces, namespaceCount > 0 else { return [] }
        return (0..<namespaceCount).map { index in
            XMLNamespace(
                prefix: RawTag.text(RawTag.bytes(rawNamespaces[2 * index])),
                namespace: RawTag.text(RawTag.bytes(rawNamespaces[2 * index + 1])))
        }
    }

    /// Five pointers each: name, prefix, URI, where the value begins and where it ends.
    func attribute(_ index: Int) -> Attribute? {
        guard let rawAttributes, let begin = rawAttributes[5 * index + 3],
            let end = rawAttributes[5 * index + 4]
        else { return nil }
        return Attribute(
            local: rawAttributes[5 * index], namespace: rawAttributes[5 * index + 2],
            value: UnsafeBufferPointer(start: begin, count: end - begin))
    }

    static func bytes(_ text: UnsafePointer<xmlChar>?) -> UnsafeBufferPointer<UInt8> {
        guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text)))
    }

    /// The text of an attribute's value.
    ///
    /// Where entities are not expanded, the parser leaves an ampersand as `&#38;` for a second
    /// reading that never comes here. Nothing else can bring an ampersand into a value.
    static func text(_ value: UnsafeBufferPointer<UInt8>) -> String {
        guard value.contains(0x26) else { return String(decoding: value, as: UTF8.self) }
        var plain: [UInt8] = []
        var index = 0
        while index < value.count {
            plain.append(value[index])
            index += value[index] == 0x26 ? ampersand.count : 1
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private static let ampersand = Array("&#38;".utf8)
}
